"""Striking pieces of text out of the pages of a section, until nothing is left but what the builder put there.

Text is compared squeezed (see `expected.squeeze`). The text of the body is met in order, from one page to the next;
notes stand apart at the foot of pages, and what the layout draws later than it reads (a table's cells in a rare case)
is looked for in what is left.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from pipeline.inspection.expected import Piece

DISTINCT = 24  # a piece this long is recognised wherever it stands
AHEAD = 8  # how many pages of figures the next piece may be looked for behind
TURNS = 2  # how many pages a note may turn
OVERLAP = 160  # how many letters may by chance be those of the foot of the page as well: a note that begins alike
CHANCE = 8  # the same where a piece is looked for everywhere, so that a lost one is given up soon
SEAM = "\n"  # what takes the place of a letter that is struck out: no squeezed text holds it
_LEFT = re.compile(f"[^{SEAM}]+")

Place = tuple[int, int, int]  # page, start, end


def letters(text: str) -> str:
    """Return the letters of a text."""
    return "".join(filter(str.isalpha, text))


class Sheets:
    """The squeezed texts of the pages of one section, and what is left of each.

    `repeated` holds the squeezed words that may stand again at the top of a page: the header cells of a table that
    goes on. `elsewhere` are words that are known to be on the pages, but not where.
    """

    def __init__(self, texts: Sequence[str], repeated: Sequence[str] = (), elsewhere: str = "") -> None:
        self.texts, self.repeated, self.elsewhere = texts, repeated, elsewhere
        self._left = list(texts)

    def strike_in_order(self, pieces: Iterable[Piece], ahead: int = AHEAD) -> list[Piece]:
        """Strike out pieces that follow one another; return those that do not come where they should.

        The next piece is looked for on the page of the last one and on `ahead` pages after it.
        """
        page = offset = 0
        missing = []
        for piece in pieces:
            places = self._next(piece.key, page, offset, ahead)
            if places:
                self._strike(places)
                page, _, offset = places[-1]
            else:
                missing.append(piece)
        return missing

    def strike_anywhere(self, pieces: Iterable[Piece]) -> list[Piece]:
        """Strike out pieces of what is left, the longest first, whole ones before those that turn a page."""
        missing = sorted(pieces, key=lambda one: -len(one.key))
        for turns in (0, TURNS):
            missing = [piece for piece in missing if not self._struck_somewhere(piece.key, turns)]
        return missing

    def _struck_somewhere(self, key: str, turns: int) -> bool:
        found = (self._left_on(key, page, turns) for page in range(len(self._left)))
        places = next(filter(None, found), [])
        self._strike(places)
        return bool(places)

    def remains(self) -> Iterator[tuple[int, str]]:
        """Yield each page (from 0) that says what nobody asked for, and the letters of it."""
        for page, left in enumerate(self._left):
            rest = letters(left)
            for words in sorted(map(letters, self.repeated), key=len, reverse=True):
                rest = rest.replace(words, "", 1) if words else rest
            if rest:
                yield page, rest

    def known(self, key: str) -> int:
        """Return how many letters of `key`, from its first, stand together in the section."""
        return _longest(key, "".join(self.texts))

    def _next(self, key: str, page: int, offset: int, ahead: int) -> list[Place]:
        for number in range(page, min(page + ahead + 1, len(self._left))):
            begin = offset if number == page else 0
            places = self._here(key, number, begin) or self._further(key, number, begin)
            if places:
                return places
        return []

    def _starts(self, page: int, offset: int) -> Iterator[int]:
        """Yield where the next piece may begin: behind numbers and signs, and behind heads at the top of a page."""
        text, begins = self._left[page], [offset]
        for begin in begins:  # which grows while it is read: heads may follow one another
            for at in _unstruck(text, begin):
                yield at
                if not offset:
                    ends = (at + len(words) for words in self.repeated if text.startswith(words, at))
                    begins += [end for end in ends if end not in begins]
                if text[at].isalpha():
                    break

    def _here(self, key: str, page: int, offset: int) -> list[Place]:
        """Return where the piece stands on that page, or on it and the next ones; nothing when it does not."""
        text = self._left[page]
        best = 0, 0
        for at in self._starts(page, offset):
            if text.startswith(key, at):
                return [(page, at, at + len(key))]
            best = max(best, (_common(key, text, at), at))
        length, at = best
        for cut in range(length, max(length - OVERLAP, 0), -1):
            rest = self._here(key[cut:], page + 1, 0) if page + 1 < len(self._left) else []
            if rest:
                return [(page, at, at + cut), *rest]
        return []

    def _further(self, key: str, page: int, offset: int) -> list[Place]:
        """Return where a piece that cannot be mistaken stands on the page, behind text that was not recognised."""
        at = self._left[page].find(key, offset) if len(key) >= DISTINCT else -1
        return [(page, at, at + len(key))] if at >= 0 else []

    def _left_on(self, key: str, page: int, turns: int) -> list[Place]:
        """Return where a piece stands in what is left of a page, or of it and the next ones; nothing if nowhere."""
        left = self._left[page]
        length = _longest(key, left)
        if length == len(key):
            return [(page, left.index(key), left.index(key) + length)]
        if not turns or page + 1 == len(self._left):
            return []
        for cut in range(length, max(length - CHANCE, 0), -1):
            rest = self._left_on(key[cut:], page + 1, turns - 1)
            if rest:
                at = left.index(key[:cut])
                return [(page, at, at + cut), *rest]
        return []

    def _strike(self, places: Iterable[Place]) -> None:
        for page, start, end in places:
            left = self._left[page]
            self._left[page] = left[:start] + SEAM * (end - start) + left[end:]


def _unstruck(text: str, begin: int) -> Iterator[int]:
    """Yield the places of the letters that are left, from `begin` on; most of a page may have been struck out."""
    for left in _LEFT.finditer(text, begin):
        yield from range(*left.span())


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
