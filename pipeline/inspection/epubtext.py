"""The text of an EPUB, section by section, without what the serialiser adds to it; where each section comes from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.diagnostic import Span
from pipeline.inspection.archive import Archive
from pipeline.model import Publication

XHTML = "{http://www.w3.org/1999/xhtml}"
# What is written around the text: calls and numbers of notes, separators, page numbers of contents, folded labels.
ADDED_CLASSES = frozenset({"note-call", "note-number", "separator"})
ADDED_ELEMENTS = frozenset({f"{XHTML}summary"})


def section_texts(archive: Archive) -> dict[str, str]:
    """Return the text of every section of the spine, by the section's id."""
    texts = {}
    for document in archive.package().spine:
        root = archive.parse(document)
        for section in root.iter(f"{XHTML}section"):
            name = section.get("id")
            if name:
                texts[name] = "".join(_said(section))
    return texts


def places(data: bytes, publication: Publication) -> dict[str, Span]:
    """Return the manuscript's span of each text document of a publication's EPUB, by its name in the archive."""
    spans = {section.id: section.span for section in publication.sections if section.span}
    archive = Archive(data, publication.name)
    return {
        member: spans[section.get("id")]
        for member in archive.package().spine
        for section in archive.parse(member).iter(f"{XHTML}section")
        if section.get("id") in spans
    }


def _said(node: Any) -> Iterator[str]:
    """Yield the text inside `node` that comes from the publication."""
    if node.tag == f"{XHTML}ul" and node.get("class") == "index":
        yield from (
            text for term in node.iter(f"{XHTML}span") if term.get("class") == "term" for text in term.itertext()
        )
        return
    yield node.text or ""
    for child in node:
        if isinstance(child.tag, str) and not _added(child):
            yield from _said(child)
        yield child.tail or ""


def _added(node: Any) -> bool:
    if node.tag in ADDED_ELEMENTS or node.get("class") in ADDED_CLASSES:
        return True
    within = node.getparent().get("class")
    return bool(node.tag == f"{XHTML}h2" and within == "notes")
