"""`tomes build`: build the volumes in their editions and publish them together."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec import Struct

from pipeline.catalogue import words
from pipeline.cli.progress import Teller
from pipeline.cli.shared import book_root, language_of, language_option, short_lived, show, told
from pipeline.diagnostic import BookError, Diagnostic, Severity

if TYPE_CHECKING:
    from pipeline.built import Order

# Warnings of one code that a build shows: to go through all of them is what `tomes check` is for.
_SHOWN = 3


@click.command()
@click.argument("volumes", nargs=-1, metavar="[VOLUME]...")
@click.option("--edition", "-e", "editions", multiple=True, help="Only this edition of book.yaml (may be repeated).")
@click.option("--final", is_flag=True, help="For release: run the validators, and refuse what a release lacks.")
@click.option("--out", type=click.Path(path_type=Path), help="Output folder (default: dist, beside the manuscript).")
@click.option("--jobs", "-j", type=click.IntRange(min=1), help="Processes that lay out pages (default: the cores).")
@click.option("--quiet", "-q", is_flag=True, help="Say nothing but what is wrong.")
@click.option("--verbose", "-v", is_flag=True, help="Say how long each stage takes, and show every warning.")
@click.option("--watch", is_flag=True, help="Build again at every change of a file.")
@language_option
def command(
    volumes: tuple[str, ...],
    editions: tuple[str, ...],
    out: Path | None,
    jobs: int | None,
    lang: str | None,
    *,
    final: bool,
    quiet: bool,
    verbose: bool,
    watch: bool,
) -> None:
    """Build every edition of every VOLUME (all of them by default), check them, and publish them together.

    The output folder changes only when everything was built and checked; after an error it is what it was. How texts
    are written is for tomes check to say, and for --final: a draft stops only at errors.

    \b
    tomes build                           everything
    tomes build tome-1 --edition epub     the first tome's EPUB
    tomes build --final                   for the printer and the shops
    tomes build --watch                   while you write
    """
    from pipeline.built import Order

    root = book_root(lang)
    order = Order(volumes=volumes, editions=editions, final=final, jobs=jobs)
    voice = _Voice(wanted=lang, quiet=quiet, verbose=verbose)
    if watch:
        from pipeline.cli.watching import watch_book

        watch_book(root, lambda: _build(root, out or root / "dist", order, voice), language_of(lang))
        return
    with short_lived():
        code = _build(root, out or root / "dist", order, voice)
    if code:
        raise SystemExit(code)


class _Voice(Struct, frozen=True, kw_only=True):
    """In what language, and how much, is told."""

    wanted: str | None
    quiet: bool
    verbose: bool

    @property
    def language(self) -> str:
        return language_of(self.wanted)


def _build(root: Path, target: Path, order: Order, voice: _Voice) -> int:
    """Build, tell of it, and return what the command leaves with."""
    from pipeline.build import build
    from pipeline.publish import refuse_a_foreign_folder

    teller = Teller(lambda: voice.language, quiet=voice.quiet, verbose=voice.verbose)
    try:
        refuse_a_foreign_folder(target.resolve())
        built = build(root, target, order, teller)
    except BookError as fault:
        teller.close()
        return told(_shown(fault.diagnostics, verbose=voice.verbose), root, voice.language)
    except BaseException:
        teller.close()
        raise
    teller.close()
    shown = _shown(built.diagnostics, verbose=voice.verbose)
    if shown:
        show(shown, root, voice.language, most=0 if voice.verbose else _SHOWN)
    if not voice.quiet:
        texts = words(voice.language)
        for artifact in built.artifacts:
            size = texts["kilobytes"].format(count=len(artifact.data) // 1024)
            pages = texts["pages"].format(count=artifact.pages) if artifact.pages else ""
            click.echo(f"{_from_here(target / artifact.path)}  {size}  {pages}".rstrip())
        if not order.final:
            click.echo(texts["draft"], err=True)
    return 0


def _shown(findings: Iterable[Diagnostic], *, verbose: bool) -> list[Diagnostic]:
    return [one for one in findings if verbose or one.severity is not Severity.INFO]


def _from_here(file: Path) -> Path:
    """Return a path as it is typed from the current folder, when the file is below it."""
    here = Path.cwd()
    return file.relative_to(here) if file.is_relative_to(here) else file
