"""Small books made by hand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from pipeline.composition import compose
from pipeline.model import (
    Book,
    Contribution,
    Contributor,
    Edition,
    Inlines,
    Mark,
    MarkKind,
    Metadata,
    PageNumber,
    Paragraph,
    Publication,
    Run,
    Section,
    Volume,
    each_inlines,
    plain,
    text,
)

EPUB = Edition(name="epub", format="epub")
PRINT = Edition(name="print", format="pdf", variant="print")
SCREEN = Edition(name="screen", format="pdf", variant="screen")
EDITIONS = (EPUB, PRINT, SCREEN)

LEA = Contributor(id="lea-m", name="Léa Martin", sort_name="Martin, Léa")
OMAR = Contributor(id="omar-d", name="Omar Diallo", sort_name="Diallo, Omar")


def contribution(name: str, *words: str, title: str = "", author: str = "", **fields: object) -> Contribution:
    """Return a text with a paragraph for each of `words`."""
    blocks = tuple(Paragraph(id=f"{name}-{number}", inlines=text(one)) for number, one in enumerate(words, 1))
    values: dict[str, object] = {"blocks": blocks, "authors": (author,) if author else ()}
    return Contribution(id=name, path=f"{name}.md", title=text(title or name.title()), **(values | fields))


def refers(name: str, to: str, words: str = "") -> Contribution:
    """Return a text that refers to another."""
    inlines = (Run("Voir "), Run(words, (Mark(MarkKind.REFERENCE, to),)), Run("."))
    return contribution(name, blocks=(Paragraph(id=f"{name}-1", inlines=inlines),))


def book(*texts: Contribution, volumes: Sequence[Volume] = (), **metadata: object) -> Book:
    """Return a book of `texts`, in one volume unless `volumes` say otherwise."""
    values: dict[str, object] = {"title": "Le livre"}
    return Book(
        root=Path(),
        slug="livre",
        metadata=Metadata(**(values | metadata)),
        contributors=(LEA, OMAR),
        contributions=texts,
        volumes=tuple(volumes) or (Volume(id="livre", contributions=tuple(one.id for one in texts)),),
        editions=EDITIONS,
    )


def with_people(work: Book, *people: Contributor) -> Book:
    return replace(work, contributors=people)


def composed(work: Book, edition: Edition = PRINT, volume: int = 0) -> Publication:
    return compose(work, work.volumes[volume], edition)


def roles(publication: Publication) -> list[str]:
    return [section.role for section in publication.sections]


def of_role(publication: Publication, role: str) -> Section:
    (found,) = (section for section in publication.sections if section.role == role)
    return found


def shown(inlines: Inlines) -> str:
    """Return inlines as read where no page is known, references in brackets."""
    pieces = []
    for item in inlines:
        words = plain((item,))
        if isinstance(item, PageNumber):
            words = f"{item.before}{item.target}{item.after}|{item.otherwise}"
        pieces.append(f"[{words}]" if any(mark.kind is MarkKind.REFERENCE for mark in item.marks) else words)
    return "".join(pieces)


def lines(section: Section) -> list[str]:
    """Return the text of a section, one inline sequence a line, its spaces made ordinary."""
    every = (shown(inlines) for inlines in each_inlines(section.blocks) if inlines)
    return [re.sub(r"\s", " ", one) for one in every]
