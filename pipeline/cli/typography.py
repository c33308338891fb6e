"""`tomes typography`: what typesetting changes in the texts."""

from __future__ import annotations

import click

from pipeline.cli.shared import book_root, language_of, language_option, leave


@click.command()
@click.option("--diff", is_flag=True, help="List every change, with its file, line and column.")
@language_option
def command(lang: str | None, *, diff: bool) -> None:
    """Say how much typesetting changes in each text: spaces, quotes, apostrophes, dashes.

    No-break spaces are drawn: ⎵ as wide as a word space, ⍽ narrow. The files themselves never change.

    \b
    tomes typography
    tomes typography --diff
    """
    from pipeline.reading import read
    from pipeline.store import Store
    from pipeline.typography import changes_of_contribution, visible

    language = language_of(lang)
    root = book_root(language)
    reading = read(root, Store(root / ".tomes"))
    if reading.book is None:
        leave(reading.diagnostics, root, language)
    for contribution in reading.book.contributions:
        changes = changes_of_contribution(contribution)
        if not diff:
            click.echo(f"{contribution.path}: {len(changes)}")
            continue
        for change in changes:
            place = f"{change.span.line}:{change.span.column}" if change.span else "1:1"
            style = f" ({change.mark.value})" if change.mark else ""
            click.echo(f"{contribution.path}:{place}: {visible(change.before)} → {visible(change.after)}{style}")
