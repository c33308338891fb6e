from __future__ import annotations

import re

import pytest
from msgspec.structs import replace

from pipeline.model import Contents, ContentsEntry, Heading, Index, IndexEntry, Note, Paragraph, Section, text
from pipeline.xhtml import section_body
from tests.xhtml.everything import EPUB, LEA, PAGED, PUBLICATION


def body(*blocks: object, notes: tuple[Note, ...] = (), paged: bool = False) -> str:
    section = Section(id="s", role="chapter", blocks=blocks, notes=notes)
    return section_body(section, PUBLICATION, PAGED if paged else EPUB)


def test_a_heading_is_one_below_the_heading_it_belongs_to() -> None:
    typed = (2, 4, 4, 6, 2, 3)
    written = body(*(Heading(level=level, inlines=text("h")) for level in typed))
    assert re.findall(r"<h(\d)", written) == ["2", "3", "3", "4", "2", "3"]


def test_only_the_first_paragraph_of_the_text_is_first() -> None:
    assert re.findall(r'<p [^>]*class="first"', section_body(LEA, PUBLICATION, EPUB)) == [
        '<p id="lea-first" class="first"'
    ]
    assert 'class="first"' not in body(Heading(level=2, inlines=text("h")), Paragraph(inlines=text("p")))


def test_contents_without_numbers_show_none_even_where_pages_are_known() -> None:
    entries = (ContentsEntry(1, text("Léa"), "lea"),)
    assert "page-number" in body(Contents(entries=entries), paged=True)
    assert "page-number" not in body(Contents(entries=entries, numbered=False), paged=True)


def test_an_index_names_a_page_once_and_counts_mentions_without_pages() -> None:
    entry = Index(entries=(IndexEntry("Amitié", ("lea", "lea-i-1", "omar")),))
    assert re.findall(r">(\d+)</a>", body(entry, paged=True)) == ["5", "9"]
    assert re.findall(r">(\d+)</a>", body(entry)) == ["1", "2", "3"]
    assert 'aria-label="Amitié, page 9"' in body(entry, paged=True)


@pytest.mark.parametrize(
    ("pages", "shown"),
    [
        (("45", "46", "47"), "45–47"),
        (("45", "45", "46"), "45, 46"),
        (("3", "5", "6", "7", "8", "12"), "3, 5–8, 12"),
        (("viii", "ix", "x", "1"), "viii–x, 1"),
        (("9", "10", "11"), "9–11"),
        (("i", "2", "3"), "i, 2, 3"),
    ],
)
def test_an_index_names_the_ends_of_pages_that_follow_one_another(pages: tuple[str, ...], shown: str) -> None:
    labels = {f"m-{number}": page for number, page in enumerate(pages)}
    target = replace(PAGED, href=lambda anchor: f"#{anchor}", page=labels.get)
    section = Section(id="index", role="index", blocks=(Index(entries=(IndexEntry("Amitié", tuple(labels)),)),))
    written = section_body(section, PUBLICATION, target)
    (line,) = re.findall(r"Amitié</span>, (.*)</li>", written)
    assert re.sub(r"<[^>]*>", "", line) == shown


def test_each_letter_of_an_index_begins_once_whatever_the_accent() -> None:
    terms = ("Écran", "Été", "@eva", "Fin")
    written = body(Index(entries=tuple(IndexEntry(term, ("lea",)) for term in terms)))
    assert re.findall(r'<li( class="initial")?><span class="term">(\w)', written.replace("@", "")) == [
        (' class="initial"', "É"),
        ("", "É"),
        ("", "e"),
        (' class="initial"', "F"),
    ]


def test_notes_in_place_hold_nothing_that_closes_a_paragraph() -> None:
    paged = section_body(LEA, PUBLICATION, PAGED)
    start = paged.index('<span class="footnote" id="lea-n-2"')
    inside = paged[start : paged.index("</p>", start)]
    assert set(re.findall(r"<(\w+)", inside)) == {"span", "img", "code"}


def test_gathered_notes_stand_at_the_end_under_their_heading() -> None:
    written = section_body(LEA, PUBLICATION, EPUB)
    assert written.index("lea-last") < written.index("<h2>Notes</h2>") < written.index('id="lea-n-1"')
    assert "<h2>Notes</h2>" not in body(Paragraph(inlines=text("sans note")))
