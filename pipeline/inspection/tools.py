"""Running a validator that is not ours: found or told how to install, within a time limit, its output as text."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence

from msgspec import Struct

from pipeline.diagnostic import Diagnostic, error, warning


class Outcome(Struct, frozen=True):
    """What a validator printed; or why it gave nothing (`output` is then empty)."""

    output: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()


def missing(tool: str, install: str) -> Diagnostic:
    """Return the diagnostic of a validator that is not on this machine: `install` is the line that brings it."""
    return warning("X001", tool=tool, install=install)


def run(tool: str, command: Sequence[str], time_limit: float, environment: Mapping[str, str] | None = None) -> Outcome:
    """Run `command` and return what it printed, whatever its exit code; past `time_limit` seconds it is stopped.

    A validator exits with 1 when it found something, so its report alone says how it went; a report that is empty is
    the diagnostic X003 with the last lines of its error output.
    """
    try:
        started = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, **(environment or {})},
            start_new_session=True,
        )
    except OSError as fault:
        return Outcome(diagnostics=(error("X003", tool=tool, said=fault.strerror or str(fault)),))
    with started:
        try:
            printed, complained = started.communicate(timeout=time_limit)
        except subprocess.TimeoutExpired:
            return Outcome(diagnostics=(error("X002", tool=tool, seconds=f"{time_limit:.0f}"),))
        finally:
            _end(started)
    output = printed.decode("utf-8", "replace")
    if not output.strip():
        return Outcome(diagnostics=(failed(tool, complained.decode("utf-8", "replace")),))
    return Outcome(output)


def _end(started: subprocess.Popen[bytes]) -> None:
    """End a validator that is still running, and the browser that it may have started."""
    if started.poll() is not None:
        return
    if hasattr(os, "killpg"):
        os.killpg(started.pid, signal.SIGKILL)
    else:
        started.kill()


def failed(tool: str, said: str) -> Diagnostic:
    """Return the diagnostic of a validator that gave no report, with the last of what it `said`."""
    return error("X003", tool=tool, said=" / ".join(said.strip().splitlines()[-3:]) or "—")
