"""Files kept by the hash of their bytes, and results kept by the hash of what they come from."""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from msgspec import json

# Files of a book that count by their bytes, and folders of it that hold nothing written.
_TEXTS = {".md", ".yaml", ".yml", ".txt", ".toml"}
_APART = {".tomes", "dist", ".git", "node_modules", ".venv"}
# The length of the SHA-256 that stands before a cached result.
_CHECKSUM = 32


@contextmanager
def writing(target: Path) -> Iterator[None]:
    """Let an OSError of the block name the file that was to be written: that of a full disk names none."""
    try:
        yield
    except OSError as fault:
        if fault.errno:
            fault.filename = fault.filename or str(target)
        raise


def write_aside(target: Path, data: bytes) -> None:
    """Write a file beside its place and rename it, so that no reader sees half of it; its folder is made."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent)
    try:
        with writing(target), os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


class Store:
    """A folder of files named by the SHA-256 of their bytes; safe with several builds at once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def hide(self) -> None:
        """Keep the folder out of the book's repository: Git does not see what is in it."""
        ignored = self.folder / ".gitignore"
        if not ignored.exists():
            with suppress(OSError):
                self.folder.mkdir(parents=True, exist_ok=True)
                ignored.write_text("*\n", encoding="utf-8")

    def path(self, sha256: str) -> Path:
        """Return where the file with that hash is, whether it is there or not."""
        return self.folder / sha256[:2] / sha256

    def add(self, data: bytes) -> str:
        """Keep `data` and return its hash; written aside, then renamed, so that no reader sees half a file."""
        sha256 = hashlib.sha256(data).hexdigest()
        target = self.path(sha256)
        if not target.exists():
            write_aside(target, data)
        return sha256

    def read(self, sha256: str) -> bytes:
        """Return the bytes with that hash; FileNotFoundError when they are not here."""
        return self.path(sha256).read_bytes()


# How much a cache may hold before what was not used for longest is removed.
CACHE_LIMIT = 1024**3
# An entry's time of use is noted when it is older than this, in seconds: reading need not write each time.
_USE_GRAIN = 3600


class Cache:
    """Results by the hash of all that they come from; bytes with a checksum, safe with several builds at once.

    A damaged entry is as good as none. The folder may be deleted at any time.
    """

    def __init__(self, folder: Path, limit: int = CACHE_LIMIT) -> None:
        self.folder = folder
        self.limit = limit

    def path(self, key: str) -> Path:
        """Return where the result of `key` is, whether it is there or not."""
        return self.folder / key[:2] / key

    def get(self, key: str) -> bytes | None:
        """Return what was kept under `key`, None when nothing was or when it is damaged."""
        path = self.path(key)
        try:
            data = path.read_bytes()
            if time.time() - path.stat().st_mtime > _USE_GRAIN:
                os.utime(path)
        except OSError:
            return None
        checksum, result = data[:_CHECKSUM], data[_CHECKSUM:]
        return result if hashlib.sha256(result).digest() == checksum else None

    def put(self, key: str, result: bytes) -> None:
        """Keep `result` under `key`; a full disk loses the entry, not the build."""
        path = self.path(key)
        with suppress(OSError):
            write_aside(path, hashlib.sha256(result).digest() + result)

    def prune(self) -> int:
        """Remove the entries not used for longest until the limit is kept; return the number of bytes removed."""
        entries = sorted(self._entries())
        excess = sum(size for _, size, _ in entries) - self.limit
        removed = 0
        for _, size, path in entries:
            if removed >= excess:
                break
            with suppress(OSError):
                path.unlink()
                removed += size
        return removed

    def _entries(self) -> Iterator[tuple[float, int, Path]]:
        for path in self.folder.glob("??/*"):
            with suppress(OSError):
                facts = path.stat()
                yield facts.st_mtime, facts.st_size, path


def state(root: Path) -> str:
    """Return the hash of every file of the book in `root`: texts by their bytes, the rest by size and time."""
    total = hashlib.sha256()
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if name not in _APART)
        for name in sorted(files):
            file = Path(folder, name)
            total.update(os.fsencode(file.relative_to(root).as_posix()) + b"\0")
            if file.suffix in _TEXTS and file.is_file():
                total.update(hashlib.sha256(file.read_bytes()).digest())
            else:
                status = file.lstat()
                total.update(f"{status.st_size} {status.st_mtime_ns}".encode())
    return total.hexdigest()


def as_line(value: object) -> str | None:
    """Return a value as a line of JSON, for a Ledger; None when it holds half a letter, which UTF-8 has not."""
    with suppress(UnicodeEncodeError):
        return json.encode(value).decode()
    return None


class Ledger:
    """Results that are many and small, in one file by the hash of what they come from; each is a line of text.

    Only what a run puts is kept for the next: what it got and still wants, it puts again. A damaged or foreign file
    counts as none; without a file nothing is kept.
    """

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._before = _lines(file) if file else {}
        self._now: dict[str, str] = {}

    @property
    def empty(self) -> bool:
        """Return whether no earlier run kept anything."""
        return not self._before

    def get(self, key: str) -> str | None:
        """Return the line kept under `key`, None when there is none."""
        return self._before.get(key)

    def put(self, key: str, line: str | None) -> None:
        """Keep `line` under `key`; neither holds a line end, nor the key a space. No line is nothing to keep."""
        if line is not None:
            self._now[key] = line

    def save(self) -> None:
        """Write what this run put, aside and renamed; a full disk loses it, not the run."""
        if self._file is None or self._now == self._before:
            return
        body = "".join(f"{key} {line}\n" for key, line in self._now.items()).encode(errors="surrogatepass")
        with suppress(OSError):
            write_aside(self._file, hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
            self._before = dict(self._now)


def _lines(file: Path) -> dict[str, str]:
    """Return the lines of a ledger's file by their keys."""
    if not file.is_file():
        return {}
    checksum, _, body = file.read_bytes().partition(b"\n")
    if hashlib.sha256(body).hexdigest().encode() != checksum:
        return {}
    return dict(line.split(" ", 1) for line in body.decode(errors="surrogatepass").split("\n")[:-1])
