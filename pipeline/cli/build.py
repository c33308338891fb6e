"""`tomes build`: build the volumes in their editions and publish them together."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from pipeline.catalogue import words
from pipeline.cli.progress import Teller
from pipeline.cli.shared import book_root, language_of, language_option, leave, short_lived, show
from pipeline.diagnostic import BookError, Diagnostic, Severity

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
) -> None:
    """Build every edition of every VOLUME (all of them by default), check them, and publish them together.

    The output folder changes only when everything was built and checked; after an error it is what it was. How texts
    are written is for tomes check to say, and for --final: a draft stops only at errors.

    \b
    tomes build                           everything
    tomes build tome-1 --edition epub     the first tome's EPUB
    tomes build --final                   for the printer and the shops
    """
    from pipeline.build import build
    from pipeline.built import Order
    from pipeline.publish import refuse_a_foreign_folder

    root = book_root(lang)
    target = out or root / "dist"
    teller = Teller(lambda: language_of(lang), quiet=quiet, verbose=verbose)
    try:
        refuse_a_foreign_folder(target.resolve())
        with short_lived():
            built = build(root, target, Order(volumes=volumes, editions=editions, final=final, jobs=jobs), teller)
    except BookError as fault:
        teller.close()
        leave(_shown(fault.diagnostics, verbose=verbose), root, language_of(lang))
    except BaseException:
        teller.close()
        raise
    teller.close()
    language = language_of(lang)
    shown = _shown(built.diagnostics, verbose=verbose)
    if shown:
        show(shown, root, language, most=0 if verbose else _SHOWN)
    if not quiet:
        told = words(language)
        for artifact in built.artifacts:
            size = told["kilobytes"].format(count=len(artifact.data) // 1024)
            pages = told["pages"].format(count=artifact.pages) if artifact.pages else ""
            click.echo(f"{_from_here(target / artifact.path)}  {size}  {pages}".rstrip())
        if not final:
            click.echo(told["draft"], err=True)


def _shown(findings: Iterable[Diagnostic], *, verbose: bool) -> list[Diagnostic]:
    return [one for one in findings if verbose or one.severity is not Severity.INFO]


def _from_here(file: Path) -> Path:
    """Return a path as it is typed from the current folder, when the file is below it."""
    here = Path.cwd()
    return file.relative_to(here) if file.is_relative_to(here) else file
