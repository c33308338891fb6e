"""The lines of a PDF in the manuscript that it was made from: found by their letters, which typography keeps."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from pipeline.diagnostic import Span
from pipeline.model import Book, Run, each_inlines

SURE = 16  # letters that tell a place; fewer may stand anywhere


class Sources:
    """Every text of a book as one string of letters, and the run that each stretch of it comes from."""

    def __init__(self, book: Book) -> None:
        self._runs = [run for run in _runs(book) if run.span]
        letters = [_letters(run.text) for run in self._runs]
        self._letters = "".join(letters)
        self._starts = list(accumulate(map(len, letters), initial=0))

    def span(self, text: str) -> Span | None:
        """Return where `text` is written; None where it is nowhere, in several places or too short to tell.

        What the builder writes among the words (page numbers, calls of notes) may part it: then one half of it tells.
        """
        letters = _letters(text)
        half = len(letters) // 2
        parts = (part for part in (letters, letters[:half], letters[half:]) if len(part) >= SURE)
        place = next((place for part in parts if (place := self._only(part)) is not None), None)
        return None if place is None else self._runs[bisect_right(self._starts, place) - 1].span

    def _only(self, letters: str) -> int | None:
        place = self._letters.find(letters)
        return place if place >= 0 and self._letters.find(letters, place + 1) < 0 else None


def _runs(book: Book) -> Iterator[Run]:
    for text in book.contributions:
        for blocks in (text.blocks, *(note.blocks for note in text.notes)):
            for inlines in each_inlines(blocks):
                yield from (item for item in inlines if isinstance(item, Run))


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, unicodedata.normalize("NFKC", text).casefold()))
