"""Every rule by its page: it finds what the carets mark and nothing else, and the page fails without the rule."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from msgspec.structs import replace

from pipeline import catalogue
from pipeline.diagnostic import Diagnostic, Severity, Span
from pipeline.model import LintSettings
from pipeline.reading import read
from pipeline.rules import RULES, grammar, spelling
from pipeline.rules.checking import Extent, check_book
from pipeline.rules.rule import Rule, TextRule
from pipeline.store import Store
from tests.rule_pages import PAGES, Section, read_page

FILES = sorted(PAGES.glob("*.md"))
CODES = {rule.code for rule in RULES}
# Found by what runs the rules: faults of the exceptions themselves.
ENGINE = {"M190", "M191", "M192"}


def code_of(page: Path) -> str:
    return page.name.partition("-")[0]


@pytest.fixture(autouse=True)
def _machine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the pages about other programs the machine that they are about."""
    code = code_of(request.node.callspec.params["page"]) if "page" in getattr(request.node, "fixturenames", ()) else ""
    if code == "X101":
        monkeypatch.setattr(spelling, "_spells", lambda: False)
    elif code == "L101" and not spelling._spells():
        pytest.skip("no French dictionary on this machine: apt install hunspell-fr")
    elif code == "L111" and shutil.which(grammar.COMMAND) is None:
        pytest.skip(f"no Grammalecte on this machine: apt install {grammar.COMMAND}")
    elif code == "X102":
        monkeypatch.setenv("PATH", "")


def findings(section: Section, root: Path, code: str, rules: tuple[Rule, ...] = RULES) -> list[Diagnostic]:
    section.write(root)
    reading = read(root, Store(root / ".tomes"))
    assert reading.book is not None
    book = reading.book
    if code in {rule.code for rule in RULES if isinstance(rule, TextRule) and rule.asked}:
        book = replace(book, lint=LintSettings(select=(code,)))
    found = check_book(book, rules, Extent(thorough=True), reading.diagnostics)
    return [finding for finding in found if finding.code == code]


STOPPING = [
    page for page in FILES if any(rule.code == code_of(page) and rule.severity is Severity.ERROR for rule in RULES)
]


@pytest.mark.parametrize("page", STOPPING, ids=lambda page: page.stem)
def test_a_draft_finds_every_error(page: Path, tmp_path: Path) -> None:
    """A draft gathers few facts from texts: an error must not need the others."""
    code = code_of(page)
    for number, section in enumerate(read_page(page)):
        section.write(tmp_path / str(number))
        reading = read(tmp_path / str(number), Store(tmp_path / str(number) / ".tomes"))
        assert reading.book is not None
        found = check_book(reading.book, RULES, Extent(draft=True), reading.diagnostics)
        places = sorted(place(finding) for finding in found if finding.code == code and finding.span)
        assert places == sorted((one.path, one.line, one.column, one.width) for one in section.expected)


def place(finding: Diagnostic, width: int | None = None) -> tuple[str, int, int, int]:
    """Return path, line, column and width of a finding; a place over several lines counts as its first character."""
    span = finding.span
    assert span is not None
    return span.path, span.line, span.column, max(span.end_column - span.column, 1) if span.end_line == span.line else 1


@pytest.mark.parametrize("page", FILES, ids=lambda page: page.stem)
def test_page(page: Path, tmp_path: Path) -> None:
    code, sections = code_of(page), read_page(page)
    assert page.read_text(encoding="utf-8").startswith(f"# {code} {catalogue.entry(code, 'fr').name}\n")
    marked = sentences = 0
    for number, section in enumerate(sections):
        found = findings(section, tmp_path / str(number), code)
        expected = sorted((one.path, one.line, one.column, one.width) for one in section.expected)
        assert sorted(place(one) for one in found if one.span) == expected, section.title
        assert any(one.span is None for one in found) == section.placeless
        for finding in found:
            for language in catalogue.LANGUAGES:
                assert catalogue.sentence(finding, language)
                catalogue.remedy(finding, language)
        marked += len(found)
        if not found:
            text = "".join(body for name, body in section.files.items() if name.endswith(".md"))
            sentences += len(re.findall(r"\w[.!?…»]*[.!?…](?=\s)", text))
    assert marked, "nothing is marked on this page"
    assert sentences >= 3, "a page holds at least three innocent sentences"


@pytest.mark.parametrize("page", [page for page in FILES if code_of(page) in CODES], ids=lambda page: page.stem)
def test_page_fails_without_its_rule(page: Path, tmp_path: Path) -> None:
    code = code_of(page)
    others = tuple(rule for rule in RULES if rule.code != code)
    for number, section in enumerate(read_page(page)):
        assert not findings(section, tmp_path / str(number), code, others)


def test_every_rule_has_a_page_and_every_page_a_code() -> None:
    named = {code_of(page) for page in FILES}
    assert named >= CODES | ENGINE
    assert named <= set(catalogue.codes())


def test_codes_are_given_once() -> None:
    codes = [rule.code for rule in RULES]
    assert len(codes) == len(set(codes))
    assert len(codes) >= 120
    assert len({rule.find for rule in RULES}) == len(codes)


def test_a_grammar_checker_that_fails_says_so_and_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = tmp_path / "bin" / grammar.COMMAND
    command.parent.mkdir()
    section = Section("", {"manuscript/001-texte.md": "# Texte\n\nLes texte sont longs.\n"})
    monkeypatch.setenv("PATH", f"{command.parent}:/usr/bin:/bin")
    for script in ("exit 3", "echo no JSON", "echo '{}'"):
        command.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        command.chmod(0o755)
        (found,) = findings(section, tmp_path / "livre", "L111")
        assert found.span == Span("manuscript/001-texte.md")
        assert grammar.COMMAND in catalogue.sentence(found, "fr")
