"""The formats of a finished file: one a module, each `write(publication, layout, context) -> bytes`.

`layout` is None for a format, or an edition, without pages. The libraries that a format needs are imported when it
writes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import Struct

from pipeline.formats import cover, epub, pdf
from pipeline.formats.context import Context
from pipeline.model import Publication

if TYPE_CHECKING:
    from pipeline.layout.values import Layout


class Format(Struct, frozen=True):
    """A format: what writes its files, and their ending. `paged` when it is made of pages, and so needs a layout."""

    write: Callable[[Publication, Layout | None, Context], bytes]
    ending: str
    paged: bool = False


FORMATS = {
    "epub": Format(epub.write, "epub"),
    "pdf": Format(pdf.write, "pdf", paged=True),
    "cover": Format(cover.write, "jpg"),
}

# The formats that are made of pages.
PAGED = frozenset(name for name, form in FORMATS.items() if form.paged)

__all__ = ["FORMATS", "PAGED", "Context", "Format"]
