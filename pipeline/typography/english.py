"""The few typographic habits of English, for the texts and passages that are not in French."""

from __future__ import annotations

from pipeline.typography.line import Edit, Habit
from pipeline.typography.shared import apostrophes, ellipses, paired
from pipeline.typography.spacing import Spacing

_QUOTES = (("“", "”"), ("‘", "’"))


def double_quotes(text: str, spacing: Spacing) -> list[Edit]:
    """Write “ ” for straight quotes that pair, ‘ ’ for those inside others."""
    del spacing
    return paired(text, _QUOTES)


def single_quotes(text: str, spacing: Spacing) -> list[Edit]:
    """Write ‘ ’ for single quotes that pair, ’ for an apostrophe; primes stay."""
    del spacing
    return apostrophes(text, ("‘", "’"))


ENGLISH: tuple[Habit, ...] = (ellipses, double_quotes, single_quotes)
