"""Going through blocks, whatever they hold: to read every inline sequence, or to change each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from pipeline.model.blocks import (
    Block,
    Cell,
    Definition,
    Definitions,
    Division,
    Figure,
    Heading,
    List,
    Paragraph,
    Post,
    Quotation,
    Table,
    Verse,
    VerseLine,
)
from pipeline.model.text import Inlines


def each_block(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield every block in reading order, a block before what it holds."""
    for block in blocks:
        yield block
        match block:
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


def map_inlines(blocks: Iterable[Block], change: Callable[[Inlines], Inlines]) -> tuple[Block, ...]:
    """Return `blocks` with every inline sequence changed, but for the picture of a figure."""
    return tuple(_mapped(block, change) for block in blocks)


def _mapped(block: Block, change: Callable[[Inlines], Inlines]) -> Block:
    def rows(part: tuple[tuple[Cell, ...], ...]) -> tuple[tuple[Cell, ...], ...]:
        return tuple(tuple(replace(cell, inlines=change(cell.inlines)) for cell in row) for row in part)

    def stanza(lines: tuple[VerseLine, ...]) -> tuple[VerseLine, ...]:
        return tuple(replace(line, inlines=change(line.inlines)) for line in lines)

    mapped = block
    match block:
        case Paragraph() | Heading():
            mapped = replace(block, inlines=change(block.inlines))
        case Quotation():
            mapped = replace(block, blocks=map_inlines(block.blocks, change), attribution=change(block.attribution))
        case Division() | Post():
            mapped = replace(block, blocks=map_inlines(block.blocks, change))
        case List():
            mapped = replace(block, items=tuple(map_inlines(item, change) for item in block.items))
        case Definitions():
            mapped = replace(block, entries=tuple(_mapped_definition(entry, change) for entry in block.entries))
        case Figure():
            mapped = replace(block, caption=change(block.caption), details=map_inlines(block.details, change))
        case Table():
            mapped = replace(block, head=rows(block.head), rows=rows(block.rows), caption=change(block.caption))
        case Verse():
            stanzas = tuple(stanza(lines) for lines in block.stanzas)
            mapped = replace(block, stanzas=stanzas, attribution=change(block.attribution))
        case _:
            pass
    return mapped


def _mapped_definition(entry: Definition, change: Callable[[Inlines], Inlines]) -> Definition:
    return Definition(change(entry.term), tuple(map_inlines(meaning, change) for meaning in entry.meanings))
