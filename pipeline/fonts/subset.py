"""A face cut down to the characters of a book, for its EPUB. The same characters give the same bytes."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import TYPE_CHECKING, Any

from pipeline.styles import Face

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

# What a reader may ask of our style sheet, beside what shaping needs (OpenType feature registry).
STYLISTIC = ("smcp", "c2sc", "onum", "lnum", "tnum", "sups", "frac")

# What the line is to a reader who leaves it to the font (`line-height: normal`), in em. Set in the font and not in the
# style sheet, which would take the choice away (Kindle Publishing Guidelines: body text at the default line height).
LEADING = 1.32

# Copyright, family, style, unique name, full name, version, PostScript name, licence and its address (OpenType `name`).
NAMES = (0, 1, 2, 3, 4, 5, 6, 13, 14)


def subset(face: Face, characters: Iterable[str], flavor: str = "") -> bytes:
    """Return the face with only the glyphs that `characters` need, ligatures and alternates included.

    `flavor` is empty for OpenType or TrueType as the face is, or `woff2`. The copy does not carry the font's own name:
    the licence of many faces reserves it (SIL OFL 1.1, condition 3).
    """
    from fontTools import subset as tools

    cutter: Any = tools  # half of it has types
    options = cutter.Options()
    options.layout_features = [*options.layout_features, *STYLISTIC]
    options.name_IDs = list(NAMES)
    options.notdef_outline = True
    options.recommended_glyphs = True
    options.recalc_timestamp = False
    options.hinting = False
    options.drop_tables = [*options.drop_tables, "FFTM"]  # FontForge's own dates
    options.flavor = flavor or None
    font = cutter.load_font(str(face.path), options)
    with font:
        worker = cutter.Subsetter(options)
        worker.populate(unicodes=sorted({ord(letter) for letter in characters}))
        worker.subset(font)
        _rename(font, f"Extract {face.sha256[:8]}")
        _open_lines(font)
        font.flavor = options.flavor
        data = BytesIO()
        font.save(data, reorderTables=False)
    return data.getvalue()


def _rename(font: TTFont, name: str) -> None:
    names: Any = font["name"]
    for record in names.names:
        if record.nameID in {1, 3, 4}:
            record.string = name
        elif record.nameID == 6:
            record.string = name.replace(" ", "-")
    if "CFF " in font:
        cff = font["CFF "].cff
        cff.fontNames = [name.replace(" ", "-")]
        top = cff.topDictIndex[0]
        for key in ("FullName", "FamilyName"):
            if hasattr(top, key):
                setattr(top, key, name)


def _open_lines(font: TTFont) -> None:
    """Give the font the line gap that brings its lines to LEADING; fonts with taller ones keep theirs."""
    header: Any = font["hhea"]
    metrics: Any = font["OS/2"]
    units: Any = font["head"]
    for table, ascent, descent, gap in (
        (header, "ascent", "descent", "lineGap"),
        (metrics, "sTypoAscender", "sTypoDescender", "sTypoLineGap"),
    ):
        tall = getattr(table, ascent) - getattr(table, descent)
        setattr(table, gap, max(getattr(table, gap), round(LEADING * units.unitsPerEm) - tall))
