"""The indexes: every mark gathered by index and heading, in the order of the alphabet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct, field

from pipeline.composition.collation import collation_key
from pipeline.composition.context import Context
from pipeline.model import Index, IndexEntry, IndexMark, Section, each_inlines, text
from pipeline.typography import typeset_text

# The index of the marks that name none.
UNNAMED = "index"


class _Heading(Struct):
    """A heading while its mentions are gathered."""

    targets: list[str] = field(default_factory=list)
    headings: dict[str, _Heading] = field(default_factory=dict)

    def entries(self) -> tuple[IndexEntry, ...]:
        ordered = sorted(self.headings.items(), key=lambda pair: collation_key(pair[0]))
        return tuple(IndexEntry(term, tuple(one.targets), one.entries()) for term, one in ordered)


def indexes(context: Context, sections: Iterable[Section]) -> tuple[Section, ...]:
    """Return a section for each index that `sections` have marks of, in the order of the indexes' names."""
    found: dict[str, _Heading] = {}
    for mark in _marks(sections):
        heading = found.setdefault(mark.index, _Heading())
        for term in mark.entry:
            shown = typeset_text(term, context.metadata.language, context.edition.spacing)
            heading = heading.headings.setdefault(shown, _Heading())
        heading.targets.append(mark.id)
    return tuple(
        context.page(
            "index",
            (Index(entries=found[name].entries()),),
            id=context.free("index" if name == UNNAMED else f"index-{name}"),
            title=text(_title(context, name)),
            level=1,
        )
        for name in sorted(found, key=collation_key)
    )


def _title(context: Context, name: str) -> str:
    if name == UNNAMED:
        return context.labels["index"]
    return context.labels.get(f"index-{name}") or context.label("index-of", name=name)


def _marks(sections: Iterable[Section]) -> Iterator[IndexMark]:
    for section in sections:
        bodies = (each_inlines(section.blocks), *(each_inlines(note.blocks) for note in section.notes))
        for inlines in ((section.title,), *bodies):
            for content in inlines:
                yield from (item for item in content if isinstance(item, IndexMark))
