"""The merge: chunks, heads, folios and blanks become one PDF."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from io import BytesIO

from pikepdf import Dictionary, Object, ObjectStreamMode, Pdf

from pipeline.layout.values import Layout
from pipeline.model import Publication
from pipeline.pdf.fonts import embed
from pipeline.pdf.links import Places, link, name_destinations, outline_entries, write_outline
from pipeline.pdf.metadata import write_labels, write_metadata
from pipeline.pdf.pages import Slot, add_blank, copy_page, dress, slots, stands_alone
from pipeline.pdf.tags import Structure
from pipeline.pdf.variants import VARIANTS


def assemble(layout: Layout, publication: Publication) -> bytes:
    """Return the PDF of a publication in the variant of its edition; the same layout always gives the same bytes."""
    variant = VARIANTS[publication.edition.variant]
    with ExitStack() as opened:
        book = opened.enter_context(Pdf.new())
        pages_of = slots(layout, variant)
        pages = _pages(book, layout, publication, pages_of, opened)
        if variant.links:
            _link(book, layout, publication, pages_of, pages)
        stamps_used = {id(stamp): stamp for page in layout.stamps for stamp in page}.values()
        uses = [*(placed.chunk.facts.fonts for placed in layout.placed), *(stamp.fonts for stamp in stamps_used)]
        fonts = embed(book, uses, dict(layout.faces))
        opacities = {name: value for stamp in stamps_used for name, value in stamp.opacities.items()}
        _share(pages, fonts, opacities)
        for page, slot, stamps in zip(pages, pages_of, layout.stamps, strict=True):
            dress(book, page, slot, stamps)
        write_labels(book, layout.page_map.labels[layout.begin - 1 :][: layout.pages])
        write_metadata(book, publication, accessible=variant.accessible)
        data = BytesIO()
        book.save(data, object_stream_mode=ObjectStreamMode.generate, deterministic_id=True, min_version="1.7")
    return data.getvalue()


def _pages(
    book: Pdf, layout: Layout, publication: Publication, order: Sequence[Slot], opened: ExitStack
) -> list[Object]:
    """Copy the pages of every chunk into the book, with blanks between them, and their structure when it is kept."""
    variant = VARIANTS[publication.edition.variant]
    levels = {section.id: max(section.level, 1) for section in publication.sections}
    structure = Structure(book)
    pages: list[Object] = []
    like = layout.placed[0].chunk.facts.pages[0]
    for placed in layout.placed:
        while len(pages) < placed.first - layout.begin:
            pages.append(add_blank(book, like))
        chunk = Pdf.open(BytesIO(placed.chunk.pdf))
        alone = stands_alone(chunk)
        new = [copy_page(book, page, alone=alone, plain=not variant.links) for page in chunk.pages]
        pages += new
        if variant.accessible:
            shifts = [slot.shift for slot in order[len(pages) - len(new) : len(pages)]]
            tree = book.copy_foreign(chunk.Root.StructTreeRoot)
            structure.add(new, tree, levels[placed.section], shifts)
        if not alone:
            opened.callback(chunk.close)
    if variant.accessible:
        structure.write()
    return pages


def _link(book: Pdf, layout: Layout, publication: Publication, order: tuple[Slot, ...], pages: list[Object]) -> None:
    places = Places(pages, order)
    for placed in layout.placed:
        places.add(placed.first, placed.chunk.facts.anchors.items())
    used = link(places, layout, publication.labels["page"])
    name_destinations(book, places, used)
    write_outline(book, outline_entries(publication, layout, places))


def _share(pages: list[Object], fonts: Mapping[str, Object], opacities: Mapping[str, float]) -> None:
    """Give every chunk the fonts of the book in place of its own, which hold no program, and the states of stamps.

    The pages of a chunk share their resources; a blank page has none.
    """
    shared = {page.Resources.objgen: page.Resources for page in pages if "/Font" in page.Resources}
    for resources in shared.values():
        for name, font in fonts.items():
            resources.Font[f"/{name}"] = font
        for name, value in opacities.items():
            if f"/{name}" not in resources.ExtGState:
                resources.ExtGState[f"/{name}"] = Dictionary(ca=value)
