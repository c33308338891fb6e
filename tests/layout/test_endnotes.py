"""Notes at the end of their text, in an edition that wants them there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from pipeline.inspection.pdftext import page_texts
from pipeline.inspection.words import pdf_words
from pipeline.layout.boxes import squeezed
from pipeline.layout.values import Layout
from pipeline.model import Note, Publication
from pipeline.pdf import assemble
from tests.inspection.test_words import said
from tests.layout.books import PRINT, SCREEN, chapter, noted, paragraph, publication

LayOut = Callable[..., Layout]

AT_END = replace(PRINT, notes="end")


@pytest.fixture(scope="module")
def book() -> Publication:
    return publication(noted("un", 40), chapter("deux", 2), edition=replace(SCREEN, notes="end"))


@pytest.fixture(scope="module")
def layout(book: Publication, laid_out: LayOut) -> Layout:
    return laid_out(book)


def test_notes_stand_after_the_text_under_their_heading(layout: Layout, book: Publication) -> None:
    assert layout.diagnostics == ()
    data = assemble(layout, book)
    text = squeezed("".join(page_texts(data, range(layout.pages))))
    places = [text.index(words) for words in ("un40.", "Notes1.Note1deun.", "40.Note40deun.", "deux1.")]
    assert places == sorted(places)


def test_nothing_is_lost_and_the_heading_is_no_word_too_many(layout: Layout, book: Publication) -> None:
    assert pdf_words(book, said(assemble(layout, book)), layout.page_map) == ()


def test_calls_lead_to_their_notes_and_back(layout: Layout) -> None:
    (chunk, _) = (placed.chunk for placed in layout.placed)
    assert {f"un-n-{number}" for number in range(1, 41)} <= chunk.facts.anchors.keys()
    assert {f"call.un-n-{number}" for number in range(1, 41)} <= chunk.facts.anchors.keys()


def test_the_heading_of_notes_is_in_no_outline(layout: Layout) -> None:
    assert [[mark.label for mark in placed.chunk.facts.bookmarks] for placed in layout.placed] == [["Un"], ["Deux"]]


def test_a_character_without_glyph_is_found_in_a_note_at_the_end(laid_out: LayOut) -> None:
    section = noted("texte", 1)
    note = Note("texte-n-1", 1, (paragraph("texte-n-1-p", "\U00013000"),))
    found = laid_out(publication(replace(section, notes=(note,)), edition=AT_END)).diagnostics
    assert [item.code for item in found] == ["P004"]


def test_pages_that_begin_in_notes_come_after_the_text(layout: Layout, book: Publication) -> None:
    own = {block.id for block in book.sections[0].blocks}
    breaks = [item for item in layout.page_map.breaks if item.section == "un"]
    outside = [item.page for item in breaks if item.block and item.block not in own]
    assert outside
    assert min(outside) > max(item.page for item in breaks if item.block in own)


def test_print_has_them_at_the_end_too(laid_out: LayOut) -> None:
    foot, end = (laid_out(publication(noted("un", 12), edition=edition)) for edition in (PRINT, AT_END))
    assert foot != end
    assert end.diagnostics == ()
