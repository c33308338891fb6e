"""Jobs in workers: limits, deaths, executors; whoever carries them out, the result is the same."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
from msgspec.structs import replace

from pipeline.diagnostic import BookError, Span
from pipeline.layout.values import AnyJob, Job, Layout, Surroundings
from pipeline.layout.work import carry_out
from pipeline.layout.workers import Limits, Workers, working
from pipeline.layout.workshop import Workshop, cost
from pipeline.pdf import assemble
from tests.layout.books import chapter, contents, noted, publication, refers

LayOut = Callable[..., Layout]

TEXTS = (chapter("un", 6), noted("deux", 3), refers("trois", "un"))
BOOK = publication(*TEXTS, contents(*TEXTS))


def die(job: AnyJob) -> bytes:
    """Carry out a job, but for that of one section."""
    if isinstance(job, Job) and job.section == "deux":
        os.kill(os.getpid(), signal.SIGKILL)
    return carry_out(job)


def linger(job: AnyJob) -> bytes:
    if isinstance(job, Job) and job.section == "deux":
        time.sleep(60)
    return carry_out(job)


def devour(job: AnyJob) -> bytes:
    if isinstance(job, Job) and job.section == "deux":
        return bytes(4 * 1024**3)
    return carry_out(job)


def fill(job: AnyJob) -> bytes:
    if isinstance(job, Job) and job.section == "deux":
        with Path(os.devnull).with_name("shm").joinpath(f"tomes-test-{os.getpid()}").open("wb") as file:
            file.write(bytes(1024**2))
    return carry_out(job)


def faults(
    laid_out: LayOut, task: Callable[[AnyJob], bytes], limits: Limits, monkeypatch: pytest.MonkeyPatch
) -> list[tuple[str, Span | None, str]]:
    monkeypatch.setattr("pipeline.layout.workers.carry_out", task)
    with working(2, limits) as workers:
        workers.warm_up()
        with pytest.raises(BookError) as raised:
            laid_out(BOOK, Workshop(workers))
    return [(one.code, one.span, dict(one.values)["section"]) for one in raised.value.diagnostics]


@pytest.mark.parametrize(
    ("task", "limits", "code"),
    [
        (die, Limits(), "P011"),
        (linger, Limits(seconds=8), "P012"),
        (devour, Limits(memory=3 * 1024**3), "P011"),
        (fill, Limits(file=1024), "P011"),
    ],
)
def test_a_worker_that_fails_is_survived_and_its_text_named(
    task: Callable[[AnyJob], bytes], limits: Limits, code: str, laid_out: LayOut, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert faults(laid_out, task, limits, monkeypatch) == [(code, Span("deux.md"), "deux")]


def test_one_worker_or_two_give_the_same_bytes(laid_out: LayOut) -> None:
    alone = laid_out(BOOK)
    with working(2) as workers:
        workers.warm_up()
        together = laid_out(BOOK, Workshop(workers))
    assert assemble(together, BOOK) == assemble(alone, BOOK)
    assert together == alone


def test_a_few_small_jobs_start_no_pool(laid_out: LayOut) -> None:
    with working(2) as workers:
        laid_out(publication(chapter("court", 1)), Workshop(workers))
        assert workers._pool is None
        laid_out(publication(*(chapter(f"long-{number}", 30) for number in range(4))), Workshop(workers))
        assert workers._pool is not None


def test_any_executor_will_do(laid_out: LayOut) -> None:
    with ProcessPoolExecutor(1, mp_context=get_context("forkserver")) as executor:
        handed = laid_out(BOOK, Workshop(Workers(1, executor=executor)))
    assert handed == laid_out(BOOK)


def test_the_longest_text_is_begun_first(laid_out: LayOut) -> None:
    class Noting(Workers):
        begun: list[str] = []  # noqa: RUF012 # read by the test alone

        def submit(self, job: AnyJob, *, few: bool = False) -> Future[bytes]:
            self.begun.append(job.section if isinstance(job, Job) else "stamps")
            return super().submit(job, few=few)

    workers = Noting(1)
    laid_out(publication(chapter("court", 1), chapter("long", 9), chapter("moyen", 4)), Workshop(workers))
    assert workers.begun == ["long", "moyen", "court", "stamps"]


def test_notes_make_a_text_longer() -> None:
    surroundings = Surroundings("", (), "")
    plain = Job("a", "<p>" + "x" * 900, surroundings)
    assert cost(replace(plain, html=plain.html[:200] + '<span class="footnote">')) > cost(plain)
