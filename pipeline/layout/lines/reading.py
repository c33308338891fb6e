"""A line box read into a flow."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.layout.lines.flow import ATOM, BREAK, Flow, Leaf, opens_speech
from pipeline.layout.lines.private import boxes, ffi, inline, line_break, resolve_percentages
from pipeline.layout.lines.shaping import Face, Floats, NotCovered, Shaper

_SEPARATORS = frozenset("\t\n\f\r\x85\u2028\u2029")  # they end a paragraph of Pango's, or stop at tabs


class _Reader:
    """Walks a line box once."""

    def __init__(self, shaper: Shaper, context: Any, containing_block: Any) -> None:
        self.shaper, self.context, self.containing_block = shaper, context, containing_block
        self.leaves: list[Leaf] = []
        self.places: list[tuple[tuple[int, ...], int, Leaf | None]] = []
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
        if not _SEPARATORS.isdisjoint(text):
            raise NotCovered("white-space")
        shaped = self.shaper.shape(text, style)
        leaf = Leaf(box, tuple(self.path), self.length, self.length + len(text), shaped)
        self.leaves.append(leaf)
        left = self.x + shaped.x[:-1]
        if self.opened:
            left[0] -= self.opened
        self.add(text, left, self.x + shaped.x[1:], leaf)
        self.x += shaped.width

    def atom(self, box: Any) -> None:
        resolve_percentages(box, self.containing_block)
        laid = inline.atomic_box(self.context, box, 0, None, self.containing_block, [], [])
        width = laid.margin_width()
        self.add(ATOM, np.array([self.x - self.opened]), np.array([self.x + width]))
        self.x += width

    def add(self, text: str, left: Floats, right: Floats, leaf: Leaf | None = None) -> None:
        self.places.append((tuple(self.path), self.length, leaf))
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
    if opens_speech(text) and reader.leaves[0].stop > 1:
        # The space after the dash of a speech is the same in all speeches.
        first.glue[first.bytes_at[1]] = False
    return Flow(
        line_box, text, codes, reader.leaves, reader.places, left, right, whole, breaks, not reader.nested,
        reader.floats, face.line_height, face.line_baseline,
    )  # fmt: skip


def _breaks(text: str, language: str | None) -> npt.NDArray[np.uint32]:
    bits = line_break.get_log_attrs(text, language)
    return np.frombuffer(bytes(ffi.buffer(bits)), dtype="<u4")[: len(text) + 1]
