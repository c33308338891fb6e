"""The document of a section as the layout reads it: its images by their hash, its links, its page numbers."""

from __future__ import annotations

from collections.abc import Callable, Container

from msgspec import Struct, field

from pipeline.images.printed import printed
from pipeline.layout.addresses import anchor_address, file_address
from pipeline.layout.places import Names, names
from pipeline.layout.values import Job, Surroundings
from pipeline.model import Asset, Publication, Section
from pipeline.store import Store
from pipeline.styles import picture_rules
from pipeline.xhtml import Target, section_document

# How the markup holds the notes of an edition: at the foot of the page, or at the end of their text.
NOTES = {"foot": "foot", "end": "gathered"}


class Documents(Struct):
    """Makes the jobs of one publication; `nowhere` gathers the links to what is not in it, with their sections."""

    publication: Publication
    surroundings: Surroundings
    store: Store
    nowhere: set[tuple[str, str]]
    _names: dict[int, tuple[Section, Names]] = field(default_factory=dict)
    _led: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        self._led = frozenset(name for section in self.publication.sections for name in self.names(section).led)

    def names(self, section: Section) -> Names:
        """Return what a section names; it is walked through once."""
        known = self._names.get(id(section))
        if known is None:
            known = self._names[id(section)] = section, names(section)  # kept, so that its number stays its own
        return known[1]

    def job(self, section: Section, known: Container[str], label: Callable[[str], str]) -> Job:
        """Return the job of a section; `known` are the publication's anchors, `label` gives the page of each."""
        inside = self.names(section).anchors
        images: dict[str, tuple[str, str, str]] = {}
        shown: dict[str, tuple[str, int, int]] = {}

        def picture(name: str) -> str:
            asset = self._asset(name)
            copy = printed(asset, self.store)
            images[copy.name] = (copy.name, asset.media_type, str(copy))
            address = file_address(copy.name)
            shown[address] = (address, asset.width, asset.height)
            return address

        def rules() -> str:
            found = self.surroundings.page
            return picture_rules(found, shown.values()) if found else ""

        def href(anchor: str) -> str:
            if anchor not in known:
                self.nowhere.add((section.id, anchor))
            return f"#{anchor}" if anchor in inside else anchor_address(anchor)

        def page(anchor: str) -> str | None:
            return label(anchor) if anchor in known else self.publication.elsewhere.get(anchor)

        target = Target(
            syntax="html",
            notes=NOTES[self.publication.edition.notes],
            href=href,
            asset=picture,
            page=page,
            led=self._led.__contains__,
            rules=rules,
        )
        html = section_document(section, self.publication, target)
        return Job(section.id, html, self.surroundings, tuple(images.values()), section.span)

    def _asset(self, name: str) -> Asset:
        return next(asset for asset in self.publication.assets if asset.name == name)
