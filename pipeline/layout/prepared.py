"""Imported by the server of workers: what their jobs need is loaded once, as soon as may be, before there are any."""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from types import FrameType, ModuleType

from pipeline.layout import SAMPLE
from pipeline.layout.loading import standing_in

# Longer than this, in seconds, no sample takes that we wrote: workers wait for it.
_SECONDS = 5


def load(sample: Path | None) -> None:
    """Load what jobs need; `sample` is a file that holds one of the last build, see `prepare`.

    There is no garbage to look for in it, and nothing here asks Pebble for its asynchronous functions, nor msgspec for
    what later Pythons can say of types: leaving that out takes a sixth of the time away.
    """
    left_out = {"asyncio": ModuleType("asyncio"), "pebble.asynchronous": ModuleType("pebble.asynchronous")}
    gc.disable()
    with standing_in({**left_out, "typing_extensions": None}):
        import_module("pipeline.layout.furniture")
        if sample is not None:
            prepare(sample)
        import_module("pebble.pool.process")
        import_module("pypdfium2")
    gc.freeze()
    gc.enable()


def prepare(file: Path) -> None:
    """Carry out the job that is kept in `file`, a sample of those to come, for what it leaves behind."""
    from pipeline.layout.entry import unpack_sample
    from pipeline.layout.work import carry_out
    from pipeline.store import Cache

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


load(Path(os.environ.pop(SAMPLE)) if SAMPLE in os.environ else None)
