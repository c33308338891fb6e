"""The reference that assembled books are compared with, and what is read back of a PDF to compare.

The reference lays out the same sections with WeasyPrint's public interface, each from the side on which it begins,
joins all pages with `Document.copy(pages)` and writes them in one go: links, fonts and outline are WeasyPrint's. The
structure is compared with the markup.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import pikepdf
import pypdfium2

from pipeline.layout.addresses import file_address
from pipeline.layout.lay_out import surroundings_of
from pipeline.layout.values import Layout
from pipeline.model import Publication, Section
from pipeline.store import Store
from pipeline.styles import Page, Theme, page, picture_rules, trim
from pipeline.xhtml import Target, section_document

BLANK = '<!DOCTYPE html><html lang="fr"><head><title>x</title></head><body></body></html>'
Word = tuple[float, float, str]


def reference(publication: Publication, layout: Layout, theme: Theme, store: Store) -> bytes:
    """Return the PDF of `publication` without heads and folios, its numbers those of `layout`."""
    surroundings = surroundings_of(publication.edition, theme, store.folder / "fonts")
    from pipeline.layout.engine import CSS, HTML
    from pipeline.layout.fetcher import Fetcher
    from pipeline.layout.lines import engine
    from pipeline.layout.sheet import sheet

    known = sheet(surroundings)
    fetcher = Fetcher({asset.sha256: (asset.media_type, str(store.path(asset.sha256))) for asset in publication.assets})

    def render(html: str, side: str) -> Any:
        own = CSS(string=f"html {{ break-before: {side} }} body > section {{ break-before: auto }}")
        return HTML(string=html, url_fetcher=fetcher).render(stylesheets=[known.css, own], font_config=known.fonts)

    sections = {section.id: section for section in publication.sections}
    pages: list[Any] = []
    documents = []
    with engine():
        for placed in layout.placed:
            while len(pages) < placed.first - 1:
                pages += render(BLANK, "left").pages
            html = _document(sections[placed.section], publication, layout, page(theme, trim(publication.edition.trim)))
            documents.append(render(html, "right" if placed.first % 2 else "left"))
            pages += documents[-1].pages
        data: bytes = documents[0].copy(pages).write_pdf(pdf_tags=True)
    return data


def _document(section: Section, publication: Publication, layout: Layout, fitted: Page) -> str:
    assets = {asset.name: file_address(asset.sha256) for asset in publication.assets}

    def label(anchor: str) -> str | None:
        return layout.page_map.label(anchor) if anchor in layout.page_map.anchors else None

    def rules() -> str:
        return picture_rules(fitted, ((assets[one.name], one.width, one.height) for one in publication.assets))

    target = Target(syntax="html", notes="foot", href="#{}".format, asset=assets.__getitem__, page=label, rules=rules)
    return section_document(section, publication, target)


def words(data: bytes) -> list[list[Word]]:
    """Return the words of each page with the place of their first letter, in points, as a PDF reader finds them."""
    document = pypdfium2.PdfDocument(data)
    return [sorted(_page_words(page.get_textpage())) for page in document]


def _page_words(page: Any) -> Iterator[Word]:
    word, place = "", (0.0, 0.0)
    for index in range(page.count_chars()):
        letter = page.get_text_range(index, 1)
        if not letter.strip():
            if word:
                yield (*place, word)
            word = ""
            continue
        if not word:
            left, bottom, _, _ = page.get_charbox(index, loose=True)
            place = (round(left, 1), round(bottom, 1))
        word += letter
    if word:
        yield (*place, word)


# What elements of the markup are in the structure (ISO 32000-1, 14.8.4); the bodies of notes are found by their class.
KINDS = {
    "section": "Sect", "p": "P", "pre": "P", "blockquote": "BlockQuote", "table": "Table", "tr": "TR", "th": "TH",
    "td": "TD", "a": "Link", "ul": "L", "dl": "L", "img": "Figure", "figcaption": "Caption", "caption": "Caption",
}  # fmt: skip
CLASSES = {
    "footnote": "Note", "note-paragraph": "P", "note-quotation": "BlockQuote",
    "note-list": "L", "note-codeblock": "P", "line": "P", "row": "P", "caption": "P", "attribution": "P",
    "post-author": "P", "post": "Art", "contents": "",
}  # fmt: skip


def markup(publication: Publication, layout: Layout, theme: Theme) -> Counter[str]:
    """Return how many elements of each kind the structure must have, by the markup alone."""
    sections = {section.id: section for section in publication.sections}
    fitted = page(theme, trim(publication.edition.trim))
    found: Counter[str] = Counter()
    for placed in layout.placed:
        html = _document(sections[placed.section], publication, layout, fitted).removeprefix("<!DOCTYPE html>")
        found.update(filter(None, map(_kind, ElementTree.fromstring(html).iter())))
    return found


def _kind(element: ElementTree.Element) -> str:
    if element.tag == "img" and not element.get("alt"):
        return ""
    names = [] if element.tag == "section" else (element.get("class") or "").split()
    kind = "L" if element.tag == "ol" else KINDS.get(element.tag, "")
    return next((CLASSES[name] for name in names if name in CLASSES), kind)


def tags(data: bytes) -> Counter[str]:
    """Return how many elements of those kinds the structure has."""
    with pikepdf.open(io.BytesIO(data)) as book:
        kinds = Counter(_structure(book.Root.StructTreeRoot.K[0]))
    return Counter({kind: kinds[kind] for kind in {*KINDS.values(), *CLASSES.values()} if kinds[kind]})


def _structure(element: Any) -> Iterator[str]:
    yield str(element.S).removeprefix("/")
    for kid in element.get("/K", ()):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from _structure(kid)


def links(data: bytes) -> list[set[str]]:
    """Return the targets of the links of each page: addresses, and the page (from 0) of those inside the book."""
    with pikepdf.open(io.BytesIO(data)) as book:
        order = {page.obj.objgen: number for number, page in enumerate(book.pages)}
        names = book.Root.Names.Dests.Names
        places = {str(names[at]): order[names[at + 1][0].objgen] for at in range(0, len(names), 2)}
        return [{_link(item, places) for item in page.get("/Annots", ())} for page in book.pages]


def _link(annotation: Any, places: dict[str, int]) -> str:
    if "/A" in annotation:
        return str(annotation.A.URI)
    return f"page {places[str(annotation.Dest)]}"


def outline(data: bytes) -> list[tuple[int, str, int]]:
    """Return the outline: depth, title, page from 0."""
    document = pypdfium2.PdfDocument(data)
    found = []
    for item in document.get_toc():
        place = item.get_dest()
        found.append((item.level, item.get_title(), place.get_index() if place else -1))
    return found
