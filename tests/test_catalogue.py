"""The message catalogue: the same codes and the same values in every language, and the manual made from it."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

from pipeline import catalogue

ROOT = Path(__file__).parent.parent
DOCS, PIPELINE = ROOT / "docs", ROOT / "pipeline"


def names(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("language", catalogue.LANGUAGES)
def test_every_language_has_the_same_codes(language: str) -> None:
    assert catalogue.codes(language) == catalogue.codes("fr")
    assert catalogue.words(language).keys() == catalogue.words("fr").keys()


def test_every_language_of_the_folder_is_spoken() -> None:
    assert {folder.name for folder in (PIPELINE / "data" / "catalogue").iterdir()} == set(catalogue.LANGUAGES)


def test_books_have_the_words_of_every_language_of_messages() -> None:
    tables = {file.stem for file in (PIPELINE / "data" / "labels").glob("*.toml")}
    assert tables >= set(catalogue.LANGUAGES)


def test_every_code_of_the_program_has_its_texts() -> None:
    named = {
        (match[1], file.name)
        for file in PIPELINE.rglob("*.py")
        for match in re.finditer(r'"([A-Z][0-9]{3})"', file.read_text(encoding="utf-8"))
        if match[1][0] in catalogue.FAMILIES
    }
    known = set(catalogue.codes())
    assert sorted(one for one in named if one[0] not in known) == []


@pytest.mark.parametrize("language", catalogue.LANGUAGES)
@pytest.mark.parametrize("code", catalogue.codes())
def test_every_language_says_the_same(code: str, language: str) -> None:
    first, other = catalogue.entry(code, "fr"), catalogue.entry(code, language)
    assert names(other.message) == names(first.message)
    assert names(other.help + other.message) == names(first.help + first.message)
    assert all(name.isidentifier() for name in names(other.message + other.help))
    assert bool(other.example) == bool(first.example)
    assert other.what
    assert other.why


def test_explanation_has_every_part() -> None:
    text = catalogue.explain("T104", "fr")
    assert text.startswith("## T104 ")
    for word in ("**Pourquoi.**", "**Exemple.**", "**Écrire plutôt.**"):
        assert word in text
    with pytest.raises(KeyError):
        catalogue.explain("T999", "fr")
    assert catalogue.similar("t1O4")[0].startswith("T1")


def test_manual_is_up_to_date(request: pytest.FixtureRequest) -> None:
    manual = catalogue.manual("en")
    if request.config.getoption("--update"):
        (DOCS / "rules.md").write_text(manual, encoding="utf-8")
    assert (DOCS / "rules.md").read_text(encoding="utf-8") == manual, "run pytest --update tests/test_catalogue.py"
