"""References from text to text: links inside the publication, the name of the tome outside it, pages where known."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from pipeline.composition.closing import bare_title
from pipeline.composition.context import Context
from pipeline.composition.identity import volume_short
from pipeline.model import (
    Contribution,
    Figure,
    Heading,
    Inline,
    Inlines,
    Mark,
    MarkKind,
    PageNumber,
    Run,
    Section,
    each_block,
    map_inlines,
    text,
)


def linked(context: Context, sections: Iterable[Section]) -> tuple[Section, ...]:
    """Return `sections` with every reference between their texts resolved."""
    sections = tuple(sections)
    inside = frozenset(section.id for section in sections)
    return tuple(_linked(_References(context, inside, section.language), section) for section in sections)


def _linked(references: _References, section: Section) -> Section:
    return replace(
        section,
        title=references.resolve(section.title),
        subtitle=references.resolve(section.subtitle),
        blocks=map_inlines(section.blocks, references.resolve),
        notes=tuple(replace(note, blocks=map_inlines(note.blocks, references.resolve)) for note in section.notes),
    )


class _References(Struct, frozen=True):
    """How the references of one section are written; `inside` are the ids of the publication's sections."""

    context: Context
    inside: frozenset[str]
    language: str

    def resolve(self, inlines: Inlines) -> Inlines:
        """Return `inlines` with what each reference needs after it, or without the link that cannot lead anywhere."""
        if not any(map(_mark, inlines)):
            return inlines
        resolved: list[Inline] = []
        for mark, group in groupby(inlines, _mark):
            items = tuple(group)
            resolved += self._reference(mark, items) if mark else items
        return tuple(resolved)

    def _reference(self, mark: Mark, group: Inlines) -> Inlines:
        home = self.context.anchors.get(mark.value, mark.value)
        marks = group[0].marks
        outer = marks[: marks.index(mark)]
        if not any(not isinstance(item, Run) or item.text for item in group):
            group = tuple(_with_marks(item, marks + item.marks) for item in self._name(mark.value, home))
        if home in self.inside:
            return group + self._page(mark.value, outer)
        unlinked = tuple(_with_marks(item, tuple(one for one in item.marks if one != mark)) for item in group)
        return unlinked + self._elsewhere(mark.value, home, outer)

    def _name(self, target: str, home: str) -> Inlines:
        """Return what a reference without words says: the title of what it leads to."""
        contribution = self.context.texts.get(home)
        if contribution is None:
            return text(self.context.labels["removed"])
        language = contribution.language if contribution.language != self.language else ""
        return bare_title(_title(contribution, target), language)

    def _page(self, target: str, outer: tuple[Mark, ...]) -> Inlines:
        if not self.context.matter.paged:
            return ()
        before, _, after = self.context.labels["reference"].partition("{page}")
        return (PageNumber(target, before, after, marks=outer),)

    def _elsewhere(self, target: str, home: str, outer: tuple[Mark, ...]) -> Inlines:
        """Return the tome that a text outside the publication is in, with its page where that is known."""
        tomes = (one for one in self.context.book.volumes if one.number is not None and home in one.contributions)
        tome = next(tomes, None)
        if tome is None or home not in self.context.texts:
            return ()
        name = volume_short(self.context, tome)
        alone = self.context.label("reference-volume", volume=name)
        if not self.context.matter.paged:
            return (PageNumber("", otherwise=alone, marks=outer),)
        before, _, after = self.context.label("reference-elsewhere", volume=name, page="{page}").partition("{page}")
        return (PageNumber(target, before, after, alone, marks=outer),)


def _mark(item: Inline) -> Mark | None:
    return next((mark for mark in item.marks if mark.kind is MarkKind.REFERENCE), None)


def _with_marks(item: Inline, marks: tuple[Mark, ...]) -> Inline:
    return replace(item, marks=marks)


def _title(contribution: Contribution, target: str) -> Inlines:
    for block in each_block(contribution.blocks):
        if block.id == target and isinstance(block, Heading):
            return block.inlines
        if block.id == target and isinstance(block, Figure) and block.caption:
            return block.caption
    return contribution.title
