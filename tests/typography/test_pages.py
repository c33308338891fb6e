"""The typography pages: `typed → printed` on lines set in by four spaces, a line without an arrow stays as it is.

A line « Language: fr-CA » or « Spacing: all-fine » holds until the next one. Where ⎵ and ⍽ stand see notation.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.typography import typeset
from tests.typography.notation import read, write

PAGES = sorted(Path(__file__).parent.glob("*.md"))


def cases() -> Iterator[tuple[str, str, str, str, str]]:
    for page in PAGES:
        settings = {"Language": "fr", "Spacing": "mixed"}
        for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), 1):
            name, colon, value = line.partition(": ")
            if colon and name in settings:
                settings[name] = value
            if line.startswith("    "):
                typed, _, printed = line.removeprefix("    ").partition(" → ")
                yield f"{page.name}:{number}", settings["Language"], settings["Spacing"], typed, printed or typed


CASES = list(cases())


@pytest.mark.parametrize(("place", "language", "spacing", "typed", "printed"), CASES, ids=[case[0] for case in CASES])
def test_page(place: str, language: str, spacing: str, typed: str, printed: str) -> None:
    once = typeset(read(typed), language, spacing)
    assert write(once) == printed, place
    assert typeset(once, language, spacing) == once, f"{place}: typesetting twice changes more"


def test_every_page_has_cases() -> None:
    assert {page.name for page in PAGES} == {case[0].partition(":")[0] for case in CASES}
