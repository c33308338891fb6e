"""What the cover says: the words of the title page, which are those of the metadata."""

from __future__ import annotations

from msgspec import Struct

from pipeline.model import Paragraph, Publication, each_block, join, plain
from pipeline.typography import typeset_text

AUTHOR = "aut"  # MARC relator


class Words(Struct, frozen=True):
    """The words of a cover, each empty when there are none. `helper` is whose help the title page names first."""

    author: str
    title: str
    subtitle: str = ""
    volume: str = ""
    helper: str = ""
    publisher: str = ""


def words(publication: Publication) -> Words:
    """Return the words of the publication's title page; of its metadata where the edition has no such page."""
    page = next((section for section in publication.sections if section.role == "title-page"), None)
    if page is None:
        return _from_metadata(publication)
    said: dict[str, str] = {}
    for block in each_block(page.blocks):
        if isinstance(block, Paragraph):
            said.setdefault(block.kind, plain(block.inlines))
    return Words(
        author=said.get("author", ""),
        title=said.get("title", ""),
        subtitle=said.get("subtitle", ""),
        volume=said.get("volume", ""),
        helper=said.get("role", ""),
        publisher=said.get("publisher", ""),
    )


def _from_metadata(publication: Publication) -> Words:
    data, labels = publication.metadata, publication.labels
    names = tuple(person.name for person in publication.contributors if person.role == AUTHOR)

    def typeset(text: str) -> str:
        return typeset_text(text, data.language, publication.edition.spacing)

    return Words(
        author=labels["collective"] if data.collective else join(names, labels["and"]),
        title=typeset(publication.title),
        subtitle=typeset(data.subtitle),
        publisher=typeset(data.publisher),
    )
