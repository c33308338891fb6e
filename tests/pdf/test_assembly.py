"""What a finished PDF holds, read back from its bytes."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf
import pypdfium2
import pytest
from msgspec.structs import replace

from pipeline.layout.values import Layout
from pipeline.model import Publication
from pipeline.pdf import assemble
from pipeline.store import Store
from tests import oracle
from tests.layout.books import PRINT, SCREEN, chapter, publication, rich, title_page

Made = tuple[Publication, Layout]


@pytest.fixture(scope="module")
def made(store: Store, laid_out: Callable[..., Layout]) -> Made:
    book = rich(store)
    return book, laid_out(book)


@pytest.fixture(scope="module")
def printed(made: Made) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(assemble(made[1], made[0]))) as book:
        yield book


@pytest.fixture(scope="module")
def screen(made: Made) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(assemble(made[1], replace(made[0], edition=SCREEN)))) as book:
        yield book


def page_texts(data: bytes) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]


def left_edges(data: bytes) -> list[float]:
    """Return where the longest lines of each page begin."""
    return [min((word[0] for word in page), default=0.0) for page in oracle.words(data)]


def test_print_has_nothing_that_only_a_screen_uses(printed: pikepdf.Pdf) -> None:
    assert not any("/Annots" in page or "/StructParents" in page for page in printed.pages)
    assert not {"/Outlines", "/StructTreeRoot", "/Names", "/MarkInfo"} & set(printed.Root.keys())


def test_every_page_has_the_boxes_of_the_trim(printed: pikepdf.Pdf) -> None:
    size = [0, 0, round(148 / 25.4 * 72, 2), round(210 / 25.4 * 72, 2)]
    for page in printed.pages:
        for box in (page.MediaBox, page.TrimBox, page.BleedBox):
            assert [round(float(side), 2) for side in box] == size


def test_blank_pages_hold_nothing_at_all(made: Made, printed: pikepdf.Pdf) -> None:
    blanks = [number for number in range(1, made[1].pages + 1) if number in {2, 4}]
    assert [len(printed.pages[number - 1].Contents.read_bytes().strip()) for number in blanks] == [0, 0]


def test_heads_and_folios_stand_where_they_belong(laid_out: Callable[..., Layout]) -> None:
    book = publication(title_page(), chapter("alpha", 14, start="recto", head="Court"))
    pages = page_texts(assemble(laid_out(book), book))
    assert pages[0].split() == ["Le", "livre"]
    assert "Court" not in pages[2]
    assert pages[2].split()[-1] == "3"
    assert "Le livre" in pages[3]
    assert pages[3].split()[-1] == "4"
    assert "Court" in pages[4]


def test_heads_and_folios_are_no_part_of_the_structure(screen: pikepdf.Pdf) -> None:
    content = b"".join(stream.read_bytes() for stream in screen.pages[9].Contents)
    assert content.count(b"/Artifact <</Type /Pagination>> BDC") == 2


def test_screen_pages_have_equal_margins(made: Made) -> None:
    book, layout = made
    mirrored = left_edges(assemble(layout, book))
    centred = left_edges(assemble(layout, replace(book, edition=SCREEN)))
    assert abs(mirrored[9] - mirrored[10]) > 10
    assert abs(centred[9] - centred[10]) < 0.3


def test_each_face_is_embedded_once_as_a_subset(printed: pikepdf.Pdf) -> None:
    names: set[str] = set()
    objects: set[tuple[int, int]] = set()
    for page in printed.pages:
        for font in page.get("/Resources", {}).get("/Font", pikepdf.Dictionary()).values():
            descriptor = font.DescendantFonts[0].FontDescriptor
            assert {"/FontFile2", "/FontFile3"} & set(descriptor.keys())
            objects.add(font.objgen)
            names.add(str(font.BaseFont))
    assert len(objects) == len(names)
    assert all(name[7] == "+" for name in names)


def test_no_page_shows_the_glyph_of_missing_characters(made: Made) -> None:
    assert not any(0 in font.glyphs for placed in made[1].placed for font in placed.chunk.facts.fonts.values())


def test_links_move_with_the_text(made: Made) -> None:
    book, layout = made
    mirrored, centred = (assemble(layout, replace(book, edition=edition)) for edition in (PRINT, SCREEN))
    text_shift = left_edges(centred)[5] - left_edges(mirrored)[5]
    chunk = layout.placed[2].chunk
    with pikepdf.open(io.BytesIO(chunk.pdf)) as laid, pikepdf.open(io.BytesIO(centred)) as book_pdf:
        before = float(laid.pages[1].Annots[0].Rect[0])
        after = float(book_pdf.pages[5].Annots[0].Rect[0])
    assert abs((after - before) - text_shift) < 0.2


def test_links_say_where_they_lead(screen: pikepdf.Pdf) -> None:
    said = {str(item.Contents) for item in screen.pages[18].Annots}
    assert said == {"page 5", "page 8", "page 13", "page 16"}


def test_every_link_has_its_element(screen: pikepdf.Pdf) -> None:
    numbers = screen.Root.StructTreeRoot.ParentTree.Nums
    parents = {int(numbers[at]): numbers[at + 1] for at in range(0, len(numbers), 2)}
    kinds = {str(parents[int(item.StructParent)].S) for page in screen.pages for item in page.get("/Annots", ())}
    assert kinds == {"/Link"}


def test_content_finds_its_way_to_the_structure(screen: pikepdf.Pdf) -> None:
    numbers = screen.Root.StructTreeRoot.ParentTree.Nums
    keys = [int(numbers[at]) for at in range(0, len(numbers), 2)]
    assert keys == sorted(set(keys))
    assert int(screen.Root.StructTreeRoot.ParentTreeNextKey) > keys[-1]
    for page in screen.pages:
        if "/StructParents" in page:
            elements = numbers[2 * keys.index(int(page.StructParents)) + 1]
            for number, element in enumerate(elements):
                assert (page.obj.objgen, number) in set(contents(element))


def contents(element: Any) -> Iterator[tuple[tuple[int, int], int]]:
    """Yield the page and the number of each piece of content that stands directly in an element."""
    for kid in element.K:
        if isinstance(kid, int):
            yield element.Pg.objgen, kid
        elif kid.get("/Type") == "/MCR":
            yield kid.Pg.objgen, int(kid.MCID)


@pytest.mark.parametrize("front", ["continuous", "roman"])
def test_pages_are_labelled(front: str, laid_out: Callable[..., Layout]) -> None:
    book = publication(
        title_page(),
        chapter("avant", 2, role="preface"),
        chapter("corps", 2),
        edition=replace(SCREEN, front_folios=front),
    )
    with pikepdf.open(io.BytesIO(assemble(laid_out(book), book))) as made:
        labels = [page.label for page in made.pages]
    assert labels == (["1", "2", "3"] if front == "continuous" else ["i", "ii", "1"])


def test_metadata_say_what_the_book_is(screen: pikepdf.Pdf, printed: pikepdf.Pdf) -> None:
    metadata = screen.open_metadata()
    assert metadata["dc:title"] == "Le livre"
    assert metadata["dc:language"] == {"fr"}
    assert metadata["xmp:ModifyDate"] == "1980-01-01T00:00:00Z"
    assert "dc:title" in printed.open_metadata()
    assert str(screen.Root.Lang) == "fr"
    assert bool(screen.Root.ViewerPreferences.DisplayDocTitle)
    assert str(screen.docinfo.CreationDate) == "D:19800101000000Z"


def test_the_same_layout_gives_the_same_bytes(made: Made) -> None:
    book, layout = made
    assert assemble(layout, book) == assemble(layout, book)


def test_the_text_can_be_read_back_in_order(made: Made) -> None:
    pages = page_texts(assemble(made[1], made[0]))
    flowing = " ".join(" ".join(pages).split())
    places = [flowing.find(f"longue {number}.") for number in range(1, 15)]
    assert -1 not in places
    assert places == sorted(places)


def test_an_unknown_variant_is_our_bug(made: Made) -> None:
    book, layout = made
    other: Any = replace(book, edition=replace(book.edition, variant="autre"))
    with pytest.raises(KeyError):
        assemble(layout, other)
