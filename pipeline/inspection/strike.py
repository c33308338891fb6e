"""Striking pieces of text out of the pages of a section, until nothing is left but what the builder put there.

Text is compared squeezed (see `expected.squeeze`). The text of the body is met in order, from one page to the next;
notes stand apart at the foot of pages, and what the layout draws later than it reads (a table's cells in a rare case)
is looked for in what is left.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipeline.inspection.expected import Piece

DISTINCT = 24  # a piece this long is recognised wherever it stands
AHEAD = 8  # how many pages of figures the next piece may be looked for behind
OVERLAP = 8  # how many letters may by chance be those of the page's foot as well
SEAM = "\n"  # what takes the place of a letter that is struck out: no squeezed text holds it

Place = tuple[int, int, int]  # page, start, end


def letters(text: str) -> str:
    """Return the letters of a text."""
    return "".join(filter(str.isalpha, text))


class Sheets:
    """The squeezed texts of the pages of one section, and what is left of each.

    `furniture` holds the squeezed words that heads and folios may say on those pages.
    """

    def __init__(self, texts: Sequence[str], furniture: Sequence[str]) -> None:
        self._texts, self._furniture = texts, furniture
        self._left = list(texts)
        self._page = self._offset = 0

    def strike_in_order(self, piece: Piece) -> bool:
        """Strike out a piece that comes next, quietly after the last one; False when it does not."""
        for page in range(self._page, min(self._page + AHEAD, len(self._texts))):
            offset = self._offset if page == self._page else 0
            places = self._here(piece.key, page, offset) or self._further(piece.key, page, offset)
            if places:
                self._strike(places)
                self._page, _, self._offset = places[-1]
                return True
        return False

    def strike_anywhere(self, pieces: Iterable[Piece]) -> list[Piece]:
        """Strike out pieces of what is left, the longest first; return those that are not there."""
        missing = []
        for piece in sorted(pieces, key=lambda one: -len(one.key)):
            places = next(filter(None, (self._left_on(piece.key, page) for page in range(len(self._left)))), [])
            self._strike(places)
            if not places:
                missing.append(piece)
        return missing

    def remains(self) -> Iterator[tuple[int, str]]:
        """Yield each page (from 0) that says what nobody asked for, and the letters of it."""
        for page, left in enumerate(self._left):
            rest = letters(left)
            for words in sorted(map(letters, self._furniture), key=len, reverse=True):
                rest = rest.replace(words, "", 1) if words else rest
            if rest:
                yield page, rest

    def known(self, key: str) -> int:
        """Return how many letters of `key`, from its first, stand together in the section."""
        return _longest(key, "".join(self._texts))

    def _starts(self, page: int, offset: int) -> Iterator[int]:
        """Yield where the next piece may begin: behind numbers and signs, and behind heads at the top of a page."""
        text = self._texts[page]
        begins = [offset] + [len(words) for words in self._furniture if not offset and text.startswith(words)]
        for begin in begins:
            yield begin
            for at in range(begin, len(text)):
                if text[at].isalpha():
                    break
                yield at + 1

    def _here(self, key: str, page: int, offset: int) -> list[Place]:
        """Return where the piece stands on that page, or on it and the next ones; nothing when it does not."""
        text = self._texts[page]
        best = 0, 0
        for at in self._starts(page, offset):
            if text.startswith(key, at):
                return [(page, at, at + len(key))]
            best = max(best, (_common(key, text, at), at))
        length, at = best
        for cut in range(length, max(length - OVERLAP, 0), -1):
            rest = self._here(key[cut:], page + 1, 0) if page + 1 < len(self._texts) else []
            if rest:
                return [(page, at, at + cut), *rest]
        return []

    def _further(self, key: str, page: int, offset: int) -> list[Place]:
        """Return where a piece that cannot be mistaken stands on the page, behind text that was not recognised."""
        at = self._texts[page].find(key, offset) if len(key) >= DISTINCT else -1
        return [(page, at, at + len(key))] if at >= 0 else []

    def _left_on(self, key: str, page: int) -> list[Place]:
        """Return where a piece stands in what is left of a page, or of it and the next ones; nothing if nowhere."""
        left = self._left[page]
        length = _longest(key, left)
        if length == len(key):
            return [(page, left.index(key), left.index(key) + length)]
        for cut in range(length, max(length - OVERLAP, 0), -1):
            rest = self._left_on(key[cut:], page + 1) if page + 1 < len(self._left) else []
            if rest:
                at = left.index(key[:cut])
                return [(page, at, at + cut), *rest]
        return []

    def _strike(self, places: Iterable[Place]) -> None:
        for page, start, end in places:
            left = self._left[page]
            self._left[page] = left[:start] + SEAM * (end - start) + left[end:]


def _longest(key: str, text: str) -> int:
    """Return how many letters of `key`, from its first, stand together in `text`."""
    low, high = 0, len(key)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if key[:middle] in text else (low, middle - 1)
    return low


def _common(key: str, text: str, at: int) -> int:
    """Return how many letters of `key`, from its first, stand in `text` from `at`."""
    pairs = zip(key, text[at : at + len(key)], strict=False)
    return next((number for number, (one, other) in enumerate(pairs) if one != other), min(len(key), len(text) - at))
