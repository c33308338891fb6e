"""Pages of a PDF as they lie open: two by two when margins are mirrored, the first one on the right."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
from PIL import Image

from tests.pictures.sheet import Shot


def pages(file: Path, dots: int) -> list[Image.Image]:
    """Return the pages of a PDF, `dots` to the inch."""
    with pypdfium2.PdfDocument(file) as document:
        return [page.render(scale=dots / 72).to_pil().convert("RGB") for page in document]


def spreads(file: Path, dots: int) -> list[Shot]:
    """Return a PDF's pages in pairs; the first page faces nothing."""
    images = pages(file, dots)
    blank = Image.new("RGB", images[0].size, "#808080")
    sides = [blank, *images, *([blank] if len(images) % 2 == 0 else [])]
    labels = ["", *map(str, range(1, len(images) + 1)), ""]
    return [
        Shot(f"{labels[left]} - {labels[left + 1]}".strip(" -"), _joined(sides[left], sides[left + 1]))
        for left in range(0, len(sides), 2)
    ]


def spread(file: Path, page: int, dots: int) -> Image.Image:
    """Return the two pages that lie open where a page (from 1) stands."""
    left = page - page % 2
    with pypdfium2.PdfDocument(file) as document:
        sides = [document[number - 1].render(scale=dots / 72).to_pil().convert("RGB") for number in (left, left + 1)]
    return _joined(*sides)


def singles(file: Path, dots: int) -> list[Shot]:
    """Return a PDF's pages one by one."""
    return [Shot(str(number), image) for number, image in enumerate(pages(file, dots), 1)]


def _joined(left: Image.Image, right: Image.Image) -> Image.Image:
    spread = Image.new("RGB", (left.width + right.width + 2, left.height), "#808080")
    spread.paste(left, (0, 0))
    spread.paste(right, (left.width + 2, 0))
    return spread
