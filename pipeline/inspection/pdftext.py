"""The text of a PDF, page by page, inside the bounds of each page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pypdfium2 as _pdfium

pypdfium2: Any = _pdfium  # has types in part


def page_texts(data: bytes, pages: Iterable[int] | None = None) -> tuple[str, ...]:
    """Return the text that stands inside the trimmed page of each page, in the order in which it is drawn.

    `pages` are those wanted, counted from 0 (all by default).
    """
    with pypdfium2.PdfDocument(data) as document:
        return tuple(_inside(document[number]) for number in (range(len(document)) if pages is None else pages))


def _inside(page: Any) -> str:
    left, bottom, right, top = page.get_trimbox()
    text_page = page.get_textpage()
    try:
        return str(text_page.get_text_bounded(left, bottom, right, top))
    finally:
        text_page.close()
        page.close()
