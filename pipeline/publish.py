"""Publish a whole set of files at once, or nothing.

The set is made in a folder beside the output folder, with the earlier files that it does not replace, then the two
folders change places in one step. Until that step the earlier output is not touched; a build that fails or is
interrupted before it leaves nothing behind but what was there.
"""

from __future__ import annotations

import ctypes
import errno
import hashlib
import json
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict

from pipeline.diagnostic import BookError, error
from pipeline.store import writing

MANIFEST = "manifest.json"
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2  # linux/fcntl.h, linux/fs.h


class Artifact(Struct, frozen=True, kw_only=True):
    """A finished file: `path` is relative to the output folder; `pages` is 0 for a file without pages.

    `sources` is the hash of everything the file was made from; `gates` are the validators it passed, `not_run` the
    others that exist for its format. `lines` counts those that the paragraph engine set, `left`, by kind, those that it
    left to WeasyPrint.
    """

    path: str
    volume: str
    tome: int | None
    edition: str
    format: str
    data: bytes
    pages: int = 0
    isbn: str = ""
    sources: str = ""
    gates: tuple[str, ...] = ()
    not_run: tuple[str, ...] = ()
    lines: int = 0
    left: tuple[tuple[str, int], ...] = ()

    def row(self) -> dict[str, Any]:
        """Return the artifact's row of the manifest."""
        row = {name: value for name, value in asdict(self).items() if name != "data"}
        return row | {"sha256": hashlib.sha256(self.data).hexdigest(), "bytes": len(self.data)}


def publish(artifacts: Sequence[Artifact], out: Path, versions: Mapping[str, str], *, whole: bool, lock: Path) -> None:
    """Put `artifacts` and their manifest into `out`; builds that share the file `lock` do so one after the other.

    A `whole` build replaces every earlier artifact; a partial one keeps those that it did not make. Files that tomes
    did not write stay. Raises BookError: B090 when `out` holds something else than an earlier output, B091 when it is
    no folder, B092 when its manifest is damaged.
    """
    from filelock import FileLock  # with all that it imports, while workers still had something to do

    out = out.resolve()
    refuse_a_foreign_folder(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(lock):
        for left in out.parent.glob(f".{out.name}.*.making"):  # of a build that was killed
            shutil.rmtree(left, ignore_errors=True)
        _replace(artifacts, out, versions, whole=whole)


def _replace(artifacts: Sequence[Artifact], out: Path, versions: Mapping[str, str], *, whole: bool) -> None:
    with _beside(out) as new:
        rows = rows_of(out)
        made = {artifact.path for artifact in artifacts}
        dropped = made | ({row["path"] for row in rows} if whole else set())
        _keep_the_rest(out, new, dropped | {MANIFEST})
        for artifact in artifacts:
            with writing(out / artifact.path):
                _write(new / artifact.path, artifact.data)
        kept = [row for row in rows if row["path"] not in dropped]
        manifest = {
            "artifacts": sorted([*kept, *(artifact.row() for artifact in artifacts)], key=lambda row: row["path"]),
            "versions": dict(sorted(versions.items())),
        }
        with writing(out / MANIFEST):
            _write(new / MANIFEST, (json.dumps(manifest, ensure_ascii=False, indent=2) + "\n").encode())
        with _uninterrupted():
            _exchange(new, out)


def refuse_a_foreign_folder(out: Path) -> None:
    """Raise BookError when nothing can be put into `out`: B090 or B091, as `publish` does after all the work."""
    if out.is_dir() and any(out.iterdir()) and not (out / MANIFEST).is_file():
        raise BookError([error("B090", folder=out.name)])
    if out.exists() and not out.is_dir():
        raise BookError([error("B091", folder=out.name)])


def rows_of(out: Path) -> list[dict[str, Any]]:
    """Return the artifacts that the manifest in `out` names, none without one; BookError B092 when it is damaged."""
    manifest = out / MANIFEST
    if not manifest.is_file():
        return []
    try:
        rows: list[dict[str, Any]] = json.loads(manifest.read_text(encoding="utf-8"))["artifacts"]
        return [row for row in rows if isinstance(row["path"], str)]
    except (ValueError, KeyError, TypeError) as fault:
        raise BookError([error("B092", folder=out.name)]) from fault


@contextmanager
def _beside(out: Path) -> Iterator[Path]:
    """Give a new folder beside `out`; whatever stands in it at the end (the earlier output) is removed."""
    folder = Path(tempfile.mkdtemp(prefix=f".{out.name}.", suffix=".making", dir=out.parent))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _keep_the_rest(out: Path, new: Path, dropped: set[str]) -> None:
    for file in sorted(out.rglob("*")) if out.is_dir() else ():
        name = file.relative_to(out).as_posix()
        if file.is_file() and name not in dropped:
            (new / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(file, new / name)


def _write(target: Path, data: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Let Ctrl-C wait for the end of the block."""
    pressed: list[int] = []
    try:
        before = signal.signal(signal.SIGINT, lambda number, _frame: pressed.append(number))
    except ValueError:  # not in the main thread: no Ctrl-C comes here
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if pressed:
        raise KeyboardInterrupt


def _exchange(new: Path, out: Path) -> None:
    """Put `new` in the place of `out`, in one step where the system can (renameat2 of Linux), else in two."""
    if not out.exists():
        new.rename(out)
        new.mkdir()
        return
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        done = libc.renameat2(_AT_FDCWD, os.fsencode(new), _AT_FDCWD, os.fsencode(out), _RENAME_EXCHANGE)
        if done == 0:
            return
        if ctypes.get_errno() not in {errno.EINVAL, errno.ENOSYS}:
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(out))
    aside = new.with_name(f"{new.name}.old")
    out.rename(aside)
    new.rename(out)
    aside.rename(new)
