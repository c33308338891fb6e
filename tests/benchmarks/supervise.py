"""Run one command and say what it took, as JSON: `python supervise.py SCRIPT LOG [memory]`.

A process of its own does this, for it waits for whatever the command leaves behind, and the peak memory of a process
never reads less than that of the one that started it: this one stays small.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil

# Seconds between two looks at the memory, or only at the clock, those that one command may take, and those that its
# last processes have to end.
LOOK, GLANCE, LIMIT, LEAVE = 0.1, 1.0, 1200.0, 15.0
MEGABYTE = 1 << 20
# ru_maxrss is in KiB (getrusage(2) of Linux), in bytes on macOS.
_MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024
_PR_SET_CHILD_SUBREAPER = 36  # linux/prctl.h


class Look:
    """Ends this process's descendants when they stay too long, until it is closed; looks at their `memory` when asked.

    Looking takes time of its own, and holds the processes up.
    """

    def __init__(self, *, memory: bool) -> None:
        self.together = 0
        self._memory = memory
        self.left: float | None = None  # when the command itself ended
        self._begun = time.monotonic()
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop looking."""
        self._closed.set()
        self._thread.join()

    def _watch(self) -> None:
        here = psutil.Process()
        while not self._closed.wait(LOOK if self._memory else GLANCE):
            if self._memory:
                self.together = max(self.together, sum(map(_share, here.children(recursive=True))))
            now = time.monotonic()
            if now - self._begun > LIMIT or (self.left is not None and now - self.left > LEAVE):
                for process in here.children(recursive=True):
                    with suppress(psutil.Error):
                        process.kill()


def _share(process: psutil.Process) -> int:
    """Return a process's own memory and its part of what it shares, in bytes (its whole memory where unknown)."""
    try:
        facts = process.memory_full_info()
    except psutil.Error:
        return 0
    return int(getattr(facts, "pss", facts.rss))


def _adopt_orphans() -> None:
    """Make processes whose parent ends ours, so that their work is counted too (Linux; elsewhere it is lost)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def supervise(script: str, log: Path, *, memory: bool) -> dict[str, float]:
    """Run a line of `sh`, what it says going to `log`; end when its last process has ended.

    Return its exit code, seconds of wall and of CPU (all its processes), peak MB of the largest one, and of all of them
    when their `memory` is looked at.
    """
    _adopt_orphans()
    look = Look(memory=memory)
    with log.open("wb") as said:
        begun = time.monotonic()
        command = subprocess.Popen(
            ["sh", "-c", script], stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT
        )
        wall, cpu, largest = 0.0, 0.0, 0
        for number, status, usage in _ended():
            if number == command.pid:
                wall = time.monotonic() - begun
                look.left = time.monotonic()
                command.returncode = os.waitstatus_to_exitcode(status)
            cpu += usage.ru_utime + usage.ru_stime
            largest = max(largest, usage.ru_maxrss)
    look.close()
    return {
        "code": command.returncode,
        "wall": wall,
        "cpu": cpu,
        "largest": largest * _MAXRSS_UNIT / MEGABYTE,
        "together": look.together / MEGABYTE,
    }


def _ended() -> Iterator[tuple[int, int, resource.struct_rusage]]:
    """Yield every child as it ends; what a child's own children took is in its figures."""
    while True:
        try:
            yield os.wait4(-1, 0)
        except ChildProcessError:
            return


if __name__ == "__main__":
    print(json.dumps(supervise(sys.argv[1], Path(sys.argv[2]), memory="memory" in sys.argv[3:])))
