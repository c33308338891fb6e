"""A paragraph as one string that habits edit one after the other, which remembers where each piece came from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.model import MarkKind
from pipeline.typography.spacing import Spacing

# Stands for every character that no habit may change: code, addresses, other languages. It is no letter, no space and
# no sign, but it is there: what stands around it is judged as beside a word.
HIDDEN = "\ufffc"
_HIDDEN = re.compile(f"{HIDDEN}+")

# A forced end of line: white space that was not typed as a space.
LINE_END = "\u2028"


class Edit(NamedTuple):
    """The characters from `start` to `end` (exclusive, never empty) become `text`; with a `mark` they are marked."""

    start: int
    end: int
    text: str
    mark: MarkKind | None = None


Habit = Callable[[str, Spacing], Sequence[Edit]]


class Line:
    """The text of a paragraph while habits work on it.

    `cuts` are the source offsets where its runs meet; `marks` are source ranges and what habits marked them with.
    `zones` finds what is hidden from the habits besides the HIDDEN characters of the text, and shown again by `result`.
    """

    def __init__(
        self, shown: str, hidden: str, zones: Callable[[str], Iterable[tuple[int, int]]], cuts: Iterable[int] = ()
    ) -> None:
        for start, end in zones(hidden):
            hidden = hidden[:start] + HIDDEN * (end - start) + hidden[end:]
        self.text = hidden
        self.marks: list[tuple[int, int, MarkKind]] = []
        self._kept = ""
        if HIDDEN in hidden:
            self._kept = "".join(shown[match.start() : match.end()] for match in _HIDDEN.finditer(hidden))
        self._end = len(shown)
        self._cuts = {cut: cut for cut in cuts if 0 < cut < self._end}
        self._history: list[Sequence[Edit]] = []

    def apply(self, edits: Sequence[Edit]) -> None:
        """Make `edits`; ValueError when they overlap or do not stand in order."""
        changes: list[Edit] = []
        for edit in edits:
            if edit.mark is None:
                changes.append(edit)
            else:
                self._mark(edit.start, edit.end, edit.mark)
        if not changes:
            return
        pieces: list[str] = []
        at = 0
        for edit in changes:
            if edit.start < at:
                raise ValueError(f"two edits of one habit overlap: {changes}")
            pieces += (self.text[at : edit.start], edit.text)
            at = edit.end
        self.text = "".join(pieces) + self.text[at:]
        if self._cuts:
            moved = _moved(sorted(self._cuts.values()), changes)
            self._cuts = {source: moved[cut] for source, cut in self._cuts.items()}
        self._history.append(changes)

    def result(self) -> str:
        """Return the text, what was hidden shown again."""
        if not self._kept:
            return self.text
        kept = iter(self._kept)
        return _HIDDEN.sub(lambda match: "".join(next(kept) for _ in match.group()), self.text)

    def pieces(self, start: int, end: int) -> Iterator[tuple[int, int, int, int]]:
        """Yield the parts of the source range `start` to `end`, cut at marks: its source range, then its place now."""
        places = (start, *sorted(cut for cut in self._cuts if start < cut < end), end)
        for left, right in pairwise(places):
            yield left, right, self._place(left), self._place(right)

    def _place(self, source: int) -> int:
        """Return where a cut is now; the two ends of the text are no cuts, and stay its ends."""
        if source == self._end:
            return len(self.text)
        return self._cuts[source] if source else 0

    def _mark(self, start: int, end: int, mark: MarkKind) -> None:
        sources = self._source(start), self._source(end)
        for source, place in zip(sources, (start, end), strict=True):
            self._cuts.setdefault(source, place)
        self.marks.append((*sources, mark))

    def _source(self, place: int) -> int:
        """Return the source offset of a place of the text: the edits taken back, the last ones first."""
        for changes in reversed(self._history):
            shift = 0
            for edit in changes:
                start = edit.start + shift
                if place <= start:
                    break
                place = max(place, start + len(edit.text))
                shift += len(edit.text) - (edit.end - edit.start)
            place -= shift
        return place


def _moved(places: Sequence[int], changes: Sequence[Edit]) -> dict[int, int]:
    """Return where each place is after `changes`; one inside a change comes to stand behind it."""
    moved: dict[int, int] = {}
    shift = index = 0
    for place in places:
        while index < len(changes) and changes[index].end <= place:
            shift += len(changes[index].text) - (changes[index].end - changes[index].start)
            index += 1
        inside = index < len(changes) and changes[index].start < place
        moved[place] = changes[index].start + shift + len(changes[index].text) if inside else place + shift
    return moved
