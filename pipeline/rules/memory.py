"""What an earlier check found, kept so that what has not changed is not examined again.

A text's result is found again by the hash of its bytes, of what the rules know of the rest of the book, of how far the
check goes and of the rules themselves; a whole book's result by the hash of all its files.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from pipeline.diagnostic import Diagnostic, Fix, Severity, Span
from pipeline.rules.grammar import COMMAND
from pipeline.rules.rule import Fact
from pipeline.rules.spelling import dictionary
from pipeline.store import Ledger, program

# What decides of a finding: how texts are read, what rules and lists say, what characters fonts have.
_DECIDING = ("model", "reading", "rules", "fonts", "images", "styles", "data/words", "diagnostic.py")
_TEXTS = {".md", ".yaml", ".yml", ".txt", ".toml"}
_APART = {".tomes", "dist", ".git", "node_modules", ".venv"}


def key(*parts: object) -> str:
    """Return the hash of `parts` and of this program's version."""
    return hashlib.sha256(json.dumps([program(*_DECIDING), *map(str, parts)]).encode()).hexdigest()


def machine() -> str:
    """Return what decides of a finding and is this machine's: its dictionary, its grammar checker."""
    place = dictionary()
    files = [place.with_suffix(".dic") if place else None, shutil.which(COMMAND)]
    facts = [(str(file), Path(file).stat()) for file in files if file]
    return repr([find_spec("hunspell") is not None, [(name, one.st_size, one.st_mtime_ns) for name, one in facts]])


def state(root: Path) -> str:
    """Return the hash of every file of the book in `root`: texts by their bytes, the rest by size and time."""
    total = hashlib.sha256()
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if name not in _APART)
        for name in sorted(files):
            file = Path(folder, name)
            total.update(os.fsencode(file.relative_to(root).as_posix()) + b"\0")
            if file.suffix in _TEXTS and file.is_file():
                total.update(hashlib.sha256(file.read_bytes()).digest())
            else:
                status = file.lstat()
                total.update(f"{status.st_size} {status.st_mtime_ns}".encode())
    return total.hexdigest()


class Memory:
    """The results that were kept in `file`; those that this check uses or adds are kept for the next."""

    def __init__(self, file: Path) -> None:
        self._ledger = Ledger(file)

    def recall(self, name: str) -> tuple[tuple[Diagnostic, ...], tuple[Fact, ...]] | None:
        """Return the findings and facts kept under `name`, None when there are none."""
        line = self._ledger.get(name)
        if line is None:
            return None
        self._ledger.put(name, line)
        findings, facts = json.loads(line)
        return tuple(map(from_row, findings)), tuple(Fact(kind, value, _span(at), n) for kind, value, at, n in facts)

    def keep(self, name: str, findings: Iterable[Diagnostic], facts: Iterable[Fact] = ()) -> None:
        """Keep findings and facts under `name`."""
        rows = [
            [to_row(one) for one in findings],
            [[fact.kind, fact.value, _place(fact.span), fact.count] for fact in facts],
        ]
        self._ledger.put(name, json.dumps(rows, ensure_ascii=False, separators=(",", ":")))

    def save(self) -> None:
        """Write what this check used and added."""
        self._ledger.save()


def _place(span: Span | None) -> list[Any] | None:
    return [span.path, span.line, span.column, span.end_line, span.end_column] if span else None


def _span(place: list[Any] | None) -> Span | None:
    return Span(*place) if place else None


def to_row(one: Diagnostic) -> list[Any]:
    """Return a finding as plain values, for JSON."""
    fixes = [[_place(fix.span), fix.text, fix.safe] for fix in one.fixes]
    return [one.code, one.severity.value, _place(one.span), one.values, fixes]


def from_row(row: list[Any]) -> Diagnostic:
    """Return the finding that `to_row` wrote."""
    code, severity, place, values, fixes = row
    mended = tuple(Fix(Span(*at), text, safe) for at, text, safe in fixes)
    return Diagnostic(code, Severity(severity), _span(place), tuple((name, value) for name, value in values), mended)
