"""`tomes lsp`: findings in the editor, while typing."""

from __future__ import annotations

import click

from pipeline.cli.shared import language_of, language_option


@click.command()
@language_option
def command(lang: str | None) -> None:
    """Start the language server on standard input and output; an editor starts it, not a person."""
    from pipeline.serve.lsp import server

    server(language_of(lang)).start_io()
