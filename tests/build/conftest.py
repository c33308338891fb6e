"""The command as people run it, and books that are built once for all the tests of this folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.cli import main
from tests.build.books import BOOKS, PLAIN, write_book

TOMES = Path(sys.executable).with_name("tomes")
Invoke = Callable[..., Result]


def tomes(
    *arguments: str, cwd: Path, env: Mapping[str, str] | None = None, before: tuple[str, ...] = (), umask: int = -1
) -> subprocess.CompletedProcess[str]:
    """Run the command; `env` is laid over this environment, `before` stands before it on the command line."""
    return subprocess.run(
        [*before, str(TOMES), *arguments],
        cwd=cwd,
        env={**os.environ, **(env or {})},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=240,
        check=False,
        umask=umask,
    )


def tree(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file under a folder."""
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def build(root: Path, *arguments: str) -> Path:
    """Build the book in `root`, which must succeed; return its output folder."""
    done = tomes("build", *arguments, cwd=root)
    assert done.returncode == 0, done.stderr
    return root / "dist"


@pytest.fixture(scope="session")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book of every construct, built: its root, in a folder whose name is as people name folders."""
    root = tmp_path_factory.mktemp("L’été à Nîmes (2)") / "mon livre"
    shutil.copytree(BOOKS / "everything", root)
    build(root)
    return root


@pytest.fixture(scope="session")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three files and the title of the book, built: its root."""
    root = tmp_path_factory.mktemp("plain") / "book"
    shutil.copytree(BOOKS / "plain", root)
    (root / "book.yaml").write_text("title: Trois textes\n", encoding="utf-8")
    build(root)
    return root


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A book of one page that only makes an EPUB, not yet built."""
    return write_book(tmp_path / "book", PLAIN)


@pytest.fixture
def invoke(monkeypatch: pytest.MonkeyPatch) -> Invoke:
    """Run the command inside this process, from a folder: quicker, and as good where no signal or stream matters.

    What the command does not expect is raised.
    """

    def run(folder: Path, *arguments: str) -> Result:
        monkeypatch.chdir(folder)
        return CliRunner(catch_exceptions=False).invoke(main, arguments)

    return run
