"""Decoding in a process of its own (`child`): what a stranger's file does there harms nothing here."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import pipeline
from pipeline.images.facts import ImageFacts, ImageFault

# A picture of 100 Mpx in four channels, twice, and the libraries: 2 GB. Decoding one takes 2 s here: 60 s is a hang.
MEMORY = 2 * 1024**3
SECONDS = 60.0


def probe_all(
    files: Sequence[tuple[Path, str]], seconds: float = SECONDS, memory: int = MEMORY
) -> list[ImageFacts | ImageFault]:
    """Return the facts of every file (its place and its name), or why it is refused, in the same order.

    One process, started only when there is a file, decodes them all; F019 is one that ran out of time (`seconds`) or
    memory (bytes), and the next goes to a new process.
    """
    results: list[ImageFacts | ImageFault] = []
    child: subprocess.Popen[str] | None = None
    try:
        for path, name in files:
            child = child or _start(memory)
            answer = _ask(child, json.dumps([str(path), name]), seconds)
            results.append(answer or ImageFault("F019"))
            if answer is None:
                _stop(child)
                child = None
    finally:
        if child is not None:
            _stop(child)
    return results


def _start(memory: int) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(Path(pipeline.__file__).parents[1]), "PYTHONIOENCODING": "utf-8"}
    return subprocess.Popen(
        [sys.executable, "-m", "pipeline.images.child", str(memory)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        env=environment,
    )


def _stop(child: subprocess.Popen[str]) -> None:
    child.kill()
    with child:
        pass


def _ask(child: subprocess.Popen[str], question: str, seconds: float) -> ImageFacts | ImageFault | None:
    """Return the child's answer, None when it died or was stopped for taking too long."""
    if child.stdin is None or child.stdout is None:
        return None
    watch = threading.Timer(seconds, child.kill)
    watch.start()
    try:
        child.stdin.write(question + "\n")
        child.stdin.flush()
        line = child.stdout.readline()
    except BrokenPipeError:
        return None
    finally:
        watch.cancel()
    if not line.endswith("\n"):
        return None
    answer = json.loads(line)
    if "fault" in answer:
        return ImageFault(answer["fault"], **answer["values"])
    return ImageFacts(**answer)
