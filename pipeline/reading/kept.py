"""What reading gave, kept in one file of the book's `.tomes` folder: a file that has not changed is not read again.

Frozen values <-> JSON; only classes of _KINDS are ever made, so that a foreign file can do no more than be wrong. Text
and numbers stand for themselves, an object is `[the number of its class, its fields…]`; a place has no path, because
all the places of one result are in one file.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, fields, is_dataclass, replace
from enum import Enum
from functools import cache, lru_cache, partial
from importlib.metadata import version
from typing import Any

from pipeline import model, program
from pipeline.diagnostic import Diagnostic, Fix, Severity, Span
from pipeline.images import ImageFacts, ImageFault, probe_all
from pipeline.reading.contribution import ContributionReading, read_contribution
from pipeline.reading.people import Register, read_register
from pipeline.sharing import shared_out, worth_sharing
from pipeline.store import Ledger, Store

# Results as lines, by what they are kept under.
Lines = dict[str, str]
# What else is made of a text where it is read; a function of a module, or a part of one.
More = Callable[[model.Contribution], Lines]

# The file of a book's `.tomes` folder.
FILE = "reading.kept"
_KINDS: tuple[type[Any], ...] = (
    tuple, Span, Severity, Fix, Diagnostic, model.MarkKind, model.Mark, model.Run, model.Break, model.NoteCall,
    model.IndexMark, model.Picture, model.Paragraph, model.Heading, model.Quotation, model.Division, model.List,
    model.Definition, model.Definitions, model.Figure, model.Cell, model.Table, model.VerseLine, model.Verse,
    model.Post, model.CodeBlock, model.ThematicBreak, model.Note, model.Contribution, ContributionReading,
    model.Contributor, Register,
)  # fmt: skip
_NUMBERS = {kind: number for number, kind in enumerate(_KINDS)}
_TUPLE, _SPAN = _NUMBERS[tuple], _NUMBERS[Span]
_FIELDS = tuple(tuple(one.name for one in fields(kind)) if is_dataclass(kind) else () for kind in _KINDS)
# What decides of a reading beside our own code; Python brings the tables of Unicode.
_LIBRARIES = ("markdown-it-py", "mdit-py-plugins", "pillow", "pydantic", "ruamel.yaml")


def to_row(value: Any) -> Any:
    """Return a frozen value as JSON has it."""
    kind = value.__class__
    if kind is Span:
        return [_SPAN, value.line, value.column, value.end_line, value.end_column]
    if kind is tuple:
        return [_TUPLE, *map(to_row, value)]
    number = _NUMBERS.get(kind)
    if number is None:
        return value
    if isinstance(value, Enum):
        return [number, value.value]
    return [number, *(to_row(getattr(value, name)) for name in _FIELDS[number])]


def from_row(row: Any, path: str) -> Any:
    """Return the value that `to_row` wrote; its places are in the file `path`."""
    if row.__class__ is not list:
        return row
    number = row[0]
    if number == _SPAN:
        return Span(path, row[1], row[2], row[3], row[4])
    # Most values stand for themselves: a call for each would take twice as long.
    values = [from_row(one, path) if one.__class__ is list else one for one in row[1:]]
    if number == _TUPLE:
        return tuple(values)
    names = _FIELDS[number]
    if not names:
        return _KINDS[number](*values)
    return _KINDS[number](**dict(zip(names, values, strict=True)))


@cache
def _versions() -> str:
    ours = program.part("diagnostic.py", "images", "model", "reading")
    return " ".join((ours, sys.version, *map(version, _LIBRARIES)))


def _key(*parts: str) -> str:
    return hashlib.sha256("\0".join((_versions(), *parts)).encode(errors="surrogatepass")).hexdigest()


@lru_cache(maxsize=4096)  # for a program that stays open
def _recalled(path: str, text: str, line: str) -> ContributionReading:
    kept: ContributionReading = from_row(json.loads(line), path)
    return replace(kept, contribution=replace(kept.contribution, source=text))


def _line(reading: ContributionReading) -> str:
    """Return a reading as a line, without the text that it was made from."""
    bare = replace(reading, contribution=replace(reading.contribution, source=""))
    return json.dumps(to_row(bare), ensure_ascii=False, separators=(",", ":"))


def _read_line(file: tuple[str, str], language: str, more: More | None) -> tuple[str, Lines]:
    """Read a text, given by its path and itself; return its line, and those that `more` makes of it."""
    reading = read_contribution(*file, language)
    return _line(reading), more(reading.contribution) if more else {}


class Kept:
    """What earlier readings of the book gave, and what this one gives; `fresh` are the paths of texts read anew.

    `more` are the lines that were made of texts when they were read ahead.

    Nothing is kept of who refused to appear: neither the register that says it, nor a text that is signed by somebody
    who is not known, from the register, not to have refused. The register comes first.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._ledger = Ledger(store.folder / FILE)
        self._people: frozenset[str] = frozenset()
        self._ahead: dict[str, str] = {}
        self.fresh: set[str] = set()
        self.more: Lines = {}

    def read_ahead(self, files: Iterable[tuple[str, str]], language: str, more: More | None) -> None:
        """Have all cores read those of `files` (path and text) that are not known, when that is much."""
        named = {_key("text", path, language, text): (path, text) for path, text in files}
        new = {key: file for key, file in named.items() if self._ledger.get(key) is None}
        if not worth_sharing(text for _, text in new.values()):
            return
        work = partial(_read_line, language=language, more=more)
        for key, (line, lines) in zip(new, shared_out(work, tuple(new.values())), strict=True):
            self._ahead[key] = line
            self.more |= lines

    def register(self, path: str, text: str) -> Register:
        """Return what `read_register` returns, recalled where nothing has changed."""
        key = _key("register", path, text)
        line = self._ledger.get(key)
        register: Register = from_row(json.loads(line), path) if line else read_register(path, text)
        self._people = frozenset(one.id for one in register.people if one.consent != "refused")
        if self._people.issuperset(register.names) and register.readable:
            self._ledger.put(key, line or json.dumps(to_row(register), ensure_ascii=False, separators=(",", ":")))
        return register

    def contribution(self, path: str, text: str, language: str) -> ContributionReading:
        """Return what `read_contribution` returns, recalled where nothing has changed."""
        key = _key("text", path, language, text)
        line = self._ledger.get(key)
        if line is None:
            self.fresh.add(path)
            line = self._ahead.get(key)
        reading = read_contribution(path, text, language) if line is None else _recalled(path, text, line)
        if self._people.issuperset(reading.contribution.authors):
            self._ledger.put(key, line or _line(reading))
        return reading

    def pictures(self, named: Sequence[tuple[str, str]]) -> list[ImageFacts | ImageFault]:
        """Return the facts of pictures of the store (name and hash of each), recalled where they are known.

        A picture that is refused is decoded again the next time: the machine may have been short of memory.
        """
        keys = [_key("picture", *one) for one in named]
        lines = [self._ledger.get(key) for key in keys]
        new = [(self._store.path(sha256), name) for (name, sha256), line in zip(named, lines, strict=True) if not line]
        answers = iter(probe_all(new))
        found = [ImageFacts(**json.loads(line)) if line else next(answers) for line in lines]
        for key, facts in zip(keys, found, strict=True):
            if isinstance(facts, ImageFacts):
                self._ledger.put(key, json.dumps(asdict(facts)))
        return found

    def save(self) -> None:
        """Write what was read, for the next reading."""
        self._ledger.save()
