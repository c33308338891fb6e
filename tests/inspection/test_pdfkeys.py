"""A page is read once: again only when something that decides its words has changed."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from msgspec.structs import replace

from pipeline.formats import pdf as pdf_format
from pipeline.inspection import pdftext
from pipeline.inspection.inspect import Means, inspect
from pipeline.inspection.pdfkeys import page_keys
from pipeline.layout.lay_out import lay_out
from pipeline.layout.values import Layout
from pipeline.model import Edition, Publication
from pipeline.store import Store
from tests.epub import shelf

PAGE = 8  # one in the middle


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Publication, Layout, bytes]:
    context = shelf.context(tmp_path_factory.mktemp("keys"))
    edition = Edition(name="print", format="pdf", variant="print")
    book = replace(shelf.everything(context.store), edition=edition)
    layout = lay_out(book, context.theme, context.store, lambda *_: None)
    return book, layout, pdf_format.write(book, layout, context)


def altered(data: bytes, change: Callable[[Any], None]) -> bytes:
    """Return the PDF after `change`; every object has another number."""
    with pikepdf.open(io.BytesIO(data)) as old, pikepdf.new() as new:
        new.make_indirect(pikepdf.Dictionary(Some="thing"))
        new.pages.extend(old.pages)
        change(new)
        written = io.BytesIO()
        new.save(written)
    return written.getvalue()


def keys(data: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return page_keys(pdf)


def lose_a_letter(pdf: Any) -> None:
    font = next(iter(pdf.pages[PAGE].Resources.Font.values()))
    font.ToUnicode = pdf.make_stream(font.ToUnicode.read_bytes().replace(b"<0065>", b"<0066>"))


def move_a_page(pdf: Any) -> None:
    page = pdf.pages[PAGE].obj
    page.Contents = pdf.make_stream(b"1 0 0 1 900 0 cm\n" + page.Contents[0].read_bytes())


def cut_a_page(pdf: Any) -> None:
    pdf.pages[PAGE].trimbox = [0, 0, 50, 50]


def test_the_place_of_objects_in_the_file_does_not_count(made: tuple[Publication, Layout, bytes]) -> None:
    assert keys(altered(made[2], lambda pdf: None)) == keys(made[2])


@pytest.mark.parametrize("change", [lose_a_letter, move_a_page, cut_a_page])
def test_what_decides_the_words_counts(made: tuple[Publication, Layout, bytes], change: Callable[[Any], None]) -> None:
    assert keys(altered(made[2], change))[PAGE] != keys(made[2])[PAGE]


def test_pages_that_were_found_good_are_not_read_again(
    made: tuple[Publication, Layout, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book, laid, printed = made
    read = []
    inside = pdftext._inside

    def counted(page: Any) -> str:
        read.append(page)
        return inside(page)

    def found(data: bytes) -> set[str]:
        read.clear()
        findings = inspect(data, book, laid, Means(store=Store(tmp_path))).diagnostics
        return {finding.code for finding in findings}

    monkeypatch.setattr(pdftext, "_inside", counted)
    assert (found(printed), len(read)) == (set(), laid.pages)
    assert (found(printed), len(read)) == (set(), 0)
    broken = altered(printed, move_a_page)
    assert (found(broken), len(read)) == ({"W001"}, 1)
    assert (found(broken), len(read)) == ({"W001"}, 1)  # what was found bad is read again
