"""What commands share: finding the book, the language of messages, showing findings and leaving with the right code."""

from __future__ import annotations

import gc
import locale
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import click

from pipeline import catalogue
from pipeline.diagnostic import BookError, Diagnostic, error
from pipeline.reading import book_language, find_root

language_option = click.option(
    "--lang",
    type=click.Choice(catalogue.LANGUAGES),
    help="Language of the messages (default: the system's, else the book's, else French).",
)
_LANGUAGE = "tomes.language"


@contextmanager
def short_lived() -> Iterator[None]:
    """Look for garbage hardly ever: nearly all that a command makes lives until it ends, and then ends with it.

    Looking through it again and again, and once more at the end, takes a seventh of the time of a build.
    """
    before = gc.get_threshold()
    gc.set_threshold(100_000, 50, 1000)
    try:
        yield
    finally:
        gc.freeze()
        gc.set_threshold(*before)


def language_of(wanted: str | None, start: Path | None = None) -> str:
    """Return the language of messages: the wanted one, else the system's, else that of the book around `start`.

    French where none of them says. It is kept for messages that come after the command's own.
    """
    kept = click.get_current_context().meta
    kept[_LANGUAGE] = wanted or kept.get(_LANGUAGE) or _system_language() or _book_language(start)
    language: str = kept[_LANGUAGE]
    return language


def _language_so_far() -> str:
    """Return the language of messages without looking at the book: what stopped the command may be the book."""
    return click.get_current_context().meta.get(_LANGUAGE) or _system_language() or catalogue.LANGUAGES[0]


def _system_language() -> str:
    """Return the language that the environment names in the order of POSIX, or Windows; empty where it names none."""
    named = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    system = next(filter(None, named), (locale.getlocale()[0] or "") if os.name == "nt" else "")[:2].lower()
    return system if system in catalogue.LANGUAGES else ""


def _book_language(start: Path | None) -> str:
    try:
        language = book_language(find_root(_folder(start)))[:2].lower()
    except (BookError, OSError):
        language = ""
    return language if language in catalogue.LANGUAGES else catalogue.LANGUAGES[0]


def _folder(start: Path | None) -> Path:
    """Return the folder of `start`, the current folder when there is none; FileNotFoundError when that was deleted."""
    return start if start and start.is_dir() else start.parent if start else Path.cwd()


def book_root(wanted: str | None, start: Path | None = None) -> Path:
    """Return the book folder around `start` or the current folder; leaves with 2 and a sentence when there is none.

    `wanted` is the language of that sentence, None where it is still to be found out.
    """
    try:
        return find_root(_folder(start))
    except BookError as fault:
        leave(fault.diagnostics, None, language_of(wanted), code=2)
    except FileNotFoundError:  # the current folder was deleted
        leave([error("X036")], None, language_of(wanted), code=2)


def show(diagnostics: Iterable[Diagnostic], root: Path | None, language: str, most: int = 0) -> None:
    """Write the findings for people on standard error, at most `most` of each code (0: all)."""
    from pipeline.cli.report import View, render

    stream = sys.stderr
    width = shutil.get_terminal_size().columns
    view = View(language=language, root=root, colour=stream.isatty(), width=width, most=most)
    click.echo(render(tuple(diagnostics), "text", view), nl=False, err=True)


def told(diagnostics: Iterable[Diagnostic], root: Path | None, language: str) -> int:
    """Show the findings; return the code that they call for."""
    from pipeline.cli.report import exit_code

    found = tuple(diagnostics)
    show(found, root, language)
    return exit_code(found)


def leave(diagnostics: Iterable[Diagnostic], root: Path | None, language: str, code: int | None = None) -> NoReturn:
    """Show the findings and leave, with `code` or the one that they call for."""
    called_for = told(diagnostics, root, language)
    raise SystemExit(called_for if code is None else code)


def interrupted() -> NoReturn:
    """Say that Ctrl-C was heard, and leave with the code of shells for it (128 and the signal's number)."""
    click.echo(catalogue.words(_language_so_far())["interrupted"], err=True)
    raise SystemExit(130)


def missing(library: str, extra: str) -> NoReturn:
    """Say which library this command lacks, and leave with 2."""
    leave([error("X038", library=library, extra=extra)], None, _language_so_far(), code=2)


def refused(fault: OSError) -> NoReturn:
    """Say what the machine refuses, and leave with 2."""
    found = error("X034", file=fault.filename or "…", reason=fault.strerror or str(fault))
    leave([found], None, _language_so_far(), code=2)
