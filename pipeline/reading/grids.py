"""Tables: rows of cells, and the caption that a `Table:` paragraph after them gives."""

from __future__ import annotations

import re

from msgspec.structs import replace

from pipeline.model import Block, Cell, Inlines, Table
from pipeline.reading.attributes import Attributes
from pipeline.reading.context import Context, Node
from pipeline.reading.inlines import read_inlines
from pipeline.reading.lines import without_prefix
from pipeline.reading.places import Place

CAPTION = re.compile(r"Table[ \u00a0]?:\s+")


def grid(context: Context, node: Node) -> Block:
    """Return the table of a node."""
    parts = {child.token.type: child.children for child in node.children}
    head = tuple(_row(context, row, header=True) for row in parts.get("thead_open", ()))
    rows = [_row(context, row, header=False) for row in parts.get("tbody_open", ())]
    span = context.source.block(node.token)
    caption: Inlines = ()
    if rows and (found := _caption_row(rows[-1])):
        caption = found
        rows.pop()
    return Table(id=context.new_id("t", node.words()), head=head, rows=tuple(rows), caption=caption, span=span)


def _row(context: Context, row: Node, *, header: bool) -> tuple[Cell, ...]:
    cells, line = row.token.meta["cells"], (row.token.map or [0])[0]
    if len(cells) > len(row.children):
        column, text = cells[len(row.children)]
        span = context.source.span(line, column, line, column + len(text))
        context.error("M015", span, count=len(cells), columns=len(row.children))
    return tuple(
        _cell(context, cell, line, cells[index][0] if index < len(cells) else 0, header=header)
        for index, cell in enumerate(row.children)
    )


def _cell(context: Context, cell: Node, line: int, column: int, *, header: bool) -> Cell:
    inline = cell.children[0].token
    style = str(cell.token.attrGet("style") or "")
    place = Place.cell(context.source, inline.content, line, column)
    inlines = read_inlines(context, inline.children or [], place)
    return Cell(inlines, header=header, align=style.removeprefix("text-align:"))


def _caption_row(row: tuple[Cell, ...]) -> Inlines | None:
    """Return the caption that was typed right under the rows, where the parser takes it for a row."""
    first, *others = row
    caption = without_prefix(first.inlines, CAPTION)
    return caption if caption != first.inlines and not any(cell.inlines for cell in others) else None


def captioned(
    context: Context, before: Block | None, caption: Inlines, given: Attributes | None, node: Node
) -> Table | None:
    """Return the table `before` with its caption; None where no table stands before, or it has a caption already."""
    span = context.source.block(node.token)
    if not isinstance(before, Table) or before.caption:
        context.error("M030", span)
        return None
    table = replace(before, caption=caption)
    if given:
        context.known(given, span, (), ("lang",))
        identifier = context.anchor(given.id, span) if given.id else ""
        language = context.language(given.get("lang"), span)
        table = replace(table, id=identifier or table.id, language=language)
    return table
