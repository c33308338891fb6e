"""The accessibility checker: nothing found in our EPUB, what it finds is translated, its absence is said."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from msgspec.structs import replace

from pipeline.diagnostic import Severity, Span
from pipeline.formats import epub
from pipeline.inspection import ace
from tests.epub import shelf

installed = pytest.mark.skipif(not (ace.command() and ace.browser()), reason="Ace and a browser are not installed")


def test_without_ace_the_way_to_install_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ace, "COMMANDS", ("no-such-command",))
    (finding,) = ace.gate(b"", shelf.book())
    assert (finding.code, finding.severity) == ("X001", Severity.WARNING)
    assert "@daisy/ace-cli" in dict(finding.values)["install"]


@installed
def test_an_epub_with_everything_is_accessible(tmp_path: Path) -> None:
    context = shelf.context(tmp_path)
    publication = shelf.everything(context.store)
    assert ace.gate(epub.write(publication, shelf.Laid(), context), publication) == ()


@installed
def test_what_ace_finds_points_at_the_manuscript(tmp_path: Path) -> None:
    publication = shelf.book(replace(shelf.chapter("un", "Un mot."), span=Span("tome-1/un.md", 4)))
    spoilt = BytesIO()
    data = BytesIO(epub.write(publication, None, shelf.context(tmp_path)))
    with zipfile.ZipFile(data) as source, zipfile.ZipFile(spoilt, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(b"Un mot.", b'<a href="nav.xhtml"></a>'))
    findings = ace.gate(spoilt.getvalue(), publication)
    assert [(one.code, one.severity, one.span) for one in findings] == [
        ("A050", Severity.ERROR, Span("tome-1/un.md", 4))
    ]
    assert dict(findings[0].values)["rule"] == "link-name"
