"""The pages of tests/rules/: prose, books in fenced blocks, and carets under what a rule must find.

Each `##` section of a page is one small book. A block with the info `markdown 002-b.md` is a file of its manuscript
(`001-texte.md` when it has no name); a line of carets under a line marks what must be found there, nothing else may be
found by the page's rule; a section without carets is innocent. `image NAME WIDTHxHEIGHT` is a picture, of one colour
or, with `bruit`, of noise. « 1700 × mot » stands for a word repeated that often.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from pathlib import Path

PAGES = Path(__file__).parent / "rules"
_CARETS = re.compile(r"\s*\^[\s^]*")
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
    images: dict[str, tuple[int, int, bool]] = field(default_factory=dict)
    expected: set[Expected] = field(default_factory=set)
    placeless: bool = False

    def write(self, root: Path) -> None:
        """Write the book into the folder `root`."""
        for name, text in {"manuscript/book.yaml": "title: Essai\n", **self.files}.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text, encoding="utf-8")
        for name, (width, height, noise) in self.images.items():
            from PIL import Image

            (root / name).parent.mkdir(parents=True, exist_ok=True)
            if noise:
                data = random.Random(1).randbytes(width * height * 3)
                Image.frombytes("RGB", (width, height), data).save(root / name, compress_level=0)
            else:
                Image.new("RGB", (width, height), "white").save(root / name)


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
        name, size, *noise = rest.rsplit(" ", 2) if rest.endswith("bruit") else rest.rsplit(" ", 1)
        width, height = size.split("x")
        section.images[f"manuscript/{name}"] = (int(width), int(height), bool(noise))
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
