"""`tomes schema`: what the files of a book may hold, for editors that complete and check while typing."""

from __future__ import annotations

import json

import click

NAMES = ("book", "tome", "contributors", "contribution")


@click.command()
@click.argument("name", type=click.Choice(NAMES))
def command(name: str) -> None:
    """Print the JSON Schema of book.yaml, tome.yaml, contributors.yaml, or of a text's front matter.

    \b
    tomes schema book > book.schema.json
    """
    from pipeline.reading import schema

    click.echo(json.dumps(schema(name), ensure_ascii=False, indent=2))
