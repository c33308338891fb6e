"""The private parts of WeasyPrint 70 that the paragraph engine stands on, named in one place.

WeasyPrint has no public door to its line breaking: `REPLACED` are the functions whose place the engine takes or whose
behaviour it repeats for a line of plain text. A test holds a hash of their source, so that an upgrade of WeasyPrint is
a decision. Everything here is untyped in WeasyPrint, hence `Any`.
"""

from typing import Any

from weasyprint.draw import text as _drawing
from weasyprint.formatting_structure import boxes as _boxes
from weasyprint.layout import block as _block
from weasyprint.layout import float as _floats
from weasyprint.layout import inline as _inline
from weasyprint.layout import percent as _percent
from weasyprint.layout import preferred as _preferred
from weasyprint.text import ffi as _ffi
from weasyprint.text import fonts as _fonts
from weasyprint.text import line_break as _line_break

block: Any = _block
inline: Any = _inline
drawing: Any = _drawing
preferred: Any = _preferred
boxes: Any = _boxes
line_break: Any = _line_break
ffi: Any = _ffi.ffi
pango: Any = _ffi.pango
harfbuzz: Any = _ffi.harfbuzz
hb_face: Any = _fonts.get_pango_font_hb_face
FROM_UNITS: float = float(_ffi.FROM_UNITS)
avoid_collisions: Any = _floats.avoid_collisions
resolve_percentages: Any = _percent.resolve_percentages
percent: Any = _percent

# (module, name): the entries that the engine takes over, then what it repeats or reads.
REPLACED: tuple[tuple[Any, str], ...] = (
    (inline, "get_next_linebox"),
    (inline, "split_text_box"),
    (inline, "justify_line"),
    (drawing, "draw_first_line"),
    (line_break, "split_first_line"),
    (preferred, "inline_line_widths"),
    (percent, "resolve_percentages"),
    (block, "_in_flow_layout"),
    (inline, "split_inline_box"),
    (inline, "split_inline_level"),
    (inline, "skip_first_whitespace"),
    (inline, "text_align"),
    (inline, "line_box_verticality"),
    (drawing, "draw_text"),
    (line_break, "Layout"),
)
