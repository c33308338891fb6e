"""EPUB 3.3: a file for each section, notes at its end, its own navigation, fonts and cover inside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.model import Publication

if TYPE_CHECKING:
    from pipeline.formats.context import Context
    from pipeline.layout.values import Layout


def write(publication: Publication, layout: Layout | None, context: Context) -> bytes:
    """Return the EPUB of a publication; `layout` is that of the printed edition whose pages it lists, if any.

    BookError E001 when the cover needs a letter that no face has, E002 when an image is of a kind that EPUB does not
    take. KeyError, a fault of ours, when a reference leads nowhere.
    """
    from pipeline.formats.epub.book import write_book

    return write_book(publication, layout.page_map if layout else None, context)
