"""Going through blocks, whatever they hold: to read every inline sequence, or to change each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from msgspec.structs import replace

from pipeline.model.blocks import (
    Block,
    Cell,
    Contents,
    Definition,
    Definitions,
    Division,
    Figure,
    Heading,
    Index,
    IndexEntry,
    List,
    Paragraph,
    Post,
    Quotation,
    Table,
    Verse,
)
from pipeline.model.text import Inlines, Picture, plain, text

# Changes an inline sequence, given the language it is in (a BCP 47 tag, empty when unknown).
InLanguage = Callable[[Inlines, str], Inlines]


def each_block(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield every block in reading order, a block before what it holds."""
    for block in blocks:
        yield block
        match block:
            case Paragraph() | Heading():  # nearly all of a book: nothing else is asked of them
                pass
            case Quotation() | Division() | Post():
                yield from each_block(block.blocks)
            case List():
                for item in block.items:
                    yield from each_block(item)
            case Definitions():
                for entry in block.entries:
                    for meaning in entry.meanings:
                        yield from each_block(meaning)
            case Figure():
                yield from each_block(block.details)
            case _:
                pass


def own_inlines(block: Block) -> Iterator[Inlines]:
    """Yield the inline sequences of `block` itself, not of the blocks it holds."""
    match block:
        case Paragraph() | Heading():
            yield block.inlines
        case Quotation():
            yield block.attribution
        case Verse():
            yield from (line.inlines for stanza in block.stanzas for line in stanza)
            yield block.attribution
        case Figure():
            yield (block.picture,)
            yield block.caption
        case Table():
            yield block.caption
            yield from (cell.inlines for row in (*block.head, *block.rows) for cell in row)
        case Definitions():
            yield from (entry.term for entry in block.entries)
        case _:
            pass


def each_inlines(blocks: Iterable[Block]) -> Iterator[Inlines]:
    """Yield every inline sequence of `blocks`, those of the blocks inside them included."""
    for block in each_block(blocks):
        yield from own_inlines(block)


def each_in_language(blocks: Iterable[Block], language: str) -> Iterator[tuple[Inlines, str]]:
    """Yield every inline sequence of `blocks` with its language: its block's, or that of what holds it."""
    found: list[tuple[Inlines, str]] = []

    def note(inlines: Inlines, tag: str) -> Inlines:
        found.append((inlines, tag))
        return inlines

    for block in blocks:
        _mapped(block, note, language)
        yield from found
        found.clear()


def map_inlines(blocks: Iterable[Block], change: Callable[[Inlines], Inlines]) -> tuple[Block, ...]:
    """Return `blocks` with every inline sequence changed.

    A figure's picture comes alone and goes back as one; a term of an index comes as one run, and its words go back.
    """
    return map_in_language(blocks, lambda inlines, _: change(inlines), "")


def map_in_language(blocks: Iterable[Block], change: InLanguage, language: str) -> tuple[Block, ...]:
    """Return `blocks` with every inline sequence changed, as map_inlines; `change` is told the language it is in."""
    return tuple(_mapped(block, change, language) for block in blocks)


def _mapped(block: Block, change: InLanguage, language: str) -> Block:
    language = block.language or language

    def own(inlines: Inlines) -> Inlines:
        return change(inlines, language) if inlines else inlines

    def inside(blocks: Iterable[Block]) -> tuple[Block, ...]:
        return map_in_language(blocks, change, language)

    mapped = block
    match block:
        case Paragraph() | Heading():
            inlines = own(block.inlines)
            mapped = block if inlines is block.inlines else replace(block, inlines=inlines)
        case Quotation():
            mapped = replace(block, blocks=inside(block.blocks), attribution=own(block.attribution))
        case Division() | Post():
            mapped = replace(block, blocks=inside(block.blocks))
        case List():
            mapped = replace(block, items=tuple(inside(item) for item in block.items))
        case Definitions():
            entries = (
                Definition(own(entry.term), tuple(inside(meaning) for meaning in entry.meanings))
                for entry in block.entries
            )
            mapped = replace(block, entries=tuple(entries))
        case Figure():
            picture = next((item for item in own((block.picture,)) if isinstance(item, Picture)), block.picture)
            mapped = replace(block, picture=picture, caption=own(block.caption), details=inside(block.details))
        case Table():
            mapped = replace(
                block, caption=own(block.caption), head=_rows(block.head, own), rows=_rows(block.rows, own)
            )
        case Verse():
            stanzas = (tuple(replace(line, inlines=own(line.inlines)) for line in stanza) for stanza in block.stanzas)
            mapped = replace(block, stanzas=tuple(stanzas), attribution=own(block.attribution))
        case Contents():
            mapped = replace(block, entries=tuple(replace(entry, title=own(entry.title)) for entry in block.entries))
        case Index():
            mapped = replace(block, entries=tuple(_terms(entry, own) for entry in block.entries))
        case _:
            pass
    return mapped


def _rows(rows: tuple[tuple[Cell, ...], ...], own: Callable[[Inlines], Inlines]) -> tuple[tuple[Cell, ...], ...]:
    return tuple(tuple(replace(cell, inlines=own(cell.inlines)) for cell in row) for row in rows)


def _terms(entry: IndexEntry, own: Callable[[Inlines], Inlines]) -> IndexEntry:
    return replace(
        entry, term=plain(own(text(entry.term))), entries=tuple(_terms(inner, own) for inner in entry.entries)
    )
