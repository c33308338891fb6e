"""Blocks by their id: where they stand in the manuscript and what their typeset text is."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from msgspec import Struct

from pipeline.diagnostic import Span
from pipeline.model import (
    Block,
    CodeBlock,
    Contents,
    Definitions,
    Division,
    Figure,
    Index,
    IndexEntry,
    IndexMark,
    Inline,
    Inlines,
    List,
    MarkKind,
    PageNumber,
    Post,
    Quotation,
    Section,
    each_block,
    each_inlines,
    own_inlines,
    plain,
)

# Stands for each character that the builder writes of itself; no text holds it (a noncharacter of Unicode).
_GENERATED = "\uffff"


class Places:
    """The blocks and notes of one section by their id."""

    def __init__(self, section: Section) -> None:
        self._section = section
        self._blocks = {block.id: block for block in each_block(section.blocks) if block.id}
        self._notes = {note.id: note for note in section.notes}
        self._inner = {block.id: block for note in section.notes for block in each_block(note.blocks) if block.id}

    def span(self, name: str) -> Span | None:
        """Return where the block or note `name` stands, or else its section."""
        found = self._blocks.get(name) or self._notes.get(name) or self._inner.get(name)
        return (found.span if found else None) or self._section.span

    def span_of_character(self, character: str) -> Span | None:
        """Return where `character` is first written in the section, or else its section."""
        bodies = (self._section.blocks, *(note.blocks for note in self._section.notes))
        for body in bodies:
            for inlines in each_inlines(body):
                for item in inlines:
                    if character in getattr(item, "text", "") and item.span:
                        return item.span
        return self._section.span

    def offset(self, block: str, count: int, pages: Container[str]) -> int:
        """Return the code point of the text of `block` that comes after `count` characters that are no spaces.

        `pages` are the anchors whose page numbers are shown.
        """
        if block not in self._blocks:
            return 0
        offset = 0
        for character in block_text(self._blocks[block], pages):
            if character == _GENERATED:
                count -= 1
                continue
            if not character.isspace():
                if count <= 0:
                    return offset
                count -= 1
            offset += 1
        return offset


class Names(Struct, frozen=True):
    """What a section names: `anchors`, all that something may lead to (itself, blocks, notes, index marks).

    `numbered` are the anchors whose page numbers it shows, `led` all that its links and page numbers lead to.
    """

    anchors: frozenset[str]
    numbered: frozenset[str]
    led: frozenset[str]


def names(section: Section) -> Names:
    """Return what a section names, from one walk through it."""
    anchors = {section.id, *(note.id for note in section.notes)}
    numbered: set[str] = set()
    led: set[str] = set()
    for body in (section.blocks, *(note.blocks for note in section.notes)):
        for block in each_block(body):
            if block.id:
                anchors.add(block.id)
            if isinstance(block, Contents):
                targets = {entry.target for entry in block.entries}
                led |= targets
                numbered |= targets if block.numbered else set()
            elif isinstance(block, Index):
                numbered.update(_index_targets(block.entries))
            for inlines in own_inlines(block):
                for item in inlines:
                    if isinstance(item, IndexMark):
                        anchors.add(item.id)
                    elif isinstance(item, PageNumber):
                        numbered.add(item.target)
                    for mark in item.marks:
                        if mark.kind is MarkKind.ANCHOR:
                            anchors.add(mark.value)
                        elif mark.kind is MarkKind.REFERENCE:
                            led.add(mark.value)
    return Names(frozenset(anchors), frozenset(numbered), frozenset(led | numbered))


def lists(section: Section) -> bool:
    """Return whether the section is made of generated lists with page numbers."""
    return any(isinstance(block, Index | Contents) for block in section.blocks)


def _index_targets(entries: Iterable[IndexEntry]) -> Iterator[str]:
    for entry in entries:
        yield from entry.targets
        yield from _index_targets(entry.entries)


def block_text(block: Block, pages: Container[str] = ()) -> str:
    """Return the text of a block in reading order, that of the blocks in it included.

    What stands around page numbers is generated: it is there as so many _GENERATED, and counts nothing in a position.
    """

    def own(*inlines: Inlines) -> str:
        return "".join(_inline_text(item, pages) for sequence in inlines for item in sequence)

    def texts(blocks: Iterable[Block]) -> str:
        return "".join(block_text(inner, pages) for inner in blocks)

    text = own(*own_inlines(block))
    match block:
        case CodeBlock():
            text = block.text
        case Quotation() | Division():
            text = texts(block.blocks) + text
        case Post():
            text = f"{block.author}{block.handle}{texts(block.blocks)}{block.network}·{block.date}"
        case List():
            text = "".join(map(texts, block.items))
        case Definitions():
            text = "".join(own(entry.term) + "".join(map(texts, entry.meanings)) for entry in block.entries)
        case Figure():
            text += texts(block.details)
        case _:
            pass
    return text


def _inline_text(item: Inline, pages: Container[str]) -> str:
    if isinstance(item, PageNumber):
        shown = item.before + item.after if item.target in pages else item.otherwise
        return _GENERATED * len("".join(shown.split()))
    return plain((item,))
