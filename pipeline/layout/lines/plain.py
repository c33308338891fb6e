"""A line of plain text built straight from its plan.

WeasyPrint finds a line by recursion over boxes, then aligns and translates it. For a line that holds nothing but text
boxes on one baseline, all of that is known beforehand; the result is the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.layout.lines.flow import Chosen, Flow, key_of
from pipeline.layout.lines.private import inline
from pipeline.layout.lines.setting import pieces
from pipeline.layout.lines.shaping import Shaper

if TYPE_CHECKING:
    from pipeline.layout.lines.hooks import Frame


def plain_line(frame: Frame, flow: Flow, chosen: Chosen, shaper: Shaper) -> tuple[Any, Any]:
    """The line box of a chosen line, and WeasyPrint's skip stack of the next one (None when it is the last)."""
    source, block = frame.line_box, frame.containing_block
    for leaf in flow.leaves:
        inline.resolve_percentages(leaf.box, block)
    left = x = block.content_box_x()
    if frame.skip_stack is None:
        x += source.text_indent
    children = []
    resume = None
    top, bottom = -flow.baseline, flow.line_height - flow.baseline
    for piece in pieces(flow, chosen, shaper).values():
        box = piece.text_box()
        if box is not None:
            box.position_x = x
            x += box.width
            top = min(top, -box.baseline)
            bottom = max(bottom, box.height + box.margin_top + box.margin_bottom - box.baseline)
            children.append(box)
        if piece.resume is not None:
            index = piece.leaf.path[0]
            resume = {index: {piece.resume: None}}
            flow.starts[key_of(index, piece.resume)] = chosen.next
    line = source.copy_with_children(children)
    line.width, line.height = x - left, bottom - top
    line.position_x, line.position_y = left, frame.position_y
    line.baseline, line.margin_top, line.margin_bottom = -top, 0, 0
    for box in children:
        box.position_y = frame.position_y - box.baseline - top
    if not chosen.full:
        line.translate(inline.text_align(frame.context, line, block.width, last=resume is None), 0)
    return line, resume
