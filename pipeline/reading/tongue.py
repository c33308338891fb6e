"""The language of a book, before and without reading the rest of it."""

from __future__ import annotations

from pathlib import Path

from pipeline.diagnostic import BookError
from pipeline.reading.decode import decode
from pipeline.reading.resolver import Folder, RefusedError
from pipeline.reading.root import BOOK, MANUSCRIPT
from pipeline.reading.yaml import MAX_BYTES, parse


def book_language(root: Path) -> str:
    """Return what book.yaml gives as `language`; empty where it gives none, or where the file has a fault."""
    folder = Folder(root)
    path = BOOK if folder.has(BOOK) else f"{MANUSCRIPT}/{BOOK}"
    try:
        value = parse(decode(folder.read(path, MAX_BYTES), path)[0], path).value
    except (BookError, RefusedError):
        return ""
    language = value.get("language") if isinstance(value, dict) else None
    return language if isinstance(language, str) else ""
