"""An inline formatting context read as one string: what its lines can be made of."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from msgspec import Struct, field

from pipeline.layout.lines.shaping import (
    NO_BREAK_SPACE,
    OPENING_DASHES,
    SPACE,
    Flags,
    Floats,
    Integers,
    Shaped,
    Shaper,
)

ATOM = "\ufffc"  # OBJECT REPLACEMENT CHARACTER stands for an image or an inline block
BREAK = "\n"


class Chosen(Struct):
    """A line of a plan: characters [start, end) of the flow, the next line starting at `next`.

    `hyphen` tells that a hyphen is added, `flagged` that the line ends in one, added or written, `full` that its spaces
    are made to fill the measure. `slack` is what the measure has left, in px (negative: too much); `ratio` the plan's
    stretch or shrink; the hangs are px out of the measure on each side.
    """

    start: int
    end: int
    next: int
    hyphen: bool
    flagged: bool
    full: bool
    slack: float
    ratio: float
    measure: float
    hang_left: float
    hang_right: float


class Split(Struct, frozen=True):
    """A ligature divided by a hyphen: the characters [start, stop) of its cluster, and its two halves shaped apart."""

    start: int
    stop: int
    head: Shaped
    tail: Shaped


class Leaf(Struct):
    """A text box, where it stands in its line box, and the characters [start, stop) of the flow that are its own."""

    box: Any
    path: tuple[int, ...]
    start: int
    stop: int
    shaped: Shaped


class Flow(Struct, dict=True):
    """All the text of a line box, in order.

    `left[i]` is the left edge in px of character i as the first of a line, `right[i]` the right edge of character
    i - 1 as the last: borders and paddings of inline boxes belong to the character they touch. `plain` tells that every
    child of the line box is a text box; `places` are the parts in order: where each stands, its first character, its
    leaf unless it is an image or a forced break. `current` are the lines planned, by their start; `page` is the one
    that they were last asked for on, `expected` how many lines it then still held below. `starts` maps a `key_of` what
    WeasyPrint is told of a line's start to its character; `opportunities` are what `breaks.find` found before, and
    `searches` what the planner did.
    """

    box: Any
    text: str
    codes: npt.NDArray[np.uint32]
    leaves: list[Leaf]
    places: list[tuple[tuple[int, ...], int, Leaf | None]]
    left: Floats
    right: Floats
    whole: Flags
    breaks: npt.NDArray[np.uint32]
    plain: bool
    floats: bool
    line_height: float
    baseline: float
    current: dict[int, Chosen] = field(default_factory=dict)
    splits: dict[int, Split] | None = None
    page: int | None = None
    expected: int | None = None
    starts: dict[int, int] = field(default_factory=dict)
    opportunities: dict[tuple[int, int], Floats] = field(default_factory=dict)
    searches: dict[Any, Any] = field(default_factory=dict)

    @cached_property
    def signature(self) -> tuple[Any, ...]:
        """What its plans depend on beside the measure: the same for two flows of the same text in the same styles."""
        return *(leaf.shaped for leaf in self.leaves), self.text, float(self.left.sum()), float(self.right.sum())

    @cached_property
    def _stretches(self) -> Flags:
        stretches: Flags = (self.codes == SPACE) | (self.codes == NO_BREAK_SPACE)
        if opens_speech(self.text):
            stretches[1] = False
        return stretches

    @cached_property
    def glues(self) -> Integers:
        """How many spaces that stretch come before each character."""
        counts = np.zeros(len(self.text) + 1, dtype=np.int64)
        self._stretches.cumsum(out=counts[1:])
        return counts

    @cached_property
    def glue(self) -> Floats:
        """The width in px of the spaces that stretch before each character."""
        widths = np.zeros(len(self.text) + 1)
        ((self.right[1:] - self.left[:-1]) * self._stretches).cumsum(out=widths[1:])
        return widths

    def split(self, at: int, shaper: Shaper) -> Split:
        """The two halves of the ligature that character `at` lies within."""
        if self.splits is None:
            self.splits = {}
        found = self.splits.get(at)
        if found is None:
            leaf = next(leaf for leaf in self.leaves if leaf.start < at < leaf.stop)
            start, stop = at, at
            while not self.whole[start]:
                start -= 1
            while not self.whole[stop]:
                stop += 1
            style = leaf.box.style
            head, tail = shaper.shape(self.text[start:at], style), shaper.shape(self.text[at:stop], style)
            found = self.splits[at] = Split(start, stop, head, tail)
        return found

    def position(self, skip_stack: Any) -> int:
        """The character where a line starts that WeasyPrint calls `skip_stack` (already past leading spaces)."""
        path: tuple[int, ...] = ()
        while skip_stack is not None:
            ((index, skip_stack),) = skip_stack.items()
            path = (*path, index)
        for place, start, leaf in self.places:
            if leaf is not None and place == path[:-1]:
                return start + int(leaf.shaped.bytes_at.searchsorted(path[-1]))
            if place >= path:
                return start
        return len(self.text)


def key_of(child: int, byte: int) -> int:
    """A key for a place in a line box whose children are all texts."""
    return child << 32 | byte


def opens_speech(text: str) -> bool:
    """Whether a text begins with a dash and a space: that space is the same in all speeches."""
    return text[:1] in OPENING_DASHES and text[1:2] in (" ", "\u00a0")
