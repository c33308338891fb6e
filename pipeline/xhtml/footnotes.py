"""Notes in place: a body that stands inside its paragraph and that the style sheet sends to the foot of the page.

An HTML parser closes a paragraph at the first block inside it, so that a body is made of `span` elements only; the
style sheet gives them their display by class.
"""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.model import (
    Block,
    CodeBlock,
    Definitions,
    Division,
    Figure,
    Heading,
    Inlines,
    List,
    Note,
    Paragraph,
    Post,
    Quotation,
    Table,
    Verse,
)
from pipeline.xhtml.inline import image, inlines
from pipeline.xhtml.markup import element
from pipeline.xhtml.writer import Writer


def body(writer: Writer, note: Note) -> str:
    """Return the body of `note`, to be written just after its call."""
    with writer.silence():
        content = _spans(writer, note.blocks)
    attributes = {"class": "footnote", "id": note.id, "data-number": str(note.number), **writer.own_language()}
    return element("span", content, attributes)


def _spans(writer: Writer, blocks: Iterable[Block]) -> str:
    return "".join(_span(writer, block) for block in blocks)


def _span(writer: Writer, block: Block) -> str:
    content = _content(writer, block)
    return element("span", content, {"class": _name(block), "id": block.id, **writer.language(block.language)})


def _name(block: Block) -> str:
    kind = block.kind if isinstance(block, Paragraph | Quotation | Division) else ""
    return f"note-{type(block).__name__.lower()} {kind}".strip()


def _content(writer: Writer, block: Block) -> str:
    content = ""
    match block:
        case Paragraph() | Heading():
            content = inlines(writer, block.inlines)
        case Quotation():
            content = _spans(writer, block.blocks) + _line(writer, "attribution", block.attribution)
        case Division():
            content = _spans(writer, block.blocks)
        case List():
            content = _items(writer, block)
        case Verse():
            lines = (line for stanza in block.stanzas for line in stanza)
            content = "".join(_line(writer, f"line indent-{line.indent}", line.inlines) for line in lines)
            content += _line(writer, "attribution", block.attribution)
        case Definitions():
            for entry in block.entries:
                content += _line(writer, "term", entry.term)
                content += "".join(_spans(writer, meaning) for meaning in entry.meanings)
        case Post():
            who = ", ".join(filter(None, (block.author, block.handle, block.network, block.date)))
            content = element("span", writer.text(who), {"class": "post-author"}) + _spans(writer, block.blocks)
        case Figure():
            content = image(writer, block.picture) + _line(writer, "caption", block.caption)
            content += _spans(writer, block.details)
        case Table():
            content = _line(writer, "caption", block.caption) + _rows(writer, block)
        case CodeBlock():
            content = element("code", writer.text(block.text))
        case _:
            pass
    return content


def _line(writer: Writer, name: str, content: Inlines) -> str:
    return element("span", inlines(writer, content), {"class": name}) if content else ""


def _items(writer: Writer, block: List) -> str:
    pieces = []
    for number, item in enumerate(block.items, block.start):
        marker = element("span", f"{number}." if block.ordered else "•", {"class": "marker"})
        pieces.append(element("span", f"{marker} {_spans(writer, item)}", {"class": "item"}))
    return "".join(pieces)


def _rows(writer: Writer, table: Table) -> str:
    rows = []
    for row in (*table.head, *table.rows):
        cells = (_line(writer, f"cell {cell.align}".strip(), cell.inlines) for cell in row)
        rows.append(element("span", " ".join(cells), {"class": "row"}))
    return "".join(rows)
