"""The choice of all the lines of a paragraph together.

Knuth and Plass (1981): the lines form a path through the possible breaks, and the path of least demerits is chosen by
dynamic programming. The possible lines are weighed beforehand; the path is followed line by line, so that a line's
number is known: lines may differ in width, and a page may end at one of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from pipeline.layout.lines.breaks import Breaks
from pipeline.layout.lines.edges import Edges, Shape

SECOND_HYPHEN = 12000.0  # two lines in a row that end in a hyphen; a third is never taken
CONTRAST = 3000.0  # a tight line beside a loose one
PAGE_END_HYPHEN = 600000.0
LONELY_LINE = 60000.0


@dataclass(frozen=True, slots=True)
class Path:
    """Chosen lines, as (start, end, ratio) of break indices, and their demerits."""

    lines: tuple[tuple[int, int, float], ...]
    demerits: float


def choose(
    breaks: Breaks, tables: dict[float, Edges], shape: Shape, dear: dict[int, float] | None = None
) -> dict[int, Path]:
    """The best path for each possible number of lines; empty when there is none.

    `tables` are the edges by width; `dear` are demerits to add to some breaks.
    """
    final = len(breaks.end) - 1
    flagged = breaks.flagged.tolist()
    flagged[0] = shape.hyphens > 0
    paths: dict[int, Path] = {}
    # A node is twice its break, plus one when it ends the second line in a row with a hyphen.
    layers: list[dict[int, tuple[float, int, float]]] = [{int(shape.hyphens > 1): (0.0, -1, 0.0)}]
    while layers[-1]:
        number = len(layers) - 1
        table = tables[shape.width(number)]
        following = _step(layers[-1], table, flagged, dear or {}, page_ends=shape.page_end == number + 1)
        layers.append(following)
        done = following.pop(2 * final, None)
        if done is not None:
            lines = number + 1
            demerits = done[0] + (LONELY_LINE if shape.page_end and lines == shape.page_end + 1 else 0.0)
            paths[lines] = Path(_trace(layers, done, final), demerits)
    return paths


def _step(
    layer: dict[int, tuple[float, int, float]],
    table: Edges,
    flagged: list[bool],
    dear: dict[int, float],
    *,
    page_ends: bool,
) -> dict[int, tuple[float, int, float]]:
    following: dict[int, tuple[float, int, float]] = {}
    nothing = (inf, 0, 0.0)
    first, ends, ratios, costs = table.first, table.ends, table.ratios, table.demerits
    for node, (before, _, previous) in layer.items():
        place = node >> 1
        hyphens = (node & 1) + flagged[place]
        for index in range(first[place], first[place + 1]):
            end, ratio, total = ends[index], ratios[index], before + costs[index]
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
            if total < following.get(target, nothing)[0]:
                following[target] = total, node, ratio
    return following


def _trace(
    layers: list[dict[int, tuple[float, int, float]]], done: tuple[float, int, float], final: int
) -> tuple[tuple[int, int, float], ...]:
    lines = []
    end, (_, node, ratio) = final, done
    for layer in reversed(layers[:-1]):
        lines.append((node >> 1, end, ratio))
        end = node >> 1
        _, node, ratio = layer[node]
    return tuple(reversed(lines))
