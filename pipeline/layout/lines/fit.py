"""The choice of all the lines of a paragraph together.

Knuth and Plass (1981): the lines form a path through the possible breaks, and the path of least demerits is chosen by
dynamic programming. The possible lines are weighed beforehand; the path is followed line by line, so that a line's
number is known: lines may differ in width, and a page may end at one of them.
"""

from __future__ import annotations

from math import inf

from msgspec import Struct

from pipeline.layout.lines.breaks import Breaks
from pipeline.layout.lines.edges import SCALING, STRETCH, Align, Edges, Shape
from pipeline.layout.lines.flow import Flow

SECOND_HYPHEN = 12000.0  # two lines in a row that end in a hyphen; a third is never taken
CONTRAST = 3000.0  # a tight line beside a loose one
PAGE_END_HYPHEN = 400000.0
_FITS = 1e-6  # px


class Path(Struct, frozen=True):
    """Chosen lines, as (start, end, ratio) of break indices, and their demerits."""

    lines: tuple[tuple[int, int, float], ...]
    demerits: float


class _Layer:
    """The nodes that a number of lines can end at, with the demerits of the best way there and the line it came by.

    A node is twice its break, plus one when it ends the second line in a row with a hyphen. Dictionaries of numbers,
    which the garbage collector does not look into.
    """

    __slots__ = ("demerits", "ratios", "sources")

    def __init__(self) -> None:
        self.demerits: dict[int, float] = {}
        self.sources: dict[int, int] = {}
        self.ratios: dict[int, float] = {}


def choose(
    breaks: Breaks,
    tables: dict[float, Edges],
    shape: Shape,
    page_end: int | None = None,
    dear: dict[int, float] | None = None,
) -> dict[int, Path]:
    """The best path for each possible number of lines; empty when there is none.

    `tables` are the edges by width; `page_end` is the number of the line that the page ends after (from 1); `dear` are
    demerits to add to some breaks.
    """
    final = len(breaks.end) - 1
    flagged = breaks.flagged.tolist()
    flagged[0] = shape.hyphens > 0
    paths: dict[int, Path] = {}
    start = _Layer()
    start.demerits[int(shape.hyphens > 1)], start.ratios[int(shape.hyphens > 1)] = 0.0, 0.0
    layers = [start]
    while layers[-1].demerits:
        number = len(layers) - 1
        table = tables[shape.width(number)]
        following = _step(layers[-1], table, flagged, dear or {}, page_ends=page_end == number + 1)
        layers.append(following)
        demerits = following.demerits.pop(2 * final, None)
        if demerits is not None:
            paths[number + 1] = Path(_trace(layers, final), demerits)
    return paths


def _step(layer: _Layer, table: Edges, flagged: list[bool], dear: dict[int, float], *, page_ends: bool) -> _Layer:
    following = _Layer()
    best, sources, ratios = following.demerits, following.sources, following.ratios
    first, ends, stretches, costs = table.first, table.ends, table.ratios, table.demerits
    for node, before in layer.demerits.items():
        place, previous = node >> 1, layer.ratios[node]
        hyphens = (node & 1) + flagged[place]
        for index in range(first[place], first[place + 1]):
            end, ratio, total = ends[index], stretches[index], before + costs[index]
            target = end * 2
            if flagged[end]:
                if hyphens == 2:
                    continue
                if hyphens == 1:
                    total += SECOND_HYPHEN
                    target += 1
                if page_ends:
                    total += PAGE_END_HYPHEN
            if end in dear:
                total += dear[end]
            if ratio - previous > 1 or previous - ratio > 1:
                total += CONTRAST
            if total < best.get(target, inf):
                best[target], sources[target], ratios[target] = total, node, ratio
    return following


def _trace(layers: list[_Layer], final: int) -> tuple[tuple[int, int, float], ...]:
    lines = []
    node = 2 * final
    for layer in reversed(layers[1:]):
        source = layer.sources[node]
        lines.append((source >> 1, node >> 1, layer.ratios[node]))
        node = source
    return tuple(reversed(lines))


def first_fit(flow: Flow, breaks: Breaks, shape: Shape) -> Path:
    """Lines filled one after the other, for text that no plan can set: an endless word, a word too long for its column.

    It is divided wherever it may be, at any number of hyphens in a row. What fits in no line runs out of the measure,
    with ratio 0.
    """
    ends, starts = breaks.x_end.tolist(), breaks.x_start.tolist()
    final = len(ends) - 1
    lines: list[tuple[int, int, float]] = []
    here = 0
    while here < final:
        width = shape.width(len(lines)) + _FITS
        there = here + 1
        while there < final and ends[there + 1] - starts[here] <= width:
            there += 1
        natural = ends[there] - starts[here]
        glue = float(flow.glue[breaks.end[there]] - flow.glue[breaks.start[here]])
        justified = shape.align is Align.JUSTIFIED and there < final and natural < width
        ratio = (width - natural) / (glue * STRETCH + natural * SCALING) if justified else 0.0
        lines.append((here, there, ratio))
        here = there
    return Path(tuple(lines), inf)
