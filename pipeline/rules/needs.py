"""What a text must hold for a pattern to match there, so that most patterns are never tried on most passages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from re import _constants as sre  # type: ignore[attr-defined]  # typeshed leaves the parser of `re` out
from re import _parser as parser  # type: ignore[attr-defined]  # likewise
from typing import Any

# Ordinary prose, in which a class of characters is rare or frequent.
_PROSE = "Le soir, quand il rentrait, elle l’avait déjà quitté ; que pouvait-il bien faire de mieux chez ce garçon ?"
# Each further class costs a look at every passage, and seldom spares one.
_ENOUGH = 2
_CATEGORIES = {
    sre.CATEGORY_DIGIT: r"\d",
    sre.CATEGORY_NOT_DIGIT: r"\D",
    sre.CATEGORY_SPACE: r"\s",
    sre.CATEGORY_NOT_SPACE: r"\S",
    sre.CATEGORY_WORD: r"\w",
    sre.CATEGORY_NOT_WORD: r"\W",
}


@cache
def needs(pattern: re.Pattern[str]) -> tuple[re.Pattern[str], ...]:
    """Return classes of characters: where `pattern` matches, the text holds a character of each; the rarest only."""
    parsed = parser.parse(pattern.pattern, pattern.flags)
    classes = sorted(_sequence(parsed), key=_frequency)[:_ENOUGH]
    return tuple(re.compile(one, pattern.flags & re.IGNORECASE) for one in classes)


def _frequency(characters: str) -> int:
    return len(re.findall(characters, _PROSE))


def _sequence(items: Iterable[tuple[Any, Any]]) -> list[str]:
    return [one for kind, value in items for one in _needed(kind, value)]


def _needed(kind: Any, value: Any) -> list[str]:
    """Return the classes that one item of a parsed pattern needs; none where it may match nothing, or anything."""
    if kind is sre.LITERAL:
        return [f"[{re.escape(chr(value))}]"]
    if kind is sre.IN and value[0][0] is not sre.NEGATE:
        return [f"[{''.join(_member(*member) for member in value)}]"]
    if kind is sre.BRANCH:
        choices = [_sequence(choice) for choice in value[1]]
        rarest = [min(choice, key=_frequency)[1:-1] for choice in choices if choice]
        return [f"[{''.join(rarest)}]"] if len(rarest) == len(choices) else []
    return _sequence(_held(kind, value))


def _held(kind: Any, value: Any) -> Iterable[tuple[Any, Any]]:
    """Return the items within an item, none where they need not match or where other flags rule them."""
    if kind in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
        return value[2] if value[0] else ()
    if kind is sre.SUBPATTERN:
        return () if value[1] else value[3]
    if kind is sre.ASSERT:
        _, value = value
    return value if kind in (sre.ASSERT, sre.ATOMIC_GROUP) else ()


def _member(kind: Any, value: Any) -> str:
    """Return one member of a class as it is written between brackets: a category, a range or a character."""
    if kind is sre.CATEGORY:
        return _CATEGORIES[value]
    return "-".join(re.escape(chr(code)) for code in (value if kind is sre.RANGE else (value,)))
