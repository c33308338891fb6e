"""Work that WeasyPrint does for any document and that a chunk does not need, left out while a chunk is made.

The reference of the tests is made without any of this, and shows the same words at the same places.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from xml.etree import ElementTree

from pipeline.layout.engine import HTML, ElementWrapper, Font, weasyprint_layout

# Boxes at the page's margins that are not heads and folios: the place of notes.
_AREAS = frozenset(("@footnote", "@note-area"))


def parsed(markup: str, fetcher: Any) -> Any:
    """Return a document for `render()`, its markup read by the C parser of XML: ours is well formed."""
    document = HTML.__new__(HTML)
    document.base_url = None
    document.url_fetcher = fetcher
    document.media_type = "print"
    tree = ElementTree.fromstring(markup.removeprefix("<!DOCTYPE html>"))
    document.wrapper_element = ElementWrapper.from_html_root(tree, content_language=None)
    document.etree_element = document.wrapper_element.etree_element
    return document


def has_margin_boxes(page_rules: Sequence[Any]) -> bool:
    """Return whether the page rules of a style sheet put anything in the margins."""
    areas = {area for _, selectors, _ in page_rules for _, area, _ in selectors}
    return bool(areas - _AREAS - {None})


@contextmanager
def sparing(*, margin_boxes: bool) -> Iterator[None]:
    """Make chunks without font programs, and without the sixteen boxes of the margins unless `margin_boxes`.

    The merger embeds one subset a face for the whole book: cutting one costs more than laying out a page, and a book
    has hundreds of chunks.
    """
    clean, boxes = Font.clean, weasyprint_layout.make_margin_boxes
    Font.clean = _emptied
    if not margin_boxes:
        weasyprint_layout.make_margin_boxes = lambda *_: ()
    try:
        yield
    finally:
        Font.clean, weasyprint_layout.make_margin_boxes = clean, boxes


def _emptied(font: Any, *_arguments: Any) -> None:
    font.file_content = b"OTTO" if font.type == "otf" else b""
