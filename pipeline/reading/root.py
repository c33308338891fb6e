"""The folder of a book: what it is known by."""

from __future__ import annotations

from pathlib import Path

from pipeline.diagnostic import BookError, error

BOOK, MANUSCRIPT = "book.yaml", "manuscript"
# The file of a book's `.tomes` folder that holds what was read.
KEPT = "reading.kept"


def find_root(start: Path) -> Path:
    """Return the book folder that holds `start`, or `start` itself when it holds texts; BookError B001 if none."""
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / MANUSCRIPT / BOOK).is_file():
            return folder
        if (folder / BOOK).is_file():
            return folder.parent if folder.name == MANUSCRIPT else folder
    if any(start.glob("*.md")) or any((start / MANUSCRIPT).glob("*.md")):
        return start
    raise BookError([error("B001", folder=start)])
