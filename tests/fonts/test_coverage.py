"""What the faces of a theme have, and what no face has."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from msgspec.structs import replace

from pipeline.diagnostic import BookError
from pipeline.fonts import charset, faces_for, features, preflight, uncovered
from pipeline.fonts.coverage import FEATURES, FRENCH
from pipeline.styles import Theme, load_theme


@pytest.fixture(scope="module")
def theme() -> Theme:
    return load_theme("default")


def test_the_default_theme_is_fit_for_french(theme: Theme) -> None:
    assert preflight(theme) == ()
    for face in theme.faces[:7]:
        assert {ord(letter) for letter in FRENCH} <= charset(face)
    assert features(theme.faces[0]) >= FEATURES | {"c2sc"}


def test_figures_and_ordinals_have_drawn_superiors(theme: Theme) -> None:
    for face in theme.faces[:4]:
        with TTFont(face.path) as font:
            table = font["GSUB"].table
            lookups = {
                index
                for record in table.FeatureList.FeatureRecord
                if record.FeatureTag == "sups"
                for index in record.Feature.LookupListIndex
            }
            raised = {
                glyph
                for index in lookups
                for subtable in table.LookupList.Lookup[index].SubTable
                for glyph in getattr(getattr(subtable, "ExtSubTable", subtable), "mapping", {})
            }
            names = font.getBestCmap()
        assert {names[ord(letter)] for letter in "0123456789ernd"} <= raised, face.name


@pytest.mark.parametrize(
    "letters",
    [
        "Œuvre, n°\u00a0№ † €\u202f!",
        "👍🏽👨‍👩‍👧❤️",
        "✓☐★→",
        "𝓗𝕖𝐥𝐥𝐨",
        "سلام שלום Ελλάδα Москва հայերեն ქართული हिन्दी தமிழ் ภาษาไทย ⵜⵉⴼⵉⵏⴰⵖ",
        "由紀 ツ 한국",
        "e\u0301 \u200b\u2060",
    ],
)
def test_letters_of_the_networks_are_covered(letters: str, theme: Theme) -> None:
    assert uncovered(theme, letters) == set()


def test_what_no_face_has_is_said(theme: Theme) -> None:
    assert uncovered(theme, "Le mot 𐎀𐎁 et l’inconnu \U0010ffff") == {"𐎀", "𐎁", "\U0010ffff"}


def test_a_book_takes_the_faces_that_it_needs(theme: Theme) -> None:
    plain = faces_for(theme, "Été")
    assert {face.family for face, _ in plain} == {"Linux Libertine", "Linux Biolinum", "Linux Libertine Mono"}
    more = dict(faces_for(theme, "Été 👨\u200d👩 سلام"))
    names = {face.name: letters for face, letters in more.items()}
    assert names["NotoEmoji-Regular.ttf"] == frozenset("👨\u200d👩")
    assert set(names["NotoNaskhArabic-Bold.ttf"]) >= set("سلام")
    assert "NotoSansMath-Regular.ttf" not in names
    assert list(more) == [face for face in theme.faces if face in more]


def test_a_broken_font_is_a_finding(theme: Theme, tmp_path: Path) -> None:
    cut = tmp_path / "coupee.otf"
    cut.write_bytes(theme.faces[0].path.read_bytes()[:2000])
    broken = replace(theme.faces[0], name="coupee.otf", path=cut)
    with pytest.raises(BookError) as raised:
        preflight(replace(theme, faces=(broken, *theme.faces[1:])))
    assert [finding.code for finding in raised.value.diagnostics] == ["S043"]


def test_a_font_that_refuses_or_lacks_is_named(theme: Theme, tmp_path: Path) -> None:
    with TTFont(theme.faces[0].path) as font:
        font["OS/2"].fsType = 2
        for table in font["cmap"].tables:
            table.cmap.pop(0x202F, None)
        font["GSUB"].table.FeatureList.FeatureRecord = [
            record for record in font["GSUB"].table.FeatureList.FeatureRecord if record.FeatureTag != "smcp"
        ]
        font.save(tmp_path / "pauvre.otf")
    poor = replace(theme.faces[0], name="pauvre.otf", path=tmp_path / "pauvre.otf")
    findings = preflight(replace(theme, faces=(poor, *theme.faces[1:])))
    assert [finding.code for finding in findings] == ["S040", "S041", "S042"]
    assert dict(findings[1].values) == {"font": "pauvre.otf", "characters": "U+202F"}
    assert dict(findings[2].values) == {"font": "pauvre.otf", "features": "smcp"}
