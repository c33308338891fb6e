"""Commands in turn, round after round, and what they took: time, work of the process tree, memory."""

from __future__ import annotations

import json
import os
import re
import statistics
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

_SUPERVISOR = Path(__file__).with_name("supervise.py")


@dataclass(frozen=True, slots=True)
class Run:
    """One run: seconds of wall and of CPU (all its processes), peak MB of the largest one (RSS) and of all (PSS).

    The last is 0 where it was not looked at.
    """

    wall: float
    cpu: float
    largest: float
    together: float
    code: int


@dataclass(frozen=True, slots=True)
class Step:
    """A command to measure: a line for `sh`, the folder it runs in, and what is done before, which is not measured.

    `done` is called when it has run; `pages` then counts the pages that it made. `output` is a PDF that stays.
    """

    name: str
    script: str
    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    prepare: Callable[[], None] = lambda: None
    done: Callable[[], None] = lambda: None
    pages: Callable[[], int] = lambda: 0
    output: Path | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What a step took, run after run, the pages that it made, and the peak MB of all its processes (PSS)."""

    runs: tuple[Run, ...]
    pages: int
    together: float

    def median(self, name: str) -> float:
        """Return the median of one figure of the runs."""
        values: list[float] = [getattr(run, name) for run in self.runs]
        return statistics.median(values)

    def range(self, name: str) -> tuple[float, float]:
        """Return the least and the greatest value of one figure of the runs."""
        values: list[float] = [getattr(run, name) for run in self.runs]
        return min(values), max(values)


def compiled(folder: Path) -> dict[str, str]:
    """Return the variables under which Python keeps what it compiles, in `folder`, whatever this shell's say.

    So it does on an editor's machine; compiling each time would take longer than many a command.
    """
    return {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(folder.resolve() / "compiled")}


def run(step: Step, log: Path, *, memory: bool = False) -> Run:
    """Run a step once, what it says going to `log`; to look at the `memory` of its processes holds them up."""
    step.prepare()
    said = subprocess.run(
        [sys.executable, _SUPERVISOR, step.script, log.resolve(), *(["memory"] if memory else [])],
        cwd=step.folder,
        env={**os.environ, **compiled(log.parent), **step.environment},
        stdout=subprocess.PIPE,
        check=True,
    ).stdout
    step.done()
    return Run(**json.loads(said))


def rounds(steps: Sequence[Step], count: int, logs: Path, say: Callable[[str], None]) -> dict[str, Result]:
    """Run all steps in turn, `count` times, so that what drifts in the machine hits all alike; before, once for memory.

    A step that fails is said, with the end of its log, and not run again; what it gave is left out.
    """
    logs.mkdir(parents=True, exist_ok=True)
    found: dict[str, Result] = {}
    failed: set[str] = set()
    for number in range(count + 1):
        for step in steps:
            if step.name in failed:
                continue
            log = logs / f"{re.sub(r'[^a-z]+', '-', step.name.lower())}.log"
            last = run(step, log, memory=number == 0)
            if last.code:
                failed.add(step.name)
                tail = log.read_text(encoding="utf-8", errors="replace")[-600:]
                say(f"{step.name}: failed with {last.code} after {last.wall:.1f} s\n{tail}")
                continue
            if number == 0:
                found[step.name] = Result((), step.pages(), last.together)
            else:
                before = found[step.name]
                found[step.name] = replace(before, runs=(*before.runs, last))
            say(f"{number}/{count} {step.name}: {last.wall:.2f} s, CPU {last.cpu:.2f} s, {last.largest:.0f} MB")
    return {name: result for name, result in found.items() if name not in failed}
