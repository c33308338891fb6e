"""Where words may be divided: Pyphen's patterns by language, each word looked up once."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pyphen as _pyphen

pyphen: Any = _pyphen  # it has no types

# Letters before and after a hyphen that the trade asks for at least; CSS `hyphenate-limit-chars` can ask for more.
LETTERS_BEFORE, LETTERS_AFTER = 2, 3
WORD = re.compile(r"[^\W\d_]{5,}")
# A word that carries soft hyphens is divided nowhere else (CSS Text 3, section 6.1).
SOFT_WORD = re.compile(r"[^\W\d_]*(?:\u00ad[^\W\d_]*)+")


_ELISION = ("’", "'")
_KEPT = 50_000  # words of a language that are remembered

# A pattern's digits: the place of the first one in the pattern, and all of them.
_Pattern = tuple[int, tuple[int, ...]]
# What patterns go on with after some letters, by the next one; under _HERE the pattern that ends there.
_Node = dict[str, Any]
_HERE = ""


class _Patterns:
    """The patterns of a language, by their letters, letter by letter: Liang's trie.

    A word is read from each of its letters on no further than some pattern goes on: Pyphen's own way, which asks for
    every piece of a word, takes three times as long. Liang, "Word Hy-phen-a-tion by Com-put-er" (Stanford, 1983).
    """

    def __init__(self, language: str) -> None:
        patterns: dict[str, _Pattern] = pyphen.Pyphen(lang=language).hd.patterns
        self._trie: _Node = {}
        for letters, pattern in patterns.items():
            node = self._trie
            for letter in letters:
                node = node.setdefault(letter, {})
            node[_HERE] = pattern
        self._known: dict[str, tuple[int, ...]] = {}
        self._mute: dict[str, int] = {}

    def points(self, word: str) -> tuple[int, ...]:
        """Every place where the word may be divided; those that would change its spelling are left out."""
        found = self._known.get(word)
        if found is None:
            if len(self._known) >= _KEPT:
                self._known.clear()
            found = self._known[word] = self._read(word)
        return found

    def mute(self, word: str) -> int:
        """Where a last syllable starts that the patterns bind to the word as a mute one, 0 when there is none.

        What binds it are the patterns that end with the word: without them it would be parted.
        """
        found = self._mute.get(word)
        if found is None:
            if len(self._mute) >= _KEPT:
                self._mute.clear()
            last = max(self._read(word, ""), default=0)
            found = self._mute[word] = last if last > max(self.points(word), default=0) else 0
        return found

    def _read(self, word: str, mark: str = ".") -> tuple[int, ...]:
        pointed = f".{word.lower()}{mark}"
        values = [0] * (len(pointed) + 1)
        for start in range(len(pointed) - 1):
            node = self._trie
            for letter in pointed[start:]:
                if letter not in node:
                    break
                node = node[letter]
                if _HERE in node:
                    first, digits = node[_HERE]
                    for place, value in enumerate(digits, start + first):
                        values[place] = max(values[place], value)
        return tuple(at - 1 for at, value in enumerate(values) if value % 2 and not getattr(value, "data", None))


@cache
def _patterns(language: str) -> _Patterns | None:
    known = pyphen.language_fallback(language)
    return _Patterns(known) if known else None


def points(word: str, language: str | None, limits: tuple[int, int, int], following: str = "") -> tuple[int, ...]:
    """Letters before each place where the word may be divided; `limits` are CSS's total, before and after.

    `following` is the character after it: an elided word goes on after its apostrophe (jus-qu’alors).
    """
    patterns = _patterns(language) if language else None
    total, before, after = limits
    if patterns is None or len(word) < total:
        return ()
    least = LETTERS_AFTER - (following in _ELISION)
    first, last = max(before, LETTERS_BEFORE), len(word) - (after if after > LETTERS_AFTER else least)
    return tuple(place for place in patterns.points(word) if first <= place <= last)


def mute(word: str, language: str | None, limits: tuple[int, int, int]) -> int:
    """Letters before a mute last syllable that the word may be parted from at the worst (hom-mes); 0 when none."""
    patterns = _patterns(language) if language else None
    if patterns is None or len(word) < limits[0]:
        return 0
    place = patterns.mute(word)
    return place if max(limits[1], LETTERS_BEFORE) <= place <= len(word) - max(limits[2], LETTERS_AFTER) else 0
