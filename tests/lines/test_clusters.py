"""Scripts in which letters are drawn together: what is copied or heard is what was written, once and in order."""

import io
import re
import unicodedata

import pikepdf
import pypdfium2
import pytest

from .pages import Set, set_page

HINDI = "हिन्दी विश्व की एक प्रमुख भाषा है और हम किताब पढ़ते हैं"
DECOMPOSED = unicodedata.normalize("NFD", "x\u0301e\u0323t o\u0328\u0308 n")  # no font has these as one glyph


def copied(made: Set) -> list[str]:
    with pypdfium2.PdfDocument(made.data) as document:
        lines = document[0].get_textpage().get_text_range().splitlines()
    return [line.strip() for line in lines]


def spelt(made: Set) -> set[str]:
    """The letters of each glyph of the faces, as those read them who know nothing of clusters."""
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        maps = [font.ToUnicode.read_bytes() for font in pdf.pages[0].Resources.Font.values()]
    rows = {row for one in maps for row in re.findall(rb"<[0-9a-f]+> <([0-9a-f]*)>", one)}
    return {bytes.fromhex(row.decode()).decode("utf-16-be") for row in rows}


@pytest.mark.parametrize("text", [HINDI, "தமிழ் மொழி கொடு", DECOMPOSED])
def test_a_cluster_is_read_once_and_in_order(text: str) -> None:
    made = set_page(f"<p lang=hi>{text}", "p{hyphens:none}")
    assert not made.report.fallbacks
    assert copied(made) == [text]


def test_a_glyph_has_its_own_letter_not_its_cluster() -> None:
    found = spelt(set_page("<p lang=hi>हि मि हम"))
    assert {"ह", "ि", "म"} <= found
    assert not found & {"हि", "मि"}


@pytest.mark.parametrize(
    ("body", "css"),
    [
        (f"<pre lang=hi>{HINDI}</pre>", ""),
        (f"<p lang=hi>{HINDI}<span class=l></span>12", ".l::after{content:leader('.')}"),
        (f"<p lang=hi>{HINDI}<p><span lang=ar>العربية</span> <span lang=hi>{HINDI}</span>", ""),
    ],
)
def test_lines_left_to_weasyprint_are_read_so_too(body: str, css: str) -> None:
    made = set_page(body, css)
    assert made.report.fallbacks
    assert all(HINDI in line for line in copied(made))


def test_marks_of_letters_written_from_right_to_left_are_their_own() -> None:
    found = spelt(set_page("<p>Un mot مُحَمَّدٌ dedans."))
    assert {"م", "ح", "د", "\u064f", "\u064e", "\u064c"} <= found
    assert {letters for letters in found if len(letters) > 1} == {"\u064e\u0651"}  # two marks, one glyph
