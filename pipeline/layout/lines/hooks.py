"""Where the engine meets WeasyPrint: some of its functions replaced for the time of a layout."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from msgspec import Struct

from pipeline.layout.lines.ahead import Foresight
from pipeline.layout.lines.drawing import Drawer
from pipeline.layout.lines.edges import Align
from pipeline.layout.lines.flow import Chosen, Flow, key_of
from pipeline.layout.lines.plain import plain_line
from pipeline.layout.lines.plan import Measure, Planner, Room
from pipeline.layout.lines.private import avoid_collisions, block, drawing, inline, preferred
from pipeline.layout.lines.reading import read
from pipeline.layout.lines.report import Report
from pipeline.layout.lines.setting import GlyphLine, Piece, pieces
from pipeline.layout.lines.shaping import NotCovered, Shaper
from pipeline.layout.lines.shortcuts import Shortcuts

_SAME = 0.01  # px: two measures that differ by less are the same
_TITLES = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "caption", "figcaption"))  # set in lines as equal as can be
_PAGES_KEPT = 2
_ENDLESS = 1e6  # px: a page that has no end
_MOST_LINES = 400  # lines beside floats that are looked ahead


class Frame(Struct):
    """The line that WeasyPrint is laying out."""

    context: Any
    line_box: Any
    position_y: float
    bottom_space: float
    skip_stack: Any
    containing_block: Any
    chosen: Chosen | None = None
    pieces: dict[int, Piece] | None = None
    refused: bool = False


class Engine:
    """One run: its flows, its counts, and the functions put in WeasyPrint's place."""

    def __init__(self, *, optical_margins: bool) -> None:
        self.report = Report()
        self._shaper = Shaper()
        self._planner = Planner(self._shaper, optical=optical_margins)
        self._drawer = Drawer()
        self._flows: dict[int, tuple[Any, Flow | str, int]] = {}
        self._page = 0
        self._frame: Frame | None = None
        self._foresight = Foresight(self._planner, self._flow)
        self._next_linebox = inline.get_next_linebox
        self._split_text_box = inline.split_text_box
        self._justify_line = inline.justify_line
        self._draw_first_line = drawing.draw_first_line
        self._in_flow_layout = block._in_flow_layout
        shortcuts = Shortcuts(self._shaper)
        self._replaced: tuple[tuple[Any, str, Any], ...] = (
            (block, "_in_flow_layout", self.in_flow),
            (inline, "get_next_linebox", self.next_linebox),
            (inline, "split_text_box", self.text_box),
            (inline, "justify_line", self.justify),
            (drawing, "draw_first_line", self.draw),
            (inline, "resolve_percentages", shortcuts.resolve),
            (preferred, "split_first_line", shortcuts.first_line),
        )

    @contextmanager
    def installed(self) -> Iterator[None]:
        """Replace WeasyPrint's functions, and put them back."""
        before = [(module, name, getattr(module, name)) for module, name, _ in self._replaced]
        try:
            for module, name, ours in self._replaced:
                setattr(module, name, ours)
            yield
        finally:
            for module, name, theirs in before:
                setattr(module, name, theirs)
            self._flows.clear()

    def in_flow(self, context: Any, box: Any, index: int, *rest: Any) -> Any:
        """In place of `block._in_flow_layout`: a child of a block is laid out, and its place is remembered."""
        self._foresight.place = box, index
        return self._in_flow_layout(context, box, index, *rest)

    def next_linebox(  # noqa: PLR0913, PLR0917  (WeasyPrint's signature)
        self, context: Any, linebox: Any, position_y: float, bottom_space: float, skip_stack: Any,
        containing_block: Any, absolute_boxes: Any, fixed_boxes: Any, first_letter_style: Any, first_line_style: Any,
    ) -> tuple[Any, Any]:  # fmt: skip
        """In place of `inline.get_next_linebox`: the next line of a line box, and where the one after it starts."""
        frame = Frame(context, linebox, position_y, bottom_space, skip_stack, containing_block)
        if first_letter_style is not None and skip_stack is None:
            self._flows.pop(id(linebox), None)  # WeasyPrint puts the first letter in a box of its own
        elif first_line_style is None and not context.excluded_shapes:
            made = self._plain(frame)
            if made is not None:
                return made
        if first_line_style is not None:
            frame.refused = True
            self.report.fallbacks["first line"] += 1
        outer, self._frame = self._frame, frame
        try:
            result: tuple[Any, Any] = self._next_linebox(
                context, linebox, position_y, bottom_space, skip_stack, containing_block, absolute_boxes, fixed_boxes,
                first_letter_style, first_line_style,
            )  # fmt: skip
        finally:
            self._frame = outer
        if result[0] is not None and skip_stack is None and containing_block.style["direction"] == "rtl":
            result[0].translate(-linebox.text_indent, 0)  # WeasyPrint indents what ends at the right from the left
        if frame.chosen is not None and result[0] is not None:
            self._count(frame.chosen)
        return result

    def text_box(
        self, context: Any, box: Any, available_width: float | None, skip: int, is_line_start: bool = True
    ) -> tuple[Any, int | None, Any]:
        """In place of `inline.split_text_box`: the part of a text box that the current line shows."""
        frame = self._frame
        if frame is not None and available_width is not None and not frame.refused:
            if frame.pieces is None:
                frame.pieces = self._start(frame)
            piece = frame.pieces.get(id(box)) if frame.pieces else None
            if piece is not None and piece.skip == skip:
                return piece.text_box(), piece.resume, False
        result: tuple[Any, int | None, Any] = self._split_text_box(context, box, available_width, skip, is_line_start)
        return result

    def justify(self, context: Any, line: Any, extra_width: float) -> None:
        """In place of `inline.justify_line`: a line of the engine's is full already."""
        if self._frame is None or self._frame.chosen is None or not self._frame.chosen.full:
            self._justify_line(context, line, extra_width)

    def draw(self, stream: Any, textbox: Any, text_overflow: Any, block_ellipsis: Any, matrix: Any) -> list[Any]:
        """In place of `draw.text.draw_first_line`."""
        line = textbox.pango_layout
        if not isinstance(line, GlyphLine):
            if text_overflow == "clip" and block_ellipsis == "none" and self._drawer.draw_own(stream, line, matrix):
                return []
            emojis: list[Any] = self._draw_first_line(stream, textbox, text_overflow, block_ellipsis, matrix)
            return emojis
        if line.text:
            self._drawer.draw(stream, line, matrix)
        return []

    def _flow(self, context: Any, line_box: Any, block: Any) -> Flow:
        """The flow of a line box in a block; raises NotCovered."""
        known = self._flows.get(id(line_box))
        if known is None or (isinstance(known[1], Flow) and not _same_text(known[1])):
            flow: Flow | str
            try:
                flow = read(self._shaper, context, line_box, block)
                self.report.paragraphs += 1
            except NotCovered as refusal:
                flow = refusal.kind
            known = self._flows[id(line_box)] = line_box, flow, self._turn(context)
        elif known[2] != self._page or known[2] != context.current_page:
            self._flows[id(line_box)] = *known[:2], self._turn(context)
        if isinstance(known[1], str):
            raise NotCovered(known[1])
        return known[1]

    def _turn(self, context: Any) -> int:
        """The page being laid out; what older pages alone held is forgotten (a page laid out again is read again)."""
        page: int = context.current_page
        if page != self._page:
            self._flows = {key: known for key, known in self._flows.items() if abs(known[2] - page) <= _PAGES_KEPT}
            self._page = page
        return page

    def _start(self, frame: Frame) -> dict[int, Piece] | None:
        """The pieces of the frame's line, or None when it is WeasyPrint's."""
        try:
            flow = self._flow(frame.context, frame.line_box, frame.containing_block)
            skip_stack = inline.skip_first_whitespace(frame.line_box, frame.skip_stack)
            chosen = self._line(frame, flow, flow.position(skip_stack), self._measure(frame, flow))
        except NotCovered as refusal:
            frame.refused = True
            self.report.fallbacks[refusal.kind] += 1
            self._flows[id(frame.line_box)] = frame.line_box, refusal.kind, self._turn(frame.context)
            return None
        frame.chosen = chosen
        return pieces(flow, chosen, self._shaper)

    def _count(self, chosen: Chosen) -> None:
        self.report.lines += 1
        self.report.hyphens += chosen.hyphen
        self.report.loose += chosen.ratio > 1

    def _plain(self, frame: Frame) -> tuple[Any, Any] | None:
        """A line of plain text without WeasyPrint's recursion, or None when it is not one."""
        try:
            flow = self._flow(frame.context, frame.line_box, frame.containing_block)
            if not flow.plain:
                return None
            start = _known_start(flow, frame.skip_stack)
            if start is None:
                skip_stack = inline.skip_first_whitespace(frame.line_box, frame.skip_stack)
                if skip_stack == "continue":
                    return None, None
                start = flow.position(skip_stack)
            if start >= len(flow.text):
                return None
            chosen = self._line(frame, flow, start, self._measure(frame, flow))
        except NotCovered:
            return None
        self._count(chosen)
        return plain_line(frame, flow, chosen, self._shaper)

    def _line(self, frame: Frame, flow: Flow, start: int, measure: Measure) -> Chosen:
        room = _room(frame, flow, start)
        page, flow.page = flow.page, frame.context.current_page
        expected, flow.expected = flow.expected, room.lines - 1 if room else None
        chosen = flow.current.get(start)
        if chosen is not None and start and abs(chosen.measure - measure.rest) < _SAME:
            # The page is another, or a note has taken some of it: the end of the paragraph may be planned anew.
            fewer = room is not None and (page != flow.page or (expected is not None and room.lines < expected))
            if not fewer or room is None or sum(other >= start for other in flow.current) <= room.lines:
                return chosen
        before = {other: line for other, line in flow.current.items() if other < start}
        wanted = None
        if not start and room is not None:
            wanted = self._foresight.wanted(frame.context, frame.containing_block, flow, measure, room)
        flow.current = before | self._planner.plan(flow, start, measure, room, wanted)
        return flow.current[start]

    def _measure(self, frame: Frame, flow: Flow) -> Measure:
        line_box, block = frame.line_box, frame.containing_block
        indent = line_box.text_indent if frame.skip_stack is None else 0.0
        align = _alignment(line_box)
        if not frame.context.excluded_shapes:
            return Measure((), block.width, indent, align)
        probe = line_box.copy()
        probe.width, probe.height = 0, flow.line_height
        bottom = max(shape.position_y + shape.margin_height() for shape in frame.context.excluded_shapes)
        widths: list[float] = []
        y = frame.position_y
        while y < bottom and len(widths) < _MOST_LINES:
            probe.position_y = y
            _, _, width = avoid_collisions(frame.context, probe, block, outer=False)
            widths.append(width)
            y += probe.height
        return Measure(tuple(widths), block.width, indent, align)


def _room(frame: Frame, flow: Flow, start: int) -> Room | None:
    """What the page still holds below the top of a line, None where no page ends."""
    height = (frame.context.page_bottom or 0) - frame.bottom_space - frame.position_y
    if not flow.line_height or not 0 < height < _ENDLESS:
        return None
    style = frame.containing_block.style
    return Room(int(height / flow.line_height + 1e-6), 0 if start else style["orphans"], style["widows"])


def _same_text(flow: Flow) -> bool:
    return all(leaf.box.text is leaf.shaped.text or leaf.box.text == leaf.shaped.text for leaf in flow.leaves)


def _alignment(line_box: Any) -> Align:
    aligned = line_box.style["text_align_all"]
    if aligned == "justify":
        return Align.JUSTIFIED
    return Align.BALANCED if aligned == "center" or line_box.element_tag in _TITLES else Align.RAGGED


def _known_start(flow: Flow, skip_stack: Any) -> int | None:
    if skip_stack is None:
        return None
    ((index, inner),) = skip_stack.items()
    return flow.starts.get(key_of(index, next(iter(inner)))) if inner else None
