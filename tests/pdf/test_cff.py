"""Font programs as they are embedded: the same outlines under the glyphs' own numbers."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
import uharfbuzz as _uharfbuzz
from fontTools.cffLib import CFFFontSet
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.recordingPen import RecordingPen
from fontTools.pens.t2CharStringPen import T2CharStringPen

from pipeline.pdf.cff import numbered
from pipeline.pdf.fonts import subset

uharfbuzz: Any = _uharfbuzz  # has no types
FONTS = Path(__file__).parents[2] / "styles/themes/default/fonts"
GLYPHS = (0, 5, 70, 300)


def table(font: bytes) -> bytes:
    return bytes(uharfbuzz.Face(font).reference_table("CFF ").data)


def top(program: bytes) -> Any:
    fonts: Any = CFFFontSet()
    fonts.decompile(io.BytesIO(program), None)
    return fonts[0]


def drawn(font: Any, glyph: int) -> tuple[object, object]:
    pen = RecordingPen()
    outline = font.CharStrings[font.charset[glyph]]
    outline.draw(pen)
    return pen.value, outline.width


@pytest.mark.parametrize("file", sorted(FONTS.glob("*.otf")), ids=lambda file: file.stem)
def test_glyphs_keep_their_outlines_and_lose_their_names(file: Path) -> None:
    program = table(subset(file.read_bytes(), GLYPHS))
    before, after = top(program), top(numbered(program))
    assert after.ROS == ("Adobe", "Identity", 0)
    assert after.charset == [".notdef", *(f"cid{number:05}" for number in range(1, before.numGlyphs))]
    assert [drawn(after, glyph) for glyph in GLYPHS] == [drawn(before, glyph) for glyph in GLYPHS]
    assert after.FontBBox == before.FontBBox


def test_numbers_that_are_not_the_glyphs_own_are_replaced() -> None:
    names = [".notdef", "A", "B", "C"]
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder(names)
    outlines = {}
    for number, name in enumerate(names):
        pen = T2CharStringPen(500 + number, None)
        pen.moveTo((0, 0))
        pen.lineTo((100 * number + 50, 0))
        pen.lineTo((0, 700))
        pen.closePath()
        outlines[name] = pen.getCharString()
    builder.setupCFF("Test", {}, outlines, {})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (500, 0)))
    builder.setupHorizontalHeader()
    builder.setupCharacterMap({ord(name): name for name in names[1:]})
    builder.setupOS2()
    builder.setupPost()
    file = io.BytesIO()
    builder.save(file)
    program = numbered(table(file.getvalue()))
    begin = program.index(b"\x02\x00\x01\x00\x02")  # the charset: glyphs 1 to 3 are CIDs 1 to 3
    moved = program[:begin] + b"\x02\x00\x09\x00\x02" + program[begin + 5 :]
    assert top(moved).charset == [".notdef", "cid00009", "cid00010", "cid00011"]
    assert numbered(moved) == program


def test_a_program_that_is_numbered_stays_as_it_is() -> None:
    once = numbered(table(subset((FONTS / "LinLibertine_R.otf").read_bytes(), GLYPHS)))
    assert numbered(once) == once
