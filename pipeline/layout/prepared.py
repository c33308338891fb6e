"""Imported by the server of workers: what jobs of the last build needed is loaded once, before there are workers."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

from pipeline.layout.entry import unpack_sample
from pipeline.layout.work import carry_out
from pipeline.layout.workers import SAMPLE
from pipeline.store import Cache

# Longer than this, in seconds, no sample takes that we wrote: workers wait for it.
_SECONDS = 5


def prepare(file: Path) -> None:
    """Carry out the job that is kept in `file`, a sample of those to come, for what it leaves behind."""
    data = Cache(file.parent.parent).get(file.name)
    if data is not None:
        # What is wrong with it is met again by those jobs, and said there.
        with suppress(Exception), _at_most(_SECONDS):
            carry_out(unpack_sample(data))


@contextmanager
def _at_most(seconds: int) -> Iterator[None]:
    """Raise TimeoutError in the block when it takes longer."""

    def late(_number: int, _frame: FrameType | None) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


if SAMPLE in os.environ:
    prepare(Path(os.environ.pop(SAMPLE)))
