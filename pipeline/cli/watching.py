"""`--watch`: check or build again at every change."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click
from watchfiles import DefaultFilter, watch

from pipeline import catalogue
from pipeline.store import state

_ENDINGS = (".md", ".yaml", ".txt", ".png", ".jpg", ".jpeg", ".svg", ".css", ".toml", ".otf", ".ttf")


class _Sources(DefaultFilter):
    """Only what a book is made of, and nothing that tomes itself writes."""

    ignore_dirs = (*DefaultFilter.ignore_dirs, ".tomes", "dist")

    def __call__(self, change: object, path: str) -> bool:
        return path.endswith(_ENDINGS) and super().__call__(change, path)  # type: ignore[arg-type]  # passed through


def watch_book(root: Path, run: Callable[[], int], language: str) -> None:
    """Run now and after every change below `root`, until interrupted."""
    words = catalogue.words(language)
    seen = state(root)
    run()
    click.echo(words["watching"], err=True)
    for _ in watch(root, watch_filter=_Sources()):
        # Reading a file is an event too, on some systems: only another content counts.
        if (now := state(root)) != seen:
            seen = now
            click.clear()
            run()
            click.echo(words["watching"], err=True)
