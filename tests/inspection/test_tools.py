"""Validators that are not ours: what they say is translated, and their absence is said."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from pipeline.diagnostic import Severity, Span
from pipeline.formats import epub
from pipeline.inspection import epubcheck, tools
from pipeline.inspection.inspect import Means, inspect
from tests.epub import shelf

SAYS = "import sys; print('out'); print('err', file=sys.stderr); sys.exit(1)"


def test_a_report_counts_whatever_the_exit_code() -> None:
    assert tools.run("outil", (sys.executable, "-c", SAYS), 20).output == "out\n"


def test_a_tool_that_says_nothing_failed() -> None:
    finding = tools.run("outil", (sys.executable, "-c", "import sys; sys.exit('panne')"), 20).diagnostics[0]
    assert (finding.code, dict(finding.values)) == ("X003", {"tool": "outil", "said": "panne"})


def test_a_tool_that_cannot_start_failed(tmp_path: Path) -> None:
    assert tools.run("outil", (str(tmp_path / "rien"),), 20).diagnostics[0].code == "X003"


def test_a_tool_that_does_not_end_is_stopped() -> None:
    finding = tools.run("outil", (sys.executable, "-c", "import time; time.sleep(60)"), 0.5).diagnostics[0]
    assert (finding.code, finding.severity) == ("X002", Severity.ERROR)


def test_a_missing_validator_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(epubcheck, "jar", lambda: None)
    (finding,) = epubcheck.validate(tmp_path / "x.epub")
    assert (finding.code, finding.severity) == ("X001", Severity.WARNING)
    assert "tomes[check]" in dict(finding.values)["install"]


def test_a_gate_that_did_not_run_is_not_passed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(epubcheck, "jar", lambda: None)
    publication = shelf.book(shelf.chapter("un", "x"))
    data = epub.write(publication, None, shelf.context(tmp_path))
    found = inspect(data, publication, None, Means(gates=True))
    assert "epubcheck" not in found.gates
    assert "epubcheck" in found.not_run


def test_epubcheck_points_at_the_manuscript(tmp_path: Path) -> None:
    bad = replace(shelf.chapter("un", "x"), span=Span("tome-1/un.md", 3), language="pas une langue")
    publication = shelf.book(bad)
    findings = epubcheck.gate(epub.write(publication, None, shelf.context(tmp_path)), publication)
    assert {finding.code for finding in findings} == {"E050"}
    assert {finding.span for finding in findings} == {Span("tome-1/un.md", 3)}
    assert dict(findings[0].values)["member"] == "EPUB/text/0002-un.xhtml"


def test_what_is_no_epub_is_not_clean(tmp_path: Path) -> None:
    file = tmp_path / "faux.epub"
    file.write_bytes(b"rien")
    assert {finding.severity for finding in epubcheck.validate(file)} == {Severity.ERROR}
    assert epubcheck.validate(tmp_path / "absent.epub")[0].code == "X003"
