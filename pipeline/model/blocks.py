"""Blocks: what stands under one another on a page.

Every block has an `id` that is unique in the work and derived from its text, not from its position, so that it survives
an edit elsewhere; an empty id means that nothing points at it. `language` is a BCP 47 tag where it differs from the
section's.
"""

from __future__ import annotations

from msgspec import Struct

from pipeline.diagnostic import Span
from pipeline.model.text import Inlines, Picture


class _Placed(Struct, frozen=True, kw_only=True, array_like=True, tag=True):
    id: str = ""
    language: str = ""
    span: Span | None = None


class Paragraph(_Placed, frozen=True, kw_only=True):
    """A paragraph; `kind` names a generated or special one (`signature`, `subtitle`), else it is empty."""

    inlines: Inlines
    kind: str = ""


class Heading(_Placed, frozen=True, kw_only=True):
    """A heading inside a section: level 2 to 6 (the section's own title is level 1)."""

    level: int
    inlines: Inlines


class Quotation(_Placed, frozen=True, kw_only=True):
    """Somebody's words set apart, with whom they are by; `kind` is `quotation` or `epigraph`."""

    blocks: tuple[Block, ...]
    attribution: Inlines = ()
    kind: str = "quotation"


class Division(_Placed, frozen=True, kw_only=True):
    """Blocks that belong together: `letter`, `aside`, `dedication`, `notice`, and the groups of generated pages."""

    kind: str
    blocks: tuple[Block, ...]


class List(_Placed, frozen=True, kw_only=True):
    """A list; `tight` when its items are lines rather than paragraphs."""

    items: tuple[tuple[Block, ...], ...]
    ordered: bool = False
    start: int = 1
    tight: bool = True


class Definition(Struct, frozen=True, array_like=True):
    """A term and what it means."""

    term: Inlines
    meanings: tuple[tuple[Block, ...], ...]


class Definitions(_Placed, frozen=True, kw_only=True):
    """A list of definitions."""

    entries: tuple[Definition, ...]


class Figure(_Placed, frozen=True, kw_only=True):
    """An image that stands alone, its caption, and its long description when one is given."""

    picture: Picture
    caption: Inlines = ()
    details: tuple[Block, ...] = ()


class Cell(Struct, frozen=True, array_like=True):
    """A cell of a table; `align` is `left`, `center`, `right` or empty."""

    inlines: Inlines
    header: bool = False
    align: str = ""


class Table(_Placed, frozen=True, kw_only=True):
    """A table: rows of header cells, then rows of cells."""

    head: tuple[tuple[Cell, ...], ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: Inlines = ()


class VerseLine(Struct, frozen=True, array_like=True):
    """A line of verse; `indent` counts the steps typed before it."""

    inlines: Inlines
    indent: int = 0


class Verse(_Placed, frozen=True, kw_only=True):
    """A poem or a song: stanzas of lines that keep their ends."""

    stanzas: tuple[tuple[VerseLine, ...], ...]
    attribution: Inlines = ()


class Post(_Placed, frozen=True, kw_only=True):
    """A message from a social network, as text: who, where, when, and what it says. `date` is shown as typed."""

    author: str
    blocks: tuple[Block, ...]
    handle: str = ""
    network: str = ""
    date: str = ""


class CodeBlock(_Placed, frozen=True, kw_only=True):
    """Text kept letter for letter."""

    text: str


class ThematicBreak(_Placed, frozen=True, kw_only=True):
    """A pause between two passages."""


class ContentsEntry(Struct, frozen=True, array_like=True):
    """A line of the contents: `level` from 1; `target` is the anchor it leads to."""

    level: int
    title: Inlines
    target: str
    authors: str = ""


class Contents(_Placed, frozen=True, kw_only=True):
    """The table of contents; `numbered` when it shows page numbers, which are known after layout."""

    entries: tuple[ContentsEntry, ...]
    numbered: bool = True


class IndexEntry(Struct, frozen=True, array_like=True):
    """A heading of an index, the anchors where it is mentioned, and its sub-headings."""

    term: str
    targets: tuple[str, ...] = ()
    entries: tuple[IndexEntry, ...] = ()


class Index(_Placed, frozen=True, kw_only=True):
    """An index, in the order of the language; its page numbers are known after layout."""

    entries: tuple[IndexEntry, ...]


Block = (
    Paragraph
    | Heading
    | Quotation
    | Division
    | List
    | Definitions
    | Figure
    | Table
    | Verse
    | Post
    | CodeBlock
    | ThematicBreak
    | Contents
    | Index
)


class Note(Struct, frozen=True, array_like=True):
    """A note: `id` is unique in the work, `number` is what the call shows, from 1 in each contribution."""

    id: str
    number: int
    blocks: tuple[Block, ...] = ()
    span: Span | None = None
