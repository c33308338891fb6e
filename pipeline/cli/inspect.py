"""`tomes inspect`: what a finished file holds, and what is wrong with it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline import catalogue
from pipeline.cli import facts
from pipeline.cli.shared import language_of, language_option, leave
from pipeline.diagnostic import BookError, Diagnostic, Span, error

if TYPE_CHECKING:
    from pipeline.inspection.sources import Sources

Outcome = tuple[Iterable[facts.Row], tuple[Diagnostic, ...]]

# Shops take no book above 2 GB.
_MAX_FILE = 2_000_000_000


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@language_option
def command(files: tuple[Path, ...], lang: str | None) -> None:
    """Say what each EPUB, PDF or cover holds, and what is wrong with it.

    An EPUB also goes through EPUBCheck, a PDF that claims PDF/UA-1 through
    veraPDF. The pages of a PDF are measured: word spaces, hyphens, lonely
    lines…, with the ten worst places, and where those are written when the
    book's folder holds the file. Exit 1 when something is wrong, 2 when a file
    cannot be read.

    \b
    tomes inspect dist/tome-1/*.epub
    tomes inspect proofs.pdf
    """
    language = language_of(lang)
    words = catalogue.words(language)
    found: list[Diagnostic] = []
    unread = False
    for file in files:
        try:
            data = _bytes(file)
        except BookError as fault:
            unread = True
            found += fault.diagnostics
            continue
        click.echo(f"{file}  ({len(data) // 1024} KiB)")
        try:
            rows, faults = _inspector(file, data)(file, data, language)
        except BookError as fault:
            found += fault.diagnostics
            continue
        for line in facts.lines(rows, words):
            click.echo(line)
        found += faults
    leave(found, None, language, code=2 if unread else None)


def _bytes(file: Path) -> bytes:
    """Return what is in a file; BookError X030, X031, X032 or X035 when it cannot be read."""
    try:
        if file.is_dir() or (file.exists() and not file.is_file()):
            raise BookError([error("X031", file=file)])
        if file.stat().st_size > _MAX_FILE:
            raise BookError([error("X032", file=file, limit=_MAX_FILE // 1_000_000_000)])
        return file.read_bytes()
    except FileNotFoundError as fault:
        raise BookError([error("X035", file=file)]) from fault
    except (OSError, ValueError) as fault:
        reason = fault.strerror if isinstance(fault, OSError) and fault.strerror else str(fault)
        raise BookError([error("X030", file=file, reason=reason)]) from fault


def _inspector(file: Path, data: bytes) -> Callable[[Path, bytes, str], Outcome]:
    """Return what looks into this kind of file: told by its first bytes, else by its name."""
    for start, inspector in INSPECTORS.items():
        if data.startswith(start):
            return inspector
    named = {".epub": _epub, ".pdf": _pdf, ".jpg": _picture, ".jpeg": _picture, ".png": _picture}
    if file.suffix.lower() in named:
        return named[file.suffix.lower()]
    raise BookError([error("X033", Span(str(file)), file=file.name)])


def _epub(file: Path, data: bytes, language: str) -> Outcome:
    from pipeline.inspection.epub import facts as epub_facts
    from pipeline.inspection.epubcheck import validate

    rows = facts.epub_rows(epub_facts(data, str(file)), catalogue.words(language))
    return rows, validate(file, language=language)


def _pdf(file: Path, data: bytes, language: str) -> Outcome:
    from pipeline.inspection.lines import measure_lines
    from pipeline.inspection.pdf import facts as pdf_facts
    from pipeline.inspection.pdf import faults, opened
    from pipeline.inspection.verapdf import validate

    words = catalogue.words(language)
    with opened(data, str(file)) as pdf:
        known, measures = pdf_facts(pdf), measure_lines(data)
        claimed = validate(file) if "PDF/UA-1" in known.claims else ()
        sources = _sources(file) if dict(known.metadata).get("Producer", "").startswith("tomes ") else None
        left = facts.left_rows(_published(file, data), words)
        rows = chain(facts.pdf_rows(known, words), facts.line_rows(measures, words, sources), left)
        return rows, (*faults(pdf, str(file)), *claimed)


def _published(file: Path, data: bytes) -> Mapping[str, Any]:
    """Return what the manifest says of a file that stands where a build of ours put it; empty for any other."""
    from pipeline.publish import rows_of

    with suppress(BookError):
        name = f"{file.resolve().parent.name}/{file.name}"
        rows = {row["path"]: row for row in rows_of(file.resolve().parent.parent)}
        if name in rows and rows[name].get("sha256") == hashlib.sha256(data).hexdigest():
            return rows[name]
    return {}


def _sources(file: Path) -> Sources | None:
    """Return the manuscript of the book folder that holds a file of ours, else of the one where the command runs."""
    from pipeline.inspection.sources import Sources
    from pipeline.reading import find_root, read
    from pipeline.store import Store

    for start in (file.parent, Path.cwd()):
        with suppress(BookError):  # no book folder there: the pages are told without lines of a manuscript
            root = find_root(start)
            book = read(root, Store(root / ".tomes")).book
            return Sources(book) if book else None
    return None


def _picture(file: Path, data: bytes, language: str) -> Outcome:
    from pipeline.images.facts import ImageFault
    from pipeline.images.worker import probe_all

    (probed,) = probe_all([(file, file.name)])
    if isinstance(probed, ImageFault):
        raise BookError([error(probed.code, Span(str(file)), name=file.name, **probed.values)])
    return facts.picture_rows(probed, catalogue.words(language)), ()


# Who looks into a file that begins with these bytes.
INSPECTORS = {b"PK": _epub, b"%PDF": _pdf, b"\xff\xd8\xff": _picture, b"\x89PNG": _picture}
