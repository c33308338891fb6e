"""The text of a PDF, page by page, inside the bounds of each page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pypdfium2 as _pdfium

from pipeline.inspection.expected import squeeze

pypdfium2: Any = _pdfium  # has types in part


def page_texts(data: bytes, pages: Iterable[int] | None = None) -> tuple[str, ...]:
    """Return the text that stands inside the trimmed page of each page, in the order in which it is drawn.

    `pages` are those wanted, counted from 0 (all by default).
    """
    with pypdfium2.PdfDocument(data) as document:
        return tuple(_inside(document[number]) for number in (range(len(document)) if pages is None else pages))


def squeezed(data: bytes, known: Sequence[str | None]) -> list[str]:
    """Return the squeezed text of each page; those that are `known` already are not read."""
    new = [number for number, text in enumerate(known) if text is None]
    read = dict(zip(new, map(squeeze, page_texts(data, new)), strict=True))
    return [read[number] if text is None else text for number, text in enumerate(known)]


def _inside(page: Any) -> str:
    left, bottom, right, top = page.get_trimbox()
    text_page = page.get_textpage()
    try:
        return str(text_page.get_text_bounded(left, bottom, right, top))
    finally:
        text_page.close()
        page.close()
