"""Inline text: a flat sequence of runs that carry their marks, instead of a tree.

Flat runs let typography and the linter read a paragraph as one string, across emphasis, links and notes. Marks are
ordered from the outermost to the innermost; neighbours that share the same leading marks are serialised inside one
element.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct

from pipeline.diagnostic import Span


class MarkKind(StrEnum):
    """What a mark means."""

    EMPHASIS = "emphasis"
    STRONG = "strong"
    SMALL_CAPS = "small-caps"
    SUPERSCRIPT = "superscript"
    SUBSCRIPT = "subscript"
    DELETED = "deleted"
    CODE = "code"
    LINK = "link"  # value: the address, outside the book
    REFERENCE = "reference"  # value: the id of a contribution or of an anchor of the work
    LANGUAGE = "language"  # value: a BCP 47 tag
    ANCHOR = "anchor"  # value: an id of the work that the author gave to these words; references lead here
    ORDINAL = "ordinal"  # set by typography: the raised letters of 1er, 2e
    CENTURY = "century"  # set by typography: the roman numeral of a century, in small capitals


class Mark(Struct, frozen=True, array_like=True):
    """One style or meaning laid over runs; `span` tells two neighbouring marks of the same kind apart."""

    kind: MarkKind
    value: str = ""
    span: Span | None = None


class _Inline(Struct, frozen=True, array_like=True, tag=True):
    """What a line is made of: in JSON an array that begins with its kind."""


class Run(_Inline, frozen=True):
    """Text of one style, as the author wrote it (before typesetting) or as it is printed (after)."""

    text: str
    marks: tuple[Mark, ...] = ()
    span: Span | None = None


class Break(_Inline, frozen=True):
    """A forced end of line."""

    marks: tuple[Mark, ...] = ()
    span: Span | None = None


class NoteCall(_Inline, frozen=True):
    """The call of the note `note` (its id in the section); `again` for every call of that note but the first."""

    note: str
    marks: tuple[Mark, ...] = ()
    span: Span | None = None
    again: bool = False


class IndexMark(_Inline, frozen=True):
    """An entry of the index `index`, at this place; `entry` goes from the main heading to the sub-heading."""

    index: str
    entry: tuple[str, ...]
    id: str
    marks: tuple[Mark, ...] = ()
    span: Span | None = None


class Picture(_Inline, frozen=True):
    """An image: `asset` is the name of an Asset of the book; an empty `alt` only when it is `decorative`."""

    asset: str
    alt: str
    decorative: bool = False
    marks: tuple[Mark, ...] = ()
    span: Span | None = None


class PageNumber(_Inline, frozen=True):
    """The page label of the anchor `target`, known only after layout: `before`, « 45 », `after`.

    `otherwise` is written instead of all three where the page is not known: an EPUB, or a text of another tome. All of
    it is generated text: it counts for nothing in a position.
    """

    target: str
    before: str = ""
    after: str = ""
    otherwise: str = ""
    marks: tuple[Mark, ...] = ()
    span: Span | None = None


Inline = Run | Break | NoteCall | IndexMark | Picture | PageNumber
Inlines = tuple[Inline, ...]


def text(value: str, *kinds: MarkKind) -> Inlines:
    """Return generated text as inlines, under plain marks."""
    return (Run(value, tuple(Mark(kind) for kind in kinds)),)


def plain(inlines: Iterable[Inline]) -> str:
    """Return the words of `inlines`: notes, marks and numbers count for nothing, a forced line end is a space."""
    parts = (item.text if isinstance(item, Run) else " " if isinstance(item, Break) else "" for item in inlines)
    return "".join(parts)


def join(names: Iterable[str], last: str) -> str:
    """Return names as a sentence lists them: commas, and `last` (« et ») before the last one."""
    *others, end = (*names,) or ("",)
    return f"{', '.join(others)} {last} {end}" if others else end


def locate(run: Run, start: int, end: int) -> Span | None:
    """Return the source of the characters `start` to `end` of `run`, as typed; all of its span when that is unknown.

    It is known in a run written letter for letter on one line. In a run of several lines it is known on the first line
    and on the last one, which begin and end with the span.
    """
    span = run.span
    if span is None:
        return None
    lines = run.text.count("\n")
    if lines != span.end_line - span.line or (not lines and len(run.text) != span.end_column - span.column):
        return span
    return Span(span.path, *_position(run.text, span, start), *_position(run.text, span, end, ending=True))


def _position(value: str, span: Span, offset: int, *, ending: bool = False) -> tuple[int, int]:
    before, after = value.count("\n", 0, offset), value.count("\n", offset)
    if not before:
        return span.line, span.column + offset
    if not after:
        return span.end_line, span.end_column - (len(value) - offset)
    return (span.line + before + 1, 1) if ending else (span.line + before, 1)
