"""The possible lines between the breaks of a paragraph, and what each costs.

All pairs of breaks that can make a line are weighed at once, as prefix sums over the text: Knuth and Plass's boxes,
glue and penalties (1981), with their measure of badness, the cube of how far the line is stretched or shrunk.
"""

from __future__ import annotations

import re
from enum import Enum

import numpy as np
from msgspec import Struct

from pipeline.layout.lines.breaks import Breaks
from pipeline.layout.lines.flow import Flow
from pipeline.layout.lines.shaping import Flags, Floats, Integers

# All the glyphs of a line, spaces too, are scaled by 1.5 % at most (pdfTeX's microtype and InDesign advise 2 % as
# unseen); with it a word space stays between 0.8 and 1.4 of the font's, less what rounding in the PDF can add.
SCALING = 0.015
SHRINK, STRETCH = 0.19 - SCALING, 0.3975 - SCALING

LINE = 10.0
OUTSIDE = 120.0  # badness of a space below 0.8 or above 1.4, beside its own: one bad line rather than two
RUNT = 60000.0  # a last line not longer than the indent by half
FINAL_HYPHEN = 30000.0  # the last line but one ends in a hyphen
FRAGMENT = 200000.0  # the last line is nothing but the end of a divided word
LEANING = 150000.0  # a line of a title ends in a word that leans on the next: « sur / les réseaux »
_RAG = 0.25  # share of the measure that a ragged line may leave before it is as bad as a space at its limit
_LEANING_WORD = re.compile(r"(?:^|[\s'’])[^\W\d_]{1,3}$")
_FITS = 1e-6  # px
_TIGHTEST = 1.6  # a ratio, see PASSES; `_narrowest` says more exactly how far
# The narrowest space: about two thirds of the font's, as TeX sets at its tightest; and so many em, since programs that
# read PDFs by their look see no space below 0.15 em (poppler's TextOutputDev), a little of which kerning may take.
_NARROWEST, _READ = 0.65, 0.152
_NARROW = 0.79  # share of the font's space that is always allowed


class Align(Enum):
    """How lines fill their measure: by their spaces; not at all; not at all, and as equal as they can be."""

    JUSTIFIED = "justified"
    RAGGED = "ragged"
    BALANCED = "balanced"


class Pass(Struct, frozen=True):
    """One try: with hyphens or not, and the ratios allowed; `mute` parts words from their mute last syllables.

    For justified text 1 is a space at 1.4 or 0.8 and scaling at its limit; for ragged text `stretch` is the share of
    the measure that a line may leave empty. A `desperate` pass is for text that no other can set.
    """

    hyphenate: bool
    shrink: float
    stretch: float
    desperate: bool = False
    mute: bool = False


PASSES: dict[Align, tuple[Pass, ...]] = {
    Align.JUSTIFIED: (
        Pass(False, 1.0, 1.0),
        Pass(True, 1.0, 1.0),
        Pass(True, _TIGHTEST, 2.2, mute=True),
        Pass(True, _TIGHTEST, 12.0, mute=True, desperate=True),
        Pass(True, _TIGHTEST, 100.0, mute=True, desperate=True),
    ),
    Align.RAGGED: (Pass(False, 0.0, 0.25), Pass(True, 0.0, 0.4), Pass(True, 0.0, 1.0)),
    Align.BALANCED: (Pass(False, 0.0, 1.0), Pass(True, 0.0, 1.0)),
}


class Shape(Struct, frozen=True):
    """The measure: width in px of each of the first lines, then of all the others; the shortest good last line.

    `hyphens` is how many lines in a row just before end in a hyphen.
    """

    first: tuple[float, ...]
    rest: float
    shortest: float
    align: Align
    hyphens: int = 0

    def width(self, line: int) -> float:
        """The width of a line, from 0."""
        return self.first[line] if line < len(self.first) else self.rest


class Edges(Struct, frozen=True):
    """Possible lines: those that start at break i are [first[i], first[i + 1]) of the three lists.

    Flat lists of numbers, which the garbage collector does not look into.
    """

    first: list[int]
    ends: list[int]
    ratios: list[float]
    demerits: list[float]


def edges(flow: Flow, breaks: Breaks, width: float, tried: Pass, shape: Shape) -> Edges:
    """The lines of this width (px) that a pass allows."""
    count = len(breaks.end)
    low_width, high_width = _widths(width, tried, _glue_share(flow), shape.align)
    starts = np.maximum.accumulate(breaks.x_start[:-1])
    ends = breaks.x_end[1:]
    low = starts.searchsorted(ends - high_width)
    high = starts.searchsorted(ends - low_width, side="right")
    high[-1] = count - 1  # a last line may be short
    np.minimum(high, np.arange(1, count), out=high)
    sizes = np.maximum(high - low, 0)
    target = np.arange(1, count).repeat(sizes)
    source = np.arange(len(target)) - (sizes.cumsum() - sizes - low).repeat(sizes)
    natural = breaks.x_end[target] - breaks.x_start[source]
    last = target == count - 1
    if shape.align is Align.JUSTIFIED:
        good, ratio, badness = _justified(flow, breaks, width, tried, (source, target, natural, last))
    else:
        good, ratio, badness = _ragged(width - natural, width, tried, last & (shape.align is Align.RAGGED))
    demerits = np.square(LINE + badness) + breaks.cost[target]
    if shape.align is Align.BALANCED:
        demerits += np.where(_leaning(flow, breaks)[target] & ~last, LEANING, 0.0)
    demerits += np.where(last & (natural < shape.shortest) & (source > 0), RUNT, 0.0)
    demerits += np.where(last & breaks.flagged[source], FINAL_HYPHEN, 0.0)
    alone = flow.glues[breaks.end[target]] == flow.glues[breaks.start[source]]
    demerits += np.where(last & breaks.hyphen[source] & alone, FRAGMENT, 0.0)
    order = good.nonzero()[0]
    order = order[source[order].argsort(kind="stable")]
    first = source[order].searchsorted(np.arange(count + 1))
    return Edges(first.tolist(), target[order].tolist(), ratio[order].tolist(), demerits[order].tolist())


def _leaning(flow: Flow, breaks: Breaks) -> Flags:
    """Whether the word before each break has three letters at most: it leans on what follows."""
    heads = (flow.text[: int(end)] for end in breaks.end)
    return np.array([bool(_LEANING_WORD.search(head)) for head in heads], dtype=bool)


def window_of(flow: Flow, shape: Shape, tried: Pass) -> tuple[float, float]:
    """The narrowest and the widest natural width of any line of a shape in a pass."""
    share = _glue_share(flow)
    narrowest, _ = _widths(min((*shape.first, shape.rest)), tried, share, shape.align)
    _, widest = _widths(max((*shape.first, shape.rest)), tried, share, shape.align)
    return narrowest, widest


def _glue_share(flow: Flow) -> float:
    """The share of a line's width that its spaces can take: twice that of the text, which no line comes near."""
    return 0.02 + 2 * float(flow.glue[-1]) / max(float(flow.right[-1]), 1.0)


def _widths(width: float, tried: Pass, share: float, align: Align) -> tuple[float, float]:
    """The narrowest and the widest natural width that can be made to fill a measure."""
    if align is not Align.JUSTIFIED:
        return width * (1 - tried.stretch), width + _FITS
    stretched = 1 + (SCALING + STRETCH * share) * tried.stretch
    return width / stretched, width / max(0.5, 1 - (SCALING + SHRINK * share) * tried.shrink)


def _justified(
    flow: Flow, breaks: Breaks, width: float, tried: Pass, lines: tuple[Integers, Integers, Floats, Flags]
) -> tuple[Flags, Floats, Floats]:
    source, target, natural, last = lines
    glue = flow.glue[breaks.end[target]] - flow.glue[breaks.start[source]]
    slack = width - natural
    give = glue * np.where(slack >= 0, STRETCH, SHRINK) + natural * SCALING
    ratio = slack / np.maximum(give, 1e-9)
    if tried.desperate:
        ratio = np.where(
            (glue == 0) & (slack > 0), np.minimum(ratio, tried.stretch), ratio
        )  # a long address, left short
    good: Flags = (ratio >= -tried.shrink) & ((ratio <= tried.stretch) | last)
    if tried.shrink > 1:
        # The space that is left when the glyphs are scaled as far as they may.
        space = 1 - SCALING + (slack + natural * SCALING) / np.maximum(glue, 1e-9)
        good &= (ratio >= -1) | (space >= _narrowest(flow))
    ratio = np.where(last, np.minimum(ratio, 0.0), ratio)
    return good, ratio, 100 * np.abs(ratio * ratio * ratio) + OUTSIDE * (np.abs(ratio) > 1)


def _narrowest(flow: Flow) -> float:
    """The narrowest space that a flow allows, as a share of its font's."""
    count = int(flow.glues[-1])
    space = float(flow.glue[-1]) / count / flow.leaves[0].shaped.face.size if count else 1.0
    return min(_NARROW, max(_NARROWEST, _READ / space))


def _ragged(slack: Floats, width: float, tried: Pass, free: Flags) -> tuple[Flags, Floats, Floats]:
    """Ragged lines: `free` ones may be as short as they like."""
    empty = np.where(free, 0.0, slack / width)
    good: Flags = (slack >= -_FITS) & (empty <= tried.stretch)
    return good, np.zeros(len(slack)), 100 * np.square(empty / _RAG)
