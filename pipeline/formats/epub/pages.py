"""The two pages that are the EPUB's own: the cover and the navigation."""

from __future__ import annotations

from pipeline.formats.epub.names import COVER_IMAGE, STYLES
from pipeline.model import Publication
from pipeline.xhtml.markup import element, escape, stack, start, void


def cover_page(publication: Publication, description: str) -> str:
    """Return the page of the cover: the image alone, as shops ask, with its words as alternative text."""
    image = void("img", {"src": f"../{COVER_IMAGE}", "alt": description})
    section = element("section", image, {"class": "cover", "epub:type": "cover", "id": "cover"})
    return _document(publication, publication.labels["cover"], section, "../", "cover-page")


def navigation_page(publication: Publication, body: str) -> str:
    """Return the navigation document around its `nav` elements."""
    return _document(publication, publication.labels["contents"], body, "", "navigation")


def _document(publication: Publication, name: str, body: str, root: str, kind: str) -> str:
    language = publication.metadata.language
    names = {"xmlns": "http://www.w3.org/1999/xhtml", "xmlns:epub": "http://www.idpf.org/2007/ops"}
    link = void("link", {"rel": "stylesheet", "type": "text/css", "href": f"{root}{STYLES}"})
    title = element("title", escape(f"{name} – {publication.title}"))
    head = element("head", stack(void("meta", {"charset": "utf-8"}), title, link))
    page = element("body", stack(body), {"class": kind})
    opened = start("html", {**names, "lang": language, "xml:lang": language})
    return f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n{opened}{stack(head, page)}</html>\n'
