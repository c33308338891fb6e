"""Images and tables in the structure of a book: decorative images out, boxes in points, headers that are found."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf
import pytest

from pipeline.layout import Layout
from pipeline.model import Cell, Figure, Picture, Publication, Section, Table, text
from pipeline.pdf import assemble
from pipeline.store import Store
from tests.layout.books import SCREEN, chapter, image, publication


def pictures(name: str, store: Store) -> Section:
    blocks = (
        Figure(id=f"{name}-f", picture=Picture("images/a.png", "un carré bleu")),
        Figure(id=f"{name}-d", picture=Picture("images/a.png", "", decorative=True)),
        Table(
            id=f"{name}-t",
            head=((Cell(text("An"), header=True), Cell(text("Total"), header=True)),),
            rows=tuple((Cell(text(str(number)), header=True), Cell(text("12"))) for number in range(40)),
        ),
    )
    return chapter(name, blocks=blocks)


@pytest.fixture(scope="module")
def book(store: Store, laid_out: Callable[..., Layout]) -> Iterator[pikepdf.Pdf]:
    made: Publication = publication(
        pictures("un", store), pictures("deux", store), edition=SCREEN, assets=(image(store, "images/a.png"),)
    )
    with pikepdf.open(io.BytesIO(assemble(laid_out(made), made))) as opened:
        yield opened


def elements(element: Any) -> Iterator[Any]:
    for kid in element.get("/K", ()):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def content(page: Any) -> bytes:
    streams = page.Contents if isinstance(page.Contents, pikepdf.Array) else [page.Contents]
    return b"".join(stream.read_bytes() for stream in streams)


def test_every_figure_says_what_it_shows(book: pikepdf.Pdf) -> None:
    figures = [one for one in elements(book.Root.StructTreeRoot) if one.S == "/Figure"]
    assert [str(one.Alt) for one in figures] == ["un carré bleu"] * 2


def test_a_decorative_image_is_an_artifact(book: pikepdf.Pdf) -> None:
    marked = [re.findall(rb"/Figure\s*<<\s*/MCID", content(page.obj)) for page in book.pages]
    assert sum(map(len, marked)) == 2
    drawn = [re.findall(rb"/Artifact BMC[^B]*?/\S+ Do", content(page.obj), re.DOTALL) for page in book.pages]
    assert sum(map(len, drawn)) == 2


def test_the_box_of_a_figure_is_where_it_is_drawn(book: pikepdf.Pdf) -> None:
    for figure in (one for one in elements(book.Root.StructTreeRoot) if one.S == "/Figure"):
        left, bottom, right, top = (float(side) for side in figure.A.BBox)
        _, _, width, height = (float(side) for side in figure.Pg.MediaBox)
        assert 0 < left < right < width
        assert 0 < bottom < top < height
        assert abs((left + right) / 2 - width / 2) < 0.5  # centred figures, equal margins


def test_cells_find_their_headers(book: pikepdf.Pdf) -> None:
    names = book.Root.StructTreeRoot.IDTree.Names
    known = [str(names[index]) for index in range(0, len(names), 2)]
    assert known == sorted(set(known))
    cells = [one for one in elements(book.Root.StructTreeRoot) if one.S == "/TD"]
    assert len(cells) == 80
    assert all(str(header) in known for cell in cells for header in cell.A.Headers)
