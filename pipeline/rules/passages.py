"""A contribution as the rules read it: stretches of continuous text, each character of which knows its place.

A Passage flattens a paragraph, a heading, a cell… into one string, across emphasis, links and notes; whatever a rule
finds in that string is brought back to the line and column of the source, and a fix is offered only where the source
holds exactly these characters.
"""

from __future__ import annotations

import html
import re
import unicodedata
from functools import cached_property
from itertools import repeat

from msgspec import Struct

from pipeline.diagnostic import Fix, Span
from pipeline.model import Break, Inline, Inlines, Mark, MarkKind, NoteCall, Run

# Stands in `prose` for what French typography does not rule: one of it for each masked character.
MASK = "\ufffc"

_END = r"[^\s<>«»,;:!?.)\]’'\"…]"
_UNTOUCHABLE = re.compile(
    rf"""
    (?:https?://|www\.)[^\s<>«»]*{_END}                      # an address
    | (?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]*\w                             # an e-mail address
    | (?<![\w.-])(?:[\w-]+\.)+(?:fr|com|org|net|io|eu|be|ch|ca|info|tv|me|co|uk|de|es|ly|gl|app|dev)\b
      (?:/[^\s«»]*{_END})?
    | (?<![\w&])@[\w.]*\w                                    # a handle
    | (?<![\w&])\#\w+                                        # a hashtag
    | \b[A-Za-z]:\\\S*                                       # a Windows path
    | (?<!\w)[:;=xX]['’]?-?[()DPpoO|/\\*]+(?!\w)             # an emoticon
    """,
    re.VERBOSE,
)
_ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|\w+);")
_MARGIN = re.compile(r"[ \t>]*")


class Passage(Struct, frozen=True, dict=True):
    """Continuous text: `kind` says what it is (`title`, `heading`, `paragraph`, `verse`, `caption`, `cell`…).

    `inside` names what holds it, outermost first (`note`, `quotation`, `letter`, `post`, `list`…); `lines` is the
    source. Offsets count code points of `text`; a forced end of line is `\\n` there, notes and pictures are nothing; a
    reference without words, which will say a title, is MASK.
    """

    kind: str
    inlines: Inlines
    language: str
    path: str
    lines: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    place: Span | None = None
    level: int = 0
    block: str = ""

    @cached_property
    def _alignments(self) -> dict[int, list[tuple[int, int]]]:
        """What `_aligned` gave for each inline that was asked for, by its first character."""
        return {}

    @cached_property
    def pieces(self) -> tuple[tuple[int, Inline], ...]:
        """Return every inline with the offset at which it begins."""
        offset, pieces = 0, []
        for inline in self.inlines:
            pieces.append((offset, inline))
            offset += len(_characters(inline))
        return tuple(pieces)

    @cached_property
    def text(self) -> str:
        """Return the words, a forced end of line as `\\n`."""
        return "".join(_characters(inline) for inline in self.inlines)

    @cached_property
    def prose(self) -> str:
        """Return `text` with code, other languages, addresses, handles and hashtags replaced by MASK."""
        parts = [
            MASK * len(_characters(inline)) if self._foreign(inline) else _characters(inline) for inline in self.inlines
        ]
        return _UNTOUCHABLE.sub(lambda match: MASK * len(match[0]), "".join(parts))

    @cached_property
    def characters(self) -> frozenset[str]:
        """Return the characters of `prose`."""
        return frozenset(self.prose)

    def _foreign(self, inline: Inline) -> bool:
        mine = self.language.split("-")[0]
        return any(
            mark.kind is MarkKind.CODE
            or (mark.kind is MarkKind.LANGUAGE and mark.value.split("-")[0] not in {mine, ""})
            for mark in inline.marks
        )

    @property
    def calls(self) -> tuple[tuple[int, NoteCall], ...]:
        """Return the note calls with the offset before which each stands."""
        return tuple((offset, inline) for offset, inline in self.pieces if isinstance(inline, NoteCall))

    def called(self, offset: int) -> bool:
        """Return whether a note is called right before the character at `offset`, which then stands apart already."""
        return any(at == offset for at, _ in self.calls)

    def marks(self, offset: int) -> tuple[Mark, ...]:
        """Return the marks of the character at `offset`."""
        for start, inline in self.pieces:
            if start <= offset < start + len(_characters(inline)):
                return inline.marks
        return ()

    def _position(self, offset: int) -> tuple[int, int]:
        """Return line and column of the character at `offset`; after the last one when it is the text's length."""
        last: tuple[int, int] | None = None
        for start, inline in self.pieces:
            length = len(_characters(inline))
            if not length:
                continue
            if offset < start + length:
                return self._positions(start, inline)[offset - start]
            last = self._positions(start, inline)[-1]
        if last is None:
            return (self.place.line, self.place.column) if self.place else (1, 1)
        return last

    def _positions(self, start: int, inline: Inline) -> list[tuple[int, int]]:
        if start not in self._alignments:
            span = inline.span or self.place or Span(self.path)
            self._alignments[start] = _aligned(_characters(inline), span, self.lines)
        return self._alignments[start]

    def span(self, start: int, end: int) -> Span:
        """Return where the characters from `start` to before `end` stand in the source."""
        line, column = self._position(start)
        if end <= start:
            return Span(self.path, line, column, line, column)
        end_line, end_column = self._position(end - 1)
        return Span(self.path, line, column, end_line, end_column + 1)

    def fix(self, start: int, end: int, text: str, *, safe: bool = True) -> tuple[Fix, ...]:
        """Return the replacement of these characters, none where the source does not hold exactly them."""
        span = self.span(start, end)
        if span.end_line != span.line or self._source(span) != self.text[start:end]:
            return ()
        return (Fix(span, text, safe),)

    def insert_before(self, offset: int, text: str) -> tuple[Fix, ...]:
        """Return the insertion of `text` right before the character at `offset`: inside the markup that holds it."""
        span = self.span(offset, offset + 1)
        if self._source(span) != self.text[offset : offset + 1]:
            return ()
        return (Fix(Span(self.path, span.line, span.column, span.line, span.column), text),)

    def insert_after(self, offset: int, text: str, *, safe: bool = True) -> tuple[Fix, ...]:
        """Return the insertion of `text` right after the character at `offset`: inside the markup that holds it."""
        span = self.span(offset, offset + 1)
        if self._source(span) != self.text[offset : offset + 1]:
            return ()
        return (Fix(Span(self.path, span.line, span.end_column, span.line, span.end_column), text, safe),)

    def _source(self, span: Span) -> str:
        line = self.lines[span.line - 1] if 0 < span.line <= len(self.lines) else ""
        return line[span.column - 1 : span.end_column - 1]


def _characters(inline: Inline) -> str:
    if isinstance(inline, Run):
        return inline.text or MASK
    return "\n" if isinstance(inline, Break) else ""


def _aligned(text: str, span: Span, lines: tuple[str, ...]) -> list[tuple[int, int]]:
    """Return the place of every character of `text`, then of what follows, by walking the source from `span`.

    Escapes, entities, letters typed as base and accent, markup and the margins of quotations are stepped over.
    """
    line, column = span.line, span.column
    stop = (span.end_line, span.end_column) if span.end_line else (len(lines), 1 << 30)
    places: list[tuple[int, int]] = []
    if not lines:
        return [(line, column + offset) for offset in range(len(text) + 1)]
    while len(places) < len(text):
        if same := _verbatim(text, len(places), _until(stop, line, lines), column - 1):
            places += zip(repeat(line), range(column, column + same), strict=False)
            column += same
            continue
        char = text[len(places)]
        here = _next(char, line, column, stop, lines)
        if here is None:  # generated, or changed beyond recognition: the run's own place is the best answer
            places.append((line, column))
            continue
        (line, column), length = here
        places.append((line, column))
        column += length
        if char in " \n" and length == 0:
            line, column = line + 1, _margin(lines, line + 1)
    return [*places, (line, column)]


def _until(stop: tuple[int, int], line: int, lines: tuple[str, ...]) -> str:
    """Return what a line holds up to `stop`, the character there included."""
    if line > min(stop[0], len(lines)):
        return ""
    return lines[line - 1][: stop[1]] if line == stop[0] else lines[line - 1]


def _verbatim(text: str, offset: int, source: str, at: int) -> int:
    """Return a number of characters of `text` from `offset` that `source` writes as they are from `at`.

    It may be fewer than there are: what is left, and entities, `_next` takes one character at a time.
    """
    size = min(len(source) - at, len(text) - offset)
    while size > 0:
        written = text[offset : offset + size]
        if source.startswith(written, at) and "&" not in written:
            return size
        size //= 2
    return 0


def _margin(lines: tuple[str, ...], line: int) -> int:
    found = _MARGIN.match(lines[line - 1]) if line <= len(lines) else None
    return found.end() + 1 if found else 1


def _next(
    char: str, line: int, column: int, stop: tuple[int, int], lines: tuple[str, ...]
) -> tuple[tuple[int, int], int] | None:
    """Return where `char` is met first from (line, column), and how many characters of the source write it."""
    while (line, column) <= stop and line <= len(lines):
        source = lines[line - 1]
        if column > len(source):
            if char in " \n":
                return (line, column), 0
            line, column = line + 1, _margin(lines, line + 1)
            continue
        length = _written(char, source, column - 1)
        if length:
            return (line, column), length
        column += 1
    return None


def _written(char: str, source: str, at: int) -> int:
    """Return how many characters at `source[at:]` write `char`: an entity, a letter and accents, itself; 0 if none."""
    if source[at] == "&" and (entity := _ENTITY.match(source, at)):
        return len(entity[0]) if html.unescape(entity[0]) == char else 0
    end = at + 1
    while end < len(source) and unicodedata.combining(source[end]):
        end += 1
    if end > at + 1 and unicodedata.normalize("NFC", source[at:end]) == char:
        return end - at
    return int(source[at] == char)
