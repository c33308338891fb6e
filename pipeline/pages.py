"""The pages of every publication that needs some, until the numbers that tomes show of one another settle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from pipeline.built import Progress
from pipeline.composition import Typesetter, compose, compose_ahead
from pipeline.diagnostic import BookError, error
from pipeline.formats import PAGED
from pipeline.layout.lay_out import begin, lay_out, sample
from pipeline.layout.values import Job, Layout
from pipeline.layout.workshop import Workshop
from pipeline.model import Book, Edition, PageNumber, Publication, Volume, each_inlines
from pipeline.store import Store
from pipeline.styles import load_theme

# After this many rounds numbers that still change are an error, as inside one publication.
ROUNDS = 4

Key = tuple[str, str]  # a volume and an edition


class Paged(Struct, frozen=True):
    """A publication that knows the pages of the other tomes it refers to, and its own."""

    publication: Publication
    layout: Layout


def published(volume: Volume, edition: str) -> bool:
    """Return whether a volume comes out in that edition."""
    return not volume.editions or edition in volume.editions


def pages_of(publication: Publication) -> Key | None:
    """Return whose pages a publication has or lists: its own, those of the edition it names, or nobody's."""
    volume, edition = publication.volume, publication.edition
    if edition.format in PAGED:
        return volume.id, edition.name
    if edition.pages_from != "none" and published(volume, edition.pages_from):
        return volume.id, edition.pages_from
    return None


class Pages(Struct, frozen=True):
    """Lays out publications of one book; `progress` is told the stage, what is done and what there is."""

    book: Book
    store: Store
    workshop: Workshop
    progress: Progress
    typesetter: Typesetter

    def sample(self, edition: Edition) -> Job:
        """Return a small job that needs what every text of `edition` needs."""
        theme = load_theme(edition.theme, self.book.root, edition.span)
        return sample(edition, theme, self.book.metadata.language, self.store)

    def begin(self, volume: Volume, edition: Edition, texts: Sequence[str]) -> None:
        """Have the texts of these ids laid out, in their order, while the whole publication is composed."""
        publication, sections = compose_ahead(self.book, volume, edition, self.typesetter, texts)
        theme = load_theme(edition.theme, self.book.root, edition.span)
        begin(publication, sections, theme, self.store, self.workshop)

    def lay_out(self, publications: Sequence[Publication]) -> dict[Key, Paged]:
        """Lay out every publication whose pages are needed: those that an EPUB lists, and tomes referred to, included.

        Raises BookError P003 when numbers across tomes still change after ROUNDS rounds.
        """
        composed = {(one.volume.id, one.edition.name): one for one in publications}
        needed = dict.fromkeys(key for one in publications if (key := pages_of(one)))
        paged: dict[Key, Paged] = {}
        for key in needed:
            paged[key] = self._laid_out(composed.get(key) or self._composed(key))
        referring = [key for key, one in paged.items() if _outside(one.publication)]
        for key in dict.fromkeys(other for _, edition in referring for other in self._tomes(edition)):
            if key not in paged:
                paged[key] = self._laid_out(self._composed(key))
        for _ in range(ROUNDS):
            known = {key: _known(paged, key) for key in paged}
            changed = [key for key in paged if known[key] != paged[key].publication.elsewhere]
            if not changed:
                return paged
            for key in changed:
                paged[key] = self._laid_out(replace(paged[key].publication, elsewhere=known[key]))
        raise BookError(error("P003", section=volume, rounds=ROUNDS) for volume, _ in changed)

    def _tomes(self, edition: str) -> Iterator[Key]:
        for volume in self.book.volumes:
            if volume.number is not None and published(volume, edition):
                yield volume.id, edition

    def _composed(self, key: Key) -> Publication:
        volume = next(one for one in self.book.volumes if one.id == key[0])
        edition = next(one for one in self.book.editions if one.name == key[1])
        return compose(self.book, volume, edition, self.typesetter)

    def _laid_out(self, publication: Publication) -> Paged:
        edition = publication.edition
        theme = load_theme(edition.theme, self.book.root, edition.span)
        return Paged(publication, lay_out(publication, theme, self.store, self.progress, self.workshop))


def _known(paged: Mapping[Key, Paged], key: Key) -> dict[str, str]:
    """Return the labels, in the other tomes of the same edition, of the anchors that a publication refers to."""
    outside = _outside(paged[key].publication)
    tomes = {other: one for other, one in paged.items() if one.publication.volume.number is not None}
    others = [one.layout.page_map for other, one in tomes.items() if other != key and other[1] == key[1]]
    return {name: pages.label(name) for pages in others for name in sorted(outside) if name in pages.anchors}


def _outside(publication: Publication) -> frozenset[str]:
    """Return the anchors whose page numbers a publication shows and that may be another volume's."""
    bodies = (body for section in publication.sections for body in (section.blocks, *(n.blocks for n in section.notes)))
    numbers = (item for body in bodies for inlines in each_inlines(body) for item in inlines)
    return frozenset(item.target for item in numbers if isinstance(item, PageNumber) and item.target and item.otherwise)
