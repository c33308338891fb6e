"""Subsets: only what the book shows, whole where it is shaped, the same bytes every time."""

from __future__ import annotations

import hashlib
import struct
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
import uharfbuzz
from fontTools.ttLib import TTFont
from msgspec.structs import replace

from pipeline.diagnostic import BookError
from pipeline.fonts import charset, subset
from pipeline.styles import Face, Theme, load_theme

LETTERS = "Efficace, œuvre\u202f! 1er XXI"


@pytest.fixture(scope="module")
def theme() -> Theme:
    return load_theme("default")


def face(theme: Theme, name: str) -> Face:
    return next(one for one in theme.faces if one.name == name)


def test_the_same_letters_give_the_same_bytes(theme: Theme) -> None:
    script = (
        "import hashlib, sys; from pipeline.fonts import subset; from pipeline.styles import load_theme;"
        f"data = subset(load_theme('default').faces[0], {LETTERS[::-1]!r});"
        "print(hashlib.sha256(data).hexdigest())"
    )
    known = hashlib.sha256(subset(theme.faces[0], LETTERS)).hexdigest()
    for seed in ("1", "2"):
        env = {"PYTHONHASHSEED": seed, "TZ": "Pacific/Auckland", "SOURCE_DATE_EPOCH": seed}
        run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env=env)
        assert run.stdout.strip() == known


def test_a_subset_has_these_letters_and_no_others(theme: Theme) -> None:
    data = subset(theme.faces[0], LETTERS)
    assert len(data) < theme.faces[0].path.stat().st_size / 4
    with TTFont(BytesIO(data)) as font:
        assert set(font.getBestCmap()) == {ord(letter) for letter in LETTERS}
        assert "FFTM" not in font


def shaped(data: bytes, text: str, **features: bool) -> list[int]:
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(uharfbuzz.Font(uharfbuzz.Face(data)), buffer, features)
    return [info.codepoint for info in buffer.glyph_infos]


def test_ligatures_small_capitals_figures_and_superiors_are_kept(theme: Theme) -> None:
    data = subset(theme.faces[0], LETTERS)
    assert len(shaped(data, "Efficace")) < len("Efficace")
    for text, feature in (("vre", "smcp"), ("XXI", "c2sc"), ("1", "onum"), ("er", "sups"), ("1", "sups")):
        assert shaped(data, text, **{feature: True}) != shaped(data, text), feature
        assert 0 not in shaped(data, text, **{feature: True})


def test_emoji_joined_into_one_stay_one(theme: Theme) -> None:
    emoji = face(theme, "NotoEmoji-Regular.ttf")
    family = "👨\u200d👩\u200d👧"
    data = subset(emoji, family)
    assert len(shaped(data, family)) == 1
    assert len(data) < 20_000


def test_a_subset_does_not_bear_the_reserved_name(theme: Theme) -> None:
    for one in theme.faces:
        with TTFont(BytesIO(subset(one, [chr(min(charset(one) - {0, 13}))]))) as font:
            names = {record.nameID: record.toUnicode() for record in font["name"].names}
            assert "Libertine" not in names[1] + names[4] + names[6]
            assert names[0], "the copyright stays"
            assert any(licence in names[13] for licence in ("OFL", "Open Font", "Apache"))
            if "CFF " in font:
                cff = font["CFF "].cff
                assert "Libertine" not in cff.fontNames[0] + cff.topDictIndex[0].FullName


def test_lines_are_open_where_the_style_sheet_leaves_them_to_the_font(theme: Theme) -> None:
    for one in theme.faces:
        with TTFont(BytesIO(subset(one, [chr(min(charset(one) - {0, 13}))]))) as font:
            for tall in (
                font["hhea"].ascent - font["hhea"].descent + font["hhea"].lineGap,
                font["OS/2"].sTypoAscender - font["OS/2"].sTypoDescender + font["OS/2"].sTypoLineGap,
            ):
                assert tall / font["head"].unitsPerEm >= 1.319, one.name


def test_a_subset_is_a_sound_font_of_the_same_date(theme: Theme) -> None:
    for one in theme.faces:
        data = subset(one, [chr(min(charset(one) - {0, 13}))])
        with TTFont(BytesIO(data), checkChecksums=2) as font, TTFont(one.path) as whole:
            for tag in font.reader.tables:
                assert font[tag] is not None
            assert font["head"].modified == whole["head"].modified
        words = struct.unpack(f">{len(data) // 4}L", data)
        assert sum(words) % (1 << 32) == 0xB1B0AFBA, one.name


def test_a_broken_face_is_a_finding(theme: Theme, tmp_path: Path) -> None:
    cut = tmp_path / "coupee.otf"
    cut.write_bytes(theme.faces[0].path.read_bytes()[:2000])
    broken = replace(theme.faces[0], name="coupee.otf", path=cut)
    for call in (charset, lambda face: subset(face, "a")):
        with pytest.raises(BookError) as raised:
            call(broken)
        assert [finding.code for finding in raised.value.diagnostics] == ["S043"]
