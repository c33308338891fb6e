"""Where words may be divided."""

import pytest

from pipeline.layout.lines import hyphens
from pipeline.layout.lines.hyphens import mute, points

from .pages import PROSE

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


def test_mute_last_syllables_are_told_from_others() -> None:
    assert mute("hommes", "fr", LIMITS) == mute("lettres", "fr", LIMITS) == 3
    assert mute("échéances", "fr", LIMITS) == 6
    for word in ("cela", "monde", "rivière", "délibération", "connais", "elle"):
        assert mute(word, "fr", LIMITS) == 0, word
    assert mute("hommes", "fr", (5, 2, 4)) == mute("hommes", "fr", (7, 2, 2)) == mute("hommes", "tlh", LIMITS) == 0


def test_a_language_without_patterns_divides_nothing() -> None:
    assert points("délibération", "tlh", LIMITS) == points("délibération", None, LIMITS) == ()


@pytest.mark.parametrize("language", ["fr", "en-US", "de-1901", "es", "ru"])
def test_the_places_are_those_of_pyphen(language: str) -> None:
    """Old German spelling changes a word where it is divided (Zuk-ker): such places are no places of ours."""
    word_list = f"{PROSE} Zucker reality Übergangsgeschichte administración правительство ORTHOGRAPHE İstanbul".split()
    letters = {word.strip(".,:’") for word in word_list}
    pyphen = hyphens.pyphen.Pyphen(lang=hyphens.pyphen.language_fallback(language), left=2, right=3)
    for word in letters:
        expected = tuple(int(at) for at in pyphen.positions(word) if not at.data)
        assert points(word, language, (1, 2, 3)) == expected


def test_words_are_remembered_up_to_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hyphens, "_KEPT", 3)
    patterns = hyphens._Patterns("fr")
    for word in PROSE.split():
        patterns.points(word)
    assert 1 <= len(patterns._known) <= 3
