"""The same sources give the same bytes, wherever and whenever they are built, by whom, and in how many processes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from pipeline.inspection.epub import facts as epub_facts
from pipeline.inspection.pdf import facts as pdf_facts
from pipeline.inspection.pdf import opened
from tests.build.books import BOOKS, PAGED, write_book
from tests.build.conftest import tomes, tree

# What surrounds the second build, unlike the first in everything that might leak into a file.
ELSEWHERE = {
    "TZ": "Pacific/Kiritimati",
    "LC_ALL": "tr_TR.UTF-8",
    "LANG": "tr_TR.UTF-8",
    "PYTHONHASHSEED": "612",
    "PYTHONDONTWRITEBYTECODE": "1",
    "USER": "quelqu’un d’autre",
    "COLUMNS": "20",
}


def test_another_folder_zone_locale_umask_seed_and_start_give_the_same_bytes(everything: Path, tmp_path: Path) -> None:
    root = tmp_path / "Ailleurs, à côté"
    shutil.copytree(BOOKS / "everything", root)
    for file in root.rglob("*"):
        file.touch()  # sources of another day
    (root / "manuscript/brouillons").mkdir()
    home = tmp_path / "home"
    home.mkdir()
    done = tomes(
        "build", "--jobs", "2", cwd=root / "manuscript/brouillons", env=ELSEWHERE | {"HOME": str(home)}, umask=0o077
    )
    assert done.returncode == 0, done.stderr
    first, second = tree(everything / "dist"), tree(root / "dist")
    assert set(first) == set(second)
    assert [name for name in first if first[name] != second[name]] == []


def test_a_second_build_from_the_cache_gives_the_same_bytes(everything: Path, tmp_path: Path) -> None:
    done = tomes("build", "--out", str(tmp_path / "dist"), "-q", cwd=everything)
    assert done.returncode == 0, done.stderr
    assert tree(tmp_path / "dist") == tree(everything / "dist")


def test_files_carry_the_date_of_the_environment_when_it_gives_one(tmp_path: Path) -> None:
    root = write_book(tmp_path / "book", PAGED)
    done = tomes("build", "-q", cwd=root, env={"SOURCE_DATE_EPOCH": "0"})  # older than a zip archive can say
    assert done.returncode == 0, done.stderr
    with opened((root / "dist/book/essai-book-print.pdf").read_bytes(), "print") as pdf:
        assert dict(pdf_facts(pdf).metadata)["CreationDate"] == "D:19700101000000Z"
    epub = epub_facts((root / "dist/book/essai-book-epub.epub").read_bytes(), "epub")
    assert epub.values("dcterms:modified") == ("1970-01-01T00:00:00Z",)


def test_any_change_of_a_source_shows_in_the_manifest(tmp_path: Path) -> None:
    found = set()
    for words in ("Une phrase.", "Une autre."):
        root = write_book(tmp_path / "book", PAGED | {"01-lea.md": f"# Léa\n\n{words}\n"})
        assert tomes("build", "-q", "-e", "epub", cwd=root).returncode == 0
        found.add(json.loads((root / "dist/manifest.json").read_text("utf-8"))["artifacts"][0]["sources"])
    assert len(found) == 2
