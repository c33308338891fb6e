"""Lists of words and of faults, one a file in data/words/<language>/: `wrong = right` or one word a line."""

from __future__ import annotations

import re
from functools import cache

from pipeline import program


def _lines(name: str) -> list[str]:
    text = (program.HOME / "data" / "words" / "fr" / f"{name}.txt").read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]


@cache
def pairs(name: str) -> dict[str, str]:
    """Return the list `name` of faults: what is written wrongly, then how it is written."""
    return {wrong.strip(): right.strip() for wrong, _, right in (line.partition("=") for line in _lines(name))}


@cache
def terms(name: str) -> frozenset[str]:
    """Return the list `name` of words."""
    return frozenset(_lines(name))


@cache
def pattern(name: str, *, exact: bool = False) -> re.Pattern[str]:
    """Return a pattern for every fault of the list `name`, whole words only; a capital may begin it unless `exact`.

    Spaces may be no-break ones, and apostrophes straight or curly.
    """
    found = sorted((_loose(wrong, exact=exact) for wrong in pairs(name)), key=len, reverse=True)
    return re.compile(rf"(?<![\w’'-])(?:{'|'.join(found)})(?![\w-])")


def _loose(wrong: str, *, exact: bool) -> str:
    escaped = re.escape(wrong).replace(r"\ ", "[ \u00a0\u202f]").replace("’", "[’']")
    if exact or not wrong[0].isalpha():
        return escaped
    return f"[{wrong[0].upper()}{wrong[0]}]{escaped[1:]}"


def right(name: str, typed: str) -> str:
    """Return what the list `name` has for `typed`, with the capital and the apostrophes as typed."""
    key = re.sub("[ \u00a0\u202f]", " ", typed).replace("'", "’")
    table = pairs(name)
    if key in table:
        return table[key]
    answer = table[key[0].lower() + key[1:]]
    return answer[0].upper() + answer[1:]
