"""From chunks to pages: where each section begins, what each page is called, where each anchor is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile

from msgspec import Struct

from pipeline.layout.places import Places
from pipeline.layout.values import Chunk, Placed
from pipeline.model import FRONT_ROLES, PageBreak, PageMap, Publication, Section, roman

# The sections that come before the text: with `front_folios: roman` they are counted apart.
_FRONT = frozenset((*FRONT_ROLES, "half-title", "other-volumes", "title-page", "copyright", "contents"))


class Arrangement(Struct, frozen=True):
    """Chunks in their places; a page that no chunk covers is blank. `front` is how many pages are counted apart."""

    placed: tuple[Placed, ...]
    labels: tuple[str, ...]
    anchors: Mapping[str, int]
    front: int = 0


def arrange(publication: Publication, chunks: Mapping[str, Chunk]) -> Arrangement:
    """Put the chunks one after another; a section that starts on a recto leaves the verso before it blank.

    A section without a chunk (not laid out yet) takes no page, but it is known where it would begin.
    """
    placed: list[Placed] = []
    anchors: dict[str, int] = {}
    page = front = 1
    roman_front = publication.edition.front_folios == "roman"
    opening = {section.id for section in _front(publication.sections)} if roman_front else set()
    for section in publication.sections:
        begins_text = roman_front and front == 1 and section.id not in opening
        if page % 2 == 0 and (section.start == "recto" or begins_text):
            page += 1
        if begins_text:
            front = page
        anchors.setdefault(section.id, page)
        chunk = chunks.get(section.id)
        if chunk is None:
            continue
        placed.append(Placed(section.id, page, chunk))
        for name, (offset, _, _) in chunk.facts.anchors.items():
            anchors.setdefault(name, page + offset)
        page += len(chunk.facts.pages)
    count = max([page - 1, *anchors.values()])
    labels = (*(roman(number).lower() for number in range(1, front)), *map(str, range(1, count - front + 2)))
    return Arrangement(tuple(placed), labels, anchors, front - 1)


def _front(sections: Sequence[Section]) -> Iterator[Section]:
    return takewhile(lambda section: section.role in _FRONT, sections)


def page_map(publication: Publication, arrangement: Arrangement) -> PageMap:
    """Return the page map: pages that show nothing of the text (blanks) have a label and no break."""
    sections = {section.id: section for section in publication.sections}
    shown = {*arrangement.anchors, *publication.elsewhere}
    breaks: list[PageBreak] = []
    for placed in arrangement.placed:
        places = Places(sections[placed.section])
        for number, page in enumerate(placed.chunk.facts.pages, placed.first):
            if page.begins is None:
                continue
            block, count = page.begins
            label = arrangement.labels[number - 1]
            breaks.append(PageBreak(number, label, placed.section, block, places.offset(block, count, shown)))
    return PageMap(arrangement.anchors, arrangement.labels, tuple(breaks))
