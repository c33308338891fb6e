"""What a pattern needs: a class too strict would hide findings, one too loose would spare nothing."""

import re

import pytest

from pipeline.rules.needs import needs


@pytest.mark.parametrize(
    ("pattern", "held", "missing"),
    [
        (r"(?<=\w)#+(?!\d)", "a#", "a"),
        (r"[0-9]{2,} ?(?:km|kg)", "12 km", "douze km"),
        (r"\d+", "\u0663", "trois"),
        (r"(?i)Kz", "\u212az", "sz"),
        (r"(?:§|[\[(]x)\s", "(x ", "x "),
        (r"«(?=!)", "«!", "«"),
    ],
)
def test_a_pattern_is_tried_only_where_it_may_match(pattern: str, held: str, missing: str) -> None:
    compiled = re.compile(pattern)
    assert compiled.search(held)
    assert all(need.search(held) for need in needs(compiled))
    assert not all(need.search(missing) for need in needs(compiled))


@pytest.mark.parametrize("pattern", [r"a*", r"a|", r"(?<!a)$", r"[^a]", r"(?:a)?", r"(?i:a)|(?i:b)", r"."])
def test_nothing_is_needed_where_anything_may_match(pattern: str) -> None:
    assert needs(re.compile(pattern)) == ()
