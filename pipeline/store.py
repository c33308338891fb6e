"""Files kept by the hash of their bytes, and results kept by the hash of what they come from."""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

# The length of the SHA-256 that stands before a cached result.
_CHECKSUM = 32


class Store:
    """A folder of files named by the SHA-256 of their bytes; safe with several builds at once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sha256: str) -> Path:
        """Return where the file with that hash is, whether it is there or not."""
        return self.folder / sha256[:2] / sha256

    def add(self, data: bytes) -> str:
        """Keep `data` and return its hash; written aside, then renamed, so that no reader sees half a file."""
        sha256 = hashlib.sha256(data).hexdigest()
        target = self.path(sha256)
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=target.parent)
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(name).replace(target)
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

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / key

    def get(self, key: str) -> bytes | None:
        """Return what was kept under `key`, None when nothing was or when it is damaged."""
        path = self._path(key)
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
        path = self._path(key)
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent)
            with os.fdopen(handle, "wb") as file:
                file.write(hashlib.sha256(result).digest() + result)
            Path(name).replace(path)

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
