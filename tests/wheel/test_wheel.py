"""The wheel holds everything: installed outside the checkout, it starts a book and builds every artifact."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
UV = Path(sys.executable).with_name("uv")


def run(*command: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a command that must succeed, with nothing of the checkout on its path."""
    env = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    words = [str(word) for word in command]
    done = subprocess.run(words, cwd=cwd, env=env, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout."""
    out = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", out, cwd=ROOT)
    (built,) = out.glob("tomes-*.whl")
    return built


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of a fresh environment that holds the wheel; its dependencies are lent by this environment."""
    folder = tmp_path_factory.mktemp("installed") / "venv"
    run(UV, "venv", "--quiet", "--offline", "--no-project", "--python", sys.executable, folder, cwd=folder.parent)
    python = folder / "bin/python"
    run(UV, "pip", "install", "--quiet", "--offline", "--no-deps", "--python", python, wheel, cwd=folder.parent)
    own = next(folder.glob("lib/python*/site-packages"))
    for lent in (Path(path) for path in sys.path if path.endswith("site-packages")):
        for item in lent.iterdir():
            ours = item.name.startswith(("tomes", "pipeline", "_editable", "__editable", "distutils-", "_virtualenv"))
            if not ours and not (own / item.name).exists():
                (own / item.name).symlink_to(item)
    return folder / "bin/tomes"


def test_the_wheel_holds_styles_fonts_words_and_licence_and_nothing_of_the_tests(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {
        "pipeline/data/styles/epub.css",
        "pipeline/data/styles/trims.toml",
        "pipeline/data/styles/themes/default/theme.toml",
        "pipeline/data/styles/themes/default/fonts/LinLibertine_R.otf",
        "pipeline/data/styles/themes/default/fonts/OFL-Libertine.txt",
        "pipeline/data/catalogue/fr/N.toml",
        "pipeline/data/labels/fr.toml",
        "pipeline/data/template/manuscript/book.yaml",
    } <= names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert {name.split("/")[0].split("-")[0] for name in names} == {"pipeline", "tomes"}


def test_a_new_book_is_built_from_the_installed_wheel(installed: Path, tmp_path: Path) -> None:
    run(installed, "new", "livre", cwd=tmp_path)
    root = tmp_path / "livre"
    where = "import pipeline; print(pipeline.__file__)"
    assert str(ROOT) not in run(installed.with_name("python"), "-c", where, cwd=root).stdout
    told = run(installed, "build", cwd=root)
    rows = json.loads((root / "dist/manifest.json").read_text("utf-8"))["artifacts"]
    assert sorted(row["path"] for row in rows) == [f"tome-1/livre-tome-1-{name}" for name in (
        "cover.jpg", "epub.epub", "print.pdf", "screen.pdf",
    )]  # fmt: skip
    assert all((root / "dist" / row["path"]).stat().st_size == row["bytes"] for row in rows)
    assert "erreur" not in told.stderr
    run(
        installed,
        "inspect",
        *sorted(root.glob("dist/tome-1/*.epub")),
        *sorted(root.glob("dist/tome-1/*.pdf")),
        cwd=root,
    )


def test_the_wheel_and_the_checkout_make_the_same_bytes(installed: Path, tmp_path: Path) -> None:
    run(installed, "new", "livre", cwd=tmp_path)
    root = tmp_path / "livre"
    run(installed, "build", "-q", "--out", "theirs", cwd=root)
    shutil.rmtree(root / ".tomes")  # else ours would be theirs, from the cache
    run(Path(sys.executable).with_name("tomes"), "build", "-q", "--out", "ours", cwd=root)
    assert (root / "theirs/manifest.json").read_bytes() == (root / "ours/manifest.json").read_bytes()
