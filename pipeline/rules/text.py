"""What a rule is given: a Text (one contribution), or the Work (the book, and the facts gathered from its texts)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from msgspec import Struct

from pipeline.model import (
    Block,
    Contribution,
    Definitions,
    Division,
    Figure,
    Heading,
    Inlines,
    List,
    Paragraph,
    Post,
    Quotation,
    Table,
    Verse,
    each_block,
)
from pipeline.rules.needs import needs
from pipeline.rules.passages import Passage


class Text(Struct, frozen=True, dict=True):
    """One contribution, its passages in reading order, and what the rules may know of the book around it.

    `people` are the contributors' names, `words` what the book's own dictionary holds.
    """

    contribution: Contribution
    people: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """Return the lines of the source."""
        return tuple(self.contribution.source.split("\n"))

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Return every stretch of continuous text: titles, blocks, then notes."""
        one = self.contribution
        heads = (("title", one.title), ("subtitle", one.subtitle), ("signature", one.signature))
        found = [
            Passage(kind, inlines, one.language, one.path, self.lines, place=one.span)
            for kind, inlines in heads
            if inlines
        ]
        found += self._walk(one.blocks, one.language, ())
        for note in one.notes:
            found += self._walk(note.blocks, one.language, ("note",))
        return tuple(found)

    @cached_property
    def french(self) -> tuple[Passage, ...]:
        """Return the passages written in French."""
        return tuple(passage for passage in self.passages if passage.language.split("-")[0] == "fr")

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """Return every block, those of notes last, a block before what it holds."""
        return tuple(
            each_block((*self.contribution.blocks, *(b for note in self.contribution.notes for b in note.blocks)))
        )

    def matches(self, pattern: re.Pattern[str]) -> Iterator[tuple[Passage, re.Match[str]]]:
        """Yield every match of `pattern` in the French prose, with its passage."""
        needed = [frozenset(need.findall(self._alphabet)) for need in needs(pattern)]
        if not all(needed):
            return
        for passage in self.french:
            if any(passage.characters.isdisjoint(characters) for characters in needed):
                continue
            for match in pattern.finditer(passage.prose):
                yield passage, match

    @cached_property
    def _alphabet(self) -> str:
        return "".join(frozenset().union(*(passage.characters for passage in self.french)))

    def _walk(self, blocks: tuple[Block, ...], language: str, inside: tuple[str, ...]) -> Iterator[Passage]:
        for block in blocks:
            tongue = block.language or language
            for kind, inlines in _own(block):
                if inlines:
                    level = block.level if isinstance(block, Heading) else 0
                    yield Passage(
                        kind, inlines, tongue, self.contribution.path, self.lines, inside, place=block.span, level=level
                    )
            for name, held in _held(block):
                yield from self._walk(held, tongue, (*inside, name))


def _own(block: Block) -> Iterator[tuple[str, Inlines]]:
    match block:
        case Heading():
            yield "heading", block.inlines
        case Paragraph():
            yield block.kind or "paragraph", block.inlines
        case Quotation():
            yield "attribution", block.attribution
        case Verse():
            yield from (("verse", line.inlines) for stanza in block.stanzas for line in stanza)
            yield "attribution", block.attribution
        case Figure():
            yield "caption", block.caption
        case Table():
            yield "caption", block.caption
            yield from (("cell", cell.inlines) for row in (*block.head, *block.rows) for cell in row)
        case Definitions():
            yield from (("term", entry.term) for entry in block.entries)
        case _:
            pass


def _held(block: Block) -> Iterator[tuple[str, tuple[Block, ...]]]:
    match block:
        case Quotation():
            yield block.kind, block.blocks
        case Division():
            yield block.kind, block.blocks
        case Post():
            yield "post", block.blocks
        case List():
            yield from (("list", item) for item in block.items)
        case Definitions():
            yield from (("definition", meaning) for entry in block.entries for meaning in entry.meanings)
        case Figure():
            yield "details", block.details
        case _:
            pass
