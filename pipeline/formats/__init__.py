"""The formats of a finished file: one a module, each `write(publication, layout, context) -> bytes`.

`layout` is None for a format, or an edition, without pages. The libraries that a format needs are imported when it
writes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from pipeline.formats import cover, epub, pdf
from pipeline.formats.context import Context
from pipeline.model import Publication

if TYPE_CHECKING:
    from pipeline.layout import Layout

FORMATS: dict[str, Callable[[Publication, Layout | None, Context], bytes]] = {
    "epub": epub.write,
    "pdf": pdf.write,
    "cover": cover.write,
}

# The formats that are made of pages, and so need a layout.
PAGED = frozenset({"pdf"})

# The ending of each format's files.
ENDINGS = {"epub": "epub", "pdf": "pdf", "cover": "jpg"}

__all__ = ["ENDINGS", "FORMATS", "PAGED", "Context"]
