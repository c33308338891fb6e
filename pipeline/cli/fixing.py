"""What `tomes check --fix` does: mend the texts until nothing is left to mend, then write each file in one go."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable
from difflib import unified_diff
from pathlib import Path

from msgspec import Struct

from pipeline.diagnostic import Diagnostic, Severity
from pipeline.model import Book, Contribution
from pipeline.reading import path_of, read_contribution
from pipeline.rules import check_one
from pipeline.rules.fixing import Change, mend
from pipeline.store import writing

# A fix can make room for another (« mot ,mot »); a rule that undoes another would go round for ever.
_ROUNDS = 10
Choose = Callable[[Iterable[Diagnostic]], tuple[Diagnostic, ...]]


class Mended(Struct, frozen=True):
    """A file that fixes changed: its path in the book, its text as it was and as it is, and every change."""

    path: str
    before: str
    after: str
    changes: tuple[Change, ...]


def mend_book(book: Book, findings: Iterable[Diagnostic], choose: Choose, *, unsafe: bool) -> tuple[Mended, ...]:
    """Return the texts of `book` that the fixes of `findings` change, mended until no fix is left.

    `choose` keeps the findings that the user asked for. A file whose mended text would no longer be read without a new
    error is left as it is. Nothing is written.
    """
    by_path: dict[str, list[Diagnostic]] = {}
    for finding in findings:
        if finding.span and finding.fixes:
            by_path.setdefault(finding.span.path, []).append(finding)
    texts = {text.path: text for text in book.contributions}
    results = (_mend_text(book, texts[path], found, choose, unsafe) for path, found in by_path.items() if path in texts)
    return tuple(result for result in results if result)


def _mend_text(book: Book, text: Contribution, found: list[Diagnostic], choose: Choose, unsafe: bool) -> Mended | None:
    before = path_of(book.root, text.path).read_bytes().decode("utf-8")
    after, changes = before, tuple[Change, ...]()
    for _ in range(_ROUNDS):
        after, made = mend(after, found, unsafe=unsafe)
        if not made:
            break
        changes += made
        again = read_contribution(text.path, _plain(after), book.metadata.language)
        found = list(choose(check_one(book, again.contribution)))
    if after == before or _errors(text.path, after, book) > _errors(text.path, before, book):
        return None
    return Mended(text.path, before, after, changes)


def _plain(source: str) -> str:
    return source.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _errors(path: str, source: str, book: Book) -> int:
    reading = read_contribution(path, _plain(source), book.metadata.language)
    return sum(finding.severity is Severity.ERROR for finding in reading.diagnostics)


def write(root: Path, mended: Iterable[Mended]) -> None:
    """Write the mended files, each aside and then renamed, with its permissions as they were."""
    for one in mended:
        target = path_of(root, one.path).resolve()
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".tomes-")
        try:
            with writing(target), os.fdopen(handle, "wb") as file:
                file.write(one.after.encode())
            Path(name).chmod(target.stat().st_mode & 0o7777)
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


def diff(mended: Iterable[Mended]) -> str:
    """Return what the fixes would change as a unified diff."""
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
        for one in mended
        for line in unified_diff(
            one.before.splitlines(keepends=True), one.after.splitlines(keepends=True), f"a/{one.path}", f"b/{one.path}"
        )
    )
