"""What counts as the text of a page: not its furniture, not its contents, not what is centred."""

from __future__ import annotations

import pytest

from pipeline.inspection.lines import LineMeasures, measure_lines
from pipeline.inspection.pdflines import read_pages

from .pages import PROSE, plain_page, set_page

INDENT = "p{text-indent:12pt}h1{font:16pt/28pt Text;margin:0;break-before:page}"
HEAD = "@page{@top-left{content:'Un livre';font:10pt Text}@bottom-right{content:counter(page);font:10pt Text}}"
LEADERS = "li{list-style:none;text-align:left}li::after{content:leader('. ') '12'}ul{margin:0;padding:0}"


def measured(body: str, css: str = "", *, tags: bool = False, height: float = 400) -> LineMeasures:
    return measure_lines(plain_page(body, INDENT + css, tags=tags, height=height).data)


@pytest.mark.parametrize("tags", [False, True])
def test_lines_of_a_contents_are_no_lines_of_text(tags: bool) -> None:
    contents = (
        "<ul>" + "".join(f"<li>Le texte de la place et du marché n° {number}</li>" for number in range(8)) + "</ul>"
    )
    alone, with_contents = measured(f"<p>{PROSE}", tags=tags), measured(f"{contents}<p>{PROSE}", LEADERS, tags=tags)
    assert (with_contents.lines, with_contents.justified) == (alone.lines, alone.justified)
    assert with_contents.good == alone.good


def test_a_number_at_the_end_of_a_wide_blank_is_a_contents_too() -> None:
    row = "<div><span>Le texte du marché un</span><span>12</span></div>"
    css = "div{display:flex;justify-content:space-between}"
    assert measured(row * 5 + f"<p>{PROSE}", css).lines == measured(f"<p>{PROSE}").lines


def test_heads_and_folios_are_no_lines_of_text() -> None:
    text = f"<p>{PROSE}" * 6
    bare, dressed = measured(text, height=150), measured(text, HEAD, height=150)
    assert dressed.pages > 3
    assert dressed == bare


def test_what_is_centred_is_no_line_of_text() -> None:
    author = "<div style='text-align:center'>Camille Dubois</div>"
    assert measured(f"{author}<p>{PROSE}").lines == measured(f"<p>{PROSE}").lines


def test_the_first_line_of_an_opening_does_not_go_on_with_the_page_before() -> None:
    text = f"<p style='text-align-last:justify'>{PROSE}"
    opening = f"<h1>Titre</h1><p style='text-indent:0'>Il plut.<p>{PROSE}"
    assert not measured(text + opening).faults["lonely"]
    assert measured(text + opening.replace("Titre</h1>", "</h1>")).faults["lonely"]


def test_a_page_of_dialogue_keeps_the_edges_of_the_others() -> None:
    page = "<p>Oui, dit-il en s’asseyant, je le pense comme vous tous." * 9
    found = measured(f"<p>{PROSE * 2}{page}<p>{PROSE}<p>{PROSE}", height=14 * 9 + 1)
    assert not found.faults["lonely"]


def test_tags_tell_paragraphs_from_what_looks_like_them() -> None:
    css = "table{border-spacing:0}td{padding:0}caption,td{text-align:justify}"
    table = f"<table><caption>{PROSE}</caption><tr><td><p>{PROSE}</p></table>"
    assert measured(f"{table}<p>{PROSE}", css, tags=True).lines == measured(f"<p>{PROSE}").lines
    assert measured(f"{table}<p>{PROSE}", css).lines > measured(f"<p>{PROSE}").lines


def test_the_type_area_is_measured() -> None:
    area = measure_lines(set_page(f"<p>{PROSE * 8}", INDENT, height=14 * 12 + 1).data).area
    assert area is not None
    assert (area.size, area.leading, area.lines) == (10, 14, 12)
    assert 55 < area.characters < 65
    assert area.inner == area.outer == pytest.approx(20 / 72 * 25.4, abs=0.3)
    assert area.top == pytest.approx((20 + 10.3) / 72 * 25.4, abs=0.5)


def test_raised_letters_stay_in_their_line() -> None:
    made = plain_page(
        "<p>Le 1<sup style='font-size:6pt'>er</sup> mars, au XIX<sup style='font-size:6pt'>e</sup> siècle"
    )
    (page,) = read_pages(made.data)
    assert [line.text for line in page.lines] == ["Le 1er mars, au XIXe siècle"]
    assert max(page.lines[0].gaps) < 3
