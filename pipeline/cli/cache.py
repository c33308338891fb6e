"""`tomes cache`: what is kept from one build to the next."""

from __future__ import annotations

import shutil

import click

from pipeline.cli.shared import book_root, language_of, language_option

_MEGABYTE = 1_000_000


@click.command()
@click.option(
    "--prune", is_flag=True, help="Remove what was not used for longest, until the cache is within its limit."
)
@click.option("--clear", is_flag=True, help="Remove everything; the next build makes it again.")
@language_option
def command(lang: str | None, *, prune: bool, clear: bool) -> None:
    """Say how much room the cache of this book takes; builds prune it by themselves.

    \b
    tomes cache
    tomes cache --clear
    """
    from pipeline.store import Cache

    root = book_root(language_of(lang))
    folder = root / ".tomes"
    if clear:
        shutil.rmtree(folder, ignore_errors=False) if folder.exists() else None
    cache = Cache(folder / "cache")
    if prune:
        click.echo(f"{cache.prune() / _MEGABYTE:.1f} MB removed")
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) if folder.exists() else 0
    click.echo(f"{folder}: {size / _MEGABYTE:.1f} MB")
