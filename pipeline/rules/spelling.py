"""L1: spelling by Hunspell with the system's French dictionary."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from pipeline.rules import words
from pipeline.rules.passages import Passage
from pipeline.rules.rule import Found, Work, found
from pipeline.rules.text import Text

# Where dictionaries are put by Debian and Fedora, by Homebrew, and by LibreOffice.
DICTIONARIES = (
    Path("/usr/share/hunspell"),
    Path("/usr/share/myspell/dicts"),
    Path("/opt/homebrew/share/hunspell"),
    Path("/usr/local/share/hunspell"),
    Path("/Library/Spelling"),
)
NAMES = ("fr", "fr_FR", "fr-classique", "fr-toutesvariantes")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
# Other scripts, look-alikes, letters in disguise and joined letters have rules of their own.
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff'’-]+")
_ELIDED = re.compile(r"(?i)^(?:[ldjmtscn]|qu|jusqu|lorsqu|puisqu|quoiqu|presqu|quelqu)['’]")
_INVERTED = re.compile(
    r"(?i)-(?:t-)?(?:je|tu|il|elle|on|nous|vous|ils|elles|ce|moi|toi|le|la|les|lui|leur|y|en|là|ci|même|mêmes)$"
)
_SUGGESTIONS = 3


@cache
def dictionary() -> Path | None:
    """Return the French dictionary of this machine without its ending, None when it has none."""
    places = (folder / name for folder in DICTIONARIES for name in NAMES)
    return next((place for place in places if place.with_suffix(".dic").is_file()), None)


def _spells() -> bool:
    """Return whether this machine has what checks spelling; loading it takes longer than to read a short book."""
    return find_spec("hunspell") is not None and dictionary() is not None


@cache
def _checker() -> Any:
    from hunspell import Hunspell  # type: ignore[attr-defined]  # the package has no types

    found_at = dictionary()
    return Hunspell(found_at.name, hunspell_data_dir=str(found_at.parent)) if found_at else None


@cache
def _known(word: str) -> bool:
    return bool(_checker().spell(word))


@cache
def _suggestions(word: str) -> tuple[str, ...]:
    return tuple(_checker().suggest(word))[:_SUGGESTIONS]


def _correct(word: str, allowed: frozenset[str]) -> bool:
    """Return whether the dictionary, the book's own words or their French combinations have `word`."""
    plain = word.replace("’", "'")
    if {word, plain, word.lower()} & allowed or _known(plain) or _elsewhere(plain):
        return True
    bare = _INVERTED.sub("", _ELIDED.sub("", plain))
    if bare != plain:
        return not bare or bare in allowed or _known(bare) or _correct_parts(bare, allowed)
    return _correct_parts(plain, allowed)


def _elsewhere(word: str) -> bool:
    """Return whether another rule speaks of this word: a ligature, an accent on a capital, a listed fault."""
    bare = _ELIDED.sub("", word)
    ligature = bare.replace("oe", "œ").replace("Oe", "Œ").replace("OE", "Œ").replace("ae", "æ")
    listed = bare in words.pairs("capitals") or bare.lower() in words.pairs("mistakes")
    return listed or (ligature != bare and _known(ligature))


def _correct_parts(word: str, allowed: frozenset[str]) -> bool:
    parts = word.split("-")
    return len(parts) > 1 and all(part in allowed or _known(part) for part in parts if part)


def misspelt_word(text: Text) -> Iterator[Found]:
    """A word that neither the dictionary nor the book's own list knows.

    Names are left alone, and words in letters that other rules speak of. Suggestions are shown and never applied: the
    first one is right too seldom.
    """
    if not _spells():
        return
    for passage in text.french:
        for match in _WORD.finditer(passage.prose):
            word = match[0]
            ours = len(word) > 1 and not word.isupper() and _LATIN.fullmatch(word) and not _name(passage, match)
            if ours and not _correct(word, text.words):
                options = _suggestions(word.replace("’", "'"))
                yield found(passage.span(*match.span()), word=word, suggestions=", ".join(options) or "?")


def _name(passage: Passage, match: re.Match[str]) -> bool:
    """Return whether a word with a capital stands where no capital is due: it names somebody or something."""
    core = _ELIDED.sub("", match[0])
    return core[:1].isupper() or (match.start() > 0 and passage.prose[match.start() - 1] in "\ufffc@#_/")


def dictionary_missing(work: Work) -> Iterator[Found]:
    """No French dictionary on this machine: spelling is not checked."""
    french = any(text.language.startswith("fr") for text in work.book.contributions)
    if french and not _spells():
        yield found(None, install="apt install hunspell-fr; pip install chunspell")
