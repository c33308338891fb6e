"""The running text of a PDF: which lines belong to it, in what order, and where its edges are on each page.

Lines of the main size that the file's tags call a paragraph, or that nothing tells from one: heads, folios, the lines
of a contents with their leaders, and what is centred or set to the right are left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from math import inf
from statistics import median

from msgspec import Struct

from pipeline.inspection.pdflines import Line, Page
from pipeline.inspection.pdfroles import ARTIFACT

GAPS = 4  # a line with fewer word spaces is not judged by them
_EDGE = 2.5  # points by which a line may stand off an edge
_HUNG = 0.4  # em: how far punctuation hangs out at most
_SIZE = 0.15  # points by which lines of one size may differ
_LONG = 0.6  # share of the widest line that a line must have to tell where the edges are
_INDENT, _DEEPEST = 0.4, 3.0  # em: a line that starts between these to the right of the edge begins a paragraph
_SHARED = 1 / 3  # of the long lines of a page, at least, end at the right edge where text is justified
_APART = 1.2  # times the usual step: a head or folio is set off from the text
_FAIR = 0.1  # share of the pages
_NEAR = 1.5  # leadings: a wider step parts two paragraphs
_SPACE = 0.25  # em, when nothing in the file tells the font's space
_ENOUGH = 3  # lines that must share a left edge for a page to have one of its own
_FOLIO = re.compile(r"\W*(?:\d+|[ivxlcdm]+)\W*", re.IGNORECASE)
_LEADER = re.compile(r"(?:[.·…_]\s*){4,}\S*$")
_TAB, _TABBED = 2.0, 4.0  # em and times: a gap this wide, so much wider than all others of the line, is no word space
_RUNNING = frozenset(("", "P"))  # roles of running text
_HEADING = re.compile(r"H\d?")
_LARGER = 1.1  # a line set this much larger than the text is a heading


class Body(Struct, frozen=True):
    """The running text: its lines by page, downwards, with the main size, the leading and the indent in points.

    `edges` are the left and right edges of each page; `space` is the width of the font's space. `top` is the baseline
    that pages begin with, `bottoms` the lowest baseline of whatever each page holds but its folio. `headings` are the
    lines that stand for headings.
    """

    pages: Mapping[int, tuple[Line, ...]]
    edges: Mapping[int, tuple[float, float]]
    size: float
    leading: float
    indent: float
    space: float
    top: float
    bottoms: Mapping[int, float]
    headings: tuple[Line, ...]

    def full(self, line: Line) -> bool:
        """Whether a line reaches the right edge."""
        return -_EDGE < line.right - self.edges[line.page][1] < _HUNG * self.size

    def opens(self, line: Line) -> bool:
        """Whether a line begins a paragraph by its indent."""
        return line.left - self.edges[line.page][0] > _INDENT * self.size

    def continues(self, before: Line, line: Line) -> bool:
        """Whether `line`, the next one of the text, goes on with the paragraph of `before`."""
        if before.role.element and line.role.element:
            return before.role == line.role
        if self.opens(line) or not self.full(before):
            return False
        if before.page == line.page:
            return before.baseline - line.baseline < _NEAR * self.leading
        return self.on_top(line)

    def on_top(self, line: Line) -> bool:
        """Whether nothing pushes a line down from where pages begin."""
        return line.baseline > self.top - self.leading / 2

    def flow(self) -> Iterator[Line]:
        """Yield every line in reading order."""
        for page in sorted(self.pages):
            yield from self.pages[page]

    def ratios(self) -> dict[Line, float]:
        """Return the mean word space of each justified line, in spaces of the font."""
        return {
            line: sum(line.gaps) / len(line.gaps) / self.space
            for line in self.flow()
            if self.full(line) and len(line.gaps) >= GAPS
        }


def body(pages: Sequence[Page]) -> Body:
    """Return the running text of these pages."""
    furniture = _furniture(pages)
    shown = {page.number: [line for line in page.lines if line not in furniture] for page in pages}
    size = _commonest((line.size, len(line.text)) for lines in shown.values() for line in lines)
    text = {number: [line for line in lines if _runs(line, size)] for number, lines in shown.items()}
    edges = _edges({number: lines for number, lines in text.items() if lines})
    text = {number: _column(text[number], edges[number], size) for number in edges}
    text = {number: lines for number, lines in text.items() if lines}
    steps = [
        (round(above.baseline - below.baseline, 1), 1) for lines in text.values() for above, below in pairwise(lines)
    ]
    starts = [
        (round(line.left - edges[line.page][0]), 1)
        for lines in text.values()
        for line in lines
        if line.left - edges[line.page][0] > _INDENT * size
    ]
    known = {number: tuple(lines) for number, lines in text.items()}
    return Body(
        known,
        edges,
        size,
        _commonest(steps),
        float(_commonest(starts)) or size,
        _space(known, edges, size),
        _top([lines[0].baseline for lines in known.values()], size),
        {number: min(line.baseline for line in lines) for number, lines in shown.items() if lines},
        tuple(line for lines in shown.values() for line in lines if _heads(line, size)),
    )


def _commonest(counted: Iterable[tuple[float, int]]) -> float:
    found: Counter[float] = Counter()
    for value, count in counted:
        found[value] += count
    return found.most_common(1)[0][0] if found else 0.0


def _top(firsts: Sequence[float], size: float) -> float:
    """Return the highest baseline that a fair share of pages begins with."""
    for first in sorted(firsts, reverse=True):
        if sum(abs(other - first) < size / 2 for other in firsts) >= _FAIR * len(firsts):
            return first
    return 0.0


def _furniture(pages: Sequence[Page]) -> frozenset[Line]:
    """Return heads and folios: artifacts, numbers alone at an end of a page, and lines that several pages set apart."""
    found = {line for page in pages for line in page.lines if line.role.kind == ARTIFACT.kind}
    apart: dict[tuple[str, int], list[Line]] = {}
    for page in pages:
        for line, off in _ends([line for line in page.lines if line not in found]):
            if _FOLIO.fullmatch(line.text):
                found.add(line)
            elif off:
                apart.setdefault((line.text, round(line.baseline)), []).append(line)
    return frozenset(found | {line for lines in apart.values() if len(lines) > 1 for line in lines})


def _ends(lines: Sequence[Line]) -> Iterator[tuple[Line, bool]]:
    """Yield the first and last line of a page, and whether each stands further off than the lines between."""
    if not lines:
        return
    steps = [above.baseline - below.baseline for above, below in pairwise(lines)]
    usual = _APART * min(steps, default=0.0)
    yield lines[0], len(lines) > 2 and steps[0] > usual
    yield lines[-1], len(lines) > 2 and steps[-1] > usual


def _runs(line: Line, size: float) -> bool:
    led = _LEADER.search(line.text) or _tabbed(line)
    return abs(line.size - size) < _SIZE and line.role.kind in _RUNNING and not led


def _tabbed(line: Line) -> bool:
    *others, widest = sorted(line.gaps) or [0.0]
    return widest > _TAB * line.size and widest > _TABBED * max(others, default=0.0)


def _heads(line: Line, size: float) -> bool:
    if line.role.kind:
        return _HEADING.fullmatch(line.role.kind) is not None
    return line.size > _LARGER * size


def _edges(text: Mapping[int, list[Line]]) -> dict[int, tuple[float, float]]:
    """Return the left and right edges of each page: those of its side, or its own where its lines share others."""
    widest = max((line.right - line.left for lines in text.values() for line in lines), default=0.0)
    long = {
        number: [line for line in lines if line.right - line.left >= _LONG * widest] for number, lines in text.items()
    }
    every = [line for lines in long.values() for line in lines]
    sides = [[line for number, lines in long.items() if number % 2 == side for line in lines] for side in (0, 1)]
    usual = [_pair(lines or every) for lines in sides]
    measure = min(right - left for left, right in usual)
    usual = [(left, min(right, left + measure)) for left, right in usual]
    return {
        number: _pair(lines) if _has_own(lines, usual[number % 2][0]) else usual[number % 2]
        for number, lines in text.items()
    }


def _has_own(lines: Sequence[Line], left: float) -> bool:
    """Return whether no line of a page starts at the usual edge, and enough of them at another."""
    lefts = Counter(round(line.left) for line in lines)
    return not any(abs(line.left - left) < _EDGE for line in lines) and max(lefts.values(), default=0) >= _ENOUGH


def _pair(lines: Sequence[Line]) -> tuple[float, float]:
    """Return the edges that most of these lines share; where they share no right one, nothing reaches it."""
    if not lines:
        return 0.0, inf
    left, _ = Counter(round(line.left) for line in lines).most_common(1)[0]
    rights = Counter(round(line.right) for line in lines)
    near = {one: sum(rights[other] for other in rights if abs(one - other) < _EDGE) for one in rights}
    usual = max(rights, key=lambda one: (rights[one], near[one]))
    shared = near[usual] >= max(_SHARED * len(lines), 2)
    return float(left), median(line.right for line in lines if round(line.right) == usual) if shared else inf


def _column(lines: Sequence[Line], edges: tuple[float, float], size: float) -> list[Line]:
    """Return the lines that stand in the column: those that start at its edge or by an indent, and end inside it."""
    left, right = edges
    return [
        line
        for line in lines
        if left - _INDENT * size < line.left < left + _DEEPEST * size and line.right < right + size
    ]


def _space(text: Mapping[int, tuple[Line, ...]], edges: Mapping[int, tuple[float, float]], size: float) -> float:
    lines = [line for page in text.values() for line in page]
    written = [line.space for line in lines if line.space]
    if written:
        return median(written)
    natural = [gap for line in lines if abs(line.right - edges[line.page][1]) >= _EDGE for gap in line.gaps]
    return median(natural) if natural else _SPACE * size or 1.0
