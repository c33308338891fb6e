"""The validator of PDF/UA: nothing found in our screen PDFs, what it finds is told, its absence is said."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Name

from pipeline.diagnostic import Severity
from pipeline.inspection import verapdf
from pipeline.inspection.inspect import inspect
from pipeline.layout import Layout
from pipeline.model import Publication
from pipeline.pdf import assemble
from pipeline.store import Store
from tests.layout.books import SCREEN, rich

installed = pytest.mark.skipif(verapdf.command() is None, reason="veraPDF is not installed (make test, with Maven)")


@pytest.fixture(scope="module")
def book(store: Store, laid_out: Callable[..., Layout]) -> tuple[Publication, bytes]:
    """A screen PDF with every construct."""
    made = replace(rich(store), edition=SCREEN)
    return made, assemble(laid_out(made), made)


def test_without_verapdf_the_way_to_install_it_is_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, book: tuple[Publication, bytes]
) -> None:
    monkeypatch.setattr(verapdf, "FOLDER", tmp_path)
    monkeypatch.setattr(verapdf, "COMMAND", "no-such-command")
    (finding,) = verapdf.validate(tmp_path / "livre.pdf")
    assert (finding.code, finding.severity) == ("X001", Severity.WARNING)
    publication, data = book
    found = inspect(data, publication, None, gates=True)
    assert (found.gates, found.not_run) == ((), ("verapdf",))


def test_the_command_of_its_own_installer_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(verapdf, "FOLDER", tmp_path)
    monkeypatch.setattr(shutil, "which", lambda name: f"/opt/{name}")
    assert verapdf.command() == ("/opt/verapdf",)


@installed
def test_a_screen_pdf_with_everything_passes(book: tuple[Publication, bytes]) -> None:
    publication, data = book
    found = inspect(data, publication, None, gates=True)
    assert (found.diagnostics, found.gates, found.not_run) == ((), ("verapdf",), ())


@installed
def test_each_broken_rule_of_each_file_is_told(book: tuple[Publication, bytes], tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("un.pdf", "deux.pdf", "faux.pdf")]
    files[0].write_bytes(book[1])
    with pikepdf.open(io.BytesIO(book[1])) as pdf:
        section = pdf.Root.StructTreeRoot.K[0].K[2]
        section.K[1].S = Name.LBody
        del pdf.Root.ViewerPreferences
        pdf.save(files[1])
    files[2].write_bytes(b"%PDF-1.7\nrien\n%%EOF\n")
    found = verapdf.validate(*files)
    told = [(one.code, one.severity, dict(one.values).get("file"), dict(one.values).get("rule")) for one in found]
    assert told == [
        ("A051", Severity.ERROR, "deux.pdf", "7.1-10"),
        ("A051", Severity.ERROR, "deux.pdf", "7.2-18"),
        ("X003", Severity.ERROR, None, None),
    ]
