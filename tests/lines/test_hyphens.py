"""Where words may be divided."""

import pytest

from pipeline.layout.lines.hyphens import points

LIMITS = (5, 2, 2)  # CSS's `hyphenate-limit-chars: auto`


@pytest.mark.parametrize(
    "word", ["délibération", "conséquences", "physionomie", "étendue", "idée", "abricotiers", "aérien"]
)
def test_two_letters_before_and_three_after_at_least(word: str) -> None:
    assert all(2 <= at <= len(word) - 3 for at in points(word, "fr", LIMITS))


def test_short_ends_that_the_patterns_allow_are_left_out() -> None:
    """The American patterns end these words in two letters too."""
    assert points("reality", "en-US", LIMITS) == (2, 4)
    assert points("unconditionally", "en-US", LIMITS) == (2, 5, 7, 11)


def test_an_elided_word_goes_on_after_its_apostrophe() -> None:
    assert points("jusqu", "fr", LIMITS) == ()
    assert points("jusqu", "fr", LIMITS, "’") == (3,)


def test_the_style_can_ask_for_more_letters() -> None:
    assert points("délibération", "fr", (5, 4, 5)) == tuple(
        at for at in points("délibération", "fr", LIMITS) if 4 <= at <= 7
    )
    assert points("délibération", "fr", (20, 2, 2)) == ()


def test_a_language_without_patterns_divides_nothing() -> None:
    assert points("délibération", "tlh", LIMITS) == points("délibération", None, LIMITS) == ()
