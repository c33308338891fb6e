"""The one place that opens files of a book. A name comes from a stranger's text: it may say anything.

A file is opened once, inside the folder, and what is checked is the open file: no link, change of name or special file
can put another in its place. Nothing is opened before it is known to be a regular file.
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Container, Iterator
from pathlib import Path, PurePosixPath

# Names that Windows keeps for devices, whatever their ending (Microsoft, « Naming Files, Paths, and Namespaces »).
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[<>:"|?*\x00-\x1f]')


class RefusedError(Exception):
    """A file that is not given: `code` and `values` of the Diagnostic that says why."""

    def __init__(self, code: str, **values: object) -> None:
        self.code = code
        self.values = values
        super().__init__(code)


def is_text(name: str) -> bool:
    """Return whether the name of a file is written in UTF-8: Python keeps the bytes of others as lone surrogates."""
    return not any("\udc80" <= letter <= "\udcff" for letter in name)


def _raised(fault: OSError) -> None:
    raise fault


class Folder:
    """The folder of a book, and the only way to the files in it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._real = Path(os.path.realpath(root))
        self._listings: dict[Path, dict[str, str]] = {}

    def names(self, folder: str) -> list[str]:
        """Return the names in a folder, in NFC, in no order; none when there is no such folder."""
        return list(self._listing(self.path(folder)))

    def files(self, base: str, apart: Container[str]) -> Iterator[str]:
        """Yield the files below a folder, but for the folders `apart` and for names that begin with `.` or `_`."""
        for place, folders, files in os.walk(self.path(base), onerror=_raised):
            folders[:] = [name for name in folders if name[0] not in "._" and is_text(name) and name not in apart]
            inside = PurePosixPath(Path(place).relative_to(self.root).as_posix())
            for name in files:
                if name[0] not in "._" and is_text(name):
                    yield unicodedata.normalize("NFC", f"{inside}/{name}".removeprefix("./"))

    def is_folder(self, name: str) -> bool:
        """Return whether `name` is a folder."""
        return self.path(name).is_dir()

    def has(self, name: str) -> bool:
        """Return whether there is something called exactly `name`, relative to the folder."""
        path = PurePosixPath(name)
        return path.name in self._listing(self.path(str(path.parent)))

    def path(self, name: str) -> Path:
        """Return the path of what texts call `name`: a disk may write its letters and accents apart (NFD)."""
        path = self.root
        for step in PurePosixPath(name).parts:
            path = path / self._listing(path).get(step, step)
        return path

    def read(self, name: str, limit: int) -> bytes:
        """Return the bytes of the file called `name`, relative to the folder; RefusedError says why not."""
        path = self._find(name)
        real = Path(os.path.realpath(path))
        if not real.is_relative_to(self._real):
            raise RefusedError("F003", name=name)
        try:
            found = real.lstat()
            if not stat.S_ISREG(found.st_mode):
                raise RefusedError("F008", name=name)
            # Not blocking, should a pipe take the file's place; no link followed, should a link.
            flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)
            handle = os.open(real, flags | getattr(os, "O_BINARY", 0))
            with os.fdopen(handle, "rb") as file:
                opened = os.fstat(file.fileno())
                if not os.path.samestat(found, opened) or not stat.S_ISREG(opened.st_mode):
                    raise RefusedError("F008", name=name)
                data = file.read(limit + 1)
        except OSError:
            raise RefusedError("F021", name=name) from None
        if len(data) > limit:
            raise RefusedError(
                "F009", name=name, size=f"{found.st_size / 1024 / 1024:.1f}", limit=limit // 1024 // 1024
            )
        return data

    def _find(self, name: str) -> Path:
        """Return the path of `name`, letter for letter, whatever the file system takes for the same name."""
        path, called = self.root, ""
        for step in PurePosixPath(name).parts:
            if _RESERVED.fullmatch(step) or _FORBIDDEN.search(step) or step.endswith((".", " ")):
                raise RefusedError("F007", name=step)
            listing = self._listing(path)
            if step not in listing:
                folded = step.casefold()
                step = next((known for known in sorted(listing) if known.casefold() == folded), "")  # noqa: PLW2901 as it is called
                if not step:
                    raise RefusedError("F001", name=name)
            path, called = path / listing[step], f"{called}/{step}".lstrip("/")
        if called != PurePosixPath(name).as_posix():
            raise RefusedError("F002", name=name, instead=called)
        return path

    def _listing(self, folder: Path) -> dict[str, str]:
        """Return the names in a folder: in NFC, as texts write them, to what the disk calls them.

        A folder that may not be read raises OSError: its texts would be missing and nobody told.
        """
        if folder not in self._listings:
            try:
                names = [entry.name for entry in folder.iterdir()]
            except (FileNotFoundError, NotADirectoryError):
                names = []
            self._listings[folder] = {unicodedata.normalize("NFC", name): name for name in names}
        return self._listings[folder]
