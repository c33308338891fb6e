"""Fixes on the pages of the rules: they change only what is concerned, keep the words, and are done once."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest

from pipeline.cli.fixing import Mended, mend_book
from pipeline.diagnostic import Diagnostic, Fix, Severity, Span
from pipeline.model import Book
from pipeline.reading import read
from pipeline.rules import RULES, check
from pipeline.rules.fixing import mend
from pipeline.store import Store
from tests.rule_pages import PAGES, read_page

FILES = sorted(PAGES.glob("[MNRITLU]*.md"))
# Rules whose safe fix writes a word another way, because it was wrong (1ère, Mr, Melle) or looked like another (U1).
REWRITES = {"T150", "T151", "T173", "T174", "U101", "U111"}


def words(text: str) -> str:
    """Return the letters and digits of a text, ligatures undone, without accents and case."""
    text = text.replace("œ", "oe").replace("Œ", "OE").replace("æ", "ae").replace("–", "").replace("—", "")
    bare = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[\W_]", "", "".join(char for char in bare if not unicodedata.combining(char)))


def book_of(page: Path, root: Path) -> Book:
    read_page(page)[0].write(root)
    book = read(root, Store(root / ".tomes")).book
    assert book is not None
    return book


def mended(book: Book, *, unsafe: bool = False) -> tuple[Mended, ...]:
    return mend_book(book, check(book), tuple, unsafe=unsafe)


@pytest.mark.parametrize("page", FILES, ids=lambda page: page.stem)
def test_safe_fixes_keep_the_words_and_are_done_once(page: Path, tmp_path: Path) -> None:
    book = book_of(page, tmp_path)
    for one in mended(book):
        (tmp_path / one.path).write_text(one.after, encoding="utf-8")
        if not {change.code for change in one.changes} & REWRITES:
            assert words(one.after) == words(one.before)
    again = read(tmp_path, Store(tmp_path / ".tomes")).book
    assert again is not None
    assert mended(again) == ()
    found = [finding for finding in check(again) if any(fix.safe for fix in finding.fixes)]
    assert found == []


@pytest.mark.parametrize("page", FILES, ids=lambda page: page.stem)
def test_unsafe_fixes_come_to_an_end(page: Path, tmp_path: Path) -> None:
    book = book_of(page, tmp_path)
    for one in mended(book, unsafe=True):
        (tmp_path / one.path).write_text(one.after, encoding="utf-8")
    again = read(tmp_path, Store(tmp_path / ".tomes")).book
    assert again is not None
    assert mended(again, unsafe=True) == ()


def test_every_rule_with_a_fix_is_tried() -> None:
    pages = {page.name[:4] for page in FILES}
    assert {rule.code for rule in RULES if rule.code[0] in "MNRITLU"} <= pages


@pytest.mark.parametrize("text", ["mot ( » fin", "« ) fin", "“ » fin", "« ” fin", "«) fin", "(» fin", '" » et "'])
def test_rules_do_not_undo_one_another(text: str, tmp_path: Path) -> None:
    (tmp_path / "001-texte.md").write_text(f"# Texte\n\n{text}\n", encoding="utf-8")
    for _ in range(2):
        book = read(tmp_path, Store(tmp_path / ".tomes")).book
        assert book is not None
        result = mended(book, unsafe=True)
        for one in result:
            (tmp_path / one.path).write_text(one.after, encoding="utf-8")
    assert result == ()


def finding(start: int, end: int, text: str, *, safe: bool = True) -> Diagnostic:
    span = Span("a.md", 1, start, 1, end)
    return Diagnostic("T101", Severity.WARNING, span, (), (Fix(span, text, safe),))


def test_two_fixes_never_touch() -> None:
    text, changes = mend("abcdef", [finding(2, 4, "X"), finding(3, 5, "Y"), finding(4, 4, "Z"), finding(6, 7, "F")])
    assert text == "aXdeF"
    assert [change.before for change in changes] == ["bc", "f"]


def test_what_cannot_be_placed_is_left() -> None:
    assert mend("e\u0301 a", [finding(2, 3, "_")]) == ("e\u0301 a", ())
    assert mend("ab", [finding(2, 9, "_")]) == ("ab", ())
    assert mend("ab", [finding(1, 2, "_", safe=False)]) == ("ab", ())
    assert mend("\ufeffab\r\nc", [finding(1, 2, "_")])[0] == "\ufeff_b\r\nc"
