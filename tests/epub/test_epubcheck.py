"""The reference validator finds nothing in an EPUB that has everything, nor in the smallest one."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from pipeline.formats import Context, epub
from pipeline.inspection.epubcheck import validate
from pipeline.model import Edition, Metadata, Volume
from tests.epub import shelf


def test_an_epub_with_everything_is_clean(whole: bytes, tmp_path: Path) -> None:
    file = tmp_path / "livre.epub"
    file.write_bytes(whole)
    assert validate(file) == ()


def test_the_smallest_epub_is_clean(context: Context, tmp_path: Path) -> None:
    smallest = replace(
        shelf.book(),
        volume=Volume(id="livre"),
        edition=Edition(name="epub", format="epub"),
        metadata=Metadata(title="Un"),
        sections=(shelf.chapter("un", "Un mot."),),
    )
    file = tmp_path / "un.epub"
    file.write_bytes(epub.write(smallest, None, context))
    assert validate(file) == ()
