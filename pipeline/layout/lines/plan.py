"""Plans: which line of a flow starts where."""

from __future__ import annotations

from math import inf
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from pipeline.layout.lines import breaks as breaking
from pipeline.layout.lines.breaks import Ask, Breaks
from pipeline.layout.lines.edges import PASSES, Align, Edges, Pass, Shape, edges, window_of
from pipeline.layout.lines.fit import Path, choose, first_fit
from pipeline.layout.lines.flow import BREAK, Chosen, Flow
from pipeline.layout.lines.shaping import Shaper

STACKED = 80000.0
SHORT_PAGE = 90000.0  # a line that the page gives up so that none is left alone on the next
_FITS = 1e-6  # px
_TAKES, _LENDS = 0.03, 0.05  # shares of a line's width that spaces can be set tighter or wider by
_ANY = (0.0, inf)  # any natural width
_TRIES = 3
_KEPT = 40  # plans
_GOOD, _GOOD_LINE = 60000.0, 12000.0  # demerits that no other pass could mend much: of a paragraph, and of its lines


class Measure(Struct, frozen=True):
    """What a plan is made for: widths in px, the first line's indent, how the lines are aligned."""

    first: tuple[float, ...]
    rest: float
    indent: float
    align: Align


class Room(Struct, frozen=True):
    """What a page still holds: a number of lines; CSS's `orphans` (what is there already taken off) and `widows`."""

    lines: int
    orphans: int
    widows: int

    def kept(self, count: int) -> int:
        """How many of `count` lines stay on the page; 0 when they all go to the next."""
        if count <= self.lines:
            return count
        kept = min(self.lines, count - self.widows)
        return kept if kept >= max(self.orphans, 1) else 0

    def full(self, count: int) -> int:
        """Which of `count` lines (from 1) is the page's last full one: the one before when the paragraph ends there."""
        return self.kept(count) if count > self.lines else self.lines - (count == self.lines)


class Planner:
    """Chooses the lines of flows."""

    def __init__(self, shaper: Shaper, *, optical: bool) -> None:
        self.shaper, self.optical = shaper, optical
        self._plans: dict[tuple[Any, ...], dict[int, Chosen]] = {}

    def plan(
        self, flow: Flow, begin: int, measure: Measure, room: Room | None, wanted: int | None = None
    ) -> dict[int, Chosen]:
        """The lines from `begin` to the next forced break, by their first character.

        `room` is what the page still holds, None when that does not matter; `wanted` is how many lines there should be
        when the page has room for more. The last plans are kept: the notes of a page are laid out again each time that
        it takes another.
        """
        key = flow.signature, begin, measure, room, _hyphens_before(flow, begin), wanted
        plan = self._plans.pop(key, None) or self._planned(flow, begin, measure, room, wanted)
        self._plans[key] = plan
        if len(self._plans) > _KEPT:
            del self._plans[next(iter(self._plans))]
        return plan

    def counts(self, flow: Flow, measure: Measure, *, every: bool) -> dict[int, float]:
        """The least demerits of each number of lines that a whole flow may have: of those a plan looks at, or `every`.

        Empty when it holds a forced break, or when nothing but a last resort can set it.
        """
        if BREAK in flow.text:
            return {}
        key = measure, every
        known = flow.searches.get(key)
        if known is None:
            known = flow.searches[key] = self._counted(flow, measure, every=every)
        return known

    def _counted(self, flow: Flow, measure: Measure, *, every: bool) -> dict[int, float]:
        shape = _shape(flow, 0, measure)
        if self._short(flow, (0, len(flow.text)), measure, shape) is not None:
            return {1: 0.0}
        ask = self._ask(flow, (0, len(flow.text)), measure)
        counts: dict[int, float] = {}
        for tried in PASSES[measure.align]:
            if tried.desperate:
                break
            search = self._search(flow, ask, shape, tried)
            paths = search.paths()
            for count, path in paths.items():
                counts[count] = min(path.demerits, counts.get(count, inf))
            best = min(paths.values(), key=lambda one: one.demerits, default=None)
            if best is not None and _good(best) and not (every and _gives(best, search, shape)):
                break
        return counts

    def _planned(
        self, flow: Flow, begin: int, measure: Measure, room: Room | None, wanted: int | None
    ) -> dict[int, Chosen]:
        stop = flow.text.find(BREAK, begin)
        stop = len(flow.text) if stop < 0 else stop
        shape = _shape(flow, begin, measure)
        short = self._short(flow, (begin, stop), measure, shape)
        if short is not None:
            return short
        ask = self._ask(flow, (begin, stop), measure)
        free = self._choose(flow, ask, shape, None, wanted)
        if room is None or not 0 < room.lines <= len(free):
            return free
        return self._choose(flow, ask, shape, room)

    def _short(self, flow: Flow, part: tuple[int, int], measure: Measure, shape: Shape) -> dict[int, Chosen] | None:
        """The only line of a text that fits in one."""
        begin, stop = part
        end = stop
        while end > begin + 1 and flow.text[end - 1] == " ":
            end -= 1
        width = shape.width(0)
        slack = width - float(flow.right[end] - flow.left[begin]) - measure.indent
        if slack < -_FITS:
            return None
        hang = breaking.hang_left(flow, begin) if self.optical and shape.align is Align.JUSTIFIED else 0.0
        return {begin: Chosen(begin, end, stop, False, False, False, max(slack, 0.0) + hang, 0.0, width, hang, 0.0)}

    def _ask(self, flow: Flow, part: tuple[int, int], measure: Measure) -> Ask:
        first = flow.leaves[0]
        hyphen = self.shaper.shape(first.shaped.face.hyphen, first.box.style).width
        return Ask(*part, hyphen, measure.indent, None, self.optical and measure.align is Align.JUSTIFIED)

    def _choose(
        self, flow: Flow, ask: Ask, shape: Shape, room: Room | None, wanted: int | None = None
    ) -> dict[int, Chosen]:
        best: tuple[Path, Breaks] | None = None
        for tried in PASSES[shape.align]:
            if best is not None and (tried.desperate or (_good(best[0]) and wanted in (None, len(best[0].lines)))):
                break
            search = self._search(flow, ask, shape, tried)
            path = _unstacked(flow.text, _Possible(search, room, wanted))
            if path is not None and (best is None or _better(path, best[0], wanted)):
                best = path, search.found
        if best is None:
            found = breaking.find(flow, replace(ask, window=_ANY, mute=True), self.shaper)
            best = first_fit(flow, found, shape), found
        return _lines(*best, shape)

    def _search(self, flow: Flow, ask: Ask, shape: Shape, tried: Pass) -> _Search:
        """The candidates and possible lines of a pass: they do not depend on where the page ends."""
        key = ask, shape, tried
        known = flow.searches.get(key)
        if known is None:
            window = window_of(flow, shape, tried) if tried.hyphenate else None
            found = breaking.find(flow, replace(ask, window=window, mute=tried.mute), self.shaper)
            widths = {*shape.first, shape.rest}
            tables = {width: edges(flow, found, width, tried, shape) for width in widths}
            known = flow.searches[key] = _Search(found, tables, shape)
        return known


class _Search(Struct):
    """What a pass found: the candidates and the possible lines of each width."""

    found: Breaks
    tables: dict[float, Edges]
    shape: Shape
    _free: dict[int, Path] | None = None

    def paths(self, page_end: int | None = None, dear: dict[int, float] | None = None) -> dict[int, Path]:
        """The best path of each number of lines; `dear` are demerits to add to some breaks."""
        if page_end is not None or dear:
            return choose(self.found, self.tables, self.shape, page_end, dear)
        if self._free is None:
            self._free = choose(self.found, self.tables, self.shape)
        return self._free


class _Possible(Struct, frozen=True):
    """Possible lines, what the page still holds of them, and how many there should be."""

    search: _Search
    room: Room | None
    wanted: int | None

    def best(self, dear: dict[int, float] | None = None) -> Path | None:
        """The best path, None when there is none; `dear` are demerits to add to some breaks."""
        paths = self._to_page_end(self.room, dear) if self.room else self.search.paths(None, dear)
        if self.wanted in paths:
            return paths[self.wanted]
        if paths and self.search.shape.align is Align.BALANCED:
            return paths[min(paths)]
        return min(paths.values(), key=lambda one: one.demerits, default=None)

    def _to_page_end(self, room: Room, dear: dict[int, float] | None) -> dict[int, Path]:
        """The best paths; how many lines there are decides where the page ends, so each end has its own counts."""
        paths = {}
        for end in (*range(room.lines, max(room.lines - room.widows, 0), -1), 0):
            for count, path in self.search.paths(end or None, dear).items():
                if room.full(count) == end:
                    left = room.lines - end if count > room.lines else 0
                    paths[count] = Path(path.lines, path.demerits + SHORT_PAGE * left)
        return paths


def _shape(flow: Flow, begin: int, measure: Measure) -> Shape:
    shortest = max(1.5 * measure.indent, 2.4 * flow.leaves[0].shaped.face.size)
    return Shape(measure.first, measure.rest, shortest, measure.align, _hyphens_before(flow, begin))


def _better(path: Path, best: Path, wanted: int | None) -> bool:
    as_wanted, was = len(path.lines) == wanted, len(best.lines) == wanted
    return path.demerits < best.demerits if as_wanted == was else as_wanted


def _gives(path: Path, search: _Search, shape: Shape) -> bool:
    """Whether a line more or less may be had: the last one is so short, or so long, that the others can make it up."""
    start, end, _ = path.lines[-1]
    count = len(path.lines)
    filled = float(search.found.x_end[end] - search.found.x_start[start]) / shape.width(count - 1)
    return filled < _TAKES * count or 1 - filled < _LENDS * count


def _good(path: Path) -> bool:
    return path.demerits < _GOOD + _GOOD_LINE * len(path.lines)


def _hyphens_before(flow: Flow, begin: int) -> int:
    """How many lines in a row end in a hyphen just before a line, as far as it matters."""
    ends = {line.next: line for line in flow.current.values()}
    count = 0
    while count < 2 and begin in ends and ends[begin].flagged:
        begin, count = ends[begin].start, count + 1
    return count


def _unstacked(text: str, possible: _Possible) -> Path | None:
    """The best path, or another when three of its lines in a row end with the same syllable."""
    path = possible.best()
    dear: dict[int, float] = {}
    for _ in range(_TRIES):
        if path is None:
            break
        ends = [_ending(text, int(possible.search.found.end[end])) for _, end, _ in path.lines[:-1]]
        same = [i for i in range(1, len(ends) - 1) if ends[i] and ends[i - 1] == ends[i] == ends[i + 1]]
        if not same:
            break
        dear.update({path.lines[i][1]: STACKED for i in same})
        path = possible.best(dear) or path
    return path


def _lines(path: Path, found: Breaks, shape: Shape) -> dict[int, Chosen]:
    lines = {}
    final = len(found.end) - 1
    for number, (i, j, ratio) in enumerate(path.lines):
        start, end, following = int(found.start[i]), int(found.end[j]), int(found.start[j])
        added = bool(found.hyphen[j])
        width = shape.width(number)
        slack = width - float(found.x_end[j] - found.x_start[i])
        off = slack < -_FITS and not ratio  # it runs out of the measure
        full = not off and (slack < 0 or (shape.align is Align.JUSTIFIED and j != final))
        lines[start] = Chosen(
            start, end, following, added, bool(found.flagged[j]), full, slack, ratio, width,
            float(found.hang_start[i]), float(found.hang_end[j]),
        )  # fmt: skip
    return lines


def _ending(text: str, end: int) -> str:
    """The last three letters before a line's end."""
    letters = text[max(0, end - 4) : end].rstrip(".,;:!?»’\u00a0\u202f-‐ ")[-3:].lower()
    return letters if len(letters) == 3 and letters.isalpha() else ""
