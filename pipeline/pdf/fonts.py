"""One subset a face for the whole book: the glyphs of every chunk and stamp, cut from the theme's own file.

Chunks name glyphs by their number in the face (WeasyPrint keeps the numbers), so one subset that keeps them serves all.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import uharfbuzz as _uharfbuzz
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from pipeline.layout.values import FontFacts
from pipeline.pdf.cff import numbered

uharfbuzz: Any = _uharfbuzz  # has no types

# Tables that drawing does not need (OpenType 1.9); layout was done before.
_DROPPED = ("GSUB", "GPOS", "GDEF", "BASE", "JSTF", "DSIG", "kern", "FFTM", "name", "LTSH", "PCLT", "SVG ")
# Font descriptor flags (ISO 32000-1, table 123).
_SYMBOLIC, _ITALIC = 1 << 2, 1 << 6
# A common stem width: it only matters where a viewer replaces the font, and ours are embedded.
_STEM = 80
# The most entries of one block of a CMap (Adobe Technical Note 5014).
_BLOCK = 100


def union(uses: Iterable[Mapping[str, FontFacts]]) -> dict[str, FontFacts]:
    """Return the faces of a book by the hash of their file, with the glyphs of all uses.

    Where two uses read one glyph as different texts (a space and a no-break space), the shortest and first in the order
    of code points is kept, whatever the order of the uses. A face has the shortest of its names (small capitals are
    another name of the same file).
    """
    glyphs: dict[str, dict[int, tuple[str, float]]] = {}
    names: dict[str, str] = {}
    for font in (font for use in uses for font in use.values()):
        names[font.sha256] = min(names.get(font.sha256, font.family), font.family, key=lambda name: (len(name), name))
        known = glyphs.setdefault(font.sha256, {})
        for glyph, drawn in font.glyphs.items():
            if glyph not in known or _rank(drawn[0]) < _rank(known[glyph][0]):
                known[glyph] = drawn
    return {sha256: FontFacts(sha256, names[sha256], glyphs[sha256]) for sha256 in sorted(names)}


def _rank(text: str) -> tuple[bool, int, str]:
    return (not text, len(text), text)


def embed(book: Pdf, uses: Sequence[Mapping[str, FontFacts]], files: Mapping[str, str]) -> dict[str, Object]:
    """Return the font objects of `book` by resource name, each face subset once; `files` gives its path by hash."""
    faces = {sha256: _font(book, font, Path(files[sha256]).read_bytes()) for sha256, font in union(uses).items()}
    names = {name: font.sha256 for use in uses for name, font in use.items()}
    return {name: faces[names[name]] for name in sorted(names)}


def _font(book: Pdf, font: FontFacts, data: bytes) -> Object:
    program = subset(data, font.glyphs)
    name = Name(f"/{_prefix(program)}+{font.family}")
    opentype = program[:4] == b"OTTO"
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType0 if opentype else Name.CIDFontType2,
        BaseFont=name,
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
        W=_widths(font.glyphs),
        FontDescriptor=book.make_indirect(_descriptor(book, name, font, data, program)),
    )
    if not opentype:
        descendant.CIDToGIDMap = Name.Identity
    return book.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=name,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([book.make_indirect(descendant)]),
            ToUnicode=book.make_stream(_to_unicode(font.glyphs)),
        )
    )


def subset(data: bytes, glyphs: Iterable[int]) -> bytes:
    """Return the face `data` with only these glyphs, under the numbers that they had."""
    request = uharfbuzz.SubsetInput()
    request.glyph_set.update(glyphs)
    flags = uharfbuzz.SubsetFlags
    request.flags = flags.RETAIN_GIDS | flags.NO_HINTING | flags.DESUBROUTINIZE | flags.NO_LAYOUT_CLOSURE
    request.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in _DROPPED)
    return bytes(uharfbuzz.subset(uharfbuzz.Face(data), request).blob.data)


def _prefix(program: bytes) -> str:
    """Return six capitals that tell this subset from any other (ISO 32000-1, 9.6.4)."""
    digest = hashlib.sha256(program).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])


def _descriptor(book: Pdf, name: Name, font: FontFacts, data: bytes, program: bytes) -> Dictionary:
    face = uharfbuzz.Face(data)
    scale = 1000 / face.upem
    extents = uharfbuzz.Font(face).get_font_extents("ltr")
    box = struct.unpack(">4h", face.reference_table("head").data[36:44])
    angle = struct.unpack(">i", face.reference_table("post").data[4:8])[0] / 65536
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=name,
        Flags=_SYMBOLIC | (_ITALIC if angle else 0),
        FontBBox=Array([round(value * scale) for value in box]),
        ItalicAngle=round(angle),
        Ascent=round(extents.ascender * scale),
        Descent=round(extents.descender * scale),
        CapHeight=_cap_height(face, scale, extents.ascender),
        StemV=_STEM,
    )
    if program[:4] == b"OTTO":
        outlines = bytes(uharfbuzz.Face(program).reference_table("CFF ").data)
        descriptor.FontFile3 = book.make_stream(numbered(outlines), Subtype=Name.CIDFontType0C)
    else:
        descriptor.FontFile2 = book.make_stream(program, Length1=len(program))
    return descriptor


def _cap_height(face: Any, scale: float, ascender: int) -> int:
    """Return the height of capitals that the face states (OS/2 version 2 and later), else its ascender."""
    table = face.reference_table("OS/2").data
    stated = len(table) >= 90 and struct.unpack(">H", table[:2])[0] >= 2
    return round((struct.unpack(">h", table[88:90])[0] if stated else ascender) * scale)


def _widths(glyphs: Mapping[int, tuple[str, float]]) -> Array:
    """Return the widths in runs of glyphs that follow one another (ISO 32000-1, 9.7.4.3)."""
    runs: list[tuple[int, list[float]]] = []
    for glyph in sorted(glyphs):
        if not runs or glyph != runs[-1][0] + len(runs[-1][1]):
            runs.append((glyph, []))
        runs[-1][1].append(glyphs[glyph][1])
    return Array([item for first, widths in runs for item in (first, Array(widths))])


def _to_unicode(glyphs: Mapping[int, tuple[str, float]]) -> bytes:
    """Return the CMap that gives the text of each glyph (ISO 32000-1, 9.10.3).

    A glyph whose letters another one says is a space of no width: without any text, readers show its number as one.
    """
    spelt = ((glyph, text or "\u200b") for glyph, (text, _) in sorted(glyphs.items()))
    rows = [f"<{glyph:04x}> <{text.encode('utf-16-be').hex()}>" for glyph, text in spelt]
    blocks = (rows[begin : begin + _BLOCK] for begin in range(0, len(rows), _BLOCK))
    written = "".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n{written}"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode()
