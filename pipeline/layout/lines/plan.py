"""Plans: which line of a flow starts where."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.layout.lines import breaks as breaking
from pipeline.layout.lines.breaks import Ask, Breaks
from pipeline.layout.lines.edges import PASSES, Align, Edges, Pass, Shape, edges, window_of
from pipeline.layout.lines.fit import LONELY_LINE, Path, choose
from pipeline.layout.lines.flow import BREAK, Chosen, Flow
from pipeline.layout.lines.shaping import NotCovered, Shaper

STACKED = 50000.0
_FITS = 1e-6  # px
_TRIES = 3


@dataclass(frozen=True, slots=True)
class Measure:
    """What a plan is made for: widths in px, the first line's indent, how the lines are aligned."""

    first: tuple[float, ...]
    rest: float
    indent: float
    align: Align


class Planner:
    """Chooses the lines of flows."""

    def __init__(self, shaper: Shaper, *, optical: bool) -> None:
        self.shaper, self.optical = shaper, optical
        self._last: Flow | None = None
        self._searches: dict[tuple[Ask, Shape, Pass], tuple[Breaks, dict[float, Edges]]] = {}

    def plan(self, flow: Flow, begin: int, measure: Measure, page_lines: int | None) -> dict[int, Chosen]:
        """The lines from `begin` to the next forced break, by their first character; raises NotCovered.

        `page_lines` is how many lines the page still holds, None when that does not matter.
        """
        if flow is not self._last:
            self._last = flow
            self._searches.clear()
        hyphens = _hyphens_before(flow, begin)
        free = self._choose(flow, begin, measure, None, hyphens)
        if page_lines is None or not 0 < page_lines < len(free):
            return free
        bound = self._choose(flow, begin, measure, page_lines, hyphens)
        if len(bound) == page_lines + 1 and page_lines > 1:
            # The page gives its last line up so that no line is left alone: it ends one line earlier.
            bound = self._choose(flow, begin, measure, page_lines - 1, hyphens)
        return bound

    def _choose(
        self, flow: Flow, begin: int, measure: Measure, page_end: int | None, hyphens: int
    ) -> dict[int, Chosen]:
        stop = flow.text.find(BREAK, begin)
        stop = len(flow.text) if stop < 0 else stop
        first = flow.leaves[0]
        shortest = max(1.5 * measure.indent, 2.4 * first.shaped.face.size)
        shape = Shape(measure.first, measure.rest, shortest, measure.align, page_end, hyphens)
        short = _short(flow, begin, stop, measure, shape)
        if short is not None:
            return short
        hyphen = self.shaper.shape(first.shaped.face.hyphen, first.box.style).width
        ask = Ask(begin, stop, hyphen, measure.indent, None, self.optical and measure.align is Align.JUSTIFIED)
        best: tuple[Path, Breaks] | None = None
        for tried in PASSES[measure.align]:
            if best is not None and (tried.desperate or best[0].demerits < LONELY_LINE):
                break
            found, tables = self._search(flow, ask, shape, tried)
            path = _best(choose(found, tables, shape), shape.align)
            if path is None:
                continue
            path = _unstack(flow, found, tables, shape, path)
            if best is None or path.demerits < best[0].demerits:
                best = path, found
        if best is None:
            raise NotCovered("overfull")
        return _lines(*best, shape)

    def _search(self, flow: Flow, ask: Ask, shape: Shape, tried: Pass) -> tuple[Breaks, dict[float, Edges]]:
        """The candidates and possible lines of a pass: they do not depend on where the page ends."""
        key = ask, replace(shape, page_end=None), tried
        known = self._searches.get(key)
        if known is None:
            window = window_of(flow, shape, tried) if tried.hyphenate else None
            found = breaking.find(flow, replace(ask, window=window), self.shaper)
            widths = {*shape.first, shape.rest}
            tables = {width: edges(flow, found, width, tried, shape) for width in widths}
            known = self._searches[key] = found, tables
        return known


def _best(paths: dict[int, Path], align: Align) -> Path | None:
    if paths and align is Align.BALANCED:
        return paths[min(paths)]
    return min(paths.values(), key=lambda one: one.demerits, default=None)


def _hyphens_before(flow: Flow, begin: int) -> int:
    """How many lines in a row end in a hyphen just before a line, as far as it matters."""
    ends = {line.next: line for line in flow.current.values()}
    count = 0
    while count < 2 and begin in ends and ends[begin].flagged:
        begin, count = ends[begin].start, count + 1
    return count


def _short(flow: Flow, begin: int, stop: int, measure: Measure, shape: Shape) -> dict[int, Chosen] | None:
    """The only line of a text that fits in one."""
    end = stop
    while end > begin + 1 and flow.text[end - 1] == " ":
        end -= 1
    width = shape.width(0)
    slack = width - float(flow.right[end] - flow.left[begin]) - measure.indent
    if slack < -_FITS:
        return None
    return {begin: Chosen(begin, end, stop, False, False, False, max(slack, 0.0), 0.0, width, 0.0, 0.0)}


def _unstack(flow: Flow, found: Breaks, tables: dict[float, Edges], shape: Shape, path: Path) -> Path:
    """Another path when three lines in a row end with the same syllable."""
    dear: dict[int, float] = {}
    for _ in range(_TRIES):
        ends = [_ending(flow.text, int(found.end[end])) for _, end, _ in path.lines[:-1]]
        same = [i for i in range(1, len(ends) - 1) if ends[i] and ends[i - 1] == ends[i] == ends[i + 1]]
        if not same:
            break
        dear.update({path.lines[i][1]: STACKED for i in same})
        path = _best(choose(found, tables, shape, dear), shape.align) or path
    return path


def _lines(path: Path, found: Breaks, shape: Shape) -> dict[int, Chosen]:
    lines = {}
    final = len(found.end) - 1
    for number, (i, j, ratio) in enumerate(path.lines):
        start, end, following = int(found.start[i]), int(found.end[j]), int(found.start[j])
        added = bool(found.hyphen[j])
        width = shape.width(number)
        slack = width - float(found.x_end[j] - found.x_start[i])
        full = slack < 0 or (shape.align is Align.JUSTIFIED and j != final)
        lines[start] = Chosen(
            start, end, following, added, bool(found.flagged[j]), full, slack, ratio, width,
            float(found.hang_start[i]), float(found.hang_end[j]),
        )  # fmt: skip
    return lines


def _ending(text: str, end: int) -> str:
    """The last three letters before a line's end."""
    letters = text[max(0, end - 4) : end].rstrip(".,;:!?»’\u00a0\u202f-‐ ")[-3:].lower()
    return letters if len(letters) == 3 and letters.isalpha() else ""
