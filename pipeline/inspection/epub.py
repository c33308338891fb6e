"""The facts of an EPUB, read back from the file: what it says of itself, how it is navigated, what it is made of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from pipeline.inspection.archive import Archive, Package

DC = "{http://purl.org/dc/elements/1.1/}"
OPF = "{http://www.idpf.org/2007/opf}"
OPS = "{http://www.idpf.org/2007/ops}"
XHTML = "{http://www.w3.org/1999/xhtml}"
XML = "{http://www.w3.org/XML/1998/namespace}"


class File(Struct, frozen=True):
    """A file of the manifest: its name in the archive, its type, its size in bytes, unpacked."""

    name: str
    media_type: str
    size: int


class Line(Struct, frozen=True):
    """A line of the contents: its level from 1, its words, where it leads."""

    level: int
    title: str
    href: str


class Image(Struct, frozen=True):
    """An image as the text shows it: the document, the address written there, its text alternative (None: none)."""

    document: str
    source: str
    alternative: str | None


class EpubFacts(Struct, frozen=True, kw_only=True):
    """What is known of an EPUB. `metadata` holds Dublin Core and package properties in their order in the file.

    `documents` counts the text documents of the spine, `words` their words; `pages` are the labels of the page list,
    `landmarks` the semantic types that the navigation names.
    """

    version: str
    language: str
    metadata: tuple[tuple[str, str], ...]
    accessibility: tuple[tuple[str, str], ...]
    contents: tuple[Line, ...]
    landmarks: tuple[str, ...]
    pages: tuple[str, ...]
    files: tuple[File, ...]
    images: tuple[Image, ...]
    documents: int
    words: int

    @property
    def fonts(self) -> tuple[File, ...]:
        """Return the fonts that are embedded."""
        return tuple(file for file in self.files if "font" in file.media_type)

    def values(self, name: str) -> tuple[str, ...]:
        """Return every value of a metadata element or property (`dc:title`, `dcterms:modified`)."""
        return tuple(value for key, value in self.metadata if key == name)


def facts(data: bytes, name: str) -> EpubFacts:
    """Return the facts of the EPUB in `data`; `name` is what messages call it.

    BookError E010 when it is no EPUB, E011 when it is dangerous to open, E012 when it is damaged.
    """
    archive = Archive(data, name)
    package = archive.package()
    metadata = tuple(_metadata(package))
    navigation = _navigation(archive, package)
    documents = [(member, archive.parse(member)) for member in package.spine if member in archive.sizes]
    return EpubFacts(
        version=package.root.get("version", ""),
        language=package.root.get(f"{XML}lang", ""),
        metadata=metadata,
        accessibility=tuple(pair for pair in metadata if pair[0].startswith(("schema:access", "a11y:"))),
        contents=tuple(_lines(navigation.get("toc"), 1)),
        landmarks=tuple(node.get(f"{OPS}type", "") for node in _links(navigation.get("landmarks"))),
        pages=tuple(_words(node) for node in _links(navigation.get("page-list"))),
        files=tuple(
            File(item.member, item.media_type, archive.sizes.get(item.member, 0)) for item in package.items.values()
        ),
        images=tuple(
            Image(member, node.get("src", ""), node.get("alt"))
            for member, root in documents
            for node in root.iter(f"{XHTML}img")
        ),
        documents=len(documents),
        words=sum(len("".join(body.itertext()).split()) for _, root in documents for body in root.iter(f"{XHTML}body")),
    )


def _metadata(package: Package) -> Iterator[tuple[str, str]]:
    """Yield the elements and properties that describe the publication itself, not one another."""
    for node in package.root.iterfind(f"{OPF}metadata/*"):
        value = (node.text or "").strip()
        if str(node.tag).startswith(DC):
            yield f"dc:{str(node.tag).removeprefix(DC)}", value
        elif node.get("property") and not node.get("refines"):
            yield node.get("property", ""), value


def _navigation(archive: Archive, package: Package) -> dict[str, Any]:
    """Return the `nav` elements by their type."""
    item = package.with_property("nav")
    if item is None:
        return {}
    return {node.get(f"{OPS}type", ""): node for node in archive.parse(item.member).iter(f"{XHTML}nav")}


def _lines(node: Any, level: int) -> Iterator[Line]:
    """Yield the lines of a nested list, each before those under it."""
    for entry in node.iterfind(f"{XHTML}ol/{XHTML}li") if node is not None else ():
        link = entry.find(f"{XHTML}a")
        if link is not None:
            yield Line(level, _words(link), link.get("href", ""))
        yield from _lines(entry, level + 1)


def _links(node: Any) -> Iterator[Any]:
    yield from node.iter(f"{XHTML}a") if node is not None else ()


def _words(node: Any) -> str:
    return " ".join("".join(node.itertext()).split())
