"""Tables: a caption, rows of header cells, rows of cells, each header with its scope."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from pipeline.model import Cell, Table, plain
from pipeline.xhtml.inline import inlines
from pipeline.xhtml.markup import element, stack
from pipeline.xhtml.writer import Writer

# Characters, of the 60 or so that a line of a paperback has.
LINE = 60
# A column none of whose cells is longer than this is never turned over, as long as half the line is left to the others.
SHORT = 16
# Characters that the white between two columns takes.
GAP = 3
# A table of more lines than this may go on on the next page; a shorter one is kept whole.
LONG = 16


class _Shape(Struct, frozen=True):
    """What can be foreseen of a table: the columns that stay on one line, its lines, its width in characters."""

    short: frozenset[int]
    lines: int
    width: int


def table(writer: Writer, block: Table) -> str:
    """Return what stands inside the `table` element."""
    short = _shape(block).short
    caption = element("caption", inlines(writer, block.caption)) if block.caption else ""
    head = element("thead", stack(*(_row(writer, row, "col", short) for row in block.head))) if block.head else ""
    body = element("tbody", stack(*(_row(writer, row, "row", short) for row in block.rows))) if block.rows else ""
    return stack(caption, head, body)


def kinds(block: Table) -> tuple[str, ...]:
    """Return the classes of a table: `long` if it may go on on the next page, `narrow` if its caption is much wider."""
    shape = _shape(block)
    narrow = shape.width < min(LINE / 2, len(plain(block.caption)))
    return (*(("long",) if shape.lines > LONG else ()), *(("narrow",) if narrow else ()))


def _row(writer: Writer, row: tuple[Cell, ...], scope: str, short: frozenset[int]) -> str:
    return element("tr", "".join(_cell(writer, cell, scope, number in short) for number, cell in enumerate(row)))


def _cell(writer: Writer, cell: Cell, scope: str, short: bool) -> str:
    kind = " ".join(filter(None, (cell.align, "short" if short else "")))
    attributes = {"class": kind, "scope": scope if cell.header else ""}
    return element("th" if cell.header else "td", inlines(writer, cell.inlines), attributes)


def _shape(block: Table) -> _Shape:
    lengths = [[len(plain(cell.inlines)) for cell in row] for row in (*block.head, *block.rows)]
    longest = [max(row[column] for row in lengths if column < len(row)) for column in range(max(map(len, lengths)))]
    short: set[int] = set()
    for column in sorted(range(len(longest)), key=longest.__getitem__):
        if longest[column] <= SHORT and sum(longest[other] for other in short) + longest[column] <= LINE / 2:
            short.add(column)
    room = (LINE - sum(longest[column] for column in short)) // max(1, len(longest) - len(short))
    width = sum(longest) + GAP * (len(longest) - 1)
    return _Shape(frozenset(short), sum(_lines(row, short, room) for row in lengths), width)


def _lines(row: Sequence[int], short: set[int], room: int) -> int:
    return max([1, *(-(-length // room) for column, length in enumerate(row) if column not in short)])
