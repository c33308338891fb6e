"""Ctrl-C at any moment: the code of shells for it, one sentence, the output as it was, nothing left behind."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from tests.build.books import write_book
from tests.build.conftest import TOMES, tree
from tests.build.killed import FILES

ROOT = Path(__file__).parents[2]

TEXTS = {"01-matin.md", "02-midi.md", "03-soir.md"}


@pytest.fixture
def built(plain: Path, tmp_path: Path) -> Path:
    """A copy of the plain book with its output, nothing of it in a cache."""
    return Path(shutil.copytree(plain, tmp_path / "book", ignore=shutil.ignore_patterns(".tomes")))


@pytest.mark.parametrize("stage", ["Lecture", "Vérification", "Mise en pages", "Écriture"])
def test_an_interrupted_build_leaves_the_output_as_it_was(built: Path, stage: str) -> None:
    before = tree(built / "dist")
    (built / "01-matin.md").write_text("# Le matin\n\nUne tout autre phrase.\n", encoding="utf-8")
    with subprocess.Popen(
        [TOMES, "build"], cwd=built, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as run:
        assert run.stderr
        for line in run.stderr:
            if line.startswith(stage):
                break
        run.send_signal(signal.SIGINT)
        _, said = run.communicate(timeout=60)
    assert run.returncode == 130, said
    assert "Interrompu." in said
    assert "Traceback" not in said
    assert tree(built / "dist") == before
    assert {path.name for path in built.parent.iterdir()} == {"book"}
    assert {path.name for path in built.iterdir()} - {".tomes"} == {"book.yaml", "dist", *TEXTS}


def test_a_build_that_is_killed_leaves_the_output_and_the_next_one_succeeds(built: Path) -> None:
    before = tree(built / "dist")
    with subprocess.Popen(
        [TOMES, "build"], cwd=built, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as run:
        assert run.stderr
        for line in run.stderr:
            if line.startswith("Mise en pages"):
                break
        time.sleep(0.2)
        run.kill()
    assert tree(built / "dist") == before
    assert subprocess.run([TOMES, "build", "-q"], cwd=built, capture_output=True, check=False).returncode == 0
    assert tree(built / "dist") == before


def test_a_kill_at_any_moment_of_publishing_leaves_one_whole_set(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.build.killed", tmp_path], cwd=ROOT, capture_output=True, text=True, check=True
    )
    *killed, ended = done.stdout.splitlines()
    assert len(killed) > 40
    assert set(killed) == {f"A {FILES}", f"B {FILES}"}
    assert ended == f"B {FILES}"
    assert {path.name for path in tmp_path.iterdir()} == {"dist", "lock"}


@pytest.fixture
def long(tmp_path: Path) -> Path:
    """A book that is long enough to be read by several processes."""
    words = "Une phrase assez longue, et des mots encore pour qu’il y ait beaucoup à lire. " * 40
    return write_book(tmp_path / "book", {f"{n:03}-t{n}.md": f"# Texte {n}\n\n{words * 5}\n" for n in range(20)})


@pytest.mark.parametrize("wait", [0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.8])
def test_a_command_that_is_killed_takes_all_its_processes_with_it(long: Path, wait: float) -> None:
    with subprocess.Popen(
        [TOMES, "build"], cwd=long, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
    ) as run:
        time.sleep(wait)
        run.kill()
        try:
            run.communicate(timeout=20)  # all of them have its output open, which ends with the last
        except subprocess.TimeoutExpired:
            os.killpg(run.pid, signal.SIGKILL)
            raise


def test_processes_that_share_the_check_out_do_not_hear_it(long: Path) -> None:
    for wait in (0.5, 0.7, 0.9, 1.1):
        with subprocess.Popen(
            [TOMES, "check"],
            cwd=long,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        ) as run:
            time.sleep(wait)
            with suppress(ProcessLookupError):
                os.killpg(run.pid, signal.SIGINT)
            said, _ = run.communicate(timeout=30)
        assert "Traceback" not in said
        shutil.rmtree(long / ".tomes", ignore_errors=True)
