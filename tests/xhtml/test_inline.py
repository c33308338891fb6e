from __future__ import annotations

import re

import pytest
from msgspec.structs import replace

from pipeline.diagnostic import Span
from pipeline.model import Inlines, Mark, MarkKind, Note, NoteCall, PageNumber, Paragraph, Quotation, Run, Section, text
from pipeline.xhtml import Target, section_body
from tests.xhtml.everything import EPUB, PAGED, PUBLICATION

EM = Mark(MarkKind.EMPHASIS)
STRONG = Mark(MarkKind.STRONG)
LINK = Mark(MarkKind.LINK, "https://exemple.fr/")
NOTE = Note("n", 1, (Paragraph(inlines=text("Le corps.")),))


def written(inlines: Inlines, target: Target = EPUB) -> str:
    section = Section(id="s", role="chapter", blocks=(Paragraph(inlines=inlines, kind="k"),), notes=(NOTE,))
    body = section_body(section, PUBLICATION, target)
    return body.split('<p class="k">')[1].split("</p>")[0]


def test_runs_that_share_leading_marks_share_an_element() -> None:
    runs = (Run("a", (EM,)), Run("b", (EM, STRONG)), Run("c", (EM,)), Run("d"))
    assert written(runs) == "<em>a<strong>b</strong>c</em>d"


def test_neighbours_of_one_kind_stay_two_elements() -> None:
    twice = tuple(Run(word, (replace(EM, span=Span("x.md", 1, column)),)) for column, word in enumerate("ab", 1))
    assert written(twice) == "<em>a</em><em>b</em>"


def test_marks_nest_in_the_order_they_are_given() -> None:
    assert written((Run("a", (STRONG, EM)),)) == "<strong><em>a</em></strong>"


def test_an_empty_run_leaves_no_empty_element() -> None:
    assert written((Run("", (EM,)), Run("a"))) == "a"


def test_a_call_inside_a_link_is_no_link_in_a_link() -> None:
    call = written((Run("a", (LINK,)), NoteCall("n", (LINK,)), Run("b", (LINK,))))
    link = '<a class="external" href="https://exemple.fr/">'
    assert call.startswith(f'{link}a</a><a epub:type="noteref"')
    assert call.endswith(f"</a>{link}b</a>")


@pytest.mark.parametrize(
    ("words", "to", "kind"),
    [
        ("https://exemple.fr/été", "https://exemple.fr/%C3%A9t%C3%A9", "external address"),
        ("exemple.fr", "https://exemple.fr/", "external address"),
        ("lea@exemple.fr", "mailto:lea@exemple.fr", "external address"),
        ("un site", "https://exemple.fr/", "external"),
    ],
)
def test_a_link_whose_words_are_its_address_says_so(words: str, to: str, kind: str) -> None:
    link = written((Run(words, (Mark(MarkKind.LINK, to),)),))
    assert link == f'<a class="{kind}" href="{to}">{words}</a>'


@pytest.mark.parametrize(
    ("tag", "direction"),
    [("ar", ' dir="rtl"'), ("he-IL", ' dir="rtl"'), ("az-Arab", ' dir="rtl"'), ("ar-Latn", ""), ("ja", "")],
)
def test_a_language_written_from_right_to_left_says_so(tag: str, direction: str) -> None:
    words = (Run("mot", (Mark(MarkKind.LANGUAGE, tag),)),)
    assert written(words) == f'<span lang="{tag}" xml:lang="{tag}"{direction}>mot</span>'
    assert written(words, PAGED) == f'<span lang="{tag}"{direction}>mot</span>'


@pytest.mark.parametrize("target", [EPUB, PAGED])
def test_what_is_inside_words_of_another_direction_says_its_own(target: Target) -> None:
    inner = Quotation(blocks=(Paragraph(inlines=text("dedans")),), language="fr")
    mark = Mark(MarkKind.LANGUAGE, "en")
    blocks = (Paragraph(inlines=(Run("mot", (mark,)), NoteCall("n"))), inner)
    quoted = Quotation(blocks=blocks, language="ar")
    after = Paragraph(inlines=(Run("mot", (mark,)), Run(" fin")))
    section = Section(id="s", role="chapter", blocks=(quoted, after), notes=(NOTE,), language="fr")
    found = re.findall(r'lang="(\w+)"(?: xml:lang="\w+")?( dir="\w+")?', section_body(section, PUBLICATION, target))
    note = [("fr", ' dir="ltr"')] if target is PAGED else []
    assert found == [("ar", ' dir="rtl"'), ("en", ' dir="ltr"'), *note, ("fr", ' dir="ltr"'), ("en", "")]


def test_a_book_written_from_right_to_left_says_so_in_every_text() -> None:
    book = replace(PUBLICATION, metadata=replace(PUBLICATION.metadata, language="ar"))
    section = Section(id="s", role="chapter", language="ar")
    body = section_body(section, book, PAGED)
    assert body.startswith('<section id="s" class="chapter"')
    assert 'lang="ar" dir="rtl"' in body.partition(">")[0]


def test_a_note_called_in_another_language_is_of_the_text_s_own() -> None:
    quoted = Quotation(blocks=(Paragraph(inlines=(Run("word"), NoteCall("n"))),), language="en")
    body = section_body(Section(id="s", role="chapter", blocks=(quoted,), notes=(NOTE,)), PUBLICATION, PAGED)
    assert f'data-number="1" lang="{PUBLICATION.metadata.language}">' in body


def test_a_note_in_emphasis_is_not_emphasised_itself() -> None:
    content = written((Run("a", (EM,)), NoteCall("n", (EM,)), Run("b", (EM,))), PAGED)
    assert content.startswith("<em>a</em><a ")
    assert content.endswith("Le corps.</span></span><em>b</em>")


def test_an_anchor_cut_by_a_call_has_its_id_once() -> None:
    anchor = Mark(MarkKind.ANCHOR, "ici")
    content = written((Run("a", (anchor,)), NoteCall("n", (anchor,)), Run("b", (anchor,))))
    assert content.count('id="ici"') == 1


def test_a_second_call_brings_no_second_body() -> None:
    content = written((NoteCall("n"), NoteCall("n", again=True)), PAGED)
    assert content.count("Le corps.") == 1
    assert 'id="call.n.2" href="#n"' in content


def test_calls_and_ways_back_have_spoken_names() -> None:
    section = Section(id="s", role="chapter", blocks=(Paragraph(inlines=(NoteCall("n"),)),), notes=(NOTE,))
    body = section_body(section, PUBLICATION, EPUB)
    assert 'href="#n" aria-label="note 1"><sup>1</sup></a>' in body
    assert 'href="#call.n" role="doc-backlink" aria-label="retour au texte de la note 1">1</a> Le corps.' in body


def test_a_page_number_is_written_only_where_it_is_known() -> None:
    number = (PageNumber("omar", " (tome II, p. ", ")", " (tome II)"),)
    unknown = (PageNumber("ailleurs", " (tome II, p. ", ")", " (tome II)"),)
    assert written(number, PAGED) == ' (tome II, p. <span class="page-number">9</span>)'
    assert written(unknown, PAGED) == " (tome II)"
    assert written(number, EPUB) == " (tome II)"
