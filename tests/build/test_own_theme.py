"""A theme of the book's own: its fonts are looked at before pages are made with them."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from tests.build.conftest import Invoke

FACE = Path(__file__).parents[2] / "styles/themes/default/fonts/LinLibertine_R.otf"
BOOK = "title: Essai\nlanguage: fr\neditions:\n  print: {format: pdf, variant: print, theme: maison}\n"
THEME = """\
extends = "default"

[families]
text = "Maison"

[[face]]
family = "Maison"
style = "normal"
weight = 400
file = "maison.otf"
"""


@pytest.mark.parametrize(
    ("rights", "lacking", "code", "exit_code"), [(0, 0x20AC, "S041", 0), (2, 0, "S040", 1), (0, 0, "", 0)]
)
def test_unfit_fonts_are_told_where_the_theme_is_asked_for(
    tmp_path: Path, invoke: Invoke, rights: int, lacking: int, code: str, exit_code: int
) -> None:
    fonts = tmp_path / "styles/themes/maison/fonts"
    fonts.mkdir(parents=True)
    with TTFont(FACE) as font:
        font["OS/2"].fsType = rights
        for table in font["cmap"].tables:
            table.cmap.pop(lacking, None)
        font.save(fonts / "maison.otf")
    (fonts.parent / "theme.toml").write_text(THEME)
    (tmp_path / "book.yaml").write_text(BOOK)
    (tmp_path / "001-texte.md").write_text("# Un texte\n\nDeux mots.\n")
    done = invoke(tmp_path, "build", "--jobs", "1")
    assert done.exit_code == exit_code
    told = [line for line in done.stderr.splitlines() if line.startswith("book.yaml:4:")]
    assert [code in line for line in told if " S0" in line] == ([True] if code else [])
