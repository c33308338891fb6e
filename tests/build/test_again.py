"""A build after a build: what has not changed is recalled, what must be forgotten is."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli import main
from tests.build.conftest import tree

TEXT = "---\ntitle: {title}\nauthor: {author}\n---\n\nUn texte de quelques mots, signé par quelqu’un.\n"
REGISTER = "alma: {{name: Alma Quesnel, consent: given}}\nbruno: {{name: Bruno Taillefer, consent: {consent}}}\n"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    manuscript = tmp_path / "manuscript"
    manuscript.mkdir()
    (manuscript / "book.yaml").write_text(
        "title: Deux voix\nlanguage: fr\neditions:\n  epub: {format: epub}\n", encoding="utf-8"
    )
    (manuscript / "contributors.yaml").write_text(REGISTER.format(consent="given"), encoding="utf-8")
    for number, author in ((1, "alma"), (2, "bruno")):
        text = TEXT.format(title=f"Texte de {author}", author=author)
        (manuscript / f"00{number}-{author}.md").write_text(text, encoding="utf-8")
    return tmp_path


def build(root: Path, monkeypatch: pytest.MonkeyPatch, *options: str) -> str:
    monkeypatch.chdir(root)
    done = CliRunner().invoke(main, ["build", "--verbose", "--lang", "en", *options], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def test_a_build_of_the_same_files_is_recalled(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = build(book, monkeypatch)
    before = tree(book / "dist")
    again = build(book, monkeypatch)
    assert "Writing" in first
    assert "Writing" not in again
    assert tree(book / "dist") == before


def test_a_changed_file_is_built_anew(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(book, monkeypatch)
    before = tree(book / "dist")
    text = book / "manuscript/001-alma.md"
    text.write_text(text.read_text(encoding="utf-8") + "\nUne phrase de plus.\n", encoding="utf-8")
    assert "Writing" in build(book, monkeypatch)
    assert tree(book / "dist") != before


def test_a_damaged_cache_is_made_again(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(book, monkeypatch)
    before = tree(book / "dist")
    for entry in (book / ".tomes/cache").glob("??/*"):
        entry.write_bytes(entry.read_bytes()[:-1])
    assert "Writing" in build(book, monkeypatch)
    assert tree(book / "dist") == before


def test_who_refuses_leaves_every_output_and_the_cache(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(book, monkeypatch)
    (book / "manuscript/contributors.yaml").write_text(REGISTER.format(consent="refused"), encoding="utf-8")
    said = build(book, monkeypatch)
    assert "C106" in said
    kept = [data for data in tree(book / ".tomes").values() if b"Taillefer" in data]
    assert not kept
    assert b"Taillefer" not in b"".join(tree(book / "dist").values())


def test_the_cache_tells_its_size_and_is_cleared(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(book, monkeypatch)
    assert (book / ".tomes").is_dir()
    done = CliRunner().invoke(main, ["cache", "--clear"])
    assert done.exit_code == 0
    assert "0.0 MB" in done.output
    assert not (book / ".tomes").exists()
