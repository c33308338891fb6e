"""A section as an element, and as a whole document."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from pipeline.model import Block, Note, Paragraph, Publication, Quotation, Section, join, plain
from pipeline.xhtml import endnotes, footnotes
from pipeline.xhtml.blocks import block_elements
from pipeline.xhtml.inline import inlines
from pipeline.xhtml.markup import element, escape, stack, start, void
from pipeline.xhtml.target import Target
from pipeline.xhtml.vocabulary import ROLES
from pipeline.xhtml.writer import Writer


class Policy(Struct, frozen=True):
    """Where notes are written: what a first call brings with it, and what stands at the section's end."""

    at_call: Callable[[Writer, Note], str]
    at_end: Callable[[Writer], str]


POLICIES = {
    "foot": Policy(at_call=footnotes.body, at_end=lambda writer: ""),
    "gathered": Policy(at_call=lambda writer, note: "", at_end=endnotes.gathered),
}


def section_body(section: Section, publication: Publication, target: Target) -> str:
    """Return the `section` element of `section`, for a chunk that holds several."""
    policy = POLICIES[target.notes]
    writer = Writer(section, publication, target, policy.at_call, _first_paragraph(section.blocks))
    structure = ROLES[section.role]
    attributes = {
        "id": section.id,
        "class": section.role,
        **writer.structure(structure.type, structure.role),
        "aria-label": "" if section.title else writer.labels.get(section.role, ""),
        **writer.section_language(),
    }
    begin, opening = writer.breaks.begin(), _opening(writer)
    blocks = block_elements(writer, section.blocks)
    return element("section", stack(begin, opening, *blocks, writer.breaks.end(), policy.at_end(writer)), attributes)


def section_document(section: Section, publication: Publication, target: Target) -> str:
    """Return a whole document that holds `section`: HTML for the layout or XHTML for EPUB, by the target's syntax."""
    body = section_body(section, publication, target)
    name = plain(section.title) or publication.labels.get(section.role, "")
    title = element("title", escape(" – ".join(filter(None, (name, publication.title)))))
    links = [void("link", {"rel": "stylesheet", "type": "text/css", "href": address}) for address in target.stylesheets]
    rules = target.rules()
    own = element("style", rules) if rules else ""
    head = element("head", stack(void("meta", {"charset": "utf-8"}), title, *links, own))
    language = publication.metadata.language
    if target.xml:
        division = ROLES[section.role].division
        opened = start(
            "html",
            {
                "xmlns": "http://www.w3.org/1999/xhtml",
                "xmlns:epub": "http://www.idpf.org/2007/ops",
                "lang": language,
                "xml:lang": language,
            },
        )
        page = element("body", stack(body), {"epub:type": division})
        return f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n{opened}{stack(head, page)}</html>\n'
    page = element("body", stack(body))
    return f"<!DOCTYPE html>\n{start('html', {'lang': language})}{stack(head, page)}</html>\n"


def _opening(writer: Writer) -> str:
    """Return who wrote the section and what it is called."""
    section = writer.section
    authors = join(section.authors, writer.labels["and"])
    pieces = (
        element("p", escape(authors), {"class": "authors"}) if authors else "",
        element("h1", inlines(writer, section.title)) if section.title else "",
        element("p", inlines(writer, section.subtitle), {"class": "subtitle"}) if section.subtitle else "",
    )
    return element("header", stack(*pieces), {"class": "opening"}) if any(pieces) else ""


def _first_paragraph(blocks: tuple[Block, ...]) -> Paragraph | None:
    """Return the paragraph with which the text itself begins, None when it begins with something else."""
    for block in blocks:
        if isinstance(block, Paragraph) and not block.kind:
            return block
        if not (isinstance(block, Quotation) and block.kind == "epigraph"):
            return None
    return None
