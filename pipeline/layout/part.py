"""One section of a publication that was laid out before, its text changed since: for a look at its pages."""

from __future__ import annotations

from pipeline.layout.documents import Documents
from pipeline.layout.lay_out import layout_of
from pipeline.layout.pagemap import Arrangement, arrange
from pipeline.layout.rounds import UNKNOWN
from pipeline.layout.values import Layout
from pipeline.layout.workshop import Workshop
from pipeline.model import Publication


def lay_out_part(
    publication: Publication, name: str, before: Layout, workshop: Workshop, documents: Documents
) -> Layout:
    """Return the pages of section `name`; the numbers that it shows of other texts are those of `before`.

    KeyError when the publication has no such section; BookError when it cannot be laid out.
    """
    section = {section.id: section for section in publication.sections}[name]
    known = before.page_map

    def label(anchor: str) -> str:
        return known.label(anchor) if anchor in known.anchors else UNKNOWN

    job = documents.job(section, known.anchors, label)
    chunk = workshop.chunks([job], lambda done, count: None)[name]
    whole = arrange(publication, {placed.section: placed.chunk for placed in before.placed} | {name: chunk})
    placed = next(placed for placed in whole.placed if placed.section == name)
    return layout_of(publication, Arrangement((placed,), whole.labels, whole.anchors), job.surroundings, workshop)
