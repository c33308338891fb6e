"""This program and the libraries it stands on: where its files are, versions, and hashes that stand for code."""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from types import FunctionType
from typing import ParamSpec, TypeVar, cast

HOME = Path(__file__).parent

_Parameters = ParamSpec("_Parameters")
_Result = TypeVar("_Result")
# Places on a frame's stack, of 8 bytes: rounded up to a power of two, they leave room for two thousand calls in one
# another.
_PLACES = 70_000


def roomy(function: Callable[_Parameters, _Result]) -> Callable[_Parameters, _Result]:
    """Return `function`, changed so that the frames of all that it calls lie in one piece of memory with its own.

    CPython takes pieces of 16 KB for frames from the system, and gives one back when the first call in it returns
    (`push_chunk` in Python/pystate.c). A loop that happens to call across the border of two does both each time: by the
    depth at which it runs, that is nothing, or a twelfth of the time of a book. A frame that says it is large gets a
    large piece, which its callees share.
    """
    code = cast(FunctionType, function)
    code.__code__ = code.__code__.replace(co_stacksize=_PLACES)
    return function


def styles() -> Path:
    """Return the folder of the shared styles: beside `pipeline` in a checkout, inside it in an installed wheel."""
    beside = HOME.parent / "styles"
    return beside if (beside / "themes").is_dir() else HOME / "data" / "styles"


def version(name: str) -> str:
    """Return the version of a library that is installed, or of tomes; importlib.metadata's error where it is not there.

    Read from the names of the folders that installers leave (Recording installed projects, `NAME-VERSION.dist-info`):
    importlib.metadata, with all that it imports, takes a tenth of the start of a command.
    """
    found = _installed().get(_normal(name))
    if found is None:
        import importlib.metadata

        found = importlib.metadata.version(name)
    return found


@cache
def _installed() -> dict[str, str]:
    """Return the versions of what is installed, by normalised names; the first folder of the path counts."""
    found: dict[str, str] = {}
    for folder in sys.path:
        for entry in Path(folder).glob("*.dist-info"):
            name, _, number = entry.stem.partition("-")
            found.setdefault(_normal(name), number)
    return found


def _normal(name: str) -> str:
    """Return a project's name as all its spellings are compared (Name normalization)."""
    return re.sub(r"[-_.]+", "-", name).lower()


@cache
def part(*names: str) -> str:
    """Return the hash of the code and the word lists of `names` (packages, folders or files of `pipeline`)."""
    total = hashlib.sha256()
    for name in sorted(file for one in names for file in _code(one)):
        total.update(name.encode() + b"\0" + (HOME / name).read_bytes())
    return total.hexdigest()


def _code(name: str) -> Iterator[str]:
    """Yield the files of code and of words in a folder of `pipeline`, or the one of that name, as paths below it."""
    if (HOME / name).is_file():
        yield name
    for folder, _, files in os.walk(HOME / name):
        below = folder[len(str(HOME)) + 1 :]
        yield from (f"{below}/{file}" for file in files if file.endswith((".py", ".txt")))


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
