"""`tomes new`: start a book."""

from __future__ import annotations

import json
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import click


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
def command(folder: Path) -> None:
    """Start a book in FOLDER, which is made; its name becomes the title.

    \b
    tomes new "Mon livre" && cd "Mon livre" && tomes build
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise click.ClickException(f"« {folder} » exists already and is not empty: choose another name.")
    title = folder.resolve().name.replace("-", " ").replace("_", " ").strip().capitalize() or "Livre"
    # A JSON string without its quotes is a YAML double-quoted one: a quote in the name does no harm.
    _copy(files("pipeline") / "data" / "template", folder, json.dumps(title, ensure_ascii=False)[1:-1])
    click.echo(f"{folder} is ready. Now: cd {_quoted(folder)} && tomes build")


def _copy(source: Traversable, target: Path, title: str) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for item in source.iterdir():
        if item.is_dir():
            _copy(item, target / item.name, title)
        elif item.name.endswith(".yaml"):
            (target / item.name).write_text(item.read_text("utf-8").format(title=title), encoding="utf-8")
        else:
            (target / item.name).write_bytes(item.read_bytes())


def _quoted(folder: Path) -> str:
    return f'"{folder}"' if " " in str(folder) else str(folder)
