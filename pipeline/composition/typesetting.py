"""Every shown text of a publication goes through typography here, once."""

from __future__ import annotations

from dataclasses import replace

from pipeline.model import Section, plain
from pipeline.typography import typeset, typeset_blocks, typeset_text


def typeset_section(section: Section, language: str, spacing: str) -> Section:
    """Return `section` typeset; `language` is the publication's, in which names are written."""
    own = section.language or language
    title = typeset(section.title, own, spacing)
    return replace(
        section,
        title=title,
        subtitle=typeset(section.subtitle, own, spacing),
        authors=tuple(typeset_text(name, language, spacing) for name in section.authors),
        blocks=typeset_blocks(section.blocks, own, spacing),
        notes=tuple(replace(note, blocks=typeset_blocks(note.blocks, own, spacing)) for note in section.notes),
        head=(typeset_text(section.head, own, spacing) or plain(title)) if section.folios else "",
    )
