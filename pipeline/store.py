"""Files kept by the hash of their bytes: a name that says what is inside, so nothing is kept twice or goes stale."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path


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
