"""Decoding in a process of its own (`child`): what a stranger's file does there harms nothing here."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Self

import pipeline
from pipeline.images.facts import ImageFacts, ImageFault

# A picture of 100 Mpx in four channels, twice, and the libraries: 2 GB. Decoding one takes 2 s here: 60 s is a hang.
MEMORY = 2 * 1024**3
SECONDS = 60.0


def probe_all(
    files: Sequence[tuple[Path, str]], seconds: float = SECONDS, memory: int = MEMORY
) -> list[ImageFacts | ImageFault]:
    """Return the facts of every file (its place and its name), or why it is refused, in the same order."""
    results = []
    with Prober(seconds, memory) as prober:
        for path, name in files:
            prober.ask(path, name)
            results.append(prober.answer())
    return results


class Prober:
    """A process that decodes pictures, started when it is first asked or before; it answers in the order asked.

    A picture that takes it more than `seconds` or than `memory` (bytes) is its end: the next goes to a new process.
    """

    def __init__(self, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self._seconds = seconds
        self._memory = memory
        self._child: subprocess.Popen[str] | None = None
        self._asked: deque[str] = deque()

    def ask(self, path: Path, name: str) -> None:
        """Hand in a file (its place and its name), and do not wait."""
        self._asked.append(json.dumps([str(path), name]))
        if self._child is None:
            self.start()
        else:
            self._write(self._child, self._asked[-1])

    def answer(self) -> ImageFacts | ImageFault:
        """Return the facts of the file that was asked for first, or why it is refused: F019 out of time or memory."""
        line = self._line(self._child or self.start())
        self._asked.popleft()
        if not line.endswith("\n"):
            self.close()
            return ImageFault("F019")
        answer = json.loads(line)
        if "fault" in answer:
            return ImageFault(answer["fault"], **answer["values"])
        return ImageFacts(**answer)

    def close(self) -> None:
        """End the process; what it was asked and has not answered, the next is asked."""
        if self._child is not None:
            self._child.kill()
            with suppress(BrokenPipeError), self._child:
                self._child = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(self) -> subprocess.Popen[str]:
        """Start the process, which loads what it needs while this one does something else."""
        environment = {**os.environ, "PYTHONPATH": str(Path(pipeline.__file__).parents[1]), "PYTHONIOENCODING": "utf-8"}
        self._child = subprocess.Popen(
            [sys.executable, "-m", "pipeline.images.child", str(self._memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            env=environment,
        )
        for question in self._asked:
            self._write(self._child, question)
        return self._child

    def _write(self, child: subprocess.Popen[str], question: str) -> None:
        if child.stdin is not None:
            with suppress(BrokenPipeError):  # that it has ended is seen where its answer is missing
                child.stdin.write(question + "\n")
                child.stdin.flush()

    def _line(self, child: subprocess.Popen[str]) -> str:
        """Return the next line that the process writes, no whole one when it has died or takes too long."""
        if child.stdout is None:
            return ""
        watch = threading.Timer(self._seconds, child.kill)
        watch.start()
        try:
            return child.stdout.readline()
        finally:
            watch.cancel()
