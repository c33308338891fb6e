"""Names come from strangers: whatever they say, only files of the book are read."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from pipeline.reading.resolver import Folder, RefusedError
from tests.reading.conftest import ReadBook
from tests.reading.notation import fault

PNG = (Path(__file__).parent.parent / "books/everything/manuscript/tome-1/02-les-voix/images/degrade.png").read_bytes()


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    book = tmp_path / "livre"
    (book / "images").mkdir(parents=True)
    (book / "images" / "a.png").write_bytes(b"image")
    (tmp_path / "secret.png").write_bytes(b"secret")
    (tmp_path / "dehors").mkdir()
    (tmp_path / "dehors" / "b.png").write_bytes(b"secret")
    (book / "lien.png").symlink_to(tmp_path / "secret.png")
    (book / "dossier").symlink_to(tmp_path / "dehors")
    (book / "dedans.png").symlink_to("images/a.png")
    (book / "boucle.png").symlink_to("boucle.png")
    if hasattr(os, "mkfifo"):
        os.mkfifo(book / "tube.png")
    return Folder(book)


def refusal(folder: Folder, name: str, limit: int = 1000) -> str:
    with pytest.raises(RefusedError) as refused:
        folder.read(name, limit)
    return refused.value.code


def test_a_file_of_the_book_is_read(folder: Folder) -> None:
    assert folder.read("images/a.png", 5) == b"image"
    assert folder.read("dedans.png", 5) == b"image"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("images/b.png", "F001"),
        ("images/A.png", "F002"),
        ("Images/a.png", "F002"),
        ("../secret.png", "F007"),
        ("images/../../secret.png", "F007"),
        ("lien.png", "F003"),
        ("dossier/b.png", "F003"),
        ("images/aux.png", "F007"),
        ("images/NUL", "F007"),
        ("images/a.png.", "F007"),
        ("images/a.png ", "F007"),
        ("images/a.png:flux", "F007"),
        ("images/a\0.png", "F007"),
        ("images", "F008"),
        ("boucle.png", "F008"),
    ],
)
def test_everything_else_is_refused(folder: Folder, name: str, code: str) -> None:
    assert refusal(folder, name) == code


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no named pipes in folders")
def test_a_pipe_is_refused_without_being_opened(folder: Folder) -> None:
    assert refusal(folder, "tube.png") == "F008"


def test_a_file_over_the_limit_is_refused(folder: Folder) -> None:
    assert refusal(folder, "images/a.png", 4) == "F009"


def test_names_are_compared_composed(tmp_path: Path) -> None:
    (tmp_path / "e\u0301te\u0301.png").write_bytes(b"image")
    assert Folder(tmp_path).read("été.png", 100) == b"image"


def test_a_text_that_is_a_link_out_of_the_book_is_not_read(read_book: ReadBook, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("# Secret\n\nCanari.\n", encoding="utf-8")
    (tmp_path / "livre").mkdir()
    (tmp_path / "livre" / "002-secret.md").symlink_to(tmp_path / "secret.md")
    reading = read_book({})
    assert [f"{item.code} {item.span.path}" for item in reading.diagnostics if item.span] == ["F003 002-secret.md"]
    assert "Canari" not in repr(reading.book)


def test_a_name_in_other_capitals_is_shown_whole(read_book: ReadBook) -> None:
    reading = read_book({"tome/a.md": "# A\n\n![Une](../Images/Place/A.PNG)\n", "images/place/a.png": PNG})
    (finding,) = [one for one in reading.diagnostics if one.code == "F002"]
    assert dict(finding.values) == {"name": "../Images/Place/A.PNG", "instead": "../images/place/a.png"}


def test_images_are_kept_once_and_faults_are_told_at_every_use(read_book: ReadBook, tmp_path: Path) -> None:
    text = "# A\n\n![Une](images/a.png) ![Deux](images/a.png) ![Trois](images/A.png)\n\n![Quatre](images/non.png)\n"
    reading = read_book({"a.md": text, "b.md": text.replace("images/a", "./images/a"), "images/a.png": PNG})
    assert reading.book is not None
    assert [(asset.name, asset.width) for asset in reading.book.assets] == [("images/a.png", 600)]
    places = [f"{item.span.path}:{fault(item)}" for item in reading.diagnostics if item.span]
    assert places == ["a.md:3:44 F002", "a.md:5:1 F001", "b.md:3:48 F002", "b.md:5:1 F001"]
    assert dict(reading.book.sources)["images/a.png"] == reading.book.assets[0].sha256
