"""The few typographic habits of English, for the texts and passages that are not in French."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.typography.line import Edit, Habit
from pipeline.typography.shared import apostrophes, ellipses, paired
from pipeline.typography.spacing import Spacing

_QUOTES = (("“", "”"), ("‘", "’"))
# `--` or `---`: with a space on both sides, or none between letters; where speech is cut short; at the start of a line.
_BETWEEN = re.compile(
    r"(?<=[^\s-])[ \t\n]+-{2,3}[ \t\n]+(?=[^\s-])|(?<=[^\W\d_])-{2,3}(?=[^\W\d_])|(?<=[,.!?])--(?=[^\W\d_])"
)
_CUT_SHORT = re.compile(
    r"(?<=[^\W\d_])-{2,3}(?=[\"'”’]|[ \t\n]*(?:$|\u2028))|(?:^|(?<=\u2028))-{2,3}(?=[ \t\n]+[^\s-])"
)
_RANGE = re.compile(r"(?<=\d)--(?=\d)")


def double_quotes(text: str, spacing: Spacing) -> list[Edit]:
    """Write “ ” for straight quotes that pair, ‘ ’ for those inside others."""
    del spacing
    return paired(text, _QUOTES)


def single_quotes(text: str, spacing: Spacing) -> list[Edit]:
    """Write ‘ ’ for single quotes that pair, ’ for an apostrophe; primes stay."""
    del spacing
    return apostrophes(text, ("‘", "’"))


def closed_dashes(text: str, spacing: Spacing) -> list[Edit]:
    """Write an em dash without spaces for two or three hyphens (The Chicago Manual of Style, 17th ed., 6.85)."""
    del spacing
    return sorted(_dashes(text, "—"))


def spaced_dashes(text: str, spacing: Spacing) -> list[Edit]:
    """Write a spaced en dash for two or three hyphens, bound to what precedes (New Hart's Rules, 4.11)."""
    return sorted(_dashes(text, f"{spacing.word}– "))


def _dashes(text: str, between: str) -> Iterator[Edit]:
    if "--" in text:
        yield from (Edit(*match.span(), between) for match in _BETWEEN.finditer(text))
        yield from (Edit(*match.span(), "—") for match in _CUT_SHORT.finditer(text))
        yield from (Edit(*match.span(), "–") for match in _RANGE.finditer(text))


ENGLISH: tuple[Habit, ...] = (closed_dashes, ellipses, double_quotes, single_quotes)
ENGLISH_OF_BRITAIN: tuple[Habit, ...] = (spaced_dashes, ellipses, double_quotes, single_quotes)
