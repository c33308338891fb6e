"""The message catalogue: every sentence an editor reads about a finding, by code, in French and in English.

One TOML file a family and language (`data/catalogue/fr/N.toml`), one table a code, read when it is first needed. Both
languages hold the same codes.
"""

from __future__ import annotations

import tomllib
from difflib import get_close_matches
from functools import cache

from msgspec import Struct

from pipeline import program
from pipeline.diagnostic import Diagnostic

LANGUAGES = ("fr", "en")

# The letters that codes begin with, in the order of the manual.
FAMILIES = ("M", "N", "R", "I", "C", "F", "T", "L", "U", "B", "P", "E", "A", "W", "S", "X")


class Entry(Struct, frozen=True):
    """What the catalogue says of one code.

    `message` and `help` hold `{names}` for the Diagnostic's values; `what` says what is found, `why` it is bad,
    `example` shows it, `instead` what to write, `source` names the standard or the habit. `name` states the fault.
    """

    code: str
    name: str
    message: str
    what: str
    why: str
    help: str = ""
    example: str = ""
    instead: str = ""
    source: str = ""


@cache
def _family(letter: str, language: str) -> dict[str, Entry]:
    file = program.HOME / "data" / "catalogue" / language / f"{letter}.toml"
    if not file.is_file():
        return {}
    tables = tomllib.loads(file.read_text(encoding="utf-8"))
    return {code: Entry(code, **texts) for code, texts in tables.items()}


@cache
def words(language: str) -> dict[str, str]:
    """Return the words of the report itself (`error`, `help`, the families' names…)."""
    file = program.HOME / "data" / "catalogue" / language / "report.toml"
    table: dict[str, str] = tomllib.loads(file.read_text(encoding="utf-8"))
    return table


def codes(language: str = "fr") -> tuple[str, ...]:
    """Return every code of the catalogue, in the order of FAMILIES, then by number."""
    return tuple(code for letter in FAMILIES for code in sorted(_family(letter, language)))


def entry(code: str, language: str) -> Entry:
    """Return what the catalogue says of `code`; KeyError when it has no such code."""
    return _family(code[:1], language)[code]


def sentence(diagnostic: Diagnostic, language: str) -> str:
    """Return the finding in one sentence, its values filled in."""
    return entry(diagnostic.code, language).message.format_map(dict(diagnostic.values))


def remedy(diagnostic: Diagnostic, language: str) -> str:
    """Return what the editor can do about the finding, empty when there is nothing general to say."""
    return entry(diagnostic.code, language).help.format_map(dict(diagnostic.values))


def explain(code: str, language: str) -> str:
    """Return the whole explanation of a code as Markdown, the one of the manual and of `tomes check --explain`."""
    found, labels = entry(code, language), words(language)
    parts = [f"## {found.code} {found.name}", found.what]
    for key in ("why", "example", "instead", "source"):
        value = getattr(found, key)
        if value:
            body = f"\n\n```\n{value.strip()}\n```" if key in {"example", "instead"} else " " + value
            parts.append(f"**{labels[key]}**{body}")
    return "\n\n".join(part.strip() for part in parts) + "\n"


def manual(language: str) -> str:
    """Return the explanations of every code as one page of Markdown (docs/rules.md is this page)."""
    labels = words(language)
    parts = [f"# {labels['manual']}\n\n{labels['manual_intro']}\n"]
    for letter in FAMILIES:
        found = sorted(_family(letter, language))
        if found:
            name = labels[letter]
            parts.append(f"## {letter} — {name[0].upper()}{name[1:]}\n")
            parts += [explain(code, language).replace("## ", "### ", 1) for code in found]
    return "\n".join(parts)


def similar(code: str) -> tuple[str, ...]:
    """Return the codes that look like `code`, for « did you mean »."""
    return tuple(get_close_matches(code.upper(), codes(), n=3, cutoff=0.5))
