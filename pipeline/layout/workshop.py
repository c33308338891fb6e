"""Results of jobs: from the cache where they are known, else from the workers, longest first."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future, as_completed
from functools import lru_cache
from typing import TypeVar

from msgspec import Struct, field

from pipeline import program
from pipeline.diagnostic import BookError, Diagnostic, error
from pipeline.layout import entry
from pipeline.layout.values import AnyJob, Chunk, Job, Stamp, StampJob, Surroundings, Wanted
from pipeline.layout.versions import versions
from pipeline.layout.work import ForeignAddressError
from pipeline.layout.workers import Workers
from pipeline.store import Cache

_J = TypeVar("_J", Job, StampJob)

# What a note at the foot of the page costs more than its own text, in characters of a plain chapter.
_NOTE_COST = 800
# Jobs of this cost together take about as long as starting a pool: two workers win from there on.
_FEW = 60_000
# Fewer stamps than this are not worth a job of their own.
_STAMPS_A_LOT = 100
# Stamps of one style sheet are kept together; beyond this many, those of other books and titles are forgotten.
_STAMPS_KEPT = 20_000


class Workshop(Struct):
    """Where results come from; `made` counts the jobs that were carried out.

    It remembers the chunks it gave, so that the editions of a volume share theirs. Without a cache everything else is
    made anew. Neither the workers nor the cache change a result. `sample` is the name under which a job is kept that
    prepares the workers of the next build; `meanwhile` is called when there is nothing to do but wait.
    """

    workers: Workers = field(default_factory=lambda: Workers(1))
    cache: Cache | None = None
    sample: str = ""
    meanwhile: Callable[[], None] = lambda: None
    made: int = 0
    _chunks: dict[str, Chunk] = field(default_factory=dict)
    _begun: dict[AnyJob, Future[bytes]] = field(default_factory=dict)

    def keep_sample(self, sample: Job) -> None:
        """Keep a job that the workers of the next build may be prepared with."""
        data = entry.pack_sample(sample)
        if self._kept(self.sample) != data:
            self._keep(self.sample, data)

    def begin(self, jobs: Iterable[Job]) -> None:
        """Hand in jobs that are likely to be asked for, and that no earlier build has carried out."""
        for job in jobs:
            if not self._kept(_chunk_key(job)):
                self._begun[job] = self.workers.submit(job)

    def chunks(self, jobs: Sequence[Job], progress: Callable[[int, int], None]) -> dict[str, Chunk]:
        """Return the chunk of each job by its section; `progress` is told how many are done of how many.

        BookError names the sections that could not be laid out.
        """
        keys = {job: _chunk_key(job) for job in jobs}
        for name in keys.values():
            kept = None if name in self._chunks else self._kept(name)
            if kept is not None:
                self._chunks[name] = entry.unpack(kept)
        missing = [job for job in jobs if keys[job] not in self._chunks]
        progress(len(jobs) - len(missing), len(jobs))
        for done, (job, data) in enumerate(self._carried_out(missing), len(jobs) - len(missing) + 1):
            self._chunks[keys[job]] = entry.unpack(data)
            self._keep(keys[job], data)
            progress(done, len(jobs))
        return {job.section: self._chunks[keys[job]] for job in jobs}

    def stamps(self, wanted: Sequence[Wanted], language: str, surroundings: Surroundings) -> dict[str, Stamp]:
        """Return the stamps by name; only those that no earlier build has drawn are drawn."""
        name = key(surroundings, "stamps", language)
        known = self._kept_stamps(name)
        stamps = (job for job in self._begun if isinstance(job, StampJob))
        begun = [job for job in stamps if (job.language, job.surroundings) == (language, surroundings)]
        for _, data in self._carried_out(begun):
            known |= entry.unpack_stamps(data)
        jobs = self._stamp_jobs(wanted, known, language, surroundings)
        for _, data in self._carried_out(jobs):
            known |= entry.unpack_stamps(data)
        if begun or jobs:
            known = {stamp: known[stamp] for stamp in sorted(known)}
            names = {item.name for item in wanted}
            if len(known) > _STAMPS_KEPT:
                known = {stamp: drawn for stamp, drawn in known.items() if stamp in names}
            self._keep(name, entry.pack_stamps(known))
        return {item.name: known[item.name] for item in wanted}

    def begin_stamps(self, wanted: Sequence[Wanted], language: str, surroundings: Surroundings) -> None:
        """Hand in stamps that are likely to be asked for."""
        known = self._kept_stamps(key(surroundings, "stamps", language))
        for job in self._stamp_jobs(wanted, known, language, surroundings):
            self._begun[job] = self.workers.submit(job)

    def _kept_stamps(self, name: str) -> dict[str, Stamp]:
        kept = self._kept(name)
        return entry.unpack_stamps(kept) if kept else {}

    def _stamp_jobs(
        self, wanted: Sequence[Wanted], known: Container[str], language: str, surroundings: Surroundings
    ) -> list[StampJob]:
        missing = tuple(item for item in wanted if item.name not in known)
        lots = min(self.workers.jobs, -(-len(missing) // _STAMPS_A_LOT))
        return [StampJob(missing[lot::lots], language, surroundings) for lot in range(lots)]

    def tidy(self) -> None:
        """Keep the cache within its limit, when something was added to it."""
        if self.cache is not None and self.made:
            self.cache.prune()

    def _kept(self, name: str) -> bytes | None:
        return self.cache.get(name) if self.cache is not None else None

    def _keep(self, name: str, data: bytes) -> None:
        if self.cache is not None:
            self.cache.put(name, data)

    def _carried_out(self, jobs: Sequence[_J]) -> Iterator[tuple[_J, bytes]]:
        """Yield each job with its result as it comes in; BookError with all that failed, at the end."""
        order = sorted(jobs, key=cost, reverse=True)
        few = sum(map(cost, jobs)) < _FEW
        futures = {
            self._begun.pop(job) if job in self._begun else self.workers.submit(job, few=few): job for job in order
        }
        faults: list[Diagnostic] = []
        if not all(future.done() for future in futures):
            self.meanwhile()
        for future in as_completed(futures):
            result = self._outcome(future, futures[future])
            if isinstance(result, Diagnostic):
                faults.append(result)
            else:
                self.made += 1
                yield futures[future], result
        if faults:
            raise BookError(sorted(faults, key=lambda fault: fault.values))

    def _outcome(self, future: Future[bytes], job: AnyJob) -> bytes | Diagnostic:
        """Return a result, or the diagnostic that names the job; any other exception is a bug of ours."""
        section, span = (job.section, job.span) if isinstance(job, Job) else ("heads and folios", None)
        try:
            return future.result()
        except ForeignAddressError as fault:
            return error("P009", span, section=section, address=fault)
        except TimeoutError:
            return error("P012", span, section=section, seconds=self.workers.limits.seconds)
        except (MemoryError, OSError, BrokenExecutor) as fault:
            return error("P011", span, section=section, reason=f"{type(fault).__name__} {fault}".strip())


def cost(job: AnyJob) -> int:
    """Return how long a job takes, in characters: the longest is begun first, so that no worker ends alone."""
    if isinstance(job, StampJob):
        return len(job.wanted)
    return len(job.html) + _NOTE_COST * job.html.count('class="footnote"')


def _chunk_key(job: Job) -> str:
    return key(job.surroundings, "chunk", job.html)


def key(surroundings: Surroundings, *parts: str) -> str:
    """Return the hash of everything that a result depends on; images are named in the markup by their hash."""
    ground = _ground(surroundings.css, surroundings.fonts, tuple(sha256 for sha256, _ in surroundings.faces))
    return hashlib.sha256(json.dumps([parts, ground]).encode()).hexdigest()


@lru_cache(maxsize=16)
def _ground(css: str, fonts: str, faces: tuple[str, ...]) -> str:
    text = json.dumps([css, fonts, sorted(faces), versions(), program.part("layout")])
    return hashlib.sha256(text.encode()).hexdigest()
