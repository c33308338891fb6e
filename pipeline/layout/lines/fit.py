"""The choice of all the lines of a paragraph together.

Knuth and Plass (1981): the lines form a path through the possible breaks, and the path of least demerits is chosen by
dynamic programming. Their boxes, glue and penalties are here prefix sums over the text, so that every feasible pair of
breaks is weighed at once in NumPy; only the path itself is followed in Python, line by line, so that a line's number is
known: lines may differ in width, and a page may end at one of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

import numpy as np

from pipeline.layout.lines.breaks import Breaks
from pipeline.layout.lines.flow import Flow
from pipeline.layout.lines.shaping import Floats, Integers

# All the glyphs of a line, spaces too, are scaled by 1.5 % at most (pdfTeX's microtype and InDesign advise 2 % as
# unseen); with it a word space stays between 0.8 and 1.4 of the font's.
SCALING = 0.015
SHRINK, STRETCH = 0.2 - SCALING, 0.4 - SCALING

LINE = 10.0
SECOND_HYPHEN = 12000.0  # two lines in a row that end in a hyphen; a third is never taken
CONTRAST = 3000.0  # a tight line beside a loose one
RUNT = 15000.0  # a last line not longer than the indent by half
FINAL_HYPHEN = 8000.0  # the last line but one ends in a hyphen
PAGE_END_HYPHEN = 600000.0
LONELY_LINE = 60000.0


@dataclass(frozen=True, slots=True)
class Pass:
    """One try: with hyphens or not, and the ratios allowed (1 is a space at 1.4 or 0.8 and scaling at its limit)."""

    hyphenate: bool
    shrink: float
    stretch: float


PASSES = (Pass(False, 1.0, 1.0), Pass(True, 1.0, 1.0), Pass(True, 1.2, 2.2), Pass(True, 1.2, 12.0))


@dataclass(frozen=True, slots=True)
class Shape:
    """The measure: width in px of each of the first lines, then of all the others; the shortest good last line.

    `page_end` is the number of the line that the page ends after (from 1), or None; `hyphens` how many lines in a row
    just before end in a hyphen.
    """

    first: tuple[float, ...]
    rest: float
    shortest: float
    page_end: int | None = None
    hyphens: int = 0

    def width(self, line: int) -> float:
        """The width of a line, from 0."""
        return self.first[line] if line < len(self.first) else self.rest


@dataclass(frozen=True, slots=True)
class Edges:
    """Possible lines: those that start at break i are [first[i], first[i + 1]) of the three lists.

    Flat lists of numbers, which the garbage collector does not look into.
    """

    first: list[int]
    ends: list[int]
    ratios: list[float]
    demerits: list[float]


def edges(flow: Flow, breaks: Breaks, width: float, tried: Pass, shortest: float) -> Edges:
    """The lines of this width (px) that a pass allows; `shortest` is the width of the shortest good last line."""
    count = len(breaks.end)
    low_width, high_width = _widths(width, tried, _glue_share(flow))
    starts = np.maximum.accumulate(breaks.x_start[:-1])
    ends = breaks.x_end[1:]
    low = starts.searchsorted(ends - high_width)
    high = starts.searchsorted(ends - low_width, side="right")
    high[-1] = count - 1  # a last line may be short
    np.minimum(high, np.arange(1, count), out=high)
    sizes = np.maximum(high - low, 0)
    target = np.arange(1, count).repeat(sizes)
    source = np.arange(len(target)) - (sizes.cumsum() - sizes - low).repeat(sizes)
    ratio, natural = _ratios(flow, breaks, width, source, target)
    last = target == count - 1
    good = (ratio >= -tried.shrink) & ((ratio <= tried.stretch) | last)
    source, target, ratio, natural, last = source[good], target[good], ratio[good], natural[good], last[good]
    ratio = np.where(last, np.minimum(ratio, 0.0), ratio)
    badness = 100 * np.abs(ratio * ratio * ratio)
    demerits = np.square(LINE + badness) + breaks.cost[target]
    demerits += np.where(last & (natural < shortest) & (source > 0), RUNT, 0.0)
    demerits += np.where(last & breaks.flagged[source], FINAL_HYPHEN, 0.0)
    order = source.argsort(kind="stable")
    first = source[order].searchsorted(np.arange(count + 1))
    return Edges(first.tolist(), target[order].tolist(), ratio[order].tolist(), demerits[order].tolist())


def _glue_share(flow: Flow) -> float:
    """The share of a line's width that its spaces can take: twice that of the text, which no line comes near."""
    return 0.02 + 2 * float(flow.glue[-1]) / max(float(flow.right[-1]), 1.0)


def _widths(width: float, tried: Pass, share: float) -> tuple[float, float]:
    """The narrowest and the widest natural width that can be made to fill a measure."""
    stretched = 1 + (SCALING + STRETCH * share) * tried.stretch
    return width / stretched, width / max(0.5, 1 - (SCALING + SHRINK * share) * tried.shrink)


def window_of(flow: Flow, shape: Shape, tried: Pass) -> tuple[float, float]:
    """The narrowest and the widest natural width of any line of a shape in a pass."""
    share = _glue_share(flow)
    narrowest, _ = _widths(min((*shape.first, shape.rest)), tried, share)
    _, widest = _widths(max((*shape.first, shape.rest)), tried, share)
    return narrowest, widest


def _ratios(flow: Flow, breaks: Breaks, width: float, source: Integers, target: Integers) -> tuple[Floats, Floats]:
    natural = breaks.x_end[target] - breaks.x_start[source]
    glue = flow.glue[breaks.end[target]] - flow.glue[breaks.start[source]]
    slack = width - natural
    give = glue * np.where(slack >= 0, STRETCH, SHRINK) + natural * SCALING
    return slack / np.maximum(give, 1e-9), natural


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
