"""The running heads and folios of every page, and heads too long for their line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from pipeline.diagnostic import Diagnostic, warning
from pipeline.layout.pagemap import Arrangement
from pipeline.layout.values import SIDES, Stamp, Wanted
from pipeline.model import Publication, Section, plain
from pipeline.typography import typeset_text

# A line of the widest trim holds fewer words.
_MOST_WORDS = 24

Pages = tuple[tuple[Wanted, ...], ...]
Draw = Callable[[Sequence[Wanted]], Mapping[str, Stamp]]


def wanted_stamps(publication: Publication, arrangement: Arrangement) -> Pages:
    """Return the head and folio of every page from that of the first chunk on.

    There are none on blanks and where the section has none, and no head on openings.
    """
    sections = {section.id: section for section in publication.sections}
    last = arrangement.placed[-1]
    begin, end = arrangement.placed[0].first, last.first + len(last.chunk.facts.pages)
    pages: list[tuple[Wanted, ...]] = [()] * (end - begin)
    for placed in arrangement.placed:
        section = sections[placed.section]
        if not section.folios:
            continue
        for offset, facts in enumerate(placed.chunk.facts.pages):
            number = placed.first + offset
            side = SIDES[(number - 1) % 2]
            folio = Wanted("folio", side, arrangement.labels[number - 1])
            head = Wanted("head", side, publication.head or publication.title if side == "verso" else _head_of(section))
            if facts.begins is not None:
                pages[number - begin] = (head, folio) if offset and head.text else (folio,)
    return tuple(pages)


def listed(wanted: Pages) -> list[Wanted]:
    """Return the stamps of all pages, each once, in an order of their own."""
    return sorted({item for items in wanted for item in items})


def drawn(
    publication: Publication, wanted: Pages, draw: Draw
) -> tuple[tuple[tuple[Stamp, ...], ...], list[Diagnostic]]:
    """Return the stamps of every page; a head too long for its line is shortened, and a warning asks for a shorter one.

    `draw` makes stamps, by name.
    """
    stamps = dict(draw(listed(wanted)))
    long = sorted({item for items in wanted for item in items if item.kind == "head" and stamps[item.name].lines > 1})
    shorter = {item: [replace(item, text=text) for text in _shorter(publication, item.text)] for item in long}
    stamps |= draw(sorted({one for items in shorter.values() for one in items})) if long else {}
    shown = {item: next((one for one in shorter[item] if stamps[one.name].lines == 1), item) for item in long}
    pages = tuple(tuple(stamps[shown.get(item, item).name] for item in items) for items in wanted)
    return pages, _warnings(publication, shown)


def _work(publication: Publication) -> str:
    """Return the title of the whole work, without what the volume adds."""
    return typeset_text(publication.metadata.title, publication.metadata.language, publication.edition.spacing)


def _head_of(section: Section) -> str:
    """Return the running head of a section's right-hand pages."""
    return section.head or plain(section.title)


def _shorter(publication: Publication, head: str) -> Iterator[str]:
    """Yield what may stand for a head that is too long, the longest first: a volume's is the work's, then cut ones."""
    if head == publication.title:
        yield _work(publication)
    words = head.split(" ")[:_MOST_WORDS]
    for count in range(len(words) - 1, 0, -1):
        kept = " ".join(words[:count]).rstrip("\u00a0\u202f,;:.!?–—-(«“")
        if kept:
            yield f"{kept}…"


def _warnings(publication: Publication, shown: Mapping[Wanted, Wanted]) -> list[Diagnostic]:
    places = dict(publication.metadata.places)
    found = []
    for item, instead in shown.items():
        if instead.text == _work(publication):
            continue  # which tome it is stands on its title page
        spans = [section.span for section in publication.sections if _head_of(section) == item.text]
        span = spans[0] if spans and item.side == "recto" else places.get("title")
        found.append(warning("P008", span, head=item.text, shown=instead.text))
    return found
