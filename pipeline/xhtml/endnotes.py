"""Gathered notes: the bodies at the section's end, each with a way back; reading systems show them at the call."""

from __future__ import annotations

from pipeline.model import Note, Paragraph
from pipeline.xhtml.blocks import block_elements
from pipeline.xhtml.inline import inlines
from pipeline.xhtml.markup import element, stack
from pipeline.xhtml.writer import Writer


def gathered(writer: Writer) -> str:
    """Return the section's notes under their heading, nothing when it has none."""
    if not writer.notes:
        return ""
    with writer.silence():
        heading = element("h2", writer.labels["notes"])
        bodies = [_body(writer, note) for note in writer.notes.values()]
    attributes = {"class": "notes", **writer.structure("footnotes", "doc-endnotes")}
    return element("section", stack(heading, *bodies), attributes)


def _body(writer: Writer, note: Note) -> str:
    back = {
        "class": "note-number",
        "href": f"#call.{note.id}",
        "role": "doc-backlink" if writer.target.xml else "",
        "aria-label": writer.labels["note-return"].format(number=note.number),
    }
    number = element("a", str(note.number), back)
    first, rest = note.blocks[:1], note.blocks[1:]
    if first and isinstance(first[0], Paragraph):
        attributes = {"id": first[0].id, **writer.language(first[0].language)}
        pieces = [element("p", f"{number} {inlines(writer, first[0].inlines)}", attributes)]
    else:
        pieces, rest = [element("p", number)], note.blocks
    attributes = {"class": "note", "id": note.id, **writer.structure("footnote", "doc-footnote")}
    return element("aside", stack(*pieces, *block_elements(writer, rest)), attributes)
