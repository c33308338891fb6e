"""The words that a book writes of itself, by language: data/labels/<language>.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

TABLES = Path(__file__).parent.parent / "data" / "labels"

# What a book in a language without a table of its own speaks.
FALLBACK = "en"


@cache
def labels(language: str) -> Mapping[str, str]:
    """Return the table for a BCP 47 tag: that of its language (`fr` for `fr-CA`), English where there is none."""
    file = TABLES / f"{language.partition('-')[0].lower()}.toml"
    if not file.exists():
        file = TABLES / f"{FALLBACK}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))
