"""Where parsed characters stand in their file."""

from __future__ import annotations

from bisect import bisect_right

from markdown_it.token import Token

from pipeline.diagnostic import Span


class Source:
    """A text of a file: the whole file, or a value of a YAML file that begins at `line` and `column`.

    `column` holds for every line of the text: a YAML block is indented as a whole.
    """

    def __init__(self, path: str, text: str, line: int = 1, column: int = 1) -> None:
        self.path = path
        self.lines = text.split("\n")
        self._line = line
        self._column = column

    def span(self, line: int, column: int, end_line: int, end_column: int) -> Span:
        """Return the span of a stretch of the text; its lines and columns count from 0, its end is exclusive."""
        return Span(
            self.path,
            self._line + line,
            self._column + column,
            self._line + end_line,
            self._column + end_column,
        )

    def block(self, token: Token) -> Span:
        """Return the span of the lines of a block token, without the blank lines after it."""
        first, after = token.map or (0, 1)
        last = min(max(first, after - 1), len(self.lines) - 1)
        while last > first and not self.lines[last].strip():
            last -= 1
        line = self.lines[min(first, len(self.lines) - 1)]
        return self.span(first, len(line) - len(line.lstrip()), last, len(self.lines[last].rstrip()))

    def line(self, number: int) -> Span:
        """Return the span of what is written on a line, counted from 0."""
        line = self.lines[number]
        return self.span(number, len(line) - len(line.lstrip()), number, len(line.rstrip()))


class Place:
    """Where the characters of an inline token's content stand: markdown-it gives its lines, this finds the columns."""

    def __init__(self, source: Source, content: str, line: int, column: int = 0) -> None:
        """Look for `content`, whose first line is on `line` of the source, after `column` where that is not 0."""
        self._source = source
        self._offsets: list[int] = []
        self._starts: list[tuple[int, int]] = []
        offset = 0
        for number, text in enumerate(content.split("\n"), line):
            self._offsets.append(offset)
            self._starts.append((number, self._column(number, text, column if number == line else 0)))
            offset += len(text) + 1

    def _column(self, number: int, text: str, least: int) -> int:
        lines = self._source.lines
        line = lines[number] if number < len(lines) else ""
        if least:
            return max(line.find(text, least), least)
        if line.endswith(text):
            return len(line) - len(text)
        # What the parser took off: trailing spaces, closing number signs, a tab that it turned into spaces.
        words = text.strip()
        return max(line.rfind(words) - (len(text) - len(text.lstrip())), 0)

    @classmethod
    def cell(cls, source: Source, content: str, line: int, column: int) -> Place:
        """Return the place of a table's cell that begins at `column`: each bar in it was typed with a backslash."""
        place = cls(source, "", line)
        place._starts = [(line, column)]
        for offset, letter in enumerate(content):
            if letter == "|":
                place._offsets.append(offset)
                place._starts.append((line, column + offset + len(place._offsets) - 1))
        return place

    def point(self, offset: int) -> tuple[int, int]:
        """Return line and column, from 0, of the character at `offset` of the content."""
        index = bisect_right(self._offsets, offset) - 1
        line, column = self._starts[index]
        return line, column + offset - self._offsets[index]

    def span(self, start: int, end: int) -> Span:
        """Return the span of the characters from `start` to `end` of the content."""
        return self._source.span(*self.point(start), *self.point(end))
