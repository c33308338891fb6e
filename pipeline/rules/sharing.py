"""Work shared out to the cores of this machine."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

_In = TypeVar("_In")
_Out = TypeVar("_Out")

# How many lots each process is given, so that none waits long for the one with the longest texts.
_LOTS = 8


def shared_out(work: Callable[[_In], _Out], items: Sequence[_In]) -> Iterator[_Out]:
    """Yield the result of `work` for each of `items`, in order, done by as many processes as there are cores.

    Ctrl-C, which a terminal sends to every process, is for this one alone.
    """
    cores = os.cpu_count() or 1
    with _left_alone():
        pool = ProcessPoolExecutor(cores)
        results = pool.map(work, items, chunksize=-(-len(items) // (cores * _LOTS)))
    try:
        yield from results
    finally:
        pool.shutdown(cancel_futures=True)


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
