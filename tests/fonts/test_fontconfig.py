"""Only the theme's fonts exist: whatever is asked for, the page is set in one of them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from pipeline.fonts import fontconfig_file
from pipeline.styles import Theme, load_theme

# Asked for by name, as a system's default, or by a letter that no face has.
ASKED = (
    '<p style="font-family: DejaVu Sans">Un</p><p style="font-family: sans-serif">deux</p><p>trois 𐎀𐎁</p>'
    '<p style="font-family: system-ui">quatre</p><p style="font: bold italic 1em Arial">cinq</p>'
)
STACK = '"Linux Libertine", "Noto Naskh Arabic", "Noto Emoji", "Noto Sans Math", "Noto Sans Symbols 2"'
SHOWN = "<p>Texte <b>gras <i>penché</i></b> <i>italique</i> سلام 👨\u200d👩\u200d👧 👍🏽 ✓ 𝓗</p>"

SCRIPT = """
import logging, sys
from weasyprint import HTML
html = sys.stdin.read()
HTML(string=html).write_pdf(sys.argv[1])
"""


@pytest.fixture(scope="module")
def theme() -> Theme:
    return load_theme("default")


def fonts_in(pdf: Path) -> set[str]:
    def names(page: pikepdf.Page) -> Iterator[str]:
        for font in page.resources.get("/Font", {}).values():
            yield str(font.get("/BaseFont")).partition("+")[2]

    with pikepdf.open(pdf) as document:
        return {name for page in document.pages for name in names(page)}


def render(theme: Theme, tmp_path: Path, html: str) -> set[str]:
    config = fontconfig_file(theme, tmp_path / "a folder & more")
    pdf = tmp_path / "essai.pdf"
    env = {**os.environ, "FONTCONFIG_FILE": str(config)}
    subprocess.run([sys.executable, "-W", "error", "-c", SCRIPT, str(pdf)], input=html, text=True, check=True, env=env)
    return fonts_in(pdf)


def test_no_font_of_the_system_is_ever_used(theme: Theme, tmp_path: Path) -> None:
    used = render(theme, tmp_path, ASKED)
    assert used
    assert all("Libertine" in name or "Biolinum" in name or "Noto" in name or "Droid" in name for name in used), used


def test_each_letter_is_set_in_the_face_that_has_it(theme: Theme, tmp_path: Path) -> None:
    used = render(theme, tmp_path, f"<body style='font-family: {STACK}'>{SHOWN}")
    joined = " ".join(sorted(used)).replace("-", "").replace("#20", "")
    for wanted in ("NotoNaskhArabic", "NotoEmoji", "NotoSansMath", "NotoSansSymbols2"):
        assert wanted in joined
    libertine = [name for name in used if "Libertine" in name]
    assert len(libertine) == 4, "regular, italic, bold, bold italic: none is slanted or thickened by the machine"


def test_the_file_is_made_once_and_shared(theme: Theme, tmp_path: Path) -> None:
    first = fontconfig_file(theme, tmp_path)
    stamp = first.stat().st_mtime_ns
    assert fontconfig_file(theme, tmp_path) == first
    assert first.stat().st_mtime_ns == stamp
    copies = list((first.parent / "faces").iterdir())
    assert {path.stem for path in copies} == {face.sha256 for face in theme.faces}
