"""The text of a PDF, page by page, inside the bounds of each page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import BrokenExecutor
from typing import TYPE_CHECKING, Any

import pypdfium2 as _pdfium

if TYPE_CHECKING:
    from pipeline.layout.workers import Workers

pypdfium2: Any = _pdfium  # has types in part


# More pages than this are worth the time in which a worker learns to read.
_MANY = 80


def page_texts(data: bytes, pages: Iterable[int] | None = None) -> tuple[str, ...]:
    """Return the text that stands inside the trimmed page of each page, in the order in which it is drawn.

    `pages` are those wanted, counted from 0 (all by default).
    """
    with pypdfium2.PdfDocument(data) as document:
        return tuple(_inside(document[number]) for number in (range(len(document)) if pages is None else pages))


def read_pages(data: bytes, wanted: Sequence[int], workers: Workers | None) -> Callable[[], dict[int, str]]:
    """Begin to read the texts of the pages `wanted`, counted from 0; calling what is returned waits for them."""
    lots = workers.jobs if workers and workers.warm and len(wanted) > _MANY else 1
    begun = [workers.run(page_texts, data, wanted[lot::lots]) if workers and lots > 1 else None for lot in range(lots)]

    def read() -> dict[int, str]:
        read: dict[int, str] = {}
        for lot, future in enumerate(begun):
            pages = wanted[lot::lots]
            try:
                texts = future.result() if future else page_texts(data, pages)
            except (BrokenExecutor, MemoryError, OSError):  # TimeoutError is one: what a worker cannot is done here
                texts = page_texts(data, pages)
            read.update(zip(pages, texts, strict=True))
        return read

    return read


def _inside(page: Any) -> str:
    left, bottom, right, top = page.get_trimbox()
    text_page = page.get_textpage()
    try:
        return str(text_page.get_text_bounded(left, bottom, right, top))
    finally:
        text_page.close()
        page.close()
