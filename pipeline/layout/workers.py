"""Who carries out jobs: this process, a pool of workers with limits, or any executor that is handed in.

A worker is a process that is given nothing but jobs. It is forked from a server that has loaded WeasyPrint once and has
no threads, so that no lock of this process is caught in it. A few small jobs are carried out here, unless the server is
already there: starting it takes longer than they do.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing import forkserver, util
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

from msgspec import Struct

from pipeline.layout import SAMPLE
from pipeline.layout.values import AnyJob, bare
from pipeline.layout.work import carry_out, confine

T = TypeVar("T")

# Loaded by the server of workers, once for all of them.
_PRELOADED = ["pipeline.layout.prepared"]
# How often the pool looks whether it is to end, in seconds: a command ends that much later.
_LOOK = 0.01


class Limits(Struct, frozen=True):
    """What one task may take: seconds, bytes of address space (WeasyPrint maps 1 GB), bytes of a file it writes."""

    seconds: int = 300
    memory: int = 4 * 1024**3
    file: int = 256 * 1024**2


LIMITS = Limits()


class Workers:
    """Takes jobs and gives futures of bytes; `close` ends its processes."""

    def __init__(self, jobs: int, limits: Limits = LIMITS, executor: Executor | None = None) -> None:
        self.jobs = jobs
        self.limits = limits
        self._executor = executor
        self._pool: Any = None
        self._served = False
        self._starter: ThreadPoolExecutor | None = None
        self._ready: Future[None] = Future()

    def submit(self, job: AnyJob, *, few: bool = False) -> Future[bytes]:
        """Hand in a job; `few` says that there are so few that they may as well be done here and now."""
        job = bare(job)
        if self._executor is not None:
            return self._executor.submit(carry_out, job)
        if self.jobs == 1 or (few and not self.warm):
            return _done(carry_out, job)
        return self._scheduled(carry_out, job)

    def run(self, task: Callable[..., T], *arguments: Any) -> Future[T]:
        """Have a process of ours carry out `task`, a function of a module; without processes do it here and now."""
        if not self.warm:
            return _done(task, *arguments)
        return self._scheduled(task, *arguments)

    @property
    def warm(self) -> bool:
        """Return whether processes of our own are there, or on their way."""
        return self._served or self._pool is not None

    def warm_up(self, sample: Path | None = None) -> None:
        """Start the server of workers, which loads WeasyPrint while this process does something else.

        `sample` is a file of a cache that holds a job like those to come.
        """
        if _SERVED and self._executor is None and self.jobs > 1 and not self.warm:
            _start_server(_context(), sample)
            self._served = True

    def start(self) -> None:
        """Start the workers, aside: from here on this process has threads, and must not be forked."""
        if self._executor is None and self.jobs > 1 and self._starter is None:
            self.warm_up()
            self._starter = ThreadPoolExecutor(1)
            self._ready = self._starter.submit(self._start)

    def close(self) -> None:
        """End the pool's processes; jobs that are still running are dropped."""
        if self._starter is not None:
            self._starter.shutdown(cancel_futures=True)
            self._starter = None
        if self._pool is not None:
            self._pool.stop()
            self._pool.join()
            self._pool = None

    def _scheduled(self, task: Callable[..., T], *arguments: Any) -> Future[T]:
        """Hand a task to the pool by the thread that starts it, and do not wait until it is there."""
        self.start()
        outcome: Future[T] = Future()

        def hand_over(done: Future[T]) -> None:
            if done.cancelled():  # the pool was stopped
                outcome.cancel()
            elif fault := done.exception():
                outcome.set_exception(fault)
            else:
                outcome.set_result(done.result())

        def schedule() -> None:
            try:
                self._ready.result()
                self._pool.schedule(task, args=arguments, timeout=self.limits.seconds).add_done_callback(hand_over)
            except Exception as fault:
                outcome.set_exception(fault)

        if self._starter is not None:
            self._starter.submit(schedule)
        return outcome

    def _start(self) -> None:
        import pebble

        pebble.CONSTS.sleep_unit = _LOOK
        limits = (self.limits.memory, self.limits.file)
        pool = pebble.ProcessPool(self.jobs, initializer=confine, initargs=limits, context=_context())
        pool.schedule(os.getpid)  # the first task starts the processes
        self._pool = pool


@contextmanager
def working(jobs: int, limits: Limits = LIMITS, executor: Executor | None = None) -> Iterator[Workers]:
    """Give workers that begin to end with the block; `executor` is left as it is."""
    workers = Workers(jobs, limits, executor)
    try:
        yield workers
    finally:
        # A pool takes its time to end; the program does not end before it.
        threading.Thread(target=workers.close).start()


def _done(task: Callable[..., T], *arguments: Any) -> Future[T]:
    future: Future[T] = Future()
    try:
        future.set_result(task(*arguments))
    except Exception as fault:
        future.set_exception(fault)
    return future


# Whether worker processes can be forked from a server; else each is started anew.
_SERVED = "forkserver" in multiprocessing.get_all_start_methods()


class _Process(ForkServerProcess):
    """A worker that does not run the program again that it was started from: its jobs need nothing of it."""

    def start(self) -> None:
        """Start the process."""
        program, sys.modules["__main__"] = sys.modules["__main__"], ModuleType("__main__")
        try:
            super().start()
        finally:
            sys.modules["__main__"] = program


class _Context(ForkServerContext):
    Process = _Process


def _start_server(context: Any, sample: Path | None = None) -> None:
    """Start the server of workers, where it is not there yet; see `prepared` for `sample`.

    Ctrl-C, which a terminal sends to every process, is for this one alone. Nobody reads what the server and its
    workers print: results and faults come through the pool, and the rest are tracebacks of workers whose pool is gone.
    """
    kept, nowhere, spawned = os.dup(2), os.open(os.devnull, os.O_WRONLY), util.spawnv_passfds
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        if sample is not None:
            os.environ[SAMPLE] = str(sample)
        os.dup2(nowhere, 2)  # the signals that are blocked here and this stream are handed down to the server
        context.set_forkserver_preload(_PRELOADED)
        if threading.active_count() == 1:
            util.spawnv_passfds = _forked
        forkserver.ensure_running()
    finally:
        util.spawnv_passfds = spawned
        os.environ.pop(SAMPLE, None)
        os.dup2(kept, 2)
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        os.close(kept)
        os.close(nowhere)


def _forked(path: bytes, args: Sequence[Any], passfds: Sequence[int]) -> int:
    """Start a Python process as `spawnv_passfds` of `multiprocessing.util` does, but with all that is loaded here.

    To start Python and to import again what this process has imported takes a fifth of the time until workers are
    ready. Only where this process has no other threads, whose locks would stay locked.
    """
    del path  # of Python, which runs already
    pid = os.fork()
    if pid:
        return pid
    try:
        first = 3  # after the standard streams
        for handle in (*sorted(passfds), os.sysconf("SC_OPEN_MAX")):
            os.closerange(first, handle)
            first = max(first, handle + 1)
        exec(args[-1], {})  # what multiprocessing has written for `python -c`
    finally:
        os._exit(0)  # nothing of this program is unwound or written twice


def _context() -> Any:
    if not _SERVED:
        return multiprocessing.get_context("spawn")
    return _Context()
