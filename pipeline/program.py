"""This program's own files: where they are, and the hashes that stand for them in what is kept from run to run."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path

HOME = Path(__file__).parent


def styles() -> Path:
    """Return the folder of the shared styles: beside `pipeline` in a checkout, inside it in an installed wheel."""
    beside = HOME.parent / "styles"
    return beside if (beside / "themes").is_dir() else HOME / "data" / "styles"


@cache
def part(*names: str) -> str:
    """Return the hash of the code and the word lists of `names` (packages, folders or files of `pipeline`)."""
    named = [HOME / name for name in names]
    files = sorted(file for one in named for file in ([one] if one.is_file() else one.rglob("*")))
    return _hash((file, HOME) for file in files if file.suffix in {".py", ".txt"})


@cache
def whole() -> str:
    """Return the hash of everything, code, data, styles, by names, sizes and times: to read all of it takes longer."""
    total = hashlib.sha256()
    for home in (HOME, styles()):
        for folder, folders, files in os.walk(home):
            folders[:] = sorted(name for name in folders if name != "__pycache__")
            for name in sorted(files):
                facts = os.stat(os.path.join(folder, name))  # noqa: PTH116, PTH118  # hundreds of Path objects take longer
                total.update(f"{folder} {name} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return total.hexdigest()


def _hash(files: Iterable[tuple[Path, Path]]) -> str:
    """Return the hash of files, each with its name below a folder."""
    total = hashlib.sha256()
    for file, home in files:
        if file.is_file():
            total.update(file.relative_to(home).as_posix().encode() + b"\0" + file.read_bytes())
    return total.hexdigest()
