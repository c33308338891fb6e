"""Assembled books against the reference: the same words at the same places, the same links, tags and outline."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from pipeline.layout.values import Layout
from pipeline.model import Publication, plain
from pipeline.pdf import assemble
from pipeline.store import Store
from pipeline.styles import Theme
from tests import oracle
from tests.layout.books import SCREEN, chapter, publication, rich, title_page

Compared = tuple[Publication, Layout, bytes]


def bare(layout: Layout) -> Layout:
    """Return a layout without heads and folios, which the reference has not."""
    return replace(layout, stamps=((),) * layout.pages)


@pytest.fixture(scope="module")
def compared(theme: Theme, store: Store, laid_out: Callable[..., Layout]) -> Compared:
    book = rich(store)
    layout = laid_out(book)
    return book, bare(layout), oracle.reference(book, layout, theme, store)


def test_print_shows_the_same_words_at_the_same_places(compared: Compared) -> None:
    book, layout, reference = compared
    assert oracle.words(assemble(layout, book)) == oracle.words(reference)


def test_a_text_that_lands_on_the_left_is_moved_not_laid_out_again(
    theme: Theme, store: Store, laid_out: Callable[..., Layout]
) -> None:
    book = publication(title_page(), chapter("droite", 2, start="recto"), chapter("suite", 9))
    layout = laid_out(book)
    assert [placed.first for placed in layout.placed] == [1, 3, 4]
    reference = oracle.reference(book, layout, theme, store)
    assert oracle.words(assemble(bare(layout), book)) == oracle.words(reference)


def test_screen_keeps_links(compared: Compared) -> None:
    book, layout, reference = compared
    assert oracle.links(assemble(layout, replace(book, edition=SCREEN))) == oracle.links(reference)


def test_every_element_of_the_markup_is_one_of_the_structure(compared: Compared, theme: Theme) -> None:
    book, layout, _ = compared
    screen = assemble(layout, replace(book, edition=SCREEN))
    assert oracle.tags(screen) == oracle.markup(book, layout, theme)


def test_screen_outline_lists_what_the_contents_list(compared: Compared) -> None:
    book, layout, reference = compared
    listed = {plain(section.title) for section in book.sections if section.level} | {"Un intertitre"}
    wanted = [entry for entry in oracle.outline(reference) if entry[1] in listed]
    assert oracle.outline(assemble(layout, replace(book, edition=SCREEN))) == wanted
