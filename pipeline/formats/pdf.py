"""PDF: the layout's chunks, merged and finished in the variant of the edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.model import Publication

if TYPE_CHECKING:
    from pipeline.formats.context import Context
    from pipeline.layout.values import Layout


def write(publication: Publication, layout: Layout | None, context: Context) -> bytes:
    """Return the PDF of a publication; ValueError, a fault of ours, when it was not laid out."""
    from pipeline.pdf import assemble

    if layout is None:
        raise ValueError(publication.name)
    return assemble(layout, publication)
