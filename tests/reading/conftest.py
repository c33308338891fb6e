"""A book written from a table of files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from pipeline.reading import read
from pipeline.reading.book import Reading
from pipeline.store import Store

ReadBook = Callable[[Mapping[str, str | bytes]], Reading]

MINIMAL = {"book.yaml": "title: Un livre\n", "001-lea.md": "# Léa\n\nTexte.\n"}


@pytest.fixture
def read_book(tmp_path: Path) -> ReadBook:
    """Write files, the minimal book unless they say otherwise, and read them; an empty value leaves a file out."""

    def make(files: Mapping[str, str | bytes]) -> Reading:
        for name, content in {**MINIMAL, **files}.items():
            if content == "":
                continue
            path = tmp_path / "livre" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read(tmp_path / "livre", Store(tmp_path / "store"))

    return make
