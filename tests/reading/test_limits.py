"""Texts made to break the parser: each ends at once, loses no word in silence, and is told why it is refused."""

from __future__ import annotations

import time

import pytest

from pipeline.reading import read_contribution
from tests.reading.test_words import words_read


@pytest.mark.parametrize(
    "text",
    ["> " * 60 + "mot", "- " * 30 + "mot", "1. " * 30 + "mot", "::: aside\n\n" * 60 + "mot\n\n" + ":::\n\n" * 60],
    ids=["quotes", "lists", "numbers", "divisions"],
)
def test_deep_nesting_is_an_error_and_keeps_its_words(text: str) -> None:
    reading = read_contribution("a.md", "# T\n\n" + text)
    assert "M012" in [item.code for item in reading.diagnostics]
    assert "mot" in words_read(reading.contribution)


@pytest.mark.parametrize("text", ["> " * 200 + "mot", "- " * 200 + "mot", "*a " * 60 + "mot" + "*" * 60])
def test_deeper_still_is_an_error(text: str) -> None:
    reading = read_contribution("a.md", "# T\n\n" + text)
    assert "M012" in [item.code for item in reading.diagnostics]


@pytest.mark.parametrize(
    ("piece", "sign"),
    [("[", "["), ("[^a", "["), ("::: aside\n", ":::"), ("<!--", "<!--"), ("a\n\n", "\\n"), ("~a", "~"), ("a|", "|")],
)
def test_too_much_of_a_sign_is_not_parsed(piece: str, sign: str) -> None:
    begun = time.process_time()
    found = read_contribution("a.md", "# T\n\n" + piece * 300_000).diagnostics
    assert (found[0].code, dict(found[0].values)["sign"]) == ("M034", sign)
    assert time.process_time() - begun < 10


def test_an_address_used_without_measure_is_an_error() -> None:
    uses = "[a]: https://exemple.fr/" + "x" * 1500 + "\n\n" + "[a] " * 2000
    assert {item.code for item in read_contribution("a.md", "# T\n\n" + uses).diagnostics} == {"M031"}
    long = "[a](https://exemple.fr/" + "x" * 3000 + ")"
    assert [item.code for item in read_contribution("a.md", "# T\n\n" + long).diagnostics] == ["M031"]


@pytest.mark.parametrize(
    "piece",
    ["![", "]", "*a** ", "_a*", "`a``", "^[a] ", "{.a ", "[a]{.sc} ", "&a;", "<a>", "a\n: b\n\n", "    a\n", "> a\n\n"],
)
def test_other_storms_pass_in_time(piece: str) -> None:
    begun = time.process_time()
    read_contribution("a.md", "# T\n\n" + piece * 2000)
    assert time.process_time() - begun < 10
