"""A volume that is kept open: a changed text goes in, the pages of one contribution come out."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from pipeline.composition import compose
from pipeline.diagnostic import BookError, Diagnostic
from pipeline.layout.documents import Documents
from pipeline.layout.lay_out import lay_out, surroundings_of
from pipeline.layout.part import lay_out_part
from pipeline.layout.values import Layout
from pipeline.layout.workshop import Workshop
from pipeline.model import Book, Edition, Publication, Volume
from pipeline.pdf import assemble
from pipeline.reading import read, read_contribution
from pipeline.store import Cache, Store
from pipeline.styles import load_theme


class Pages(Struct, frozen=True):
    """The pages of a contribution as a PDF, their labels, and what was found while its text was read and laid out."""

    pdf: bytes
    labels: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]


class Resident:
    """The volume `volume` of the book in `root`, in the paged edition `edition`.

    It is read and laid out once. `change` takes texts that may be unsaved; `pages` shows one contribution as it is now,
    among pages as they last were; `settle` lays the whole out again, so that every number is right. KeyError for an
    unknown volume or edition, BookError when the book cannot be read or laid out. Not for several threads at once.
    """

    def __init__(self, root: Path, volume: str, edition: str, store: Store | None = None) -> None:
        self._root = root
        self._names = (volume, edition)
        self._store = store or Store(root / ".tomes")
        self._workshop = Workshop(cache=Cache(self._store.folder / "cache"))
        self._texts: dict[str, str] = {}
        self._found: dict[str, tuple[Diagnostic, ...]] = {}
        self._book = self._read()
        self._publication: Publication | None = None
        self._layout = self._laid_out()

    def change(self, path: str, text: str) -> None:
        """Take the text of a file of the manuscript, by its path from the book's root.

        A contribution is read alone; any other file, or a picture that was not there, makes the whole book be read.
        """
        self._texts[path] = text
        self._publication = None
        own = [one for one in self._book.contributions if one.path == path]
        reading = read_contribution(path, text, self._book.metadata.language) if own else None
        assets = {asset.name for asset in self._book.assets}
        if reading is None or reading.contribution.id != own[0].id or {name for name, _ in reading.pictures} - assets:
            self._book = self._read()
            return
        self._found[path] = reading.diagnostics
        changed = reading.contribution
        texts = tuple(changed if one.path == path else one for one in self._book.contributions)
        self._book = replace(self._book, contributions=texts)

    def pages(self, contribution: str) -> Pages:
        """Return the pages of a contribution; KeyError when the volume does not hold it."""
        publication = self._composed()
        documents = Documents(publication, self._surroundings, self._store, set())
        part = lay_out_part(publication, contribution, self._layout, self._workshop, documents)
        labels = part.page_map.labels[part.begin - 1 :][: part.pages]
        path = next(one.path for one in self._book.contributions if one.id == contribution)
        return Pages(assemble(part, publication), labels, (*self._found.get(path, ()), *part.diagnostics))

    def settle(self) -> Layout:
        """Lay out the whole volume as it is now, and keep its numbers."""
        self._layout = self._laid_out()
        return self._layout

    def _read(self) -> Book:
        reading = read(self._root, self._store, self._texts)
        if reading.book is None:
            raise BookError(reading.diagnostics)
        self._found = {}
        return reading.book

    def _composed(self) -> Publication:
        if self._publication is None:
            volume, edition = self._chosen()
            self._publication = compose(self._book, volume, edition)
        return self._publication

    def _chosen(self) -> tuple[Volume, Edition]:
        volumes = {volume.id: volume for volume in self._book.volumes}
        editions = {edition.name: edition for edition in self._book.editions}
        return volumes[self._names[0]], editions[self._names[1]]

    def _laid_out(self) -> Layout:
        publication = self._composed()
        theme = load_theme(publication.edition.theme, self._root)
        self._surroundings = surroundings_of(publication.edition, theme, self._store.folder / "fonts")
        return lay_out(publication, theme, self._store, lambda stage, done, count: None, self._workshop)
