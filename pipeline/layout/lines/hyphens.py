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


@cache
def _patterns(language: str, letters_after: int) -> tuple[Any, dict[str, tuple[int, ...]]] | None:
    known = pyphen.language_fallback(language)
    return (pyphen.Pyphen(lang=known, left=LETTERS_BEFORE, right=letters_after), {}) if known else None


def points(word: str, language: str | None, limits: tuple[int, int, int], following: str = "") -> tuple[int, ...]:
    """Letters before each place where the word may be divided; `limits` are CSS's total, before and after.

    `following` is the character after it: an elided word goes on after its apostrophe (jus-qu’alors).
    """
    least = LETTERS_AFTER - 1 if following in _ELISION else LETTERS_AFTER
    patterns = _patterns(language, least) if language else None
    total, before, after = limits
    if patterns is None or len(word) < total:
        return ()
    dictionary, known = patterns
    found = known.get(word)
    if found is None:
        found = known[word] = tuple(int(place) for place in dictionary.positions(word))
    if before <= LETTERS_BEFORE and after <= LETTERS_AFTER:
        return found
    return tuple(place for place in found if place >= before and len(word) - place >= after)


def release() -> None:
    """Forget the dictionaries and the words seen."""
    _patterns.cache_clear()
