"""`tomes new`: a book that builds, under the name that its folder was given."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.build.conftest import Invoke

TITLES = {
    "mon-livre": "Mon livre",
    "612-rencontres": "612 rencontres",
    "Le Bureau des LÉGENDES": "Le Bureau des LÉGENDES",
    "Saint-Malo": "Saint-Malo",
    'dit "le sage"': 'Dit \\"le sage\\"',
    "😀": "😀",
}


@pytest.mark.parametrize("name", TITLES)
def test_the_folder_s_name_becomes_the_title(tmp_path: Path, invoke: Invoke, name: str) -> None:
    assert invoke(tmp_path, "new", name).exit_code == 0
    assert f'title: "{TITLES[name]}"\n' in (tmp_path / name / "manuscript" / "book.yaml").read_text("utf-8")
    assert invoke(tmp_path / name, "check").exit_code == 0


def test_what_to_type_next_is_said_in_the_language_asked(tmp_path: Path, invoke: Invoke) -> None:
    assert invoke(tmp_path, "new", "--lang", "fr", "mon livre").stdout.endswith('cd "mon livre" && tomes build\n')
    assert "is ready" in invoke(tmp_path, "new", "--lang", "en", "my-book").stdout


@pytest.mark.parametrize("name", ["plein", "fichier"])
def test_what_is_there_stays_as_it_is(tmp_path: Path, invoke: Invoke, name: str) -> None:
    (tmp_path / "plein").mkdir()
    (tmp_path / "plein" / "a.txt").write_text("a")
    (tmp_path / "fichier").write_text("b")
    done = invoke(tmp_path, "new", name, "--lang", "fr")
    assert done.exit_code == 1
    assert "existe déjà" in done.output
    assert sorted(file.name for file in tmp_path.rglob("*")) == ["a.txt", "fichier", "plein"]


def test_a_command_that_is_mistyped_is_answered_with_the_nearest(tmp_path: Path, invoke: Invoke) -> None:
    done = invoke(tmp_path, "buid")
    assert done.exit_code == 2
    assert "Did you mean 'build'?" in done.output


def test_a_build_tells_its_files_as_they_are_typed_from_here(tmp_path: Path, invoke: Invoke) -> None:
    invoke(tmp_path, "new", "livre")
    said = invoke(tmp_path / "livre", "build", "-e", "print", "--lang", "en").stdout
    assert re.search(r"^dist/tome-1/livre-tome-1-print\.pdf  \d+\u00a0KB  \d+\u00a0pp\.$", said, re.MULTILINE)
    inside = invoke(tmp_path / "livre" / "manuscript", "build", "-e", "print", "--lang", "fr").stdout
    assert re.search(r"^/.*/dist/tome-1/livre-tome-1-print\.pdf  \d+\u00a0Ko  \d+\u00a0p\.$", inside, re.MULTILINE)
