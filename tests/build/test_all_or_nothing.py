"""A build that fails, in whichever stage, leaves the output folder byte for byte as it was, and says why."""

from __future__ import annotations

import os
import shutil
import struct
import zlib
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.build.books import PAGED, write_book
from tests.build.conftest import Invoke, tomes, tree

EDITIONS = PAGED["book.yaml"]
THEME = {"styles/themes/mien/theme.toml": 'extends = "default"\n'}
WITH_THEME = f"{EDITIONS.replace('variant: print', 'variant: print, theme: mien')}"


def png(width: int = 60, height: int = 60) -> bytes:
    """Return a grey picture."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = b"".join(b"\0" + bytes((x * y) % 251 for x in range(width)) for y in range(height))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


# What is changed in a book that was built, by the stage in which it fails, and the code of the finding.
FAILURES: dict[str, tuple[Mapping[str, str | bytes], str]] = {
    "read, YAML": ({"book.yaml": f"{EDITIONS}title: encore\n"}, "B0"),
    "read, missing image": ({"01-lea.md": "# Léa\n\n![Une rue](absente.png)\n"}, "F001"),
    "read, cut image": ({"01-lea.md": "# Léa\n\n![Une rue](rue.png)\n", "rue.png": png()[:-40]}, "F0"),
    "read, bytes that are no text": ({"01-lea.md": "# Léa\n\nÉté\n".encode("latin-1")}, "U0"),
    "check, note without text": ({"01-lea.md": "# Léa\n\nUne phrase[^1].\n"}, "N0"),
    "check, reference to nothing": ({"01-lea.md": "# Léa\n\nVoir [ici](#nulle-part).\n"}, "R0"),
    "compose, theme that is not there": ({"book.yaml": EDITIONS.replace("variant: print", "theme: absent")}, "S020"),
    "check, letter without a face": ({"01-lea.md": "# Léa\n\nUne lettre rare : \ua66e.\n"}, "U1"),
    "lay out, note taller than the page": ({"01-lea.md": f"# Léa\n\nUne note^[{'des mots ' * 400}].\n"}, "P001"),
    "inspect, text that the theme hides": (
        THEME | {"book.yaml": WITH_THEME, "styles/themes/mien/print.css": ".chapter p { display: none }"},
        "W001",
    ),
    "inspect, text that the theme hides with heads and folios": (
        THEME | {"book.yaml": WITH_THEME, "styles/themes/mien/print.css": "p { display: none }"},
        "W001",
    ),
    "write, title longer than the cover": (
        {"book.yaml": EDITIONS.replace("Essai", "Un titre sans fin " * 60) + "  cover: {format: cover}\n"},
        "E002",
    ),
    "inspect, words that the theme adds": (
        THEME
        | {"book.yaml": WITH_THEME, "styles/themes/mien/print.css": ".chapter p::after { content: ' et plus encore' }"},
        "W002",
    ),
    "publish, manifest that is damaged": ({"dist/manifest.json": "{"}, "B092"),
}


@pytest.fixture(scope="module")
def paged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book of one page, built in EPUB and PDF."""
    root = write_book(tmp_path_factory.mktemp("paged") / "book", PAGED)
    assert tomes("build", "-q", cwd=root).returncode == 0
    return root


@pytest.fixture
def built(paged: Path, tmp_path: Path) -> Path:
    """A copy of the book of one page, with its output."""
    return Path(shutil.copytree(paged, tmp_path / "book"))


def around(root: Path) -> set[str]:
    """Return what stands in and beside the book's folder."""
    return {path.name for path in (*root.iterdir(), *root.parent.iterdir())}


@pytest.mark.parametrize("failure", FAILURES)
def test_a_failure_leaves_the_output_as_it_was(built: Path, invoke: Invoke, failure: str) -> None:
    changes, code = FAILURES[failure]
    write_book(built, changes)
    before, names = tree(built / "dist"), around(built)
    done = invoke(built, "build")
    assert done.exit_code == 1, done.output
    assert code in done.output
    assert "Traceback" not in done.output
    assert tree(built / "dist") == before
    assert around(built) == names


def test_everything_that_is_wrong_is_said_at_once(built: Path, invoke: Invoke) -> None:
    write_book(
        built, {"01-lea.md": "# Léa\n\nUne note[^1] et ![Une rue](absente.png).\n", "02-omar.md": "# O\n\nMot[^2].\n"}
    )
    output = invoke(built, "build").output
    assert output.count("N0") >= 2
    assert "F001" in output


def test_a_disk_that_is_full_leaves_the_output_as_it_was(built: Path) -> None:
    before, names = tree(built / "dist"), around(built)
    write_book(built, {"01-lea.md": "# Léa\n\nUne autre phrase.\n"})
    done = tomes("build", "-e", "epub", cwd=built, before=("prlimit", f"--fsize={max(map(len, before.values())) // 2}"))
    assert done.returncode == 2
    assert "X034" in done.stderr
    assert "Traceback" not in done.stderr
    assert tree(built / "dist") == before
    assert around(built) == names


@pytest.mark.skipif(shutil.which("setpriv") is None, reason="without setpriv nothing is refused to root")
def test_a_folder_that_is_protected_gives_a_sentence(built: Path) -> None:
    (built / "closed").mkdir(mode=0o555)
    root = ("setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override") if os.geteuid() == 0 else ()
    done = tomes("build", "-e", "epub", "--out", "closed/dist", cwd=built, before=root)
    assert done.returncode == 2
    assert "X034" in done.stderr
    assert "closed" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_in_the_place_of_the_folder_is_kept(built: Path, invoke: Invoke) -> None:
    (built / "livre").write_text("le mien")
    for out in ("livre", "livre/dist"):
        done = invoke(built, "build", "-e", "epub", "--out", out)
        assert done.exit_code in {1, 2}
        assert "Traceback" not in done.output
        assert (built / "livre").read_text() == "le mien"


def test_a_folder_of_something_else_is_kept(built: Path, invoke: Invoke) -> None:
    write_book(built, {"livre/notes.txt": "les miennes"})
    done = invoke(built, "build", "-e", "epub", "--out", "livre")
    assert (done.exit_code, "B090" in done.output) == (1, True)
    assert tree(built / "livre") == {"notes.txt": b"les miennes"}


def test_a_partial_build_keeps_the_rest(built: Path) -> None:
    before = tree(built / "dist")
    write_book(built, {"01-lea.md": "# Léa\n\nUne tout autre phrase.\n"})
    assert tomes("build", "-q", "--edition", "epub", cwd=built).returncode == 0
    after = tree(built / "dist")
    assert set(after) == set(before)
    changed = {Path(name).suffix for name in after if after[name] != before[name]}
    assert changed == {".epub", ".json"}


def test_a_folder_of_other_things_is_refused_before_the_work(built: Path, invoke: Invoke) -> None:
    (built / "notes").mkdir()
    (built / "notes" / "courses.txt").write_text("du pain")
    done = invoke(built, "build", "--out", "notes", "--lang", "fr")
    assert done.exit_code == 1
    assert "B090" in done.output
    assert "Lecture" not in done.output
    assert [file.name for file in (built / "notes").iterdir()] == ["courses.txt"]
