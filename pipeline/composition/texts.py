"""The contributions as sections, and the body of the book: its tomes and parts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from pipeline.composition.closing import notice
from pipeline.composition.context import BARE, RECTO, Context
from pipeline.composition.identity import volume_line
from pipeline.composition.pages import line
from pipeline.model import (
    BACK_ROLES,
    FRONT_ROLES,
    Block,
    Contribution,
    Paragraph,
    Part,
    Section,
    Volume,
    text,
)

# Texts of these roles stand alone on their page: they are not listed in the contents.
UNLISTED = frozenset({"dedication", "epigraph"})
PLACED = frozenset({*FRONT_ROLES, *BACK_ROLES})


def section(context: Context, contribution: Contribution, level: int = 1) -> Section:
    """Return a contribution as a section: its own blocks between its title and its signature."""
    role = contribution.role if contribution.role in PLACED else "chapter"
    blocks: list[Block] = [*contribution.blocks]
    title = contribution.title
    if contribution.status == "awaited":
        role = "awaited" if role == "chapter" else role
        title = title or text(context.labels[role])  # the contents must have something to show
        blocks[:0] = line("awaited-text", context.labels["awaited-text"])
    if contribution.signature:
        blocks.append(Paragraph(inlines=contribution.signature, kind="signature"))
    return Section(
        id=contribution.id,
        role=role,
        title=title,
        subtitle=contribution.subtitle,
        authors=context.names(contribution),
        blocks=tuple(blocks),
        notes=contribution.notes,
        start="recto" if role in RECTO else "next",
        level=0 if role in UNLISTED else level,
        folios=role not in BARE,
        head=contribution.short_title,
        language=contribution.language,
        span=contribution.span,
    )


def of_role(context: Context, role: str) -> tuple[Section, ...]:
    """Return the volume's own texts of a role; those of the tomes that it collects stay in their tome."""
    return tuple(section(context, one) for one in own_texts(context) if one.role == role)


def own_texts(context: Context) -> tuple[Contribution, ...]:
    """Return the texts of the volume that belong to none of the tomes that it collects."""
    collected = {name for tome in context.collected() for name in tome.contributions}
    return tuple(one for one in context.in_order(context.volume) if one.id not in collected)


def body(context: Context) -> tuple[Section, ...]:
    """Return the text of the volume: its own, by parts, then the tomes that it collects, each as a part."""
    own = (one for one in own_texts(context) if one.role not in PLACED)
    sections = _by_parts(context, own, context.volume.parts, 1)
    for tome in context.collected():
        sections += _tome(context, tome)
    return tuple(_openings(sections))


def _tome(context: Context, tome: Volume) -> list[Section]:
    """Return a tome as a part: its half-title, what stands before its text, its text, what stands after."""
    texts = context.in_order(tome)
    front = [section(context, one, 2) for role in FRONT_ROLES for one in texts if one.role == role]
    back = [section(context, one, 2) for role in BACK_ROLES for one in texts if one.role == role]
    parts = tuple(replace(part, id=f"{tome.id}-{part.id}") for part in tome.parts)
    own = (replace(one, part=f"{tome.id}-{one.part}" if one.part else "") for one in texts if one.role not in PLACED)
    opening = _part(context, Part(tome.id, text(volume_line(context, tome) or context.metadata.title)), 1)
    return [opening, *front, *_by_parts(context, own, parts, 2), *back]


def _by_parts(context: Context, texts: Iterable[Contribution], parts: Iterable[Part], level: int) -> list[Section]:
    """Return texts in their order, each part's half-title before the first of its texts."""
    known = {part.id: part for part in parts}
    sections: list[Section] = []
    opened: set[str] = set()
    for one in texts:
        part = known.get(one.part)
        if part and part.id not in opened:
            opened.add(part.id)
            sections.append(_part(context, part, level))
        sections.append(section(context, one, level + 1 if part else level))
    return sections


def _part(context: Context, part: Part, level: int) -> Section:
    return context.page("part", (), id=context.free(part.id), title=part.title, level=level, span=part.span)


def _openings(sections: Iterable[Section]) -> Iterable[Section]:
    """Begin the first text, and the first of each part, on a right-hand page."""
    opening = True
    for one in sections:
        yield replace(one, start="recto") if opening else one
        opening = one.role == "part"


def with_notices(context: Context, sections: Sequence[Section]) -> tuple[Section, ...]:
    """Where the edition wants them there, write the notice of each author after the last of the author's texts."""
    if context.edition.notices != "after":
        return tuple(sections)
    written: set[str] = set()
    result = []
    for one in reversed(sections):
        authors = context.texts[one.id].authors if one.id in context.texts else ()
        due = [context.people[name] for name in authors if name not in written and context.people[name].notice]
        written.update(authors)
        result.append(replace(one, blocks=(*one.blocks, *(notice(context, person) for person in due))))
    return tuple(reversed(result))
