"""An inline formatting context read as one string: what its lines can be made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.layout.lines.private import boxes, ffi, inline, line_break, resolve_percentages
from pipeline.layout.lines.shaping import (
    NO_BREAK_SPACE,
    OPENING_DASHES,
    SPACE,
    Face,
    Flags,
    Floats,
    Integers,
    NotCovered,
    Shaped,
    Shaper,
)

ATOM = "\ufffc"  # OBJECT REPLACEMENT CHARACTER stands for an image or an inline block
BREAK = "\n"


@dataclass(slots=True)
class Chosen:
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


@dataclass(slots=True, frozen=True)
class Split:
    """A ligature divided by a hyphen: the characters [start, stop) of its cluster, and its two halves shaped apart."""

    start: int
    stop: int
    head: Shaped
    tail: Shaped


@dataclass(slots=True)
class Leaf:
    """A text box, where it stands in its line box, and the characters [start, stop) of the flow that are its own."""

    box: Any
    path: tuple[int, ...]
    start: int
    stop: int
    shaped: Shaped


@dataclass
class Flow:
    """All the text of a line box, in order.

    `left[i]` is the left edge in px of character i as the first of a line, `right[i]` the right edge of character
    i - 1 as the last: borders and paddings of inline boxes belong to the character they touch. `plain` tells that every
    child of the line box is a text box. `current` are the lines planned, by their start; `starts` maps a `key_of`
    what WeasyPrint is told of a line's start to its character.
    """

    box: Any
    text: str
    codes: npt.NDArray[np.uint32]
    leaves: list[Leaf]
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
    starts: dict[int, int] = field(default_factory=dict)

    @cached_property
    def _stretches(self) -> Flags:
        stretches: Flags = (self.codes == SPACE) | (self.codes == NO_BREAK_SPACE)
        if _opens_speech(self.text):
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
        for leaf in self.leaves:
            if leaf.path == path[:-1]:
                return leaf.start + int(leaf.shaped.bytes_at.searchsorted(path[-1]))
            if leaf.path >= path:
                return leaf.start
        return len(self.text)


def key_of(child: int, byte: int) -> int:
    """A key for a place in a line box whose children are all texts."""
    return child << 32 | byte


class _Reader:
    """Walks a line box once."""

    def __init__(self, shaper: Shaper, context: Any, containing_block: Any) -> None:
        self.shaper, self.context, self.containing_block = shaper, context, containing_block
        self.leaves: list[Leaf] = []
        self.parts: list[str] = []
        self.path: list[int] = []
        self.length = 0
        self.x = 0.0
        self.opened = 0.0  # borders and paddings opened since the last character
        self.left: list[Floats] = []
        self.right: list[Floats] = [np.zeros(1)]
        self.floats = False
        self.nested = False

    def walk(self, parent: Any) -> None:
        self.path.append(0)
        for index, child in enumerate(parent.children):
            self.path[-1] = index
            if not child.is_in_normal_flow():
                self.nested = True
                if child.is_floated():
                    if self.length:
                        raise NotCovered("float inside a paragraph")
                    self.floats = True
                continue
            if isinstance(child, boxes.TextBox):
                self.text(child)
                continue
            self.nested = True
            if child.is_leader:
                raise NotCovered("leader")
            if isinstance(child, boxes.InlineBox):
                self.inline(child)
            elif isinstance(child, boxes.AtomicInlineLevelBox):
                self.atom(child)
            else:
                raise NotCovered("inline flex or grid")
        self.path.pop()

    def inline(self, box: Any) -> None:
        if box.style["direction"] != "ltr":
            raise NotCovered("right-to-left")
        resolve_percentages(box, self.containing_block)
        for side in ("margin_left", "margin_right"):
            if getattr(box, side) == "auto":
                setattr(box, side, 0)
        opening = box.margin_left + box.border_left_width + box.padding_left
        closing = box.margin_right + box.border_right_width + box.padding_right
        self.x += opening
        self.opened += opening
        self.walk(box)
        self.x += closing
        if closing:
            self.right[-1] = self.right[-1].copy()
            self.right[-1][-1] += closing

    def text(self, box: Any) -> None:
        style, text = box.style, box.text
        if not text:
            return
        if text == BREAK:
            self.add(text, np.array([self.x - self.opened]), np.array([self.x]))
            return
        if not style["font_size"]:
            raise NotCovered("no size")
        if "\t" in text or BREAK in text:
            raise NotCovered("white-space")
        shaped = self.shaper.shape(text, style)
        self.leaves.append(Leaf(box, tuple(self.path), self.length, self.length + len(text), shaped))
        left = self.x + shaped.x[:-1]
        if self.opened:
            left[0] -= self.opened
        self.add(text, left, self.x + shaped.x[1:])
        self.x += shaped.width

    def atom(self, box: Any) -> None:
        resolve_percentages(box, self.containing_block)
        laid = inline.atomic_box(self.context, box, 0, None, self.containing_block, [], [])
        width = laid.margin_width()
        self.add(ATOM, np.array([self.x - self.opened]), np.array([self.x + width]))
        self.x += width

    def add(self, text: str, left: Floats, right: Floats) -> None:
        self.parts.append(text)
        self.length += len(text)
        self.opened = 0.0
        self.left.append(left)
        self.right.append(right)


def read(shaper: Shaper, context: Any, line_box: Any, containing_block: Any) -> Flow:
    """The flow of a line box; raises NotCovered."""
    face = shaper.face(line_box.style)
    if not face.wraps:
        raise NotCovered("white-space")
    block = containing_block.style
    if block["text_overflow"] != "clip" or block["block_ellipsis"] != "none":
        raise NotCovered("clamp")
    reader = _Reader(shaper, context, containing_block)
    reader.walk(line_box)
    if not reader.leaves:
        raise NotCovered("no text")
    return _flow(reader, line_box, face)


def _opens_speech(text: str) -> bool:
    return text[:1] in OPENING_DASHES and text[1:2] in (" ", "\u00a0")


def _flow(reader: _Reader, line_box: Any, face: Face) -> Flow:
    first = reader.leaves[0].shaped
    if len(reader.parts) == 1:
        text, codes, whole, breaks = first.text, first.codes, first.whole, first.breaks
        left = right = first.x
    else:
        text = "".join(reader.parts)
        left = np.concatenate([*reader.left, [reader.x]])
        right = np.concatenate(reader.right)
        codes = np.frombuffer(text.encode("utf-32-le"), dtype="<u4")
        whole = np.ones(len(text) + 1, dtype=bool)
        for leaf in reader.leaves:
            whole[leaf.start : leaf.stop] = leaf.shaped.whole[:-1]
        breaks = _breaks(text, first.face.language)
    if _opens_speech(text) and reader.leaves[0].stop > 1:
        # The space after the dash of a speech is the same in all speeches.
        first.glue[first.bytes_at[1]] = False
    return Flow(
        line_box, text, codes, reader.leaves, left, right, whole, breaks, not reader.nested, reader.floats,
        face.line_height, face.line_baseline,
    )  # fmt: skip


def _breaks(text: str, language: str | None) -> npt.NDArray[np.uint32]:
    bits = line_break.get_log_attrs(text, language)
    return np.frombuffer(bytes(ffi.buffer(bits)), dtype="<u4")[: len(text) + 1]
