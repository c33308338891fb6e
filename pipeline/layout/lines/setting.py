"""A chosen line turned into what WeasyPrint keeps of a line: text boxes with their share of it."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from pipeline.layout.lines.edges import SCALING
from pipeline.layout.lines.flow import BREAK, Chosen, Flow, Leaf
from pipeline.layout.lines.shaping import Shaped, Shaper

# A full line is handed over narrower by this much (px), so that no rounding makes it too wide to stand beside a float.
_INSIDE = 1e-7


class GlyphLine:
    """What stands in a text box where WeasyPrint keeps a Pango layout: a slice of glyphs already shaped.

    `start` and `stop` are bytes of the shaped text; `before` and `after` are shown on either side of it (half a
    ligature, a hyphen), `end` beyond the measure: the space at which the line was broken, that words read in order
    need. `hyphen` says that the last of `after` only breaks a word. All is scaled by `scale`, spaces that stretch are
    `extra` px wider, and the line is drawn `shift` px to the right of its box.
    """

    __slots__ = (
        "after", "ascent", "before", "end", "extra", "first_line_direction", "hyphen", "justification_spacing",
        "max_width", "scale", "shaped", "shift", "start", "stop", "strikethrough_position", "strikethrough_thickness",
        "text", "underline_position", "underline_thickness",
    )  # fmt: skip

    def __init__(self, text: str, shaped: Shaped, start: int, stop: int) -> None:
        self.text, self.shaped, self.start, self.stop = text, shaped, start, stop
        self.before: tuple[Shaped, ...] = ()
        self.after: tuple[Shaped, ...] = ()
        self.end: Shaped | None = None
        self.hyphen = False
        self.scale, self.extra, self.shift = 1.0, 0.0, 0.0
        self.justification_spacing = 0
        self.max_width: float | None = None
        self.first_line_direction = 0
        face = shaped.face.layout
        self.ascent = face.ascent
        if face.ascent is not None:
            self.underline_position, self.underline_thickness = face.underline_position, face.underline_thickness
            self.strikethrough_position = face.strikethrough_position
            self.strikethrough_thickness = face.strikethrough_thickness

    def reactivate(self, style: Any) -> None:
        """Nothing to wake: the glyphs are kept."""

    def deactivate(self) -> None:
        """Nothing to put to sleep."""


class Piece(Struct):
    """A text box's share of a line. `resume` is the byte where its next line starts, None when it ends here."""

    leaf: Leaf
    skip: int
    line: GlyphLine | None
    width: float
    resume: int | None

    def text_box(self) -> Any:
        """The box to put on the line, or None when nothing of it is shown there."""
        if self.line is None:
            return None
        box = self.leaf.box.copy()
        box.text, box.pango_layout, box.width = self.line.text, self.line, self.width
        face = self.line.shaped.face
        box.height = face.height
        box.margin_top = box.margin_bottom = face.half_leading
        box.baseline = face.baseline + box.margin_top
        return box


def pieces(flow: Flow, chosen: Chosen, shaper: Shaper) -> dict[int, Piece]:
    """The pieces of a line by the id of their box."""
    found: list[tuple[Leaf, int, int]] = []
    for leaf in flow.leaves:
        if leaf.stop > chosen.start and leaf.start < max(chosen.end, chosen.start + 1):
            found.append((leaf, max(leaf.start, chosen.start), min(leaf.stop, chosen.end)))
    made: list[Piece] = []
    ink = 0.0
    for leaf, start, stop in found:
        piece = _piece(flow, leaf, start, stop, shaper)
        if chosen.hyphen and leaf is found[-1][0]:
            _hyphenate(piece, shaper)
        ink += piece.width
        made.append(piece)
    if made and not chosen.hyphen and (chosen.end < chosen.next or flow.text[chosen.next : chosen.next + 1] == BREAK):
        _end(made[-1], shaper)
    _resume(flow, chosen, found, made)
    _stretch(flow, chosen, found, made, ink)
    return {id(piece.leaf.box): piece for piece in made}


def _piece(flow: Flow, leaf: Leaf, start: int, stop: int, shaper: Shaper) -> Piece:
    shaped = leaf.shaped
    before: tuple[Shaped, ...] = ()
    after: tuple[Shaped, ...] = ()
    first, last = start, stop
    if not flow.whole[start]:
        split = flow.split(start, shaper)
        first, before = split.stop, (split.tail,)
    if not flow.whole[stop]:
        split = flow.split(stop, shaper)
        last, after = split.start, (split.head,)
    low, high = first - leaf.start, last - leaf.start
    line = GlyphLine(flow.text[start:stop], shaped, int(shaped.bytes_at[low]), int(shaped.bytes_at[high]))
    line.before, line.after = before, after
    natural = float(shaped.x[high] - shaped.x[low]) + sum(part.width for part in (*before, *after))
    return Piece(leaf, int(shaped.bytes_at[start - leaf.start]), line, natural, None)


def _hyphenate(piece: Piece, shaper: Shaper) -> None:
    line = piece.line
    if line is not None:
        character = line.shaped.face.hyphen
        hyphen = shaper.shape(character, piece.leaf.box.style)
        line.after, line.hyphen = (*line.after, hyphen), True
        line.text += character
        piece.width += hyphen.width


def _end(piece: Piece, shaper: Shaper) -> None:
    if piece.line is not None:
        piece.line.end = shaper.shape(" ", piece.leaf.box.style)


def _resume(flow: Flow, chosen: Chosen, found: list[tuple[Leaf, int, int]], made: list[Piece]) -> None:
    """Say to WeasyPrint where the next line starts: in the box that holds the break, or in the space after it."""
    if chosen.next >= len(flow.text) or flow.text[chosen.next] == BREAK:
        return
    if not found or (chosen.end >= found[-1][0].stop and chosen.next > chosen.end):
        for other in flow.leaves:
            if other.start == chosen.end:
                upto = min(other.stop, chosen.next) - other.start
                made.append(Piece(other, 0, None, 0.0, int(other.shaped.bytes_at[upto])))
                return
    leaf = found[-1][0]
    upto = min(leaf.stop, chosen.next) - leaf.start
    made[-1].resume = int(leaf.shaped.bytes_at[upto])


def _stretch(flow: Flow, chosen: Chosen, found: list[tuple[Leaf, int, int]], made: list[Piece], ink: float) -> None:
    """Share the slack between the glyphs and the word spaces of the line."""
    glues = int(flow.glues[chosen.end] - flow.glues[chosen.start])
    scale, extra = 1.0, 0.0
    if chosen.full and ink:
        scaling = SCALING * ink * min(1.0, max(-1.0, chosen.ratio))
        scale = 1 + scaling / ink
        extra = (chosen.slack - scaling) / glues if glues else 0.0
    for piece, (_, start, stop) in zip(made, found, strict=False):
        count = int(flow.glues[stop] - flow.glues[start])
        piece.width = piece.width * scale + count * extra
        if piece.line is not None:
            piece.line.scale, piece.line.extra, piece.line.max_width = scale, extra, chosen.measure
    if not found:
        return
    first, last = made[0], made[len(found) - 1]
    if first.line is not None and chosen.hang_left:
        first.line.shift = -chosen.hang_left
        first.width -= chosen.hang_left
    last.width -= chosen.hang_right
    if chosen.full:
        last.width -= _INSIDE
