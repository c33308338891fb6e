"""Work on texts shared out to the cores of this machine, when there is enough of it."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

_In = TypeVar("_In")
_Out = TypeVar("_Out")

# Below this number of characters, starting other processes costs more than it saves.
_WORTH_SHARING = 300_000
# How many lots each process is given, so that none waits long for the one with the longest texts.
_LOTS = 32


def worth_sharing(texts: Iterable[str]) -> bool:
    """Return whether work on `texts` is done sooner by several processes, and may be: none is forked beside threads."""
    return cores() > 1 and threading.active_count() == 1 and sum(map(len, texts)) >= _WORTH_SHARING


def cores() -> int:
    """Return how many processes may run at once on this machine, for this process."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def shared_out(
    work: Callable[[_In], _Out], items: Sequence[_In], meanwhile: Callable[[], None] = lambda: None
) -> Iterator[_Out]:
    """Yield the result of `work` for each of `items`, in order, done by as many processes as there are cores.

    `meanwhile` is called while they are at it. Ctrl-C, which a terminal sends to every process, is for this one alone.
    """
    from concurrent.futures import ProcessPoolExecutor  # most commands share nothing out

    processes = min(cores(), len(items))
    with _left_alone():
        pool = ProcessPoolExecutor(processes, initializer=_end_with_parent)
        results = pool.map(work, items, chunksize=-(-len(items) // (processes * _LOTS)))
    try:
        meanwhile()
        yield from results
    finally:
        pool.shutdown(cancel_futures=True)


def _end_with_parent() -> None:
    """End this process when the one that it works for has been killed: it would wait for work, and never be told."""
    from multiprocessing import parent_process  # loaded already, where there is another process

    parent = parent_process()

    def end() -> None:
        if parent:
            parent.join()
        os._exit(1)

    threading.Thread(target=end, daemon=True).start()


@contextmanager
def _left_alone() -> Iterator[None]:
    """Let Ctrl-C wait while the block runs: the processes begun in it never hear it, and none is left behind."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows has none
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
