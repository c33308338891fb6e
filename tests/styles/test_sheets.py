"""The style sheets: complete, without variables, in the reader's hands where the reader has hands."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace

from pipeline import program
from pipeline.diagnostic import BookError
from pipeline.model import Edition
from pipeline.styles import Theme, font_faces, style_sheet, trims
from pipeline.styles.lint import check_sheet

EPUB = Edition(name="epub", format="epub")
SHEETS = sorted(path.relative_to(program.styles()).as_posix() for path in program.styles().rglob("*.css"))


def print_edition(trim: str = "148x210") -> Edition:
    return Edition(name="print", format="pdf", trim=trim)


@pytest.mark.parametrize("name", trims())
def test_a_paged_sheet_is_complete(name: str, theme: Theme) -> None:
    css = style_sheet(theme, print_edition(name))
    width, height = name.split("x")
    assert f"size: {float(width):.4f}mm {float(height):.4f}mm" in css
    assert not re.search(r"var\(|url\(|@import|@font-face", css)
    assert css == style_sheet(theme, print_edition(name))


def test_an_unknown_trim_is_a_finding(theme: Theme) -> None:
    with pytest.raises(BookError) as raised:
        style_sheet(theme, print_edition("1x1"))
    assert raised.value.diagnostics[0].code == "S021"


def test_every_variable_is_given_and_every_one_given_is_used(theme: Theme) -> None:
    computed = {
        "page-width", "page-height", "margin-inner", "margin-top", "margin-outer", "margin-bottom", "measure", "size",
        "line", "depth", "note-line", "lines", "text-family", "sans-family", "mono-family",
    }  # fmt: skip
    texts = [(program.styles() / name).read_text(encoding="utf-8") for name in SHEETS]
    texts += [value for _, value in theme.variables]
    used = {name for text in texts for name in re.findall(r"var\(--([a-z-]+)\)", text)}
    given = {name for name, _ in theme.variables}
    assert used <= given | computed
    assert given <= used


@pytest.mark.parametrize("name", SHEETS)
def test_our_own_sheets_pass_what_is_asked_of_a_theme(name: str) -> None:
    findings = check_sheet((program.styles() / name).read_text(encoding="utf-8"), name)
    allowed = {"size"} if name == "base/page.css" else set()
    assert [finding for finding in findings if dict(finding.values).get("name") not in allowed] == []


def test_the_ebook_leaves_the_reader_every_choice(theme: Theme) -> None:
    css = style_sheet(theme, EPUB, theme.faces)
    rules = css[css.index("html {") :]
    assert not re.search(r"\d(px|pt|mm|cm|in|pc)\b", rules)
    assert not re.search(r"(^|[\s;{])(color|background(-color)?|width: \d+(px|em)|position|float)\s*:", rules)
    assert "justify" not in rules
    body = re.search(r"\nhtml \{[^}]*\}", css)
    assert body
    assert "font-size" not in body[0]
    assert not re.search(r"\bbody\b[^{]*\{[^}]*(padding|margin|font-size)", rules)
    assert "hyphens: auto" in body[0]
    assert not re.search(r"var\(|calc\(|:has\(|@import", css)


def test_small_capitals_stay_legible_where_they_are_not_known(theme: Theme) -> None:
    css = style_sheet(theme, EPUB)
    assert "font-variant: small-caps" in css
    assert "text-transform" not in css


def test_an_ebook_declares_the_faces_that_it_embeds_and_no_other(theme: Theme) -> None:
    face = replace(theme.faces[0], name="livre.otf")
    css = style_sheet(theme, EPUB, [face])
    assert css.count("@font-face") == 1
    assert 'src: url("../fonts/livre.otf");' in css
    assert 'font-family: "Linux Libertine", serif;' in css
    assert "Noto" not in css
    assert "font-family: serif;" in style_sheet(theme, EPUB)


def test_font_faces_say_family_style_and_weight(theme: Theme) -> None:
    italic = next(face for face in theme.faces if face.style == "italic" and face.weight == 700)
    rule = font_faces([italic], lambda face: face.sha256)
    assert f'src: url("{italic.sha256}")' in rule
    assert 'font-family: "Linux Libertine";' in rule
    assert "font-style: italic;" in rule
    assert "font-weight: 700;" in rule


def test_only_addresses_are_cut_inside_a_word_on_a_small_screen(theme: Theme) -> None:
    css = style_sheet(theme, EPUB)
    cut = re.findall(r"([^{}]*)\{[^{}]*(?:overflow-wrap|word-break|word-wrap):[^{}]*\}", css)
    assert {selector.rpartition("*/")[2].strip() for selector in cut} == {"a.address", "pre"}
