"""The validator of PDF/UA: nothing found in our screen PDFs, what it finds is told, its absence is said."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from msgspec.structs import replace
from pikepdf import Name

from pipeline.diagnostic import Severity
from pipeline.inspection import verapdf
from pipeline.inspection.inspect import Means, inspect
from pipeline.layout.values import Layout
from pipeline.model import (
    Cell,
    CodeBlock,
    Definition,
    Definitions,
    Figure,
    Heading,
    List,
    Mark,
    MarkKind,
    Note,
    NoteCall,
    Picture,
    Post,
    Publication,
    Quotation,
    Run,
    Section,
    Table,
    ThematicBreak,
    Verse,
    VerseLine,
    text,
)
from pipeline.pdf import assemble
from pipeline.store import Store
from tests.layout.books import SCREEN, chapter, image, paragraph, publication, rich

installed = pytest.mark.skipif(verapdf.command() is None, reason="veraPDF is not installed (make test, with Maven)")
LINK = (Mark(MarkKind.LINK, "https://exemple.fr/x(y)"),)


@pytest.fixture(scope="module")
def book(store: Store, laid_out: Callable[..., Layout]) -> tuple[Publication, bytes]:
    """A screen PDF with every construct."""
    made = replace(rich(store), edition=SCREEN)
    return made, assemble(laid_out(made), made)


def odd(store: Store) -> Publication:
    """Return a book of what few books have: notes in every place, things inside others, things that are empty."""
    shown = Picture("images/a.png", "un carré")
    inside = (
        Figure(picture=shown, caption=text("Légende")),
        Table(head=((Cell(text("A"), header=True),),), rows=((Cell(()),),)),
        List(items=((paragraph("", "dehors"), List(items=((paragraph("", "dedans"),),))),)),
    )
    notes = tuple(Note(f"n-{number}", number, (paragraph("", "Une note."),)) for number in range(1, 8))
    grid = Table(
        id="t",
        caption=(Run("Titre"), NoteCall("n-2")),
        head=((Cell((Run("A"), NoteCall("n-3")), header=True), Cell((), header=True), Cell(text("B"))),),
        rows=tuple(
            (Cell(text(str(row)), header=True), Cell((NoteCall("n-4", again=row > 0),)), Cell(())) for row in range(60)
        ),
    )
    blocks = (
        Heading(id="h", level=4, inlines=(Run("Titre"), NoteCall("n-1"))),
        grid,
        Definitions(id="d", entries=(Definition((Run("Mot"), NoteCall("n-5")), ()),)),
        List(id="l", items=((), (paragraph("", ""),), inside[1:2], (Quotation(blocks=(paragraph("", "Cité."),)),))),
        Figure(id="f", picture=shown, caption=(Run("Légende"), NoteCall("n-6")), details=(paragraph("", "Long."),)),
        Figure(id="e", picture=replace(shown, alt="", decorative=True), caption=text("De rien")),
        Verse(id="v", stanzas=((VerseLine((Run("Vers"), NoteCall("n-7"))),),)),
        Post(id="p", author="A", blocks=(CodeBlock(text=""), ThematicBreak())),
        paragraph("k", *(Run("un très long lien ", LINK) for _ in range(90)), replace(shown, marks=LINK)),
        paragraph("i", Run("हिन्दी विश्व की एक प्रमुख भाषा है ", (Mark(MarkKind.LANGUAGE, "hi"),))),
        paragraph("r", Run("مُحَمَّد، مرحبا بالعالم", (Mark(MarkKind.LANGUAGE, "ar"),)), NoteCall("n-8")),
    )
    texts = chapter("un", blocks=blocks, notes=(*notes, Note("n-8", 8, inside)), level=3)
    empty = Section(id="vide", role="copyright")
    return publication(empty, texts, edition=SCREEN, assets=(image(store, "images/a.png"),))


def test_without_verapdf_the_way_to_install_it_is_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, book: tuple[Publication, bytes]
) -> None:
    monkeypatch.setattr(verapdf, "FOLDER", tmp_path)
    monkeypatch.setattr(verapdf, "COMMAND", "no-such-command")
    (finding,) = verapdf.validate(tmp_path / "livre.pdf")
    assert (finding.code, finding.severity) == ("X001", Severity.WARNING)
    publication, data = book
    found = inspect(data, publication, None, Means(gates=True))
    assert (found.gates, found.not_run) == ((), ("verapdf",))


def test_the_command_of_its_own_installer_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(verapdf, "FOLDER", tmp_path)
    monkeypatch.setattr(shutil, "which", lambda name: f"/opt/{name}")
    assert verapdf.command() == ("/opt/verapdf",)


@installed
def test_a_screen_pdf_with_everything_passes(book: tuple[Publication, bytes]) -> None:
    publication, data = book
    found = inspect(data, publication, None, Means(gates=True))
    assert (found.diagnostics, found.gates, found.not_run) == ((), ("verapdf",), ())


@installed
def test_odd_books_pass_and_each_broken_rule_of_a_file_is_told(
    book: tuple[Publication, bytes], store: Store, laid_out: Callable[..., Layout], tmp_path: Path
) -> None:
    foot = odd(store)
    for made in (foot, replace(foot, edition=replace(SCREEN, notes="end"))):
        (tmp_path / f"{made.edition.notes}.pdf").write_bytes(assemble(laid_out(made), made))
    with pikepdf.open(io.BytesIO(book[1])) as pdf:
        pdf.Root.StructTreeRoot.K[0].K[2].K[1].S = Name.LBody
        del pdf.Root.ViewerPreferences
        pdf.save(tmp_path / "broken.pdf")
    (tmp_path / "no.pdf").write_bytes(b"%PDF-1.7\nrien\n%%EOF\n")
    found = verapdf.validate(*(tmp_path / f"{name}.pdf" for name in ("foot", "end", "broken", "no")))
    told = [(one.code, one.severity, dict(one.values).get("file"), dict(one.values).get("rule")) for one in found]
    assert told == [
        ("A051", Severity.ERROR, "broken.pdf", "7.1-10"),
        ("A051", Severity.ERROR, "broken.pdf", "7.2-18"),
        ("X003", Severity.ERROR, None, None),
    ]
