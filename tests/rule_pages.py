"""The pages of tests/rules/: prose, books in fenced blocks, and carets under what a rule must find.

Each `##` section of a page is one small book. A block with the info `markdown 002-b.md` is a file of its manuscript
(`001-texte.md` when it has no name); a line of carets under a line marks what must be found there, nothing else may be
found by the page's rule; a section without carets is innocent. `image NAME WIDTHxHEIGHT KIND` is a picture of one of
PICTURES, white when no kind is given; carets in its block mark the file itself. « 1700 × mot » stands for a word
repeated that often.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PIL import Image, ImageCms

PAGES = Path(__file__).parent / "rules"


def _noise(width: int, height: int) -> tuple[Image.Image, dict[str, Any]]:
    data = random.Random(1).randbytes(width * height * 3)
    return Image.frombytes("RGB", (width, height), data), {"compress_level": 0}


def _inks(width: int, height: int) -> tuple[Image.Image, dict[str, Any]]:
    return Image.new("CMYK", (width, height), (0, 200, 100, 0)), {}


def _inks_that_are_named(width: int, height: int) -> tuple[Image.Image, dict[str, Any]]:
    return _inks(width, height)[0], {"icc_profile": ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()}


PICTURES: dict[str, Callable[[int, int], tuple[Image.Image, dict[str, Any]]]] = {
    "": lambda width, height: (Image.new("RGB", (width, height), "white"), {}),
    "bruit": _noise,
    "rouge": lambda width, height: (Image.new("RGB", (width, height), "red"), {}),
    "gris": lambda width, height: (Image.new("L", (width, height), 128), {}),
    "bits": lambda width, height: (Image.new("1", (width, height), 1), {}),
    "cmjn": _inks,
    "cmjn-profil": _inks_that_are_named,
}
_CARETS = re.compile(r"\s*\^[\s^]*")
_IMAGE = re.compile(r"(.+) (\d+)x(\d+)(?: (\S+))?")
_REPEAT = re.compile(r"(\d+) × (\w+)")


@dataclass(frozen=True)
class Expected:
    path: str
    line: int
    column: int
    width: int


@dataclass
class Section:
    """A book of a page: files by their path in the book folder, pictures, and what must be found."""

    title: str
    files: dict[str, str] = field(default_factory=dict)
    images: dict[str, tuple[int, int, str]] = field(default_factory=dict)
    expected: set[Expected] = field(default_factory=set)
    placeless: bool = False

    def write(self, root: Path) -> None:
        """Write the book into the folder `root`."""
        for name, text in {"manuscript/book.yaml": "title: Essai\n", **self.files}.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text, encoding="utf-8")
        for name, (width, height, kind) in self.images.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            picture, saved = PICTURES[kind](width, height)
            picture.save(root / name, **saved)


def read_page(page: Path) -> list[Section]:
    """Return the books of a page."""
    sections: list[Section] = []
    block: list[str] | None = None
    name = ""
    for line in page.read_text(encoding="utf-8").split("\n"):
        if block is not None:
            if line == "````":
                _add(sections[-1], name, block)
                block = None
            else:
                block.append(line)
        elif line.startswith("## "):
            sections.append(Section(line[3:]))
        elif line.startswith("````"):
            block, name = [], line[4:]
        elif line.startswith("Signalé sans lieu."):
            sections[-1].placeless = True
    return sections


def _add(section: Section, info: str, lines: list[str]) -> None:
    kind, _, rest = info.partition(" ")
    if kind == "image":
        if match := _IMAGE.fullmatch(rest):
            section.images[f"manuscript/{match[1]}"] = (int(match[2]), int(match[3]), match[4] or "")
            if any(_CARETS.fullmatch(line) for line in lines):
                section.expected.add(Expected(f"manuscript/{match[1]}", 1, 1, 1))
        return
    path = f"manuscript/{rest or '001-texte.md'}"
    text: list[str] = []
    for line in lines:
        if _CARETS.fullmatch(line):
            for carets in re.finditer(r"\^+", line):
                section.expected.add(Expected(path, len(text), carets.start() + 1, len(carets[0])))
        else:
            text.append(_REPEAT.sub(lambda match: " ".join([match[2]] * int(match[1])), line))
    section.files[path] = "\n".join(text) + "\n"
