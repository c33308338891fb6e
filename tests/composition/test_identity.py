from __future__ import annotations

import re
import string
from datetime import date

import pytest

from pipeline.composition import labels
from pipeline.composition.labels import TABLES
from pipeline.diagnostic import BookError
from pipeline.model import Volume
from tests.composition.books import EPUB, PRINT, book, composed, contribution

WORK = book(contribution("a", "Un."), revised=date(2026, 1, 31))


def test_the_file_is_named_after_book_volume_and_edition() -> None:
    assert composed(WORK).name == "livre-livre-print"


def test_an_isbn_identifies_its_edition_only() -> None:
    volume = Volume(id="v", contributions=("a",), isbns=(("epub", "978-2-07-000000-5"),))
    work = book(contribution("a", "Un."), volumes=(volume,))
    assert composed(work, EPUB).identifier == "urn:isbn:9782070000005"
    assert composed(work, EPUB).isbn == "9782070000005"
    assert composed(work, PRINT).identifier.startswith("urn:uuid:")
    assert composed(work, PRINT).isbn == ""


def test_without_isbn_the_identifier_is_the_same_every_time_and_each_edition_has_its_own() -> None:
    assert composed(WORK).identifier == "urn:uuid:755ae712-eab3-5648-9910-6c65c19e2be2"
    assert composed(WORK).identifier != composed(WORK, EPUB).identifier


def test_the_date_is_the_environment_s_then_the_book_s_then_fixed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert composed(WORK).modified == "2026-01-31T00:00:00Z"
    assert composed(book(contribution("a", "Un."))).modified == "1980-01-01T00:00:00Z"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert composed(WORK).modified == "1970-01-02T00:00:00Z"


def test_a_date_that_is_none_is_said_to_whoever_set_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "hier")
    with pytest.raises(BookError) as raised:
        composed(WORK)
    assert [(found.code, found.values) for found in raised.value.diagnostics] == [("X020", (("value", "hier"),))]


def test_every_language_has_the_same_labels_with_the_same_names_in_them() -> None:
    tables = {file.stem: labels(file.stem) for file in TABLES.glob("*.toml")}
    assert set(tables) >= {"en", "fr"}
    assert list(tables["en"]) == list(tables["fr"])
    numbers = {"number", "roman"}  # a language counts its tomes in the one or the other
    for key in tables["fr"]:
        found = [{name for _, name, _, _ in string.Formatter().parse(table[key]) if name} for table in tables.values()]
        assert found[0] - numbers == found[1] - numbers, key


def test_labels_hold_no_space_that_a_line_may_break_at_before_a_sign() -> None:
    wrong = {key: label for key, label in labels("fr").items() if re.search(r" [:;!?»]|« ", label)}
    assert wrong == {}


def test_a_language_is_found_by_its_first_subtag_and_english_serves_the_others() -> None:
    assert labels("fr-CA") == labels("fr")
    assert labels("oc") == labels("en")
