"""How far a long command is: one line that moves in a terminal, a line a stage elsewhere, nothing when quiet."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable

import click

from pipeline import catalogue

_BAR = 24


class Teller:
    """Tells stages as they go; `verbose` also tells how long each took, in seconds.

    `language` is asked for when there is something to tell.
    """

    def __init__(self, language: Callable[[], str], *, quiet: bool, verbose: bool) -> None:
        self.language = language
        self.quiet = quiet
        self.verbose = verbose
        self.moving = not quiet and not verbose and sys.stderr.isatty()
        self.stage = ""
        self.begun = time.monotonic()

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Tell that `done` of `total` pieces of `stage` are made."""
        if self.moving:
            self._move(stage, done, total)
        elif stage != self.stage and not self.quiet:
            self._took()
            click.echo(self._name(stage), err=True)
        if stage != self.stage:
            self.stage, self.begun = stage, time.monotonic()

    def close(self) -> None:
        """Leave the terminal as it was."""
        if self.moving:
            click.echo("\r\x1b[K", nl=False, err=True)
        elif not self.quiet:
            self._took()

    def _name(self, stage: str) -> str:
        return catalogue.words(self.language())[f"stage_{stage.replace(' ', '_')}"]

    def _took(self) -> None:
        if self.verbose and self.stage:
            click.echo(f"  {time.monotonic() - self.begun:.2f} s", err=True)

    def _move(self, stage: str, done: int, total: int) -> None:
        filled = _BAR * done // max(total, 1)
        line = f"{self._name(stage):<14} [{'█' * filled}{'·' * (_BAR - filled)}] {done}/{total}"
        click.echo(f"\r\x1b[K{line[: shutil.get_terminal_size().columns - 1]}", nl=False, err=True)
