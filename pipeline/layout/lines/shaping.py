"""Text shaped once by Pango, its glyphs kept as NumPy arrays."""

from __future__ import annotations

import re
from collections.abc import Container
from typing import Any

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from msgspec.structs import replace

from pipeline.layout.lines.private import FROM_UNITS, ffi, harfbuzz, hb_face, line_break, pango

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

# PangoGlyphInfo: glyph, PangoGlyphGeometry (width, x_offset, y_offset), visual attributes (pango/pango-glyph.h).
_GLYPH = np.dtype([("glyph", "<u4"), ("width", "<i4"), ("x", "<i4"), ("y", "<i4"), ("attr", "<u4")])
SPACE, NO_BREAK_SPACE = 0x20, 0xA0  # CSS Text 3 stretches both
_NO_BREAK, _NARROW = "\u00a0".encode(), "\u202f".encode()
# The widest narrow no-break space, in word spaces: some faces draw it as wide as a word space, and before ; ! ? it must
# look narrower than the spaces around it.
_NARROWER = 0.5
_SHORT = 30  # characters
_RECENT = 40_000  # characters of longer texts that are kept
OPENING_DASHES = ("–", "—", "―", "-")  # those that open a speech, whose space is fixed
_EMPTY = 0x0FFFFFFF  # PANGO_GLYPH_EMPTY
_UNKNOWN = 0x10000000  # PANGO_GLYPH_UNKNOWN_FLAG

# What the engine, and `Layout.setup` of WeasyPrint, read of a text's style: all of it is inherited or propagated.
_READ = (
    "font_family", "font_style", "font_stretch", "font_weight", "font_size", "font_kerning", "font_variant_ligatures",
    "font_variant_position", "font_variant_caps", "font_variant_numeric", "font_variant_alternates",
    "font_variant_east_asian", "font_feature_settings", "font_variation_settings", "font_language_override", "lang",
    "direction", "letter_spacing", "word_spacing", "text_decoration_line", "line_height", "white_space", "word_break",
    "hyphens", "hyphenate_limit_chars", "hyphenate_character",
)  # fmt: skip
_READ_NAMES = frozenset(_READ)


class NotCovered(Exception):  # noqa: N818  (a road taken, not an error: the text goes back to WeasyPrint)
    """The engine does not set this text; `kind` says why, in one word or two."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


class GlyphRun(Struct, frozen=True):
    """Glyphs of one font, left to right, in px; `clusters` are bytes of the text, `shared` where one has several."""

    font: Any
    address: int
    glyphs: npt.NDArray[np.uint16]
    widths: Floats
    clusters: npt.NDArray[np.int32]
    offsets: Floats | None
    rises: Floats | None
    shared: bool


class Shaped(Struct, eq=False):
    """A text on one endless line.

    `x[i]` is the left edge in px of character i (one more than characters: the last is the width); `whole[i]` is False
    when the edge of character i lies inside a ligature; `bytes_at[i]` is its byte offset; `breaks` are Pango's
    PangoLogAttr bits of each edge (UAX 14 with Pango's tailoring: bit 0 is a break opportunity). `glue[b]` is True when
    the character at byte b is a space that stretches.
    """

    text: str
    runs: tuple[GlyphRun, ...]
    x: Floats
    whole: Flags
    bytes_at: Integers
    codes: npt.NDArray[np.uint32]
    breaks: npt.NDArray[np.uint32]
    glue: Flags
    face: Face

    @property
    def width(self) -> float:
        """The natural width in px."""
        return float(self.x[-1])


class Face(Struct, frozen=True):
    """What a style says of any text, lengths in px.

    `layout` is a WeasyPrint Layout of the style, `height` and `baseline` those of its text, `line_height` and
    `line_baseline` those of its lines, `half_leading` the space above and below; `space` is a word space; `spaced`
    tells that letters or words are set apart; `wraps` that lines may end at spaces; `limits` are CSS's
    `hyphenate-limit-chars`.
    """

    key: tuple[Any, ...]
    layout: Any
    height: float
    baseline: float
    line_height: float
    line_baseline: float
    size: float
    space: float
    spaced: bool
    wraps: bool
    hyphens: str
    limits: tuple[int, int, int]
    language: str | None
    hyphen: str

    @property
    def half_leading(self) -> float:
        """The space above and below the text, in px."""
        return (self.line_height - self.height) / 2


class Shaper:
    """Shapes texts; keeps one Pango layout a style, and one layout alive for each font seen (it owns the font)."""

    def __init__(self) -> None:
        self._layouts: dict[tuple[Any, ...], Any] = {}
        self._faces: dict[tuple[Any, ...], Face] = {}
        self._by_style: dict[int, tuple[Any, Face]] = {}
        self._fonts: dict[int, Any] = {}
        self._texts: dict[tuple[tuple[Any, ...], str], Shaped] = {}
        self._recent: dict[tuple[tuple[Any, ...], str], Shaped] = {}
        self._kept = 0

    def face(self, style: Any) -> Face:
        """What a style says; raises NotCovered."""
        known = self._by_style.get(id(style))
        if known is not None:
            return known[1]
        source = _inherited_from(style)
        if source is not style:
            face = self.face(source)
            self._by_style[id(style)] = style, face
            return face
        key = (id(style.font_config), *(_hashable(style[name]) for name in _READ))
        known_face = self._faces.get(key)
        face = self._faces[key] = known_face or _measure(key, style)
        # The style is kept too, so that its id cannot be another's.
        self._by_style[id(style)] = style, face
        return face

    def shape(self, text: str, style: Any) -> Shaped:
        """The text in this style; raises NotCovered for right-to-left, colour and missing glyphs.

        Short texts (heads, hyphens) are shaped once for all; the last others are kept, as notes are laid out again.
        """
        face = self.face(style)
        if len(text) > 1 and text[0] in OPENING_DASHES:
            return self._shape(text, style, face)
        key = face.key, text
        if len(text) > _SHORT:
            return self._long(key, style, face)
        if key not in self._texts:
            self._texts[key] = self._shape(text, style, face)
        return self._texts[key]

    def _long(self, key: tuple[tuple[Any, ...], str], style: Any, face: Face) -> Shaped:
        shaped = self._recent.pop(key, None)
        if shaped is None:
            shaped = self._shape(key[1], style, face)
            self._kept += len(key[1])
            while self._kept > _RECENT and self._recent:
                self._kept -= len(self._recent.pop(next(iter(self._recent))).text)
        self._recent[key] = shaped
        return shaped

    def _shape(self, text: str, style: Any, face: Face) -> Shaped:
        layout = self._layouts.pop(face.key, None)
        if layout is None:
            layout = line_break.Layout(style)
        layout.set_text(text)
        runs = read_line(layout, self._fonts)
        new = {run.address for run in runs} - self._fonts.keys()
        self._fonts |= dict.fromkeys(new, layout)
        shaped = _shaped(text, _evened(text, runs, face), layout, face)
        if not new and not face.spaced:
            self._layouts[face.key] = layout
        return shaped


def _hashable(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(value)
    return frozenset(value) if isinstance(value, set) else value


def _inherited_from(style: Any) -> Any:
    """The ancestor whose text looks the same: the style itself when it sets anything of its own."""
    parent = style.parent_style
    if parent is None or not _READ_NAMES.isdisjoint(getattr(style, "cascaded", ())):
        return style
    same = all(style[name] == parent[name] for name in style.keys() & _READ_NAMES)
    return parent if same else style


def _measure(key: tuple[Any, ...], style: Any) -> Face:
    layout = line_break.Layout(style)
    layout.set_text(" ")
    line, _ = layout.get_first_line()
    space, height = line_break.line_size(line, style)
    baseline = pango.pango_layout_get_baseline(layout.layout) * FROM_UNITS
    if style["white_space"] not in ("normal", "nowrap"):
        raise NotCovered("white-space")
    if style["direction"] != "ltr":
        raise NotCovered("right-to-left")
    if style["word_break"] == "break-all":
        raise NotCovered("word-break")
    line_height, line_baseline = line_break.strut(style)
    spaced = style["letter_spacing"] != "normal" or bool(style["word_spacing"])
    return Face(
        key, layout, height, baseline, line_height, line_baseline, style["font_size"], space, spaced,
        style["white_space"] == "normal", style["hyphens"], tuple(style["hyphenate_limit_chars"]), style["lang"],
        style["hyphenate_character"],
    )  # fmt: skip


def read_line(layout: Any, seen: Container[int] = (), *, leftward: bool = False) -> tuple[GlyphRun, ...]:
    """The glyphs of the first line of a WeasyPrint Layout; raises NotCovered. Fonts `seen` are known to be black."""
    runs = []
    run = layout.get_first_line()[0].runs[0]
    while run != ffi.NULL:
        runs.append(_read(run.data, leftward))
        if runs[-1].address not in seen:
            _refuse_colour(runs[-1].font)
        run = run.next
    return tuple(one for one in runs if len(one.glyphs))


def _read(item: Any, leftward: bool) -> GlyphRun:
    if not leftward and item.item.analysis.level % 2:
        raise NotCovered("right-to-left")
    count = item.glyphs.num_glyphs
    info = np.frombuffer(bytes(ffi.buffer(item.glyphs.glyphs, count * _GLYPH.itemsize)), dtype=_GLYPH)
    clusters = np.frombuffer(bytes(ffi.buffer(item.glyphs.log_clusters, count * 4)), dtype="<i4") + item.item.offset
    glyphs, widths = info["glyph"], info["width"] * FROM_UNITS
    if count and int(glyphs.max()) >= _EMPTY:
        if (glyphs & _UNKNOWN).any():
            raise NotCovered("missing glyph")
        shown = glyphs != _EMPTY
        if widths[~shown].any():
            raise NotCovered("invisible width")
        info, glyphs, widths, clusters = info[shown], glyphs[shown], widths[shown], clusters[shown]
    font = item.item.analysis.font
    return GlyphRun(
        font, int(ffi.cast("uintptr_t", font)), glyphs.astype(np.uint16), widths, clusters,
        info["x"] * FROM_UNITS if info["x"].any() else None,
        info["y"] * FROM_UNITS if info["y"].any() else None,
        bool((clusters[1:] == clusters[:-1]).any()),
    )  # fmt: skip


def _refuse_colour(font: Any) -> None:
    face = hb_face(font)
    has = (harfbuzz.hb_ot_color_has_png, harfbuzz.hb_ot_color_has_svg, harfbuzz.hb_ot_color_has_layers)
    if any(has_colour(face) for has_colour in has):
        raise NotCovered("colour glyph")


def _evened(text: str, runs: tuple[GlyphRun, ...], face: Face) -> tuple[GlyphRun, ...]:
    """The runs with no-break spaces as wide as the word space, and narrow ones half as wide at most."""
    if face.spaced or not ("\u202f" in text or "\u00a0" in text):
        return runs
    made = text.encode()
    wide, narrow = np.zeros((2, len(made) + 1), dtype=bool)
    wide[[match.start() for match in re.finditer(_NO_BREAK, made)]] = True
    narrow[[match.start() for match in re.finditer(_NARROW, made)]] = True
    found = []
    for run in runs:
        widths = run.widths.copy()
        widths[wide[run.clusters]] = face.space
        thin = narrow[run.clusters]
        widths[thin] = np.minimum(widths[thin], face.space * _NARROWER)
        found.append(replace(run, widths=widths))
    return tuple(found)


def _shaped(text: str, runs: tuple[GlyphRun, ...], layout: Any, face: Face) -> Shaped:
    codes = np.frombuffer(text.encode("utf-32-le"), dtype="<u4")
    bytes_at = np.zeros(len(codes) + 1, dtype=np.int64)
    (1 + (codes > 0x7F) + (codes > 0x7FF) + (codes > 0xFFFF)).cumsum(out=bytes_at[1:])
    total = int(bytes_at[-1])
    advance = np.zeros(total + 1)
    starts = np.zeros(total + 1, dtype=bool)
    starts[0] = starts[total] = True
    for run in runs:
        advance[: total + 1] += np.bincount(run.clusters + 1, weights=run.widths, minlength=total + 1)[: total + 1]
        starts[run.clusters] = True
    x = advance.cumsum()[bytes_at]
    bits = pango.pango_layout_get_log_attrs_readonly(layout.layout, ffi.NULL)
    breaks = np.frombuffer(bytes(ffi.buffer(bits, 4 * (len(codes) + 1))), dtype="<u4")
    glue = np.zeros(total + 1, dtype=bool)
    glue[bytes_at[:-1][(codes == SPACE) | (codes == NO_BREAK_SPACE)]] = True
    return Shaped(text, runs, x, starts[bytes_at], bytes_at, codes, breaks, glue, face)
