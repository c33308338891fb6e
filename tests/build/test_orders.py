"""What may be asked of the command, and what it answers."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import shutil
import struct
import subprocess
import termios
from importlib.metadata import version
from pathlib import Path

import pytest

from pipeline.cli import COMMANDS, SUMMARIES
from tests.build.books import PAGED, PLAIN, write_book
from tests.build.conftest import TOMES, Invoke, tomes, tree

TWO_TOMES = {
    "manuscript/book.yaml": "title: Deux tomes\nrevised: 2026-03-01\neditions:\n  epub: {format: epub}\n",
    "manuscript/tome-1/tome.yaml": "number: 1\n",
    "manuscript/tome-1/01-lea.md": "# Léa\n\nUne phrase.\n",
    "manuscript/tome-2/tome.yaml": "number: 2\n",
    "manuscript/tome-2/01-omar.md": "# Omar\n\nUne autre.\n",
}


def test_one_volume_can_be_asked_for_and_the_other_stays(tmp_path: Path, invoke: Invoke) -> None:
    root = write_book(tmp_path / "book", TWO_TOMES)
    assert invoke(root, "build", "-q").exit_code == 0
    before = tree(root / "dist")
    write_book(root, {"manuscript/tome-1/01-lea.md": "# Léa\n\nTout autre chose.\n"})
    assert invoke(root, "build", "-q", "tome-1").exit_code == 0
    changed = {name.split("/")[0] for name, data in tree(root / "dist").items() if before[name] != data}
    assert changed == {"tome-1", "manifest.json"}


@pytest.mark.parametrize(
    ("arguments", "code", "near"),
    [(("tome1",), "B093", "tome-1"), (("-e", "epbu"), "B094", "epub"), (("tome-2", "-e", "papier"), "B094", "epub")],
)
def test_a_name_that_is_not_there_is_told_with_the_nearest(
    tmp_path: Path, invoke: Invoke, arguments: tuple[str, ...], code: str, near: str
) -> None:
    done = invoke(write_book(tmp_path / "book", TWO_TOMES), "build", *arguments)
    assert done.exit_code == 1
    assert code in done.output
    assert near in done.output.split(code)[1]
    assert not (tmp_path / "book/dist").exists()


def test_an_order_that_asks_for_nothing_is_told(tmp_path: Path, invoke: Invoke) -> None:
    volumes = "volumes:\n  extrait: {title: Extrait, contents: [lea], editions: [epub]}\n"
    book = PAGED["book.yaml"]
    assert isinstance(book, str)
    root = write_book(tmp_path / "book", PAGED | {"book.yaml": book + volumes})
    done = invoke(root, "build", "extrait", "-e", "print")
    assert (done.exit_code, "B095" in done.output) == (1, True)


@pytest.mark.parametrize("command", ["build", "typography"])
def test_a_folder_without_a_book_is_told(tmp_path: Path, invoke: Invoke, command: str) -> None:
    done = invoke(tmp_path, command)
    assert (done.exit_code, "B001" in done.output) == (2, True)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    done = subprocess.run(
        ["sh", "-c", f'rmdir "$PWD"; exec "{TOMES}" build'], cwd=gone, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_the_book_is_found_from_a_folder_inside_it(tmp_path: Path, invoke: Invoke) -> None:
    root = write_book(tmp_path / "book", TWO_TOMES)
    assert invoke(root / "manuscript/tome-1", "build", "-q", "tome-1").exit_code == 0
    assert (root / "dist/manifest.json").is_file()


def test_quiet_says_only_what_is_wrong_and_verbose_how_long_it_took(book: Path, invoke: Invoke) -> None:
    quiet = invoke(book, "build", "-q")
    assert (quiet.exit_code, quiet.stdout) == (0, "")
    assert "Lecture" not in quiet.stderr
    write_book(book, {"01-lea.md": "# Léa\n\nUne autre phrase.\n"})
    told = invoke(book, "build")
    assert ("Lecture" in told.stderr, ".epub" in told.stdout) == (True, True)
    write_book(book, {"01-lea.md": "# Léa\n\nUne troisième phrase.\n"})
    assert re.search(r"Lecture\n {2}\d+\.\d\d s\n", invoke(book, "build", "-v").stderr)


def test_messages_come_in_the_language_that_is_asked_for(book: Path, invoke: Invoke) -> None:
    write_book(book, {"01-lea.md": "# Léa\n\nMot[^1].\n"})
    assert "erreur" in invoke(book, "build", "--lang", "fr").output
    assert "error" in invoke(book, "build", "--lang", "en").output


@pytest.mark.parametrize(
    ("variables", "word"),
    [
        ({"LC_ALL": "", "LANG": "en_GB.UTF-8"}, "error"),
        ({"LC_ALL": "fr_FR.UTF-8", "LANG": "en_GB.UTF-8"}, "erreur"),
        ({"LC_ALL": "C.UTF-8", "LANG": ""}, "erreur"),
        ({"LC_ALL": "de_DE.UTF-8", "LANG": "en_GB.UTF-8"}, "erreur"),
    ],
)
def test_messages_come_in_the_language_of_the_system_else_in_french(
    tmp_path: Path, invoke: Invoke, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], word: str
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert word in invoke(tmp_path, "build").stderr


def test_a_stream_that_cannot_show_our_letters_is_no_reason_to_stop(book: Path) -> None:
    done = tomes("build", cwd=book, env={"PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0, done.stderr


def test_version_and_help(invoke: Invoke, tmp_path: Path) -> None:
    assert invoke(tmp_path, "--version").output == f"tomes, version {version('tomes')}\n"
    summary = invoke(tmp_path, "--help").output
    assert all(f"  {name}" in summary for name in COMMANDS)


def test_every_command_has_a_summary_and_a_help_with_an_example_or_nothing_to_choose(
    invoke: Invoke, tmp_path: Path
) -> None:
    assert set(COMMANDS) == set(SUMMARIES)
    for name in COMMANDS:
        done = invoke(tmp_path, name, "--help")
        assert done.exit_code == 0
        options = re.findall(r"^ +-.*--(?!help)", done.output, re.MULTILINE)
        assert f"  tomes {name}" in done.output or not options


def test_an_option_that_is_not_there_is_refused(invoke: Invoke, tmp_path: Path) -> None:
    for arguments in (("build", "--finale"), ("biuld",), ("build", "--jobs", "0"), ("inspect",), ("schema", "livre")):
        assert invoke(tmp_path, *arguments).exit_code == 2


def on_a_terminal(root: Path, columns: int, *arguments: str, keys: bytes = b"", at: str = "") -> tuple[int, str]:
    """Run the command on a terminal of its own; `keys` are pressed when it says `at`. Return its code and its words."""
    ours, its = pty.openpty()
    fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))

    command = ["setsid", "--ctty", TOMES, *arguments]  # so that keys become signals for the whole group
    env = {name: value for name, value in os.environ.items() if name not in {"COLUMNS", "LINES"}}
    process = subprocess.Popen(command, cwd=root, stdin=its, stdout=its, stderr=its, env=env)
    os.close(its)
    said = b""
    while True:
        try:
            part = os.read(ours, 4096)
        except OSError:  # how Linux tells that the other end is closed
            break
        if not part:
            break
        said += part
        if keys and at in said.decode(errors="replace"):
            os.write(ours, keys)
            keys = b""
    os.close(ours)
    return process.wait(60), said.decode()


def test_a_bar_moves_on_one_line_of_a_narrow_terminal(tmp_path: Path) -> None:
    code, said = on_a_terminal(write_book(tmp_path / "book", PAGED), 30, "build")
    assert code == 0
    *moves, after = re.findall("\r\x1b\\[K([^\r\n]*)", said)
    assert len(moves) >= 5
    assert all(len(line) < 30 for line in moves)
    assert any("█" in line for line in moves)
    assert after.startswith("dist/book/")


def test_ctrl_c_in_a_terminal_reaches_workers_too_and_leaves_nothing(everything: Path, tmp_path: Path) -> None:
    root = tmp_path / "book"
    shutil.copytree(everything, root, ignore=shutil.ignore_patterns(".tomes"))
    before = tree(root / "dist")
    code, said = on_a_terminal(root, 100, "build", "--jobs", "2", keys=b"\x03", at="Vérification")
    assert code == 130, said
    assert "Interrompu." in said
    assert "Traceback" not in said
    assert tree(root / "dist") == before
    assert {path.name for path in root.iterdir()} == {"manuscript", "dist", ".tomes"}


SLOPPY = PLAIN | {"01-lea.md": "# Léa\n\n" + "Un mot -- puis un autre.\n\n" * 9}


def test_a_draft_leaves_the_texts_to_the_check_and_a_release_does_not(tmp_path: Path, invoke: Invoke) -> None:
    root = write_book(tmp_path / "book", SLOPPY)
    draft = invoke(root, "build", "--lang", "fr")
    assert (draft.exit_code, draft.output.count("T131")) == (0, 0)
    assert "tomes check" in draft.output.splitlines()[-1]
    assert "T131" in invoke(root, "build", "--final", "--lang", "fr").output


@pytest.mark.parametrize("severity", ["{T131: error}", "{T: error}"])
def test_what_the_book_calls_an_error_stops_a_draft(tmp_path: Path, invoke: Invoke, severity: str) -> None:
    lint = f"{PLAIN['book.yaml']!s}lint:\n  severity: {severity}\n"
    done = invoke(write_book(tmp_path / "book", SLOPPY | {"book.yaml": lint}), "build", "--lang", "fr")
    assert (done.exit_code, done.output.count("erreur T131")) == (1, 9)


def test_a_build_shows_the_first_warnings_of_a_kind_and_counts_the_rest(tmp_path: Path, invoke: Invoke) -> None:
    names = "".join(f"p{number}: {{name: Personne {number}, notice: Un mot.}}\n" for number in range(9))
    root = write_book(tmp_path / "book", PLAIN | {"contributors.yaml": names})
    done = invoke(root, "build", "-q", "--lang", "fr")
    assert done.output.count("avertissement C102") == 3
    assert "6 de plus\u00a0: C102" in done.output
    assert invoke(root, "build", "-v", "--lang", "fr").output.count("avertissement C102") == 9


def test_nothing_but_the_book_is_written(tmp_path: Path, invoke: Invoke) -> None:
    root = write_book(tmp_path / "book", PLAIN)
    assert invoke(root, "build", "-q").exit_code == 0
    assert {path.name for path in root.iterdir()} == {*PLAIN, "dist", ".tomes"}
    assert {path.name for path in tmp_path.iterdir()} == {"book"}


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize("command", ["check", "build"])
def test_streams_that_are_closed_stop_nothing(book: Path, command: str, closed: str) -> None:
    done = subprocess.run(
        ["sh", "-c", f'exec "$0" "$1" {closed}', str(TOMES), command], cwd=book, capture_output=True, check=False
    )
    assert (done.returncode, b"Traceback" in done.stderr) == (0, False)
