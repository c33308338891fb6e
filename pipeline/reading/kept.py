"""What reading gave, kept in one file of the book's `.tomes` folder: a file that has not changed is not read again.

Frozen values <-> JSON, which is decoded into their classes and nothing else, so that a foreign file can do no more than
be wrong.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterable
from functools import cache, lru_cache, partial

from msgspec.json import Decoder
from msgspec.structs import replace

from pipeline import model, program
from pipeline.images.facts import ImageFacts, ImageFault
from pipeline.images.worker import Prober
from pipeline.reading.contribution import ContributionReading, read_contribution
from pipeline.reading.people import Register, read_register
from pipeline.reading.root import KEPT
from pipeline.sharing import shared_out, worth_sharing
from pipeline.store import Ledger, Store, as_line

# Results as lines, by what they are kept under.
Lines = dict[str, str]
# What else is made of a text where it is read; a function of a module, or a part of one.
More = Callable[[model.Contribution], Lines]

_READING = Decoder(ContributionReading)
_REGISTER = Decoder(Register)
_FACTS = Decoder(ImageFacts)
# What decides of a reading beside our own code; Python brings the tables of Unicode.
_LIBRARIES = ("markdown-it-py", "mdit-py-plugins", "msgspec", "pillow", "ruamel.yaml")


@cache
def _versions() -> str:
    ours = program.part("diagnostic.py", "images", "model", "reading")
    return " ".join((ours, sys.version, *map(program.version, _LIBRARIES)))


def _key(*parts: str) -> str:
    return hashlib.sha256("\0".join((_versions(), *parts)).encode(errors="surrogatepass")).hexdigest()


@lru_cache(maxsize=4096)  # for a program that stays open
def _recalled(text: str, line: str) -> ContributionReading:
    kept = _READING.decode(line)
    return replace(kept, contribution=replace(kept.contribution, source=text))


def _line(reading: ContributionReading) -> str | None:
    """Return a reading as a line, without the text that it was made from."""
    return as_line(replace(reading, contribution=replace(reading.contribution, source="")))


def _read_line(file: tuple[str, str], language: str, more: More | None) -> tuple[str | None, Lines]:
    """Read a text, given by its path and itself; return its line, and those that `more` makes of it."""
    reading = read_contribution(*file, language)
    return _line(reading), more(reading.contribution) if more else {}


class Kept:
    """What earlier readings of the book gave, and what this one gives; `fresh` are the paths of texts read anew.

    `more` are the lines that were made of texts when they were read ahead; other processes do that, and all that
    `meanwhile` holds is called.

    Nothing is kept of who refused to appear: neither the register that says it, nor a text that is signed by somebody
    who is not known, from the register, not to have refused. The register comes first.
    """

    def __init__(self, store: Store, prober: Prober, meanwhile: Callable[[], None]) -> None:
        self.store = store
        self.meanwhile: list[Callable[[], object]] = [meanwhile]
        self._prober = prober
        self._begun: list[tuple[str, str]] = []
        self.ledger = Ledger(store.folder / KEPT)
        self._people: frozenset[str] = frozenset()
        self._ahead: dict[str, str | None] = {}
        self.fresh: set[str] = set()
        self.more: Lines = {}

    @property
    def empty(self) -> bool:
        """Return whether nothing is known of earlier readings."""
        return self.ledger.empty

    def read_ahead(self, files: Iterable[tuple[str, str]], language: str, more: More | None) -> None:
        """Have all cores read those of `files` (path and text) that are not known, when that is much."""
        named = {_key("text", path, language, text): (path, text) for path, text in files}
        new = {key: file for key, file in named.items() if self.ledger.get(key) is None}
        if not worth_sharing(text for _, text in new.values()):
            return

        def aside() -> None:
            for load in self.meanwhile:
                load()

        work = partial(_read_line, language=language, more=more)
        for key, (line, lines) in zip(new, shared_out(work, tuple(new.values()), aside), strict=True):
            self._ahead[key] = line
            self.more |= lines

    def register(self, path: str, text: str) -> Register:
        """Return what `read_register` returns, recalled where nothing has changed."""
        key = _key("register", path, text)
        line = self.ledger.get(key)
        register = _REGISTER.decode(line) if line else read_register(path, text)
        self._people = frozenset(one.id for one in register.people if one.consent != "refused")
        if self._people.issuperset(register.names) and register.readable:
            self.ledger.put(key, line or as_line(register))
        return register

    def contribution(self, path: str, text: str, language: str) -> ContributionReading:
        """Return what `read_contribution` returns, recalled where nothing has changed."""
        key = _key("text", path, language, text)
        line = self.ledger.get(key)
        if line is None:
            self.fresh.add(path)
            line = self._ahead.get(key)
        reading = read_contribution(path, text, language) if line is None else _recalled(text, line)
        if self._people.issuperset(reading.contribution.authors):
            self.ledger.put(key, line or _line(reading))
        return reading

    def begin_pictures(self, named: Iterable[tuple[str, str]]) -> None:
        """Have pictures of the store (name and hash of each) decoded that are not known, and do not wait."""
        for one in named:
            if self.ledger.get(_key("picture", *one)) is None:
                self._prober.ask(self.store.path(one[1]), one[0])
                self._begun.append(one)

    def pictures(self, named: Iterable[tuple[str, str]]) -> list[ImageFacts | ImageFault]:
        """Return the facts of pictures of the store (name and hash of each), recalled where they are known.

        A picture that is refused is decoded again the next time: the machine may have been short of memory.
        """
        begun = {one: self._prober.answer() for one in self._begun}
        self._begun.clear()
        found = []
        for one in named:
            facts = begun.get(one) or self._picture(*one)
            found.append(facts)
            if isinstance(facts, ImageFacts):
                self.ledger.put(_key("picture", *one), as_line(facts))
        return found

    def _picture(self, name: str, sha256: str) -> ImageFacts | ImageFault:
        line = self.ledger.get(_key("picture", name, sha256))
        if line:
            return _FACTS.decode(line)
        self._prober.ask(self.store.path(sha256), name)
        return self._prober.answer()

    def save(self) -> None:
        """Write what was read, for the next reading."""
        self.ledger.save()
