"""Laying out in rounds: numbers are written, chunks made, pages counted, until what is written is what is counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct, field

from pipeline.diagnostic import Diagnostic, error
from pipeline.layout.documents import Documents
from pipeline.layout.pagemap import Arrangement, arrange
from pipeline.layout.places import lists
from pipeline.layout.values import Chunk, Job
from pipeline.model import Publication, Section

# Numbers that have not settled by then go round in a circle.
ROUNDS = 4
# What stands for a page number before pages are counted.
UNKNOWN = "000"

Make = Callable[[Sequence[Job]], Mapping[str, Chunk]]


class Rounds(Struct):
    """A publication while its numbers settle: the documents of its sections, the chunks made of them.

    `make` carries out jobs and returns the chunk of each section; `again` is told before that which jobs come after
    those of the first round, and how the book is arranged without them.
    """

    publication: Publication
    documents: Documents
    make: Make
    again: Callable[[Sequence[Job], Arrangement], None] = lambda _jobs, _arrangement: None
    _numbered: dict[str, frozenset[str]] = field(default_factory=dict)
    _home: dict[str, str] = field(default_factory=dict)
    _jobs: dict[str, Job] = field(default_factory=dict)
    _chunks: dict[str, Chunk] = field(default_factory=dict)

    def foreseen(self, sections: Iterable[Section]) -> Iterator[Job]:
        """Yield the jobs of those of `sections` that show no number: they will not change in any round."""
        self._find_homes()
        for section in sections:
            if not self.documents.names(section).numbered:
                yield self._job(section, None)

    def settle(self) -> tuple[Arrangement, tuple[Diagnostic, ...]]:
        """Lay out until every number shown is the number of its page.

        Sections that show no number are laid out once. Contents and indexes at the end of the book wait for the second
        round, when what they list has its pages. What still changes after ROUNDS rounds is an error that names it.
        """
        sections = self.publication.sections
        self._numbered = {section.id: self.documents.names(section).numbered for section in sections}
        self._find_homes()
        waiting = self._waiting()
        changed = self._changed([section for section in sections if section.id not in waiting], None)
        arrangement = self._laid_out(changed)
        showing = [section for section in sections if self._numbered[section.id]]
        for _ in range(ROUNDS - 1):
            changed = self._changed(showing, arrangement)
            if not changed:
                return arrangement, self._leading_nowhere()
            self.again([self._jobs[name] for name in changed], arrangement)
            arrangement = self._laid_out(changed)
        changed = self._changed(showing, arrangement)
        unsettled = [section for section in showing if section.id in changed]
        found = (error("P003", section.span, section=section.id, rounds=ROUNDS) for section in unsettled)
        return arrangement, (*found, *self._leading_nowhere())

    def _find_homes(self) -> None:
        """Note in which section each anchor stands: the first of those that have it."""
        sections = reversed(self.publication.sections)
        self._home = {name: section.id for section in sections for name in self.documents.names(section).anchors}

    def _leading_nowhere(self) -> tuple[Diagnostic, ...]:
        spans = {section.id: section.span for section in self.publication.sections}
        return tuple(error("P007", spans[section], anchor=anchor) for section, anchor in sorted(self.documents.nowhere))

    def _waiting(self) -> set[str]:
        """Return the sections that list sections before them: contents, indexes."""
        order = {section.id: place for place, section in enumerate(self.publication.sections)}

        def leads_back(section: Section) -> bool:
            homes = (self._home[name] for name in self._numbered[section.id] if name in self._home)
            return all(order[home] < order[section.id] for home in homes)

        return {section.id for section in self.publication.sections if lists(section) and leads_back(section)}

    def _changed(self, sections: Sequence[Section], arrangement: Arrangement | None) -> list[str]:
        """Write the sections' documents again with the numbers known now; return the names of those that changed."""
        changed = []
        for section in sections:
            job = self._job(section, arrangement)
            if self._jobs.get(section.id) != job:
                self._jobs[section.id] = job
                changed.append(section.id)
        return changed

    def _laid_out(self, names: Sequence[str]) -> Arrangement:
        self._chunks.update(self.make([self._jobs[name] for name in names]))
        return arrange(self.publication, self._chunks)

    def _job(self, section: Section, arrangement: Arrangement | None) -> Job:
        def label(anchor: str) -> str:
            if arrangement is None or anchor not in arrangement.anchors:
                return UNKNOWN
            return arrangement.labels[arrangement.anchors[anchor] - 1]

        return self.documents.job(section, self._home, label)
