"""The door through which a theme's files are opened: inside its folder, regular, within a size."""

from __future__ import annotations

import os
import stat
from pathlib import Path, PurePosixPath

from msgspec import Struct

from pipeline.diagnostic import BookError, Span, error

MEGABYTE = 1 << 20

# A family of Chinese, Japanese or Korean letters is about 20 MB a face.
FONT_LIMIT = 40 * MEGABYTE
TEXT_LIMIT = MEGABYTE


class Folder(Struct, frozen=True):
    """A folder of a theme; `shown` is how findings call it, relative to the book or to the product."""

    path: Path
    shown: str

    def span(self, name: str, line: int = 1, column: int = 1) -> Span:
        """Return the place of a finding in the file `name`."""
        return Span(f"{self.shown}/{name}", line, column)

    def has(self, name: str) -> bool:
        """Return whether the folder has something of that name."""
        return (self.path / name).exists()

    def find(self, name: str, span: Span) -> Path:
        """Return the real path of `name`, which must be inside the folder; BookError S026, S027 at `span`."""
        relative = PurePosixPath(name)
        if relative.is_absolute() or "\\" in name or ".." in relative.parts:
            raise BookError([error("S027", span, file=name)])
        try:
            real = (self.path / relative).resolve(strict=True)
        except (OSError, RuntimeError) as fault:
            raise BookError([error("S026", span, file=name)]) from fault
        if not real.is_relative_to(self.path.resolve()):
            raise BookError([error("S027", span, file=name)])
        return real

    def read(self, name: str, limit: int, span: Span | None = None) -> bytes:
        """Return the bytes of the regular file `name`; BookError S026, S027, S028 at `span`."""
        place = span or self.span(name)
        real = self.find(name, place)
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        try:
            handle = os.open(real, flags)
        except OSError as fault:
            raise BookError([error("S026", place, file=name)]) from fault
        try:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise BookError([error("S026", place, file=name)])
            with os.fdopen(handle, "rb", closefd=False) as file:
                data = file.read(limit + 1)
        finally:
            os.close(handle)
        if len(data) > limit:
            raise BookError([error("S028", place, file=name, limit=limit // MEGABYTE)])
        return data

    def text(self, name: str) -> str:
        """Return the UTF-8 text of `name`, its lines ended by `\\n`; BookError S029 when it is not UTF-8."""
        data = self.read(name, TEXT_LIMIT)
        try:
            return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError as fault:
            line = data.count(b"\n", 0, fault.start) + 1
            raise BookError([error("S029", self.span(name, line), file=name)]) from fault
