"""One broken book with a fault of each kind, and its reports for programs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from pipeline.cli.check import command
from pipeline.rules import RULES
from tests.rule_pages import PAGES, read_page

HERE = Path(__file__).parent
SCHEMA = json.loads((HERE / "sarif-2.1.0.json").read_text(encoding="utf-8"))
# Not here: what is only looked for when asked, what hangs on the file's name, what needs a dictionary.
APART = {rule.code for rule in RULES if getattr(rule, "asked", False)} | {"R108", "L101"}
# One page each that stands on a single text.
ALONE = [
    (page.name[:4], section)
    for page in sorted(PAGES.glob("*.md"))
    for section in read_page(page)[:1]
    if list(section.files) == ["manuscript/001-texte.md"] and not section.images and page.name[:4] not in APART
]


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book whose every text breaks one rule; folders and files have spaces and accents."""
    root = tmp_path_factory.mktemp("livre abîmé")
    (root / "manuscript" / "tome 1").mkdir(parents=True)
    (root / "manuscript" / "book.yaml").write_text("title: Essai.\n", encoding="utf-8")
    for number, (code, section) in enumerate(ALONE, 1):
        text = section.files["manuscript/001-texte.md"]
        (root / "manuscript" / f"{number:03}-été {code}.md").write_text(text, encoding="utf-8")
    return root


def report(root: Path, form: str) -> tuple[int, str]:
    before = Path.cwd()
    os.chdir(root)
    try:
        result = CliRunner().invoke(command, ["--lang", "fr", "--all", "--format", form], catch_exceptions=False)
    finally:
        os.chdir(before)
    return result.exit_code, result.stdout


def test_every_fault_at_its_line_and_column(broken: Path) -> None:
    code, out = report(broken, "json")
    assert code == 1
    seen = {
        (one["code"], one["path"], one["span"]["line"], one["span"]["column"]) for one in json.loads(out) if one["path"]
    }
    missing = [
        (code, expected.line, expected.column)
        for number, (code, section) in enumerate(ALONE, 1)
        for expected in section.expected
        if (code, f"manuscript/{number:03}-été {code}.md", expected.line, expected.column) not in seen
    ]
    assert missing == []
    assert len({code for code, *_ in seen}) >= 100


def test_sarif_is_valid(broken: Path) -> None:
    _, out = report(broken, "sarif")
    log = json.loads(out)
    jsonschema.Draft7Validator(SCHEMA, format_checker=jsonschema.FormatChecker()).validate(log)
    run = log["runs"][0]
    ids = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert all(ids[result["ruleIndex"]] == result["ruleId"] for result in run["results"])
    uris = {result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in run["results"]}
    assert any("%C3%A9t%C3%A9%20T101" in uri for uri in uris)


def test_light_commands_import_no_heavy_library(broken: Path) -> None:
    """A check must not load what lays out or writes PDF."""
    program = (
        "import sys; from click.testing import CliRunner; from pipeline.cli.check import command;"
        "CliRunner().invoke(command, ['--statistics'], catch_exceptions=False);"
        "print([name for name in ('weasyprint', 'pikepdf', 'ebooklib', 'pypdfium2') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=broken, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
