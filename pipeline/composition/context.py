"""What every page of a publication may need to know, gathered once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from pipeline.composition.labels import labels
from pipeline.composition.matter import Matter, matter
from pipeline.model import (
    Book,
    Contribution,
    Contributor,
    Edition,
    IndexMark,
    Inlines,
    MarkKind,
    Metadata,
    Section,
    Volume,
    each_block,
    each_inlines,
)

# Sections that begin on a right-hand page; the others begin on the next page. The first text and the first of a part
# begin on a right-hand page as well.
RECTO = frozenset({"half-title", "title-page", "dedication", "epigraph", "preface", "foreword", "introduction", "part"})

# Sections whose pages carry neither head nor folio.
BARE = frozenset(
    {"half-title", "other-volumes", "title-page", "copyright", "dedication", "epigraph", "part", "more", "colophon"}
)


class Context(Struct, frozen=True, kw_only=True):
    """A volume in an edition, and what it is made of.

    `texts` are the contributions that may be published, by id; `people` the contributors, by id; `anchors` gives the id
    of the contribution in which each anchor of the work stands.
    """

    book: Book
    volume: Volume
    edition: Edition
    labels: Mapping[str, str]
    matter: Matter
    texts: Mapping[str, Contribution]
    people: Mapping[str, Contributor]
    anchors: Mapping[str, str]

    @property
    def metadata(self) -> Metadata:
        """The work's metadata."""
        return self.book.metadata

    def label(self, key: str, **values: object) -> str:
        """Return a label of the publication's language, its names filled in."""
        return self.labels[key].format(**values)

    def free(self, name: str) -> str:
        """Return an id for a generated section that no text of the work has."""
        while name in self.anchors:
            name += "-page"
        return name

    def page(self, role: str, blocks: tuple[Any, ...], **fields: Any) -> Section:
        """Return a generated section of that role; its language is the publication's."""
        values = {
            "id": self.free(role),
            "start": "recto" if role in RECTO else "next",
            "folios": role not in BARE,
            "language": self.metadata.language,
        }
        return Section(role=role, blocks=blocks, **(values | fields))

    def collected(self) -> tuple[Volume, ...]:
        """Return the volumes that this one brings together."""
        volumes = {volume.id: volume for volume in self.book.volumes}
        return tuple(volumes[name] for name in self.volume.collects)

    def in_order(self, volume: Volume) -> tuple[Contribution, ...]:
        """Return the texts of `volume` that may be published, in its order."""
        return tuple(self.texts[name] for name in volume.contributions if name in self.texts)

    def names(self, contribution: Contribution) -> tuple[str, ...]:
        """Return who wrote a text, as it is shown."""
        return tuple(self.people[author].name for author in contribution.authors)


def gather(book: Book, volume: Volume, edition: Edition) -> Context:
    """Gather what the publication of `volume` in `edition` is made of, without those who refused and their texts."""
    people = {person.id: person for person in book.contributors if person.consent != "refused"}
    refused = {person.id for person in book.contributors} - people.keys()
    texts = {text.id: text for text in book.contributions if not refused & set(text.authors)}
    return Context(
        book=book,
        volume=volume,
        edition=edition,
        labels=labels(book.metadata.language),
        matter=matter(volume, edition),
        texts=texts,
        people=people,
        anchors={anchor: text.id for text in book.contributions for anchor in _anchors(text)},
    )


def _anchors(text: Contribution) -> set[str]:
    found = {text.id, *(note.id for note in text.notes), *_named(text.title)}
    for blocks in (text.blocks, *(note.blocks for note in text.notes)):
        found.update(block.id for block in each_block(blocks))
        for inlines in each_inlines(blocks):
            found.update(_named(inlines))
    return found - {""}


def _named(inlines: Inlines) -> Iterator[str]:
    for item in inlines:
        if isinstance(item, IndexMark):
            yield item.id
        yield from (mark.value for mark in item.marks if mark.kind is MarkKind.ANCHOR)
