"""Tables: a caption, rows of header cells, rows of cells, each header with its scope."""

from __future__ import annotations

from pipeline.model import Cell, Table
from pipeline.xhtml.inline import inlines
from pipeline.xhtml.markup import element, stack
from pipeline.xhtml.writer import Writer


def table(writer: Writer, block: Table) -> str:
    """Return what stands inside the `table` element."""
    caption = element("caption", inlines(writer, block.caption)) if block.caption else ""
    head = element("thead", stack(*(_row(writer, row, "col") for row in block.head))) if block.head else ""
    body = element("tbody", stack(*(_row(writer, row, "row") for row in block.rows))) if block.rows else ""
    return stack(caption, head, body)


def _row(writer: Writer, row: tuple[Cell, ...], scope: str) -> str:
    return element("tr", "".join(_cell(writer, cell, scope) for cell in row))


def _cell(writer: Writer, cell: Cell, scope: str) -> str:
    attributes = {"class": cell.align, "scope": scope if cell.header else ""}
    return element("th" if cell.header else "td", inlines(writer, cell.inlines), attributes)
