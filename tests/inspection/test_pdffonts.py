"""A glyph that is not there is found, in whichever way the string that shows it is written."""

from __future__ import annotations

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from pipeline.inspection.pdffonts import font_faults


def codes(content: bytes) -> list[str]:
    """Return the codes of what is wrong with the fonts of a page with that content; `/F` has codes of two bytes."""
    with pikepdf.new() as pdf:
        program = Dictionary(FontFile3=pdf.make_stream(b""))
        inner = Dictionary(Type=Name.Font, Subtype=Name.CIDFontType0, FontDescriptor=program)
        font = Dictionary(
            Type=Name.Font, Subtype=Name.Type0, Encoding=Name("/Identity-H"), DescendantFonts=Array([inner])
        )
        page = pdf.add_blank_page()
        page.Resources = Dictionary(Font=Dictionary(F=font))
        page.Contents = pdf.make_stream(b"BT /F 9 Tf " + content + b" ET")
        return [fault.code for fault in font_faults(pdf, "livre.pdf")]


@pytest.mark.parametrize(
    "content",
    [
        b"<0000> Tj",
        b"<00410000> Tj",
        b"[<0041> -20 <004200000043>] TJ",
        b"<0041 0000> Tj",
        b"<00 4100\n00> Tj",
        b"<100000000001> Tj",
        b"(\\000\\000) Tj",
        b"(A\\000\0\0) Tj",
        b"(AB\0\0) Tj",
    ],
)
def test_glyph_0_is_found_however_it_is_written(content: bytes) -> None:
    assert codes(content) == ["P204"]


@pytest.mark.parametrize(
    "content", [b"<04100004> Tj", b"<410000410041> Tj", b"1.0000 0 0 1 0 0 Tm <0041> Tj", b"[<0041> 0000 <0042>] TJ"]
)
def test_noughts_that_are_no_glyph_are_none(content: bytes) -> None:
    assert codes(content) == []
