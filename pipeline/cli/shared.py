"""What commands share: finding the book, the language of messages, showing findings and leaving with the right code."""

from __future__ import annotations

import locale
import os
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn

import click

from pipeline import catalogue
from pipeline.cli.report import View, exit_code, render
from pipeline.diagnostic import BookError, Diagnostic
from pipeline.reading import find_root

language_option = click.option(
    "--lang",
    type=click.Choice(catalogue.LANGUAGES),
    help="Language of the messages (default: the system's, else French).",
)


def language_of(wanted: str | None) -> str:
    """Return the language of messages: the wanted one, else the system's, else French."""
    system = (locale.getlocale()[0] or os.environ.get("LANG", ""))[:2].lower()
    return wanted or (system if system in catalogue.LANGUAGES else catalogue.LANGUAGES[0])


def book_root(language: str) -> Path:
    """Return the book folder that the current folder is in; leaves with 2 and a sentence when there is none."""
    try:
        return find_root(Path.cwd())
    except BookError as fault:
        leave(fault.diagnostics, None, language, code=2)


def show(diagnostics: Iterable[Diagnostic], root: Path | None, language: str) -> None:
    """Write the findings for people on standard error."""
    stream = sys.stderr
    view = View(language=language, root=root, colour=stream.isatty(), width=shutil.get_terminal_size().columns)
    click.echo(render(tuple(diagnostics), "text", view), nl=False, err=True)


def leave(diagnostics: Iterable[Diagnostic], root: Path | None, language: str, code: int | None = None) -> NoReturn:
    """Show the findings and leave, with `code` or the one that they call for."""
    found = tuple(diagnostics)
    show(found, root, language)
    raise SystemExit(exit_code(found) if code is None else code)
