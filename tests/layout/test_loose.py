"""A line of words too far apart is a warning with its page and its place in the manuscript."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest
from click.testing import CliRunner

from pipeline.cli import main

WORDS = "Il a dit « anticonstitutionnellement » et {long} puis s’est tu pour de bon.\n"
BOOK = "title: Essai\nlanguage: fr\neditions:\n  print: {format: pdf, variant: print, trim: 105x148}\n"


def built(folder: Path, text: str, monkeypatch: pytest.MonkeyPatch) -> str:
    (folder / "manuscript").mkdir()
    (folder / "manuscript/book.yaml").write_text(BOOK, encoding="utf-8")
    (folder / "manuscript/001-texte.md").write_text(f"# Un texte\n\nUne ligne.\n\n{text}", encoding="utf-8")
    monkeypatch.chdir(folder)
    done = CliRunner().invoke(main, ["build", "--jobs", "1", "--lang", "en"])
    assert done.exit_code == 0, done.output
    return done.output


def test_a_line_of_words_too_far_apart_is_told_with_its_page_and_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = "`un_nom_de_variable_qui_ne_se_coupe_jamais_nulle_part`"
    said = built(tmp_path, WORDS.format(long=long), monkeypatch)
    assert "manuscript/001-texte.md:5:1: warning P013" in said
    assert "page 5" in said


def test_a_line_that_breaks_well_is_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "P013" not in built(tmp_path, WORDS.format(long="quelques mots de plus"), monkeypatch)


def test_an_endless_word_is_set_in_no_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = process_time()
    assert "P001" not in built(tmp_path, "mot" * 1000 + "\n", monkeypatch)
    assert process_time() - begun < 10
