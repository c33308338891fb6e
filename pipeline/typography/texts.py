"""Typesetting whole texts: every inline sequence of blocks and notes, in the language of its block."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from pipeline.model import Block, Note, map_in_language
from pipeline.typography.habits import typeset


def typeset_blocks(blocks: Iterable[Block], language: str, spacing: str = "mixed") -> tuple[Block, ...]:
    """Return `blocks` as they are printed: titles, captions, cells, verse, attributions, alternative texts included.

    `language` is that of the blocks that name none. Code, and the author, handle and date of a post, stay as they are.
    """
    return map_in_language(blocks, lambda inlines, tag: typeset(inlines, tag, spacing), language)


def typeset_notes(notes: Iterable[Note], language: str, spacing: str = "mixed") -> tuple[Note, ...]:
    """Return `notes` as they are printed."""
    return tuple(replace(note, blocks=typeset_blocks(note.blocks, language, spacing)) for note in notes)
