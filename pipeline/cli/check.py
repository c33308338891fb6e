"""`tomes check`: what is wrong in the manuscript, where, and how to mend it."""

from __future__ import annotations

import shutil
import sys
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn

import click
from msgspec import Struct
from msgspec.structs import replace

from pipeline import catalogue
from pipeline.cli.fixing import diff, mend_book, write
from pipeline.cli.report import FORMATS, View, exit_code, render
from pipeline.cli.report.terminal import changes_made, statistics
from pipeline.cli.shared import book_root, language_of, language_option, leave
from pipeline.diagnostic import Diagnostic, Severity, error
from pipeline.model import Book
from pipeline.reading import read
from pipeline.rules import AWAITED, Extent, check
from pipeline.rules.memory import Memory, key, machine
from pipeline.store import Store, state

# The file of a book's `.tomes` folder where its last results are kept.
MEMORY = "check.json"


class Wish(Struct, frozen=True, kw_only=True):
    """What the user asked for: codes, files (all when empty), and whether findings for information are shown."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    files: frozenset[str] = frozenset()
    everything: bool = False
    final: bool = False

    def choose(self, findings: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
        """Return the findings that are asked for; an error is never left out for its code."""
        return tuple(one for one in findings if self._wanted(one))

    def awaited(self, findings: Iterable[Diagnostic]) -> int:
        """Return how many things a release still lacks that are not shown."""
        whole = replace(self, everything=True)
        hidden = (one for one in whole.choose(findings) if not self._wanted(one))
        return sum(one.code in AWAITED for one in hidden)

    def _wanted(self, finding: Diagnostic) -> bool:
        if self.files and (finding.span is None or not self._inside(finding.span.path)):
            return False
        if finding.severity is Severity.ERROR and not self.select:
            return True
        if finding.code.startswith(self.ignore or ("-",)) or not finding.code.startswith(self.select or ("",)):
            return False
        return finding.severity is not Severity.INFO or self.everything or bool(self.select)

    def _inside(self, path: str) -> bool:
        return any(path == file or path.startswith(f"{file}/") or file == "." for file in self.files)


def examine(root: Path, wish: Wish) -> tuple[Book | None, tuple[Diagnostic, ...]]:
    """Read and check the book in `root`; return it with all that is wrong."""
    memory = Memory(root / ".tomes" / MEMORY)
    name = key("book", state(root), machine(), wish.final, wish.select)
    reading = read(root, Store(root / ".tomes"))
    if reading.book is None:
        return None, reading.diagnostics
    book = reading.book
    if wish.select:
        book = replace(book, lint=replace(book.lint, select=wish.select, ignore=()))
    found = check(book, Extent(final=wish.final, thorough=True), found=reading.diagnostics, memory=memory)
    if not any(finding.code == "C106" for finding in found):  # nothing is kept that names who refused to appear
        memory.keep(name, found)
        memory.save()
    return book, found


def remembered(root: Path, wish: Wish) -> tuple[Diagnostic, ...] | None:
    """Return all that the last check of the same files found, None when a file or the wish has changed."""
    kept = Memory(root / ".tomes" / MEMORY).recall(key("book", state(root), machine(), wish.final, wish.select))
    return kept[0] if kept else None


def _codes(_: click.Context, __: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(code.strip().upper() for part in value for code in part.split(",") if code.strip())


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path), metavar="[FILE]...")
@click.option("--explain", metavar="CODE", help="Explain a code (or `all` of them) and leave.")
@click.option("--format", "form", type=click.Choice(tuple(FORMATS)), default="text", help="Form of the report.")
@click.option("--fix", is_flag=True, help="Mend in place what can be mended safely.")
@click.option("--unsafe", is_flag=True, help="With --fix or --diff: also what an editor should read over.")
@click.option("--diff", "show_diff", is_flag=True, help="Show what --fix would change, and change nothing.")
@click.option("--statistics", "count", is_flag=True, help="Only count the findings of each code (* can be mended).")
@click.option("--all", "everything", is_flag=True, help="Also show findings that are only for information.")
@click.option(
    "--select", multiple=True, callback=_codes, metavar="CODES", help="Only these codes or families (T,N001)."
)
@click.option("--ignore", multiple=True, callback=_codes, metavar="CODES", help="Not these codes or families.")
@click.option("--final", is_flag=True, help="For release: raise what a finished book must have.")
@click.option("--max-warnings", type=click.IntRange(min=0), metavar="N", help="Fail when there are more warnings.")
@click.option("--watch", is_flag=True, help="Check again at every change of a file.")
@language_option
def command(paths: tuple[Path, ...], explain: str | None, lang: str | None, watch: bool, **options: object) -> None:
    """Check the manuscript: every finding has a code, a place, and a way out. Exit 1 when there is an error.

    \b
    tomes check                               the whole book
    tomes check manuscript/tome-1             one folder or file of it
    tomes check --explain T104                what a code means
    tomes check --fix                         mend what is safe, list every change
    tomes check --format sarif > out.sarif    for a program (text, json, github, sarif, junit)
    """
    start = paths[0] if paths else None
    language = language_of(lang, start)
    if options["unsafe"] and not (options["fix"] or options["show_diff"]):
        raise click.UsageError("--unsafe goes with --fix or --diff.")
    if explain:
        _explain(explain, language)
        return
    _refuse_unknown([*options["select"], *options["ignore"]], language)  # type: ignore[misc]  # click made them tuples
    root = book_root(language, start)
    if watch:
        from pipeline.cli.watching import watch_book

        watch_book(root, lambda: _run(root, paths, language, options), language)
        return
    raise SystemExit(_run(root, paths, language, options))


def _explain(code: str, language: str) -> None:
    if code.lower() == "all":
        click.echo(catalogue.manual(language), nl=False)
        return
    if code.upper() not in catalogue.codes():
        _unknown(code, language)
    click.echo(catalogue.explain(code.upper(), language), nl=False)


def _refuse_unknown(names: Iterable[str], language: str) -> None:
    """Leave with 2 when a code or family names no rule: selecting it would silence all of them."""
    for name in names:
        if not any(code.startswith(name) for code in catalogue.codes()):
            _unknown(name, language)


def _unknown(code: str, language: str) -> NoReturn:
    words, near = catalogue.words(language), catalogue.similar(code)
    click.echo(words["unknown_code"].format(code=code), err=True)
    if near:
        click.echo(words["did_you_mean"].format(codes=", ".join(near)), err=True)
    raise SystemExit(2)


def _named(root: Path, paths: Iterable[Path], language: str) -> frozenset[str]:
    """Return files and folders by their names in the book, as places have them; leaves with 2 for one outside it."""
    found = set()
    for path in paths:
        if not path.resolve().is_relative_to(root.resolve()):
            leave([error("X037", file=path, root=root)], None, language, code=2)
        found.add(unicodedata.normalize("NFC", path.resolve().relative_to(root.resolve()).as_posix()))
    return frozenset(found)


def _run(root: Path, paths: tuple[Path, ...], language: str, options: dict[str, object]) -> int:
    """Check once, mend if asked, write the report on standard output; return the exit code."""
    files = _named(root, paths, language)
    names = ("select", "ignore", "everything", "final")
    wish = Wish(files=files, **{name: options[name] for name in names})  # type: ignore[arg-type]  # click checked them
    changing = options["fix"] or options["show_diff"]
    kept = None if changing else remembered(root, wish)
    book, found = (None, kept) if kept is not None else examine(root, wish)
    view = View(language, root, sys.stdout.isatty(), shutil.get_terminal_size().columns)
    unsafe = bool(options["unsafe"])
    if book and options["show_diff"]:
        click.echo(diff(mend_book(book, wish.choose(found), wish.choose, unsafe=unsafe)), nl=False)
        return 0
    if book and options["fix"]:
        mended = mend_book(book, wish.choose(found), wish.choose, unsafe=unsafe)
        write(root, mended)
        click.echo(changes_made([change for one in mended for change in one.changes], view), nl=False, err=True)
        _, found = examine(root, wish)
        view = replace(view, texts={})
    findings = wish.choose(found)
    if options["count"]:
        click.echo(statistics(findings, view), nl=False)
    else:
        click.echo(render(findings, str(options["form"]), view), nl=False)
        if options["form"] == "text" and (count := wish.awaited(found)):
            click.echo(catalogue.words(language)["awaited"].format(count=count))
    limit = options["max_warnings"]
    code = exit_code(findings, limit if isinstance(limit, int) else None)
    if code and not any(one.severity is Severity.ERROR for one in findings):
        words = catalogue.words(language)
        count = sum(one.severity is Severity.WARNING for one in findings)
        click.echo(words["more_warnings"].format(count=count, limit=limit), err=True)
    return code
