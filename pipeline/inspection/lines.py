"""The measures of a page, read from a finished PDF of whatever make: word spaces, hyphens, lonely lines, the grid.

A line counts as justified when it reaches the right edge that most lines of its page share and has four word spaces or
more. Word spaces are multiples of the font's own space: the one written in the PDF, or the middle one of the lines that
end a paragraph, which no composer stretches. Heads, folios and notes are told apart from the text by their size.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median

from pipeline.inspection.pdflines import Line, read_lines

GOOD = (0.8, 1.4)  # word spaces that read as even, in spaces of the font
LOOSE, GAPING = 1.6, 2.2
DRIFT = 0.1  # points that a baseline may leave the grid
WORST = 10
_EDGE = 2.5  # points around the right edge, hanging punctuation within it
_LONG = 0.6  # share of the widest line that a line must have to tell where the right edge is
_GAPS = 4
_INDENT = 0.4  # em: a line that starts further right begins a paragraph
_SPACE = 0.25  # em, when nothing in the file tells the font's space


@dataclass(frozen=True, slots=True)
class Place:
    """A fault: its kind, its page (from 1), the line, a figure (a ratio, a count, points), and how grave it is."""

    kind: str
    page: int
    text: str
    figure: float
    weight: float


@dataclass(frozen=True, slots=True)
class LineMeasures:
    """What was measured. Shares are of `justified`, the number of justified lines.

    `page_ends` are hyphens at the foot of a page, `lonely` single lines of a paragraph at a page's head or foot,
    `runts` last lines shorter than the indent, `drift` pages whose lines leave the grid of the page they face,
    `in_a_row` the longest run of hyphens. `worst` are the ten gravest places of all kinds.
    """

    pages: int
    lines: int
    justified: int
    good: float
    tight: float
    loose: float
    gaping: float
    middle: float
    hyphenated: float
    in_a_row: int
    page_ends: tuple[Place, ...]
    lonely: tuple[Place, ...]
    runts: tuple[Place, ...]
    drift: tuple[Place, ...]
    worst: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class _Body:
    """The text lines of a PDF: by page, with the edges of each page, the size, the leading and the indent."""

    pages: dict[int, list[Line]]
    lefts: dict[int, float]
    edges: dict[int, float]
    size: float
    leading: float
    indent: float

    def full(self, line: Line) -> bool:
        edge = self.edges.get(line.page)
        return edge is not None and abs(line.right - edge) < _EDGE

    def opens(self, line: Line) -> bool:
        """Whether a line begins a paragraph by its indent."""
        return _INDENT * self.size < line.left - self.lefts[line.page] < 3 * self.size


def measure_lines(data: bytes) -> LineMeasures:
    """The measures of a PDF, given as bytes; shares are 0 where it has no justified line."""
    everything = read_lines(data)
    pages = max((line.page for line in everything), default=0)
    body = _body(everything)
    text = [line for page in body.pages.values() for line in page]
    space = _space(body, text)
    ratios = {
        line: sum(line.gaps) / len(line.gaps) / space for line in text if body.full(line) and len(line.gaps) >= _GAPS
    }
    values = sorted(ratios.values())
    hyphens = [line for line in text if body.full(line) and line.hyphenated]

    def share(low: float, high: float) -> float:
        return sum(low <= value < high for value in values) / len(values) if values else 0.0

    page_ends, lonely = tuple(_page_ends(body)), tuple(_lonely(body))
    runts, drift, rows = tuple(_runts(body)), tuple(_drift(body)), tuple(_rows(body))
    spaces = tuple(_spaces(ratios))
    places = sorted((*page_ends, *lonely, *runts, *drift, *rows, *spaces), key=lambda place: -place.weight)
    return LineMeasures(
        pages, len(text), len(values), share(*GOOD), share(0, GOOD[0]), share(LOOSE, 1e9), share(GAPING, 1e9),
        median(values) if values else 0.0, len(hyphens) / len(values) if values else 0.0,
        max((int(place.figure) for place in rows), default=1 if hyphens else 0),
        page_ends, lonely, runts, drift, tuple(places[:WORST]),
    )  # fmt: skip


def _body(everything: Sequence[Line]) -> _Body:
    sizes: Counter[float] = Counter()
    for line in everything:
        sizes[line.size] += len(line.text)
    size = sizes.most_common(1)[0][0] if sizes else 0.0
    pages: dict[int, list[Line]] = {}
    for line in everything:
        if abs(line.size - size) < 0.15:
            pages.setdefault(line.page, []).append(line)
    lefts, edges = {}, {}
    for page, lines in pages.items():
        lefts[page] = min(line.left for line in lines)
        long = _LONG * max(line.right - line.left for line in lines)
        rights = Counter(round(line.right) for line in lines if line.right - line.left >= long)
        if rights and rights.most_common(1)[0][1] > 1:
            edges[page] = float(rights.most_common(1)[0][0])
    measures = Counter(round(edge - lefts[page]) for page, edge in edges.items())
    if measures:
        usual = measures.most_common(1)[0][0]
        edges = {page: edges.get(page, lefts[page] + usual) for page in pages}
    steps = Counter(
        round(above.baseline - below.baseline, 1) for lines in pages.values() for above, below in pairwise(lines)
    )
    leading = steps.most_common(1)[0][0] if steps else 0.0
    body = _Body(pages, lefts, edges, size, leading, 0.0)
    indents = Counter(
        round(line.left - lefts[line.page]) for lines in pages.values() for line in lines if body.opens(line)
    )
    return replace(body, indent=float(indents.most_common(1)[0][0]) if indents else size)


def _space(body: _Body, text: Sequence[Line]) -> float:
    written = [line.space for line in text if line.space]
    if written:
        return median(written)
    natural = [gap for line in text if not body.full(line) for gap in line.gaps]
    return median(natural) if natural else _SPACE * body.size or 1.0


def _spaces(ratios: dict[Line, float]) -> Iterator[Place]:
    for line, ratio in ratios.items():
        if ratio >= LOOSE:
            yield Place("loose", line.page, line.text, ratio, ratio / GOOD[1])
        elif ratio < GOOD[0]:
            yield Place("tight", line.page, line.text, ratio, GOOD[0] / ratio)


def _rows(body: _Body) -> Iterator[Place]:
    for lines in body.pages.values():
        for hyphenated, run in groupby(lines, lambda line: body.full(line) and line.hyphenated):
            row = list(run)
            if hyphenated and len(row) > 1:
                yield Place("hyphens", row[-1].page, row[-1].text, len(row), len(row) / 2)


def _page_ends(body: _Body) -> Iterator[Place]:
    for lines in body.pages.values():
        last = lines[-1]
        if body.full(last) and last.hyphenated:
            yield Place("page end", last.page, last.text, 1, 2.0 if last.page % 2 else 1.5)


def _lonely(body: _Body) -> Iterator[Place]:
    """Last lines of a paragraph at a page's head, first lines at its foot; a lone paragraph of one line is none."""
    for page, lines in body.pages.items():
        following = body.pages.get(page + 1)
        if not following or not body.full(lines[-1]):
            continue
        head, foot = following[0], lines[-1]
        if body.opens(head):
            continue
        alone = len(following) < 2 or body.opens(following[1]) or not body.full(head)
        if alone and not body.full(head):
            yield Place("lonely", head.page, head.text, 1, 2.5)
        if body.opens(foot):
            yield Place("lonely", foot.page, foot.text, 1, 2.5)


def _runts(body: _Body) -> Iterator[Place]:
    for lines in body.pages.values():
        for before, line in pairwise(lines):
            width = line.right - line.left
            if body.full(before) and not body.opens(line) and width < body.indent and not body.full(line):
                yield Place("runt", line.page, line.text, width, 1.5)


def _drift(body: _Body) -> Iterator[Place]:
    """Lines of a page that leave the grid of the page it faces (an even page and the odd one after it)."""
    if not body.leading:
        return
    for page, lines in body.pages.items():
        facing = body.pages.get(page + 1)
        if page % 2 or not facing:
            continue
        origin = Counter(round(line.baseline % body.leading, 2) for line in lines).most_common(1)[0][0]
        for line in (*lines, *facing):
            step = (line.baseline - origin) % body.leading
            off = min(step, body.leading - step)
            if off > DRIFT:
                yield Place("drift", line.page, line.text, off, 1 + off / body.leading)
                break
