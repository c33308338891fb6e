"""What an editor does with a book, as commands: a first build, the same again, a sentence, a page, another style."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Collection
from pathlib import Path
from shlex import quote

from tests.benchmarks.books import BookFolder
from tests.benchmarks.measure import Step, run

TOMES = quote(str(Path(sys.executable).with_name("tomes")))
BUILD = f"{TOMES} build"
PRINT = f"{BUILD} --edition print"

COLD, ALONE, ALL, EPUB, PAGED = "cold", "cold, one process", "cold, all editions", "EPUB, cold", "EPUB, page list, cold"


def warm_up(book: BookFolder) -> Step:
    """Return a step that is not counted: after it, everything that tomes imports has been compiled."""
    return _step(book, "warm-up", BUILD)


def long_book(book: BookFolder) -> list[Step]:
    """Return the steps of a long book; each finds the cache as the step before left it."""
    return [
        _step(book, COLD, PRINT, _all_of(book.restore, book.forget)),
        _step(book, "nothing changed", PRINT),
        _step(book, "one sentence edited", PRINT, book.edit_sentence),
        _step(book, "a page added", PRINT, book.add_page),
        _step(book, "a style changed", PRINT, book.change_style, book.restore),
        _step(book, ALONE, f"{PRINT} --jobs 1", book.forget),
        _step(book, EPUB, f"{BUILD} --edition epub", book.forget),
        _step(book, "EPUB, nothing changed", f"{BUILD} --edition epub"),
        _step(book, PAGED, f"{BUILD} --edition paged", book.forget),
    ]


def generated(book: BookFolder) -> list[Step]:
    """Return the steps of the generated book: both tomes in all their editions."""
    return [
        _step(book, ALL, BUILD, _all_of(book.restore, book.forget)),
        _step(book, "nothing changed", BUILD),
        _step(book, "one sentence edited", BUILD, book.edit_sentence),
        _step(book, "a page added", BUILD, book.add_page, book.restore),
    ]


def pdfs(book: BookFolder, log: Path) -> dict[str, Path]:
    """Build the PDFs of a long book whose lines are compared, unmeasured, and return them by name."""
    book.restore()
    run(_step(book, "lines", f"{PRINT} --edition default"), log)
    made = {"tomes": "print", "tomes, default theme": "default"}
    return {name: file for name, edition in made.items() for file in book.folder.glob(f"dist/*/*-{edition}.pdf")}


def _pages(book: BookFolder, editions: Collection[str]) -> int:
    """Return how many pages the last build made in some editions."""
    rows = json.loads((book.folder / "dist/manifest.json").read_text(encoding="utf-8"))["artifacts"]
    return sum(row["pages"] for row in rows if row["edition"] in editions)


def _all_of(*actions: Callable[[], None]) -> Callable[[], None]:
    def act() -> None:
        for action in actions:
            action()

    return act


def _nothing() -> None:
    pass


def _step(
    book: BookFolder,
    name: str,
    script: str,
    prepare: Callable[[], None] = _nothing,
    done: Callable[[], None] = _nothing,
) -> Step:
    editions = ("print", "screen") if script == BUILD else ("print",) if script.startswith(PRINT) else ()
    return Step(f"tomes: {name}", script, book.folder, prepare=prepare, done=done, pages=lambda: _pages(book, editions))
