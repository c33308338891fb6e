"""What an earlier check found, kept so that what has not changed is not examined again.

A text's result is found again by the hash of its bytes, of what the rules know of the rest of the book, of how far the
check goes and of the rules themselves.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

from msgspec.json import Decoder

from pipeline import program
from pipeline.diagnostic import Diagnostic
from pipeline.rules.grammar import COMMAND
from pipeline.rules.rule import Fact
from pipeline.rules.spelling import dictionary
from pipeline.store import Ledger, as_line

# What decides of a finding: how texts are read, what rules and lists say, what characters fonts have.
_DECIDING = ("model", "reading", "rules", "fonts", "images", "styles", "data/words", "diagnostic.py")

_Result = tuple[tuple[Diagnostic, ...], tuple[Fact, ...]]
_LINE: Decoder[_Result] = Decoder(_Result)


def key(*parts: object) -> str:
    """Return the hash of `parts` and of this program's version."""
    return hashlib.sha256(json.dumps([program.part(*_DECIDING), *map(str, parts)]).encode()).hexdigest()


def machine() -> str:
    """Return what decides of a finding and is this machine's: its dictionary, its grammar checker."""
    place = dictionary()
    files = [place.with_suffix(".dic") if place else None, shutil.which(COMMAND)]
    facts = [(str(file), Path(file).stat()) for file in files if file]
    return repr([find_spec("hunspell") is not None, [(name, one.st_size, one.st_mtime_ns) for name, one in facts]])


class Memory:
    """The results that were kept in `file`; those that this check uses or adds are kept for the next."""

    def __init__(self, file: Path) -> None:
        self._ledger = Ledger(file)

    def recall(self, name: str) -> _Result | None:
        """Return the findings and facts kept under `name`, None when there are none."""
        line = self._ledger.get(name)
        if line is None:
            return None
        self._ledger.put(name, line)
        return _LINE.decode(line)

    def keep(self, name: str, findings: Iterable[Diagnostic], facts: Iterable[Fact] = ()) -> None:
        """Keep findings and facts under `name`."""
        self._ledger.put(name, as_line((tuple(findings), tuple(facts))))

    def save(self) -> None:
        """Write what this check used and added."""
        self._ledger.save()
