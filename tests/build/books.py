"""Books of a page, for what may go wrong."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

BOOKS = Path(__file__).parents[1] / "books"

# One text, one EPUB without pages: the least that can be built.
PLAIN: Mapping[str, str | bytes] = {
    "book.yaml": "title: Essai\nlanguage: fr\nrevised: 2026-03-01\neditions:\n  epub: {format: epub}\n",
    "01-lea.md": "# Léa\n\nUne phrase de Léa, *puis* une autre.\n",
}
# The same with a PDF.
PAGED = PLAIN | {"book.yaml": f"{PLAIN['book.yaml']}  print: {{format: pdf, variant: print}}\n"}


def write_book(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write the files of a book, by their path, and return its root."""
    for name, content in files.items():
        target = root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root
