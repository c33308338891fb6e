"""`tomes new`: start a book."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import click

from pipeline import catalogue
from pipeline.cli.shared import language_of, language_option


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@language_option
def command(folder: Path, lang: str | None) -> None:
    """Start a book in FOLDER, which is made; its name becomes the title.

    \b
    tomes new "Mon livre" && cd "Mon livre" && tomes build
    """
    words = catalogue.words(language_of(lang))
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise click.ClickException(words["new_exists"].format(folder=folder))
    # A JSON string without its quotes is a YAML double-quoted one: a quote in the name does no harm.
    title = json.dumps(_title(folder.resolve().name), ensure_ascii=False)[1:-1]
    _copy(files("pipeline") / "data" / "template", folder, title)
    plain = re.fullmatch(r"[\w./+-]+", str(folder))
    click.echo(words["new_ready"].format(folder=folder, quoted=folder if plain else f'"{folder}"'))


def _title(name: str) -> str:
    """Return the title that the name of a folder stands for: « mon-livre » is Mon livre, « Saint-Malo » is itself."""
    if name == name.lower() and " " not in name:
        name = name.replace("-", " ").replace("_", " ")
    name = name.strip() or "Livre"
    return name[0].upper() + name[1:]


def _copy(source: Traversable, target: Path, title: str) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for item in source.iterdir():
        if item.is_dir():
            _copy(item, target / item.name, title)
        elif item.name.endswith(".yaml"):
            (target / item.name).write_text(item.read_text("utf-8").format(title=title), encoding="utf-8")
        else:
            (target / item.name).write_bytes(item.read_bytes())
