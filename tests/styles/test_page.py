"""What is on the default theme's pages, read from their lines: openings, notes, contents, title page, heads."""

from __future__ import annotations

from itertools import pairwise

import pytest

from pipeline.model import Edition
from pipeline.styles import Theme, page, style_sheet, trim, trims
from tests.styles.conftest import LONG, Line, Pages

POINT = 25.4 / 72


def of(lines: list[Line], kind: str) -> list[Line]:
    return [one for one in lines if kind in one.kind.split()]


def test_the_reference_page_has_33_lines_and_the_next_begins_at_its_top(pages: Pages, line: float) -> None:
    lines = pages('<section class="chapter">' + "<p>Une ligne.</p>" * 40 + "</section>")
    assert [one.page for one in lines].count(0) == 33
    assert lines[33].baseline == pytest.approx(lines[0].baseline)
    assert lines[32].baseline - lines[0].baseline == pytest.approx(32 * line)


def test_a_line_has_60_to_66_characters(pages: Pages) -> None:
    text = (
        "Nous étions à l’étude, quand le proviseur entra, suivi d’un nouveau habillé en bourgeois et d’un garçon de"
        " classe qui portait un grand pupitre. Ceux qui dormaient se réveillèrent, et chacun se leva comme surpris"
        " dans son travail. Le proviseur nous fit signe de nous rasseoir ; puis, se tournant vers le maître d’études : "
    ) * 6
    lines = pages(f'<section class="chapter"><p>{text}</p></section>')[:-1]
    assert 60 <= sum(len(one.words) for one in lines) / len(lines) <= 66


def test_a_title_stands_at_a_quarter_to_a_third_of_the_page_with_its_author(pages: Pages, theme: Theme) -> None:
    opening = '<header class="opening"><p class="authors">Léa Nœud</p><h1>Un titre</h1></header>'
    lines = pages(f'<section class="chapter">{opening}<p class="first">{LONG}</p><p>{LONG}</p></section>')
    title = next(one for one in lines if one.tag == "h1")
    found = page(theme, trim("148x210"))
    height = (found.top + title.baseline * POINT) / found.height
    assert 0.25 <= height <= 1 / 3
    assert lines[0].kind == "authors"
    assert of(lines, "first")[0].left == pytest.approx(0)
    second = next(one for one in lines if one.tag == "p" and not one.kind)
    assert second.left == pytest.approx(1.2 * 11, abs=0.01)


@pytest.mark.parametrize(
    "before",
    ["<h2>Titre</h2>", "<hr>", '<blockquote class="quotation"><p>Dit.</p></blockquote>', "<ul><li>un</li></ul>"],
)
def test_a_paragraph_after_a_break_has_no_indent(before: str, pages: Pages) -> None:
    lines = pages(f'<section class="chapter"><p>Avant.</p>{before}<p>Après.</p><p>Ensuite.</p></section>')
    after, then = (next(one for one in lines if one.words == words) for words in ("Après.", "Ensuite."))
    assert after.left == pytest.approx(0)
    assert then.left > 10


def test_a_heading_at_the_foot_of_a_page_goes_with_two_lines(pages: Pages) -> None:
    for before in range(26, 33):
        plain = "<p>Une ligne.</p>" * before
        lines = pages(f'<section class="chapter">{plain}<h2>Titre</h2><p>{LONG}</p></section>')
        number, heading = next((number, one) for number, one in enumerate(lines) if one.tag == "h2")
        assert [one.page for one in lines[number : number + 3]] == [heading.page] * 3


def note(number: int, text: str) -> str:
    paragraph = f'<span class="note-paragraph">{text}</span>'
    return (
        f'<a class="note-call" href="#n{number}" data-number="{number}"><sup>{number}</sup></a>'
        f'<span class="footnote" id="n{number}" data-number="{number}">{paragraph}</span>'
    )


@pytest.mark.parametrize("before", range(22, 34))
def test_a_note_is_on_the_page_of_its_call(before: int, pages: Pages) -> None:
    plain = "<p>Une ligne.</p>" * before
    call = f"<p>Un appel{note(1, 'Courte.')} puis un autre{note(2, LONG)} ici.</p>"
    lines = pages(f'<section class="chapter">{plain}{call}{plain}</section>')
    call_page = next(one.page for one in lines if "Un appel" in one.words)
    notes = [one for one in lines if one.size == pytest.approx(8.5, abs=0.01)]
    assert {one.page for one in notes} == {call_page}
    assert notes[0].words == "1.\u00a0Courte."
    assert notes[1].baseline - notes[0].baseline == pytest.approx(10.5)
    assert notes[-1].baseline < 33 * 14


def test_page_numbers_of_the_contents_end_at_the_same_place(pages: Pages, theme: Theme) -> None:
    titles = ["Court", LONG[:150], "Un titre de longueur moyenne, qui tient", LONG[:70]]
    entries = "".join(
        f'<li class="level-{1 + number % 2}"><a><span class="title">{title}</span>'
        f' <span class="page-number">{4 * 9**number}</span></a></li>'
        for number, title in enumerate(titles)
    )
    lines = pages(f'<section class="contents"><ol class="contents">{entries}</ol></section>')
    ends = [one for one in lines if one.words[-1].isdigit()]
    assert len(ends) == len(titles)
    width = page(theme, trim("148x210")).measure / POINT
    assert all(one.right == pytest.approx(width, abs=0.1) for one in ends)
    assert all(" . " in one.words for one in ends)


def test_copyright_and_printer_stand_at_the_foot(pages: Pages, line: float) -> None:
    for role in ("copyright", "colophon"):
        lines = pages(f'<section class="{role}"><p>Un</p><p>Deux</p></section>')
        assert [one.page for one in lines] == [0, 0]
        assert 32 * line < lines[-1].baseline < 33 * line


def test_the_publisher_stands_at_the_foot_of_the_title_page(pages: Pages, line: float) -> None:
    lines = pages(
        '<section class="title-page"><div class="title-block"><p class="author">Collectif</p>'
        '<h1 class="title">Un livre</h1><p class="publisher">Une maison</p></div></section>'
    )
    assert [one.page for one in lines] == [0, 0, 0]
    assert 32 * line < of(lines, "publisher")[0].baseline < 33 * line


def test_a_turned_line_of_verse_stands_further_in_than_any_other(pages: Pages) -> None:
    for deepest in range(6):
        verses = "".join(
            f'<p class="line indent-{step}">Un vers assez long pour qu’il doive tourner à la fin de la ligne, ici même,'
            " sans doute</p>"
            for step in range(deepest + 1)
        )
        lines = of(pages(f'<section class="chapter"><div class="verse">{verses}</div></section>'), "line")
        starts, turned = lines[::2], lines[1::2]
        assert len(starts) == len(turned) == deepest + 1
        assert max(one.left for one in starts) < min(one.left for one in turned)


def test_an_index_in_two_columns_begins_both_at_the_same_height(pages: Pages) -> None:
    entries = "".join(
        f'<li class="{"initial" if number % 3 == 0 else ""}"><span class="term">Nom {number}</span>, <a>12</a></li>'
        for number in range(150)
    )
    lines = pages(f'<section class="index"><ul class="index">{entries}</ul></section>')
    for number in range(lines[-1].page + 1):
        on_page = [one for one in lines if one.page == number]
        tops = {
            round(left): min(one.baseline for one in on_page if one.left == left)
            for left in {one.left for one in on_page}
        }
        assert len(tops) == 2
        assert len({round(top, 2) for top in tops.values()}) == 1


def test_heads_and_folios_stand_in_the_margins(pages: Pages, line: float) -> None:
    stamps = '<p class="head"><span>Tête</span></p><p class="folio"><span>5</span></p>'
    body = "".join(f'<section class="furniture {side}">{stamps}</section>' for side in ("recto", "verso"))
    recto, verso = ([one for one in pages(body) if one.page == number] for number in (0, 1))
    for head, folio in (recto, verso):
        assert -2 * line < head.baseline < -line / 2
        assert 33 * line + line / 2 < folio.baseline < 35 * line
    assert verso[1].left == pytest.approx(0)
    assert recto[1].left > 250


@pytest.mark.parametrize("name", trims())
def test_every_trim_gives_a_page_that_reads_well(name: str, theme: Theme, pages: Pages) -> None:
    found = page(theme, trim(name))
    assert 22 <= found.measure / POINT / found.size <= 27.501
    assert found.inner < found.outer
    assert found.bottom > found.top
    assert min(found.inner, found.top, found.outer, found.bottom) > 12.5
    assert found.top + found.bottom + found.lines * found.line * POINT == pytest.approx(found.height)
    lines = pages(
        '<section class="chapter">' + "<p>Une ligne.</p>" * (found.lines + 2) + "</section>",
        edition=Edition(name="print", format="pdf", trim=name),
    )
    assert [one.page for one in lines].count(0) == found.lines


def test_the_contents_part_what_follows_a_part_from_its_texts(pages: Pages, line: float) -> None:
    def entry(level: int, title: str) -> str:
        return f'<li class="level-{level}"><a><span class="title">{title}</span></a></li>'

    entries = entry(1, "Partie") + entry(2, "Texte") + entry(1, "Index") + entry(1, "Notices")
    opening = '<header class="opening"><h1>Table</h1></header>'
    lines = pages(f'<section class="contents">{opening}<ol class="contents">{entries}</ol></section>')
    part, text, index, notices = [one.baseline for one in lines[1:]]
    assert text - part == pytest.approx(line)
    assert index - text == pytest.approx(2 * line)
    assert notices - index == pytest.approx(line)
    alone = pages(f'<section class="contents">{opening}<ol class="contents">{entry(1, "Notices")}</ol></section>')
    assert part == pytest.approx(alone[1].baseline, abs=0.01)


def test_the_page_of_a_sample_parts_the_work_its_tomes_and_where_they_are(pages: Pages, line: float) -> None:
    told = '<p class="work">Le livre</p><p class="volume">Tome I</p><p class="volume">Tome II</p><p>En librairie.</p>'
    lines = pages(f'<section class="more"><p>Un extrait de :</p>{told}</section>')
    gaps = [(after.baseline - before.baseline) / line for before, after in pairwise(lines)]
    assert gaps == pytest.approx([2, 2, 1, 2], abs=0.1)


def rows(number: int, first: str = "Rang") -> str:
    cells = (f'<tr><td class="short">{first} {one}</td><td>{LONG[:90]}</td></tr>' for one in range(1, number + 1))
    head = '<caption>Les rangs</caption><thead><tr><th class="short">A</th><th>B</th></tr></thead>'
    return f"{head}<tbody>{''.join(cells)}</tbody>"


@pytest.mark.parametrize("before", [0, 10, 28, 31])
def test_a_long_table_begins_under_its_caption_and_no_row_is_cut(before: int, pages: Pages) -> None:
    plain = "<p>Une ligne.</p>" * before
    lines = pages(f'<section class="chapter">{plain}<table class="long">{rows(30)}</table></section>')
    caption = next(number for number, one in enumerate(lines) if one.words == "Les rangs")
    below = lines[caption : caption + 7]
    assert [one.words for one in below[1:4]] == ["A", "B", "Rang 1"]
    assert {one.page for one in below} == {below[0].page}, "its head and two lines of rows stand with the caption"
    tops = {one.words: one for one in lines if one.words.startswith("Rang")}
    assert len(tops) == 30
    texts = [one for one in lines if one.tag == "td" and not one.words.startswith("Rang")]
    assert len(texts) == 60
    assert all(one.page == two.page for one, two in zip(texts[::2], texts[1::2], strict=True))
    for number in {one.page for one in texts}:
        first = next(one for one in lines if one.page == number and one.tag in {"th", "td"})
        assert first.words == "A", "the head comes back on every page"


def test_a_short_column_is_never_turned_over(pages: Pages) -> None:
    lines = pages(f'<section class="chapter"><table>{rows(3, "Le rang numéro")}</table></section>')
    assert [one.words for one in lines if one.words.startswith("Le rang")] == [f"Le rang numéro {n}" for n in (1, 2, 3)]


def test_numbers_of_a_list_are_old_style_figures(pages: Pages, theme: Theme) -> None:
    from weasyprint import HTML

    css = style_sheet(theme, Edition(name="print", format="pdf"))
    document = HTML(string=f"<style>{css}</style><ol><li>un</li></ol>").render()
    boxes = document.pages[0]._page_box.descendants()
    marker = next(box for box in boxes if box.element_tag == "li::marker")
    assert "oldstyle-nums" in marker.style["font_variant_numeric"]
