"""Blocks: what stands under one another on a page.

Every block has an `id` that is unique in the work and derived from its text, not from its position, so that it survives
an edit elsewhere; an empty id means that nothing points at it. `language` is a BCP 47 tag where it differs from the
section's.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.diagnostic import Span
from pipeline.model.text import Inlines, Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placed:
    id: str = ""
    language: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph(_Placed):
    """A paragraph; `kind` names a generated or special one (`signature`, `subtitle`), else it is empty."""

    inlines: Inlines
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading(_Placed):
    """A heading inside a section: level 2 to 6 (the section's own title is level 1)."""

    level: int
    inlines: Inlines


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation(_Placed):
    """Somebody's words set apart, with whom they are by; `kind` is `quotation` or `epigraph`."""

    blocks: tuple[Block, ...]
    attribution: Inlines = ()
    kind: str = "quotation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Division(_Placed):
    """Blocks that belong together: `letter`, `aside`, `dedication`, `notice`, and the groups of generated pages."""

    kind: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class List(_Placed):
    """A list; `tight` when its items are lines rather than paragraphs."""

    items: tuple[tuple[Block, ...], ...]
    ordered: bool = False
    start: int = 1
    tight: bool = True


@dataclass(frozen=True, slots=True)
class Definition:
    """A term and what it means."""

    term: Inlines
    meanings: tuple[tuple[Block, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Definitions(_Placed):
    """A list of definitions."""

    entries: tuple[Definition, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(_Placed):
    """An image that stands alone, its caption, and its long description when one is given."""

    picture: Picture
    caption: Inlines = ()
    details: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; `align` is `left`, `center`, `right` or empty."""

    inlines: Inlines
    header: bool = False
    align: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(_Placed):
    """A table: rows of header cells, then rows of cells."""

    head: tuple[tuple[Cell, ...], ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: Inlines = ()


@dataclass(frozen=True, slots=True)
class VerseLine:
    """A line of verse; `indent` counts the steps typed before it."""

    inlines: Inlines
    indent: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Verse(_Placed):
    """A poem or a song: stanzas of lines that keep their ends."""

    stanzas: tuple[tuple[VerseLine, ...], ...]
    attribution: Inlines = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Post(_Placed):
    """A message from a social network, as text: who, where, when, and what it says. `date` is shown as typed."""

    author: str
    blocks: tuple[Block, ...]
    handle: str = ""
    network: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeBlock(_Placed):
    """Text kept letter for letter."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ThematicBreak(_Placed):
    """A pause between two passages."""


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A line of the contents: `level` from 1; `target` is the anchor it leads to."""

    level: int
    title: Inlines
    target: str
    authors: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents(_Placed):
    """The table of contents; `numbered` when it shows page numbers, which are known after layout."""

    entries: tuple[ContentsEntry, ...]
    numbered: bool = True


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """A heading of an index, the anchors where it is mentioned, and its sub-headings."""

    term: str
    targets: tuple[str, ...] = ()
    entries: tuple[IndexEntry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Index(_Placed):
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


@dataclass(frozen=True, slots=True)
class Note:
    """A note: `id` is unique in the work, `number` is what the call shows, from 1 in each contribution."""

    id: str
    number: int
    blocks: tuple[Block, ...] = field(default=())
    span: Span | None = None
