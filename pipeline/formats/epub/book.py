"""The parts of an EPUB, made one after the other and handed to the package."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import PurePosixPath
from typing import Any
from xml.etree import ElementTree as Etree

from msgspec.structs import replace

from pipeline.fonts import faces_for, subset
from pipeline.formats import cover
from pipeline.formats.context import Context
from pipeline.formats.epub import names
from pipeline.formats.epub.accessibility import examine
from pipeline.formats.epub.metadata import describe
from pipeline.formats.epub.navigation import Entry, entries, navigation
from pipeline.formats.epub.package import XHTML, File, new_book, pack
from pipeline.formats.epub.pages import cover_page, navigation_page
from pipeline.images.copies import for_epub
from pipeline.model import PageBreak, PageMap, Publication, Section
from pipeline.styles import Face, epub_families, style_sheet
from pipeline.xhtml import Target, section_document

# What the style sheet writes of itself: hyphens, the marks and numbers of lists.
GENERATED = frozenset("-‐‑•–—…0123456789 \u00a0\u202f")
FONT_TYPES = {".otf": "font/otf", ".ttf": "font/ttf"}


def write_book(publication: Publication, pages: PageMap | None, context: Context) -> bytes:
    """Return the EPUB of a publication, with the page list of `pages` when it has one."""
    with ThreadPoolExecutor(1) as aside:  # Pillow lets go of the interpreter while it works
        picture = aside.submit(cover.picture, publication, context)
        book, files, tree = _made(publication, pages, context)
    front = File("cover-image", names.COVER_IMAGE, "image/jpeg", picture.result(), ("cover-image",))
    return pack(book, publication, [front, *files], tree)


def _made(publication: Publication, pages: PageMap | None, context: Context) -> tuple[Any, list[File], list[Entry]]:
    """Return the book with its metadata, its files but the cover's image, and its contents."""
    where = names.places(publication)
    images = _images(publication, context)
    addresses = {asset: f"../{file.name}" for asset, file in images.items()}
    documents = {
        section.id: section_document(section, publication, _target(section, where, addresses, pages))
        for section in publication.sections
    }
    breaks = _breaks(publication, pages)
    tree = entries(publication, where)
    listed = next((section for section in publication.sections if section.role == "contents"), None)
    contents = where.address(listed.id) if listed else f"{names.NAVIGATION}#toc"
    outline = navigation_page(publication, navigation(publication, where, tree, breaks, contents))
    fonts = dict(_fonts([*documents.values(), outline], context))
    css = style_sheet(context.theme, publication.edition, fonts)
    book = new_book()
    describe(book, publication, examine(documents.values(), css, publication.labels, pages=bool(breaks)), pages)
    files = [
        File("style", names.STYLES, "text/css", css.encode("utf-8")),
        *fonts.values(),
        *images.values(),
        _text("cover", names.COVER_PAGE, cover_page(publication, cover.description(publication))),
        *_reading_order(publication, where, documents, outline, listed=listed is not None),
    ]
    return book, files, tree


def _target(section: Section, where: names.Places, addresses: dict[str, str], pages: PageMap | None) -> Target:
    def page(anchor: str) -> str | None:
        return pages.label(anchor) if pages and anchor in pages.anchors else None

    return Target(
        syntax="xml",
        notes="gathered",
        href=lambda anchor: where.href(anchor, section.id),
        asset=addresses.__getitem__,
        page=page if pages else None,
        stylesheets=(f"../{names.STYLES}",),
        breaks=pages.breaks if pages else (),
    )


def _breaks(publication: Publication, pages: PageMap | None) -> tuple[PageBreak, ...]:
    """Return the page breaks that the page list shows: those in this edition's sections."""
    known = {section.id for section in publication.sections}
    return tuple(item for item in (pages.breaks if pages else ()) if item.section in known)


def _images(publication: Publication, context: Context) -> dict[str, File]:
    """Return the files of the images that are shown, by the name of their asset."""
    assets = {asset.name: asset for asset in publication.assets}
    files = {}
    for number, name in enumerate(names.pictured(publication), 1):
        data, kind = for_epub(assets[name], context.store)
        files[name] = File(f"image-{number}", names.image_name(number, name, kind), kind, data)
    return files


def _fonts(documents: Iterable[str], context: Context) -> Iterator[tuple[Face, File]]:
    """Yield the faces that the text and the rules need, named as in the package, each cut down to what it shows."""
    letters = {letter for document in documents for letter in set("".join(Etree.fromstring(document).itertext()))}
    named = epub_families(context.theme)
    needed = [row for row in faces_for(context.theme, letters | GENERATED) if row[0].family in named]
    for number, (face, shown) in enumerate(needed, 1):
        suffix = PurePosixPath(face.name).suffix.lower()
        name = f"{names.slug(face.family)}-{face.weight}-{face.style}{suffix}"
        data = subset(face, shown)
        yield replace(face, name=name), File(f"font-{number}", f"fonts/{name}", FONT_TYPES[suffix], data)


def _text(mark: str, name: str, document: str, properties: tuple[str, ...] = ()) -> File:
    return File(mark, name, XHTML, document.encode("utf-8"), properties, spine=True)


def _reading_order(
    publication: Publication, where: names.Places, documents: dict[str, str], outline: str, *, listed: bool
) -> Iterator[File]:
    """Yield the text in reading order; the navigation stands before the body where no page of contents is `listed`."""
    navigation_file = _text("nav", names.NAVIGATION, outline, ("nav",))
    waiting = not listed
    for number, section in enumerate(publication.sections, 1):
        if waiting and section.level:
            yield navigation_file
            waiting = False
        yield _text(f"text-{number}", where.files[section.id], documents[section.id])
    if waiting or listed:
        yield replace(navigation_file, spine=waiting)
