"""Every page of `faults/` is a list of texts, each with what reading says of it and where."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline import catalogue
from pipeline.diagnostic import Diagnostic
from pipeline.reading import read_contribution
from tests.reading.notation import fault

PAGES = sorted((Path(__file__).parent / "faults").glob("*.md"))
HEAD = "---\ntitle: Un titre\n---\n"


CASE = re.compile(
    r"^## (?P<name>[^\n]+)\n+````\n(?P<source>.*?)^````\n(?P<after>(?:\n|- [^\n]*\n)*)", re.DOTALL | re.MULTILINE
)


def cases() -> list[object]:
    return [
        pytest.param(
            page.stem,
            case["source"],
            re.findall(r"^- (.*)$", case["after"], re.MULTILINE),
            id=f"{page.stem}: {case['name']}",
        )
        for page in PAGES
        for case in CASE.finditer(page.read_text(encoding="utf-8"))
    ]


def matches(line: str, found: Diagnostic, offset: int) -> bool:
    place, code, *values = re.split(r" (?=[A-Z]\d{3}\b|[a-z]+=)", line)
    at, column = place.split(":")
    written = {f"{name}={value}" for name, value in found.values}
    return f"{int(at) + offset}:{column} {code}" == fault(found) and written.issuperset(values)


@pytest.mark.parametrize(("page", "source", "wanted"), cases())
def test_page(page: str, source: str, wanted: list[str]) -> None:
    whole = page == "front-matter"
    found = read_contribution("manuscript/tome-1/014-lea.md", source if whole else HEAD + source).diagnostics
    said = [f"{fault(item)} {dict(item.values)}" for item in found]
    assert len(found) == len(wanted), said
    for line, item in zip(wanted, found, strict=True):
        assert matches(line, item, 0 if whole else HEAD.count("\n")), (line, said)


def test_every_finding_has_its_sentence_in_both_languages() -> None:
    text = "# Un\n\n[a](#b)[^1] <b>x</b> {.sc}\n\n::: rien\n![](C:\\x)\n"
    found = read_contribution("a.md", text).diagnostics
    assert len(found) >= 5
    for language in catalogue.LANGUAGES:
        for item in found:
            assert "{" not in catalogue.sentence(item, language).replace("{.sc}", "")
            assert catalogue.remedy(item, language)
