"""A volume kept open shows a text as it is typed, among the pages of the book."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from msgspec.structs import replace

from pipeline.diagnostic import BookError
from pipeline.serve import Pages, Resident

SENTENCE = "Chacun se souvenait d’avoir lu ce message, un soir, à une heure où les rues étaient vides. "


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "manuscript"
    folder.mkdir()
    (folder / "book.yaml").write_text("title: Le livre\neditions:\n  print: {format: pdf, variant: print}\n")
    for number, name in enumerate(("un", "deux", "trois"), 1):
        (folder / f"{number:03}-{name}.md").write_text(f"# {name.title()}\n\n" + (SENTENCE * 8 + "\n\n") * 4)
    return tmp_path


def texts(pages: Pages) -> str:
    return " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pages.pdf))


def test_a_text_is_shown_as_it_is_typed_and_nothing_is_saved(root: Path) -> None:
    path = root / "manuscript" / "002-deux.md"
    before = path.read_text()
    resident = Resident(root, "book", "print")
    assert "éphémère" not in texts(resident.pages("deux"))
    resident.change("manuscript/002-deux.md", before + "\nUn mot éphémère.\n")
    shown = resident.pages("deux")
    assert "éphémère" in texts(shown)
    assert shown.diagnostics == ()
    assert path.read_text() == before


def test_pages_carry_the_heads_and_numbers_of_the_book(root: Path) -> None:
    resident = Resident(root, "book", "print")
    pages = resident.pages("deux")
    placed = next(one for one in resident.settle().placed if one.section == "deux")
    assert pages.labels[0] == str(placed.first)
    assert len(pages.labels) == len(placed.chunk.facts.pages)
    with pikepdf.open(io.BytesIO(pages.pdf)) as book:
        assert [page.label for page in book.pages] == list(pages.labels)
    assert pages.labels[-1] in texts(pages)


def test_other_texts_are_not_laid_out_again(root: Path) -> None:
    resident = Resident(root, "book", "print")
    made = resident._workshop.made
    resident.change("manuscript/002-deux.md", f"# Deux\n\n{SENTENCE}\n")
    resident.pages("deux")
    assert resident._workshop.made == made + 1
    resident.pages("deux")
    assert resident._workshop.made == made + 1


def test_settling_makes_every_number_right(root: Path) -> None:
    resident = Resident(root, "book", "print")
    before = resident.pages("trois").labels[0]
    longer = f"# Deux\n\n{(SENTENCE * 9 + chr(10) * 2) * 9}"
    resident.change("manuscript/002-deux.md", longer)
    settled = resident.settle()
    assert int(resident.pages("trois").labels[0]) > int(before)
    (root / "manuscript" / "002-deux.md").write_text(longer)
    fresh = Resident(root, "book", "print").settle()
    assert replace(fresh, diagnostics=()) == replace(settled, diagnostics=())


def test_a_fault_in_the_text_is_said_with_its_place(root: Path) -> None:
    resident = Resident(root, "book", "print")
    resident.change("manuscript/002-deux.md", "# Deux\n\nUne note[^1] jamais écrite.\n")
    found = resident.pages("deux").diagnostics
    assert [(item.code, item.span and item.span.line) for item in found] == [("N001", 3)]


def test_another_file_of_the_book_is_taken_too(root: Path) -> None:
    resident = Resident(root, "book", "print")
    settings = (root / "manuscript" / "book.yaml").read_text()
    resident.change("manuscript/book.yaml", settings.replace("Le livre", "Autre titre"))
    resident.settle()
    shown = " ".join(texts(resident.pages(name)) for name in ("un", "deux", "trois"))
    assert "Autre titre" in shown


def test_what_does_not_exist_is_refused(root: Path, tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        Resident(root, "tome-9", "print")
    with pytest.raises(KeyError):
        Resident(root, "book", "print").pages("inconnu")
    (tmp_path / "vide").mkdir()
    with pytest.raises(BookError):
        Resident(tmp_path / "vide", "book", "print")
