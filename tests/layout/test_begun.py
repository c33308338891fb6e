"""Texts that have changed are handed to the workers before the rest is composed: the same jobs, carried out once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from pipeline.composition import Typesetter, compose, compose_ahead
from pipeline.layout.documents import Documents
from pipeline.layout.lay_out import begin, surroundings_of
from pipeline.layout.rounds import Rounds
from pipeline.layout.values import AnyJob, Chunk, Job, Layout
from pipeline.layout.workers import Workers, working
from pipeline.layout.workshop import Workshop
from pipeline.model import Publication, Section
from pipeline.pdf import assemble
from pipeline.reading import read
from pipeline.store import Store
from pipeline.styles import Theme
from tests.build.books import BOOKS
from tests.layout.books import chapter, contents, publication, refers

LayOut = Callable[..., Layout]

TEXTS = (chapter("un", 6), chapter("deux", 3), refers("trois", "un"))
BOOK = publication(*TEXTS, contents(*TEXTS))


class Counted(ThreadPoolExecutor):
    """Carries out one job after another, and remembers which were handed in."""

    def __init__(self) -> None:
        super().__init__(1)
        self.jobs: list[str] = []

    def submit(self, task: Callable[..., Any], /, *arguments: Any, **options: Any) -> Future[Any]:
        job: AnyJob = arguments[0]
        self.jobs.append(job.section if isinstance(job, Job) else "stamps")
        return super().submit(task, *arguments, **options)


def test_what_was_begun_is_not_done_again(laid_out: LayOut, theme: Theme, store: Store) -> None:
    expected = assemble(laid_out(BOOK), BOOK)
    with Counted() as executor:
        workshop = Workshop(Workers(1, executor=executor))
        begin(BOOK, TEXTS[1:], theme, store, workshop)
        # What shows the number of a page changes with it: it is not begun.
        assert executor.jobs == ["deux"]
        assert assemble(laid_out(BOOK, workshop), BOOK) == expected
        assert executor.jobs.count("deux") == 1


def test_a_text_is_begun_as_it_will_be_asked_for(theme: Theme, tmp_path: Path) -> None:
    store = Store(tmp_path)
    book = read(BOOKS / "everything", store).book
    edition = next(one for one in book.editions if one.format == "pdf")
    surroundings = surroundings_of(edition, theme, tmp_path / "fonts")

    def foreseen(composed: Publication, sections: Iterable[Section]) -> list[Job]:
        rounds = Rounds(composed, Documents(composed, surroundings, store, set()), lambda _: {})
        return list(rounds.foreseen(sections))

    found = 0
    for volume in book.volumes:
        composed = compose(book, volume, edition)
        texts = [section for section in composed.sections if section.id in volume.contributions]
        names = [section.id for section in reversed(texts)]
        ahead = foreseen(*compose_ahead(book, volume, edition, Typesetter(), names))
        assert ahead == foreseen(composed, reversed(texts))
        found += len(ahead)
    assert found > 3


def test_heads_and_folios_are_drawn_beside_the_contents_and_each_once(
    laid_out: LayOut, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = assemble(laid_out(BOOK), BOOK)
    handed: list[str] = []
    with working(2) as workers:
        workers.start()
        submit = workers.submit

        def noted(job: AnyJob, *, few: bool = False) -> Future[bytes]:
            handed.extend([job.section] if isinstance(job, Job) else [item.name for item in job.wanted])
            return submit(job, few=few)

        monkeypatch.setattr(workers, "submit", noted)
        workshop = Workshop(workers)
        chunks = workshop.chunks
        counts: list[int] = []

        def counted(jobs: Sequence[Job], progress: Callable[[int, int], None]) -> dict[str, Chunk]:
            counts.append(len(handed))
            return chunks(jobs, progress)

        monkeypatch.setattr(Workshop, "chunks", lambda _, jobs, progress: counted(jobs, progress))
        assert assemble(laid_out(BOOK, workshop), BOOK) == expected
    stamps = [name for name in handed if name.startswith(("head ", "folio "))]
    assert stamps
    assert len(stamps) == len(set(stamps))
    # When the contents are waited for, in the second round, most of the stamps are under way.
    assert counts[1] - handed.index(stamps[0]) > len(stamps) / 2
