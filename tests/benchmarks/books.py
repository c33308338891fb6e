"""The book folders that are measured: the generated one, and the long ones where their archives are present."""

from __future__ import annotations

import random
import shutil
import subprocess
import tarfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath

from tests.benchmarks.generate import generate, png

ROOT = Path(__file__).parents[2]
# Beside the project: long books in the public domain, a Markdown file a chapter (see docs/performance.md).
CORPORA = ROOT.parent / "shared" / "corpus"
TITLES = {"novel": ("Madame Bovary", "Gustave Flaubert"), "huge": ("Les Misérables", "Victor Hugo")}

# The page on which tomes is compared with other programs: 148 × 210 mm, 10.5 on 14 points, as in peers/page.css.
THEME = """\
extends = "default"

[families]
text = "{family}"
sans = "{family}"

[page]
inner = 20
top = 20
outer = 16
bottom = 22
longest-line = 31

[[measure]]
width = 1000
size = 10.5
line = 14

[variables]
indent = "1.2em"
opening-sink = "2"
opening-space = "2"
opening-align = "left"
title-size = "16pt"
title-inset = "0"
head-size = "9pt"
"""
FACE = '\n[[face]]\nfamily = "{family}"\nstyle = "{style}"\nweight = {weight}\nfile = "{file}"\n'
STYLES = {"Regular": ("normal", 400), "Italic": ("italic", 400), "Bold": ("normal", 700)}

BOOK = """\
title: {title}
language: fr
revised: 2026-01-01
editions:
  epub: {{format: epub, pages_from: none, cover: cover.png}}
  paged: {{format: epub, pages_from: print, cover: cover.png}}
  print: {{format: pdf, variant: print, trim: 148x210, theme: bench}}
  screen: {{format: pdf, variant: screen, trim: 148x210, theme: bench}}
  default: {{format: pdf, variant: print, trim: 148x210}}
"""

# What is added to a text, with a number that no earlier build has seen: a sentence, or more than a page of them.
SENTENCE = "Et ce fut tout, pour la {number}e fois. "
PAGE = "La phrase ajoutée ici, pour la {number}e fois, prend la place qu’une autre aurait prise. " * 60


@dataclass(slots=True)
class BookFolder:
    """A book to build: its folder, its texts in order, its faces by ending and name, and its cover.

    Its texts and its theme can be changed, each time in a way that no cache knows, and put back.
    """

    name: str
    folder: Path
    title: str
    author: str = ""
    family: str = ""
    faces: Mapping[str, Mapping[str, Path]] = field(default_factory=dict)
    _before: dict[Path, str] = field(default_factory=dict)
    _changes: int = 0

    @property
    def texts(self) -> list[Path]:
        """Return the texts in reading order."""
        return sorted((self.folder / "manuscript").rglob("[0-9]*.md"))

    @property
    def theme(self) -> Path:
        """Return the book's own theme."""
        return self.folder / "styles/themes/bench/theme.toml"

    @property
    def cover(self) -> Path:
        """Return the picture of the cover."""
        return self.folder / "manuscript/cover.png"

    def edit_sentence(self) -> None:
        """Add a sentence to a text in the middle."""
        self._edit(len(self.texts) // 2, SENTENCE)

    def add_page(self) -> None:
        """Add more than a page to an early text."""
        self._edit(len(self.texts) // 4, PAGE)

    def change_style(self) -> None:
        """Change a variable of the theme: every line is laid out anew."""
        self._changes += 1
        indent = f'indent = "1.{self._changes:04}em"'
        self._write(self.theme, self.theme.read_text(encoding="utf-8").replace('indent = "1.2em"', indent))

    def restore(self) -> None:
        """Put back everything that was changed."""
        for file, text in self._before.items():
            file.write_text(text, encoding="utf-8")
        self._before.clear()

    def forget(self) -> None:
        """Remove everything that earlier builds left."""
        shutil.rmtree(self.folder / ".tomes", ignore_errors=True)
        shutil.rmtree(self.folder / "dist", ignore_errors=True)

    def _edit(self, index: int, addition: str) -> None:
        self._changes += 1
        file = self.texts[index]
        paragraphs = file.read_text(encoding="utf-8").split("\n\n")
        longest = max(range(len(paragraphs)), key=lambda place: len(paragraphs[place]))
        paragraphs[longest] = addition.format(number=self._changes) + paragraphs[longest]
        self._write(file, "\n\n".join(paragraphs))

    def _write(self, file: Path, text: str) -> None:
        self._before.setdefault(file, file.read_text(encoding="utf-8"))
        file.write_text(text, encoding="utf-8")


def generated(work: Path, count: int) -> BookFolder:
    """Return the generated book of `count` texts, made anew in `work`."""
    folder = _fresh(work / "generated")
    generate(folder, count)
    return BookFolder("generated", folder, "Le livre engendré")


def long_book(work: Path, name: str) -> BookFolder:
    """Return the long book of that name, made anew in `work` from its archive."""
    folder = _fresh(work / name)
    manuscript = folder / "manuscript"
    manuscript.mkdir()
    title, author = TITLES[name]
    with tarfile.open(archive(name)) as packed:
        for member in packed:
            # Only the names and the bytes of the texts are taken: nothing is unpacked where the archive says.
            file = PurePosixPath(member.name).name
            data = packed.extractfile(member) if member.isfile() and file[:1].isdigit() else None
            if data is not None and file.endswith(".md"):
                (manuscript / file).write_bytes(data.read())
    (manuscript / "book.yaml").write_text(BOOK.format(title=title), encoding="utf-8")
    first, last = author.split()
    (manuscript / "contributors.yaml").write_text(
        f"auteur: {{name: {author}, sort_name: '{last}, {first}', consent: given}}\n", encoding="utf-8"
    )
    book = BookFolder(name, folder, title, author)
    book.cover.write_bytes(png(random.Random(1), 800, 1200))
    _add_theme(book)
    return book


def archive(name: str) -> Path:
    """Return where the archive of a long book is, if it is."""
    return CORPORA / f"corpus-{name}.tar.xz"


def available() -> dict[str, Callable[[Path], BookFolder]]:
    """Return how to make each book that can be made here, by name; `generated` is the one of 612 texts."""
    made = {name: partial(long_book, name=name) for name in TITLES if archive(name).is_file()}
    return {**made, "generated": partial(generated, count=612)}


def _fresh(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def _add_theme(book: BookFolder) -> None:
    """Give a book the theme `bench`, in EB Garamond where this machine has it, else in the default theme's family."""
    book.family, book.faces = faces()
    fonts = book.theme.parent / "fonts"
    fonts.mkdir(parents=True)
    text = THEME.format(family=book.family)
    for name, file in book.faces["otf"].items():
        style, weight = STYLES[name]
        shutil.copyfile(file, fonts / file.name)
        text += FACE.format(family=book.family, style=style, weight=weight, file=file.name)
    book.theme.write_text(text, encoding="utf-8")


def faces() -> tuple[str, dict[str, dict[str, Path]]]:
    """Return a family and its Regular, Italic and Bold, as `otf` and, where this machine has them so, as `ttf`."""
    listed = ""
    if shutil.which("fc-list"):
        listed = subprocess.run(["fc-list", ":", "file"], capture_output=True, text=True, check=True).stdout
    files = {Path(line.partition(":")[0]).name: Path(line.partition(":")[0]) for line in listed.splitlines()}
    garamond = {
        ending: {name: files[file] for name in STYLES if (file := f"EBGaramond12-{name}.{ending}") in files}
        for ending in ("otf", "ttf")
    }
    whole = {ending: found for ending, found in garamond.items() if len(found) == len(STYLES)}
    if "otf" in whole:
        return "EB Garamond 12", whole
    fonts = ROOT / "styles/themes/default/fonts"
    letters = {"Regular": "R", "Italic": "RI", "Bold": "RB"}
    return "Linux Libertine O", {
        "otf": {name: fonts / f"LinLibertine_{letter}.otf" for name, letter in letters.items()}
    }
