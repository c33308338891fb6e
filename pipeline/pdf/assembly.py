"""The merge: chunks, heads, folios and blanks become one PDF."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from io import BytesIO

from pikepdf import Dictionary, Object, ObjectStreamMode, Pdf

from pipeline.layout.values import FontFacts, Layout
from pipeline.model import Publication
from pipeline.pdf.fonts import embed
from pipeline.pdf.links import Places, link, name_destinations, outline_entries, write_outline
from pipeline.pdf.metadata import write_labels, write_metadata
from pipeline.pdf.pages import Slot, add_blank, dress, slots
from pipeline.pdf.tags import Structure
from pipeline.pdf.variants import VARIANTS, Variant


def assemble(layout: Layout, publication: Publication) -> bytes:
    """Return the PDF of a publication in the variant of its edition; the same layout always gives the same bytes."""
    variant = VARIANTS[publication.edition.variant]
    with ExitStack() as opened:
        book = opened.enter_context(Pdf.new())
        pages_of = slots(layout, variant)
        pages = _pages(book, layout, variant, opened)
        if variant.links:
            _link(book, layout, publication, pages_of, pages)
        fonts = embed(book, _font_uses(layout), dict(layout.faces))
        _share_fonts(pages, fonts)
        for page, slot in zip(pages, pages_of, strict=True):
            dress(book, page, slot, layout.stamps[slot.number - 1])
        write_labels(book, layout.page_map.labels)
        write_metadata(book, publication, variant)
        data = BytesIO()
        book.save(data, object_stream_mode=ObjectStreamMode.generate, deterministic_id=True, min_version="1.7")
    return data.getvalue()


def _pages(book: Pdf, layout: Layout, variant: Variant, opened: ExitStack) -> list[Object]:
    """Copy the pages of every chunk into the book, with blanks between them, and their structure when it is kept."""
    structure = Structure(book)
    pages: list[Object] = []
    like = layout.placed[0].chunk.facts.pages[0]
    for placed in layout.placed:
        while len(pages) < placed.first - 1:
            pages.append(add_blank(book, like))
        chunk = opened.enter_context(Pdf.open(BytesIO(placed.chunk.pdf)))
        for page in chunk.pages:
            if not variant.links:
                _plain(page.obj)
            book.pages.append(page)
        new = [book.pages[number].obj for number in range(len(pages), len(book.pages))]
        pages += new
        if variant.tags:
            structure.add(new, book.copy_foreign(chunk.Root.StructTreeRoot))
    if variant.tags:
        structure.write()
    return pages


def _plain(page: Object) -> None:
    """Take off a page what only a screen uses."""
    for key in ("/Annots", "/StructParents", "/Tabs"):
        if key in page:
            del page[key]


def _link(book: Pdf, layout: Layout, publication: Publication, order: tuple[Slot, ...], pages: list[Object]) -> None:
    places = Places(pages, order)
    for placed in layout.placed:
        places.add(placed.first, placed.chunk.facts.anchors.items())
    used = link(pages, order, layout, publication.labels["page"])
    name_destinations(book, places, used)
    write_outline(book, outline_entries(publication, layout, places))


def _font_uses(layout: Layout) -> list[Mapping[str, FontFacts]]:
    chunks = [placed.chunk.facts.fonts for placed in layout.placed]
    stamps = {id(stamp): stamp.fonts for page in layout.stamps for stamp in page}
    return [*chunks, *stamps.values()]


def _share_fonts(pages: list[Object], fonts: Mapping[str, Object]) -> None:
    """Give every chunk the fonts of the book in place of its own, which hold no font program."""
    seen: set[tuple[int, int]] = set()
    for page in pages:
        resources = page.Resources
        if "/Font" not in resources:
            resources.Font = Dictionary()
        table = resources.Font
        if table.is_indirect and table.objgen in seen:
            continue
        seen.add(table.objgen)
        for name, font in fonts.items():
            table[f"/{name}"] = font
