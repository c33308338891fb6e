"""Pictures on the page: fitted to the measure, and the text below them back on its lines."""

from __future__ import annotations

import hashlib
import io

import pikepdf
import pytest
from PIL import Image

from pipeline.model import Asset, Figure, Picture
from pipeline.store import Store
from pipeline.styles import Theme, page, trim
from tests.images.conftest import photograph
from tests.layout.books import PRINT, chapter, paragraph, publication
from tests.layout.conftest import LayOut
from tests.oracle import words


def picture(store: Store, width: int, height: int) -> Asset:
    data = io.BytesIO()
    Image.new("L", (width, height), 128).save(data, "PNG")
    store.add(data.getvalue())
    sha256 = hashlib.sha256(data.getvalue()).hexdigest()
    return Asset("images/x.png", "image/png", sha256, len(data.getvalue()), width, height)


@pytest.mark.parametrize("size", [(640, 211), (90, 47)])
def test_text_below_a_figure_stands_on_the_lines_of_the_page(
    size: tuple[int, int], laid_out: LayOut, store: Store, theme: Theme
) -> None:
    figure = Figure(id="f", picture=Picture("images/x.png", "x"))
    blocks = (paragraph("t-1", "Avant."), figure, paragraph("t-2", "Repère."))
    made = laid_out(publication(chapter("t", blocks=blocks), assets=(picture(store, *size),)))
    places = {word: y for _, y, word in words(made.placed[0].chunk.pdf)[0]}
    line = page(theme, trim(PRINT.trim)).line
    lines = (places["Avant."] - places["Repère."]) / line
    assert abs(lines - round(lines)) * line < 0.1
    assert round(lines) >= 3


def test_pages_hold_nothing_of_the_owner_of_a_photograph(laid_out: LayOut, store: Store) -> None:
    data = photograph(size=(600, 400))
    asset = Asset("images/x.jpg", "image/jpeg", store.add(data), len(data), 600, 400)
    figure = Figure(id="f", picture=Picture("images/x.jpg", "x"))
    made = laid_out(publication(chapter("t", blocks=(figure,)), assets=(asset,)))
    with pikepdf.open(io.BytesIO(made.placed[0].chunk.pdf)) as pdf:
        (drawn,) = [one.read_raw_bytes() for one in pdf.objects if "/Subtype" in one and one.Subtype == "/Image"]
    assert b"Camille" in data
    assert drawn.startswith(b"\xff\xd8")
    assert b"Camille" not in drawn
    assert b"Exif" not in drawn
