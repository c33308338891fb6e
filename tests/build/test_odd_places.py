"""Books in odd places: names with accents, spaces, apostrophes; no network; several builds at once."""

from __future__ import annotations

import os
import shutil
import subprocess
import unicodedata
from pathlib import Path

import pytest

from tests.build.books import PAGED, PLAIN, write_book
from tests.build.conftest import TOMES, Invoke, tomes, tree
from tests.build.test_all_or_nothing import png

# Whether this machine lets a process leave the network.
NO_NETWORK = ("unshare", "--net", "--map-root-user")
CAN_LEAVE = bool(shutil.which("unshare")) and not subprocess.run([*NO_NETWORK, "true"], check=False).returncode


@pytest.mark.parametrize(
    "name",
    [
        "L’été d’Aïda",
        "a 'b' \"c\"",
        "plus+100%25",
        "#1 & co; $HOME",
        "nfd-e\u0301te\u0301",
        "日本",
        "-e epub",
        ".caché",
    ],
)
def test_a_folder_may_have_any_name(tmp_path: Path, invoke: Invoke, name: str) -> None:
    root = write_book(tmp_path / name, PLAIN)
    done = invoke(root, "build")
    assert done.exit_code == 0, done.output
    assert (root / "dist/book/essai-book-epub.epub").is_file()


def test_a_paged_book_too(tmp_path: Path, invoke: Invoke) -> None:
    root = write_book(tmp_path / "L’œuvre de « Zoé » #2 100%", PAGED)
    done = invoke(root, "build")
    assert done.exit_code == 0, done.output
    assert (root / "dist/book/essai-book-print.pdf").is_file()


def test_texts_and_images_may_have_any_name(tmp_path: Path, invoke: Invoke) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><path d="M0 0h40v20H0z"/></svg>'
    root = write_book(
        tmp_path / "book",
        PLAIN
        | {
            "02-l’été à Nîmes.md": "# Été\n\n![Un rectangle](images/l’été n°2.svg)\n\nVoir [Léa](01-lea.md).\n",
            "images/l’été n°2.svg": svg,
        },
    )
    done = invoke(root, "build")
    assert done.exit_code == 0, done.output
    assert invoke(root, "inspect", "dist/book/essai-book-epub.epub").exit_code == 0


def test_the_output_may_be_elsewhere(tmp_path: Path, invoke: Invoke) -> None:
    root = write_book(tmp_path / "book", PLAIN)
    assert invoke(root, "build", "-q", "--out", "../À livrer/au 3 mars").exit_code == 0
    assert (tmp_path / "À livrer/au 3 mars/manifest.json").is_file()
    assert not (root / "dist").exists()


def test_an_output_folder_that_is_a_link_is_followed(tmp_path: Path, invoke: Invoke) -> None:
    root = write_book(tmp_path / "book", PLAIN)
    (tmp_path / "real").mkdir()
    (root / "dist").symlink_to(tmp_path / "real")
    assert invoke(root, "build", "-q").exit_code == 0
    assert (root / "dist").is_symlink()
    assert (tmp_path / "real/manifest.json").is_file()


@pytest.mark.skipif(not CAN_LEAVE, reason="this machine does not let a process leave the network")
def test_a_build_needs_no_network(tmp_path: Path) -> None:
    root = write_book(tmp_path / "book", PAGED)
    done = tomes("build", "--final", cwd=root, before=NO_NETWORK)
    assert "Traceback" not in done.stderr
    done = tomes("build", cwd=root, before=NO_NETWORK)
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(shutil.which("prlimit") is None, reason="prlimit is not installed")
def test_a_machine_that_grants_less_than_we_would_allow_ourselves_is_no_obstacle(tmp_path: Path) -> None:
    root = write_book(tmp_path / "book", PAGED)
    done = tomes("build", cwd=root, before=("prlimit", f"--fsize={100 * 1024**2}", f"--as={3 * 1024**3}"))
    assert done.returncode == 0, done.stderr


def test_builds_at_once_leave_one_whole_set(tmp_path: Path) -> None:
    root = write_book(tmp_path / "book", PLAIN)
    runs = [subprocess.Popen([TOMES, "build", "-q"], cwd=root, stderr=subprocess.PIPE) for _ in range(3)]
    for run in runs:
        _, said = run.communicate(timeout=120)
        assert run.returncode == 0, said.decode()
    assert set(tree(root / "dist")) == {"manifest.json", "book/essai-book-epub.epub"}
    assert {path.name for path in root.iterdir()} == {*PLAIN, "dist", ".tomes"}


def test_names_in_the_form_of_another_disk_are_found(tmp_path: Path, invoke: Invoke) -> None:
    def apart(name: str) -> str:
        return unicodedata.normalize("NFD", name)

    texts = {
        "manuscript/book.yaml": PLAIN["book.yaml"],
        apart("manuscript/tome-été/tome.yaml"): "number: 1\n",
        apart("manuscript/tome-été/02-là-bas/003-théo.md"): "# Théo\n\nVoir [Zoé, plus loin](004-zoé.md) .\n",
        apart("manuscript/tome-été/02-là-bas/004-zoé.md"): "# Zoé\n\n![Une rue](été.png)\n",
        apart("manuscript/tome-été/02-là-bas/été.png"): png(),
    }
    root = write_book(tmp_path / "book", texts)
    done = invoke(root, "build")
    assert done.exit_code == 0, done.output
    assert "Zoé, plus loin](004-zoé.md) ." in invoke(root, "check").output
    assert invoke(root, "check", "--fix").exit_code == 0
    fixed = (root / apart("manuscript/tome-été/02-là-bas/003-théo.md")).read_text("utf-8")
    assert fixed == "# Théo\n\nVoir [Zoé, plus loin](004-zoé.md).\n"
    assert len(list((root / apart("manuscript/tome-été/02-là-bas")).iterdir())) == 3


# Root reads whatever it wants, unless it gives that up.
NO_OVERRIDE = "-dac_override,-dac_read_search"
AS_ANYBODY = ("setpriv", f"--bounding-set={NO_OVERRIDE}", f"--inh-caps={NO_OVERRIDE}") if os.getuid() == 0 else ()


@pytest.mark.skipif(bool(AS_ANYBODY) and not shutil.which("setpriv"), reason="root cannot give its rights up here")
@pytest.mark.parametrize("name", ["manuscript", "manuscript/tome-1", "manuscript/tome-1/001-lea.md"])
@pytest.mark.parametrize("command", ["check", "build"])
def test_what_may_not_be_read_is_said_and_never_left_out(tmp_path: Path, command: str, name: str) -> None:
    texts = {
        "manuscript/book.yaml": PLAIN["book.yaml"],
        "manuscript/000-omar.md": "# Omar\n\nUne phrase.\n",
        "manuscript/tome-1/tome.yaml": "number: 1\n",
        "manuscript/tome-1/001-lea.md": PLAIN["01-lea.md"],
    }
    root = write_book(tmp_path / "book", texts)
    (root / name).chmod(0)
    done = tomes(command, cwd=root, before=AS_ANYBODY)
    (root / name).chmod(0o755)
    assert done.returncode in {1, 2}, done.stderr
    assert Path(name).name in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert not (root / "dist").exists()


@pytest.mark.parametrize("name", [b"02-\xe9t\xe9.md", b"tome-\xe9", b"\xe9.png"])
def test_a_name_that_is_not_in_utf_8_is_refused(tmp_path: Path, name: bytes) -> None:
    root = write_book(tmp_path / "book", {f"manuscript/{path}": text for path, text in PLAIN.items()})
    odd = os.fsencode(root / "manuscript") + b"/" + name
    if name.endswith(b"md"):
        Path(os.fsdecode(odd)).write_text("# T\n\nMots.\n")
    elif name.endswith(b"png"):
        Path(os.fsdecode(odd)).write_bytes(png())
    else:
        Path(os.fsdecode(odd)).mkdir()
        Path(os.fsdecode(odd), "tome.yaml").write_text("number: 1\n")
        Path(os.fsdecode(odd), "01-a.md").write_text("# T\n\nMots.\n")
    for arguments in (("check",), ("check", "--format", "json"), ("build",)):
        done = tomes(*arguments, cwd=root)
        assert (done.returncode, "Traceback" in done.stderr) == (1, False), done.stderr
        assert "F007" in done.stdout + done.stderr
