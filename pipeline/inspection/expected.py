"""What a finished file must say: the text of a publication's sections, piece by piece, in reading order.

It is read from the nodes alone, so that it owes nothing to the serialiser or to the layout that it is compared with.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cached_property

from msgspec import Struct

from pipeline.diagnostic import Span
from pipeline.model import (
    Block,
    Break,
    CodeBlock,
    Contents,
    Definitions,
    Division,
    Figure,
    Heading,
    Index,
    IndexEntry,
    Inlines,
    List,
    NoteCall,
    PageMap,
    PageNumber,
    Paragraph,
    Post,
    Publication,
    Quotation,
    Run,
    Section,
    Table,
    Verse,
    each_block,
    join,
)
from pipeline.typography.spacing import NARROW

PUNCTUATION = frozenset("«»‹›“”„’!?:;,()[]/@#&%€$*+=<>\"'")
# The blocks that Unicode keeps for scripts written from right to left (UAX 44, DerivedBidiClass).
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")

# Scripts of India and South-East Asia, whose vowels stand before and around the letters that they follow: a PDF tells
# some of them twice or in another order (UAX 44, Blocks: Devanagari to Myanmar, Khmer, New Tai Lue to Vedic).
REORDERED = re.compile("[\u0900-\u109f\u1780-\u17ff\u1980-\u1cff]")


class _Comparable(dict[int, str]):
    """The table of `squeeze`, filled as letters are met."""

    def __missing__(self, code: int) -> str:
        folded = unicodedata.normalize("NFKC", chr(code)).casefold()
        self[code] = "".join(sign for sign in folded if self._counts(sign))
        return self[code]

    @staticmethod
    def _counts(sign: str) -> bool:
        category = unicodedata.category(sign)
        return category[0] in "LN" or category == "So" or sign in PUNCTUATION


_COMPARABLE = _Comparable()
# The same as bytes for the letters of Western Europe, nearly all that a French page holds: four times faster.
_WESTERN = "cp1252"


def _folded(byte: int) -> str:
    """Return what is compared of a byte's letter; of a byte without one, or whose letter has no byte, two letters."""
    sign = bytes([byte]).decode(_WESTERN, "ignore")
    folded = _COMPARABLE[ord(sign)] if sign else "??"
    return folded if folded == folded.encode(_WESTERN, "ignore").decode(_WESTERN) else "??"


_BYTES = [_folded(byte).encode(_WESTERN) for byte in range(256)]
_DROPPED = bytes(byte for byte, folded in enumerate(_BYTES) if not folded)
_KNOWN = bytes(byte for byte, folded in enumerate(_BYTES) if len(folded) <= 1)
_TABLE = bytes(folded[0] if len(folded) == 1 else byte for byte, folded in enumerate(_BYTES))


def squeeze(text: str) -> str:
    """Return what is compared of `text`: letters, figures, signs, and the punctuation that no layout adds.

    Ligatures are taken apart and case is ignored. Left out are spaces; hyphens and dashes, which line ends add and
    hide; dots, of which leaders are made; joiners and combining signs.
    """
    composed = unicodedata.normalize("NFC", text).replace(NARROW, "")
    with suppress(UnicodeEncodeError):
        western = composed.encode(_WESTERN)
        if not western.translate(None, _KNOWN):
            return western.translate(_TABLE, _DROPPED).decode(_WESTERN)
    return composed.translate(_COMPARABLE)


def turns(key: str) -> bool:
    """Return whether a squeezed text has letters that a PDF may give in another order.

    Where two directions meet, it gives words in the order of the eye, brackets and guillemets turned round.
    """
    return RIGHT_TO_LEFT.search(key) is not None or REORDERED.search(key) is not None


class Piece(Struct, frozen=True, dict=True):
    """A stretch of text that nothing interrupts but the ends of lines and pages; `key` is its squeezed text."""

    text: str
    span: Span | None = None

    @cached_property
    def key(self) -> str:
        """Return what is compared of the text; empty when nothing is."""
        return squeeze(self.text)


class Expected(Struct, frozen=True):
    """The pieces of one section: those of its text, then those of its notes, each in order; keys may be empty.

    `repeated` are the header cells of its tables, which stand again on every page that a table goes on to; `numerals`
    the roman page numbers that its contents or its index show, which are letters too.
    """

    section: Section
    body: tuple[Piece, ...]
    notes: tuple[Piece, ...]
    repeated: tuple[str, ...] = ()
    numerals: str = ""

    def squeeze(self) -> None:
        """Make all pieces ready to be compared."""
        for piece in (*self.body, *self.notes):
            piece.key  # noqa: B018  # kept where it is asked for first


def expected(publication: Publication, pages: PageMap | None, *, calls: bool) -> Iterator[Expected]:
    """Yield what each section must say. `pages` are those that the file shows; `calls` when note numbers are text."""
    for section in publication.sections:
        reader = _Reader(section, pages, publication.elsewhere, calls=calls)
        opening = (join(section.authors, publication.labels["and"]), reader.line(section.title))
        texts = [(text, section.span) for text in (*opening, reader.line(section.subtitle))]
        texts += reader.read(section.blocks, section.span)
        notes = [line for note in section.notes for line in reader.read(note.blocks, note.span or section.span)]
        if calls and notes and publication.edition.notes == "end":
            notes.insert(0, (publication.labels["notes"], section.span))
        heads = (block.head for block in each_block(section.blocks) if isinstance(block, Table))
        repeated = tuple(reader.line(cell.inlines) for head in heads for row in head for cell in row)
        listed = (target for block in section.blocks for target in _targets(block))
        numerals = "".join(label for target in listed if not (label := reader.label(target) or "0").isdecimal())
        yield Expected(section, _pieces(texts), _pieces(notes), repeated, numerals)


def _pieces(texts: Iterable[tuple[str, Span | None]]) -> tuple[Piece, ...]:
    return tuple(Piece(text, span) for text, span in texts if text)


class _Reader:
    """Reads blocks in the order in which they are printed, each text with the nearest span."""

    def __init__(self, section: Section, pages: PageMap | None, elsewhere: Mapping[str, str], *, calls: bool) -> None:
        self._numbers = {note.id: str(note.number) for note in section.notes} if calls else {}
        self._pages = pages
        self._elsewhere = elsewhere

    def line(self, inlines: Inlines) -> str:
        """Return inlines as they are shown."""
        return "".join(map(self._shown, inlines))

    def _shown(self, item: object) -> str:
        match item:
            case Run():
                return item.text
            case Break():
                return "\n"
            case NoteCall():
                return self._numbers.get(item.note, "")
            case PageNumber():
                label = self.label(item.target)
                return f"{item.before}{label}{item.after}" if label else item.otherwise
            case _:
                return ""

    def label(self, target: str) -> str | None:
        """Return the page label that a reference to `target` shows, None where it shows none."""
        if self._pages is None:
            return None
        return self._pages.label(target) if target in self._pages.anchors else self._elsewhere.get(target)

    def read(self, blocks: Iterable[Block], span: Span | None) -> Iterator[tuple[str, Span | None]]:
        """Yield the texts of `blocks`; `span` is where they stand when they do not know it."""
        for block in blocks:
            here = block.span or span
            for item in self._parts(block):
                if isinstance(item, str):
                    yield item, here
                else:
                    yield from self.read(item, here)

    def _parts(self, block: Block) -> Iterator[str | tuple[Block, ...]]:
        """Yield the own texts of `block` and the blocks that it holds, in the order of the page."""
        match block:
            case Paragraph() | Heading():
                yield self.line(block.inlines)
            case Quotation():
                yield block.blocks
                yield self.line(block.attribution)
            case Division():
                yield block.blocks
            case List():
                yield from block.items
            case Definitions():
                for entry in block.entries:
                    yield self.line(entry.term)
                    yield from entry.meanings
            case Figure():
                yield self.line(block.caption)
                yield block.details
            case _:
                yield from self._texts(block)

    def _texts(self, block: Block) -> Iterator[str | tuple[Block, ...]]:
        match block:
            case Table():
                yield self.line(block.caption)
                yield from (self.line(cell.inlines) for row in (*block.head, *block.rows) for cell in row)
            case Verse():
                yield from (self.line(line.inlines) for stanza in block.stanzas for line in stanza)
                yield self.line(block.attribution)
            case Post():
                yield from (block.author, block.handle)
                yield block.blocks
                yield from (block.network, block.date)
            case CodeBlock():
                yield block.text
            case Contents():
                for entry in block.entries:
                    yield from (entry.authors, self.line(entry.title))
            case Index():
                yield from _terms(block.entries)
            case _:
                pass


def _targets(block: Block | IndexEntry) -> Iterator[str]:
    """Yield what the page numbers of a contents or an index lead to."""
    match block:
        case Contents():
            yield from (entry.target for entry in block.entries)
        case Index():
            yield from (target for entry in block.entries for target in _targets(entry))
        case IndexEntry():
            yield from block.targets
            yield from (target for entry in block.entries for target in _targets(entry))
        case _:
            pass


def _terms(entries: Iterable[IndexEntry]) -> Iterator[str]:
    for entry in entries:
        yield entry.term
        yield from _terms(entry.entries)
