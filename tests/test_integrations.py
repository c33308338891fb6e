"""The files that others run: the pre-commit hooks and the GitHub action say what the command takes."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).parent.parent


def load(name: str) -> Any:
    return YAML(typ="safe").load((ROOT / name).read_text(encoding="utf-8"))


@pytest.fixture
def book(tmp_path: Path) -> Path:
    (tmp_path / "manuscript").mkdir()
    (tmp_path / "manuscript" / "book.yaml").write_text("title: Essai\n", encoding="utf-8")
    (tmp_path / "manuscript" / "001 été.md").write_text("# Le banc\n\nIl vint  hier[^1].\n", encoding="utf-8")
    return tmp_path


def run(words: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, **variables}
    return subprocess.run(
        ["bash", "-c", words], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def test_the_hooks_run(book: Path) -> None:
    hooks = {hook["id"]: hook for hook in load(".pre-commit-hooks.yaml")}
    checked = run(hooks["tomes-check"]["entry"], book)
    assert checked.returncode == 1
    assert "N001" in checked.stdout
    assert run(hooks["tomes-fix"]["entry"], book).returncode == 1
    assert "Il vint hier" in (book / "manuscript" / "001 été.md").read_text(encoding="utf-8")


def test_the_action_checks_with_the_arguments_given(book: Path) -> None:
    step = load("action.yml")["runs"]["steps"][-1]
    done = run(step["run"], book, ARGUMENTS="--select N001 --lang fr")
    assert done.returncode == 1
    assert done.stdout.startswith("::error file=manuscript/001 été.md,line=3,")
    assert done.stdout.count("::") == 2


def test_watching_checks_again_when_a_text_changes_and_only_then(book: Path) -> None:
    file = book / "manuscript" / "001 été.md"
    program = "from pipeline.cli.check import command; command(['--watch', '--select', 'T101', '--lang', 'fr'])"
    with subprocess.Popen([sys.executable, "-c", program], cwd=book, stdout=subprocess.PIPE, text=True) as watcher:
        assert watcher.stdout is not None
        first = [watcher.stdout.readline() for _ in range(7)]
        time.sleep(2)
        file.write_text("# Le banc\n\nIl vint.\n", encoding="utf-8")
        second = watcher.stdout.readline()
        time.sleep(1)
        watcher.terminate()
        rest = watcher.stdout.read()
    assert "T101" in first[0]
    assert second == "Rien à signaler.\n"
    assert rest == ""


def test_watching_builds_again_when_a_text_changes_even_after_an_error(book: Path) -> None:
    file = book / "manuscript" / "001 été.md"
    file.write_text("# Le banc\n\nIl vint.\n", encoding="utf-8")
    (book / "manuscript" / "book.yaml").write_text("title: Essai\neditions: {epub: {format: epub}}\n", encoding="utf-8")
    program = "from pipeline.cli.build import command; command(['--watch', '--lang', 'fr'])"
    with subprocess.Popen([sys.executable, "-c", program], cwd=book, stderr=subprocess.PIPE, text=True) as watcher:
        assert watcher.stderr is not None

        def said() -> str:
            """Return what is said until the next change is waited for."""
            lines: list[str] = []
            while not lines or not lines[-1].startswith("En attente"):
                lines.append(watcher.stderr.readline())  # type: ignore[union-attr] # it is a pipe
                assert lines[-1]
            return "".join(lines)

        assert "N001" not in said()
        made = (book / "dist" / "manifest.json").read_bytes()
        time.sleep(1)
        file.write_text("# Le banc\n\nIl vint[^1].\n", encoding="utf-8")
        assert "N001" in said()
        assert (book / "dist" / "manifest.json").read_bytes() == made
        time.sleep(1)
        file.write_text("# Le banc\n\nIl revint.\n", encoding="utf-8")
        assert "N001" not in said()
        assert (book / "dist" / "manifest.json").read_bytes() != made
        watcher.terminate()


@pytest.mark.parametrize(("command", "library"), [("build --watch", "watchfiles"), ("lsp", "pygls")])
def test_a_library_that_is_not_installed_is_named(book: Path, command: str, library: str) -> None:
    program = f"import sys; sys.modules[{library!r}] = None; from pipeline.cli import main; main({command.split()!r})"
    done = subprocess.run([sys.executable, "-c", program], cwd=book, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "X038" in done.stderr
    assert "pip install 'tomes[lint]'" in done.stderr
    assert "Traceback" not in done.stderr
