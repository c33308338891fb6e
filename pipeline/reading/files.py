"""What stands in the book folder: tomes, parts and texts, in reading order.

The manuscript is `manuscript/`, or the book folder itself. A folder with a `tome.yaml` is a volume; any other folder of
texts, in a tome or beside it, is a part. Order: the number that a name begins with, then the name by code points; names
without a number come after. Names that begin with `.` or `_` are left out.
"""

from __future__ import annotations

import os
import re
from pathlib import PurePosixPath

from msgspec import Struct, field

from pipeline.diagnostic import Diagnostic, Span, error, warning
from pipeline.reading.links import identifier
from pipeline.reading.resolver import Folder, is_text
from pipeline.reading.root import BOOK, MANUSCRIPT

TOME, PART, PEOPLE = "tome.yaml", "part.yaml", "contributors.yaml"
# The book's own dictionary: a word a line; what follows a # is a remark.
WORDS = "dictionnaire.txt"
# Folders of a book that hold no texts: what is built, and how it looks.
OTHER_FOLDERS = frozenset({"dist", "styles", "node_modules"})
# Files that somebody sent and nobody has turned into Markdown yet.
_OTHER_TEXTS = frozenset({".doc", ".docx", ".markdown", ".odt", ".pages", ".rtf", ".txt"})
_NUMBER = re.compile(r"\d+")


class PartFolder(Struct, frozen=True):
    """A folder of texts inside a volume; `volume` is empty where no tome holds it."""

    id: str
    path: str
    volume: str

    @property
    def title(self) -> str:
        """The title that the folder's name makes: without its number, hyphens as spaces, a capital first."""
        words = re.sub(r"^\d+[-_. ]*", "", PurePosixPath(self.path).name).replace("-", " ").replace("_", " ").strip()
        return words[:1].upper() + words[1:]


class TextFile(Struct, frozen=True):
    """A text, the tome that holds it and its part; both empty where there is none."""

    path: str
    volume: str = ""
    part: str = ""


class Manuscript(Struct):
    """All that was found: paths are relative to the book's root; `base` is the folder of book.yaml."""

    base: str
    tomes: list[str] = field(default_factory=list)
    parts: list[PartFolder] = field(default_factory=list)
    texts: list[TextFile] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def path(self, *names: str) -> str:
        """Return a path inside the manuscript, relative to the book's root."""
        return str(PurePosixPath(self.base, *names)) if self.base or names else "."


def discover(folder: Folder) -> Manuscript:
    """Return the tomes, parts and texts of a book folder."""
    base = MANUSCRIPT if folder.has(f"{MANUSCRIPT}/{BOOK}") or _texts(folder, MANUSCRIPT) else ""
    if folder.has(BOOK):
        base = ""
    found = Manuscript(base)
    _fill(folder, found, base, "")
    return found


def _fill(folder: Folder, found: Manuscript, path: str, volume: str) -> None:
    for name in _ordered(folder, found, path):
        here = str(PurePosixPath(path, name))
        if not folder.is_folder(here):
            _add(found, here, volume, "")
        elif not volume and folder.has(f"{here}/{TOME}"):
            found.tomes.append(name)
            _fill(folder, found, here, name)
        elif name not in OTHER_FOLDERS and (_texts(folder, here) or folder.has(f"{here}/{PART}")):
            part = PartFolder(f"{volume or 'part'}-{identifier(name)}", here, volume)
            found.parts.append(part)
            if name.lower().endswith(".md") and not folder.has(f"{here}/{PART}"):
                found.diagnostics.append(warning("M037", Span(here), name=name, title=part.title))
            for inside in _ordered(folder, found, here):
                deeper = f"{here}/{inside}"
                if not folder.is_folder(deeper):
                    _add(found, deeper, volume, part.id)
                elif _texts(folder, deeper):
                    found.diagnostics.append(error("M023", Span(deeper), name=inside))


def _add(found: Manuscript, path: str, volume: str, part: str) -> None:
    suffix = PurePosixPath(path).suffix.lower()
    if suffix == ".md":
        found.texts.append(TextFile(path, volume, part))
    elif suffix in _OTHER_TEXTS and PurePosixPath(path).name != WORDS:
        found.diagnostics.append(warning("M032", Span(path), name=PurePosixPath(path).name))


def _texts(folder: Folder, path: str) -> list[str]:
    return [name for name in folder.names(path) if name.lower().endswith(".md") and name[0] not in "._"]


def _ordered(folder: Folder, found: Manuscript, path: str) -> list[str]:
    """Return the names in a folder in their order; one that is not written in UTF-8 can be told to nobody."""
    names = [name for name in folder.names(path or ".") if name[0] not in "._"]
    for name in [name for name in names if not is_text(name)]:
        shown = os.fsencode(name).decode("utf-8", "replace")
        found.diagnostics.append(error("F007", Span(str(PurePosixPath(path, shown))), name=shown))
        names.remove(name)
    return sorted(names, key=_order)


def _order(name: str) -> tuple[float, str]:
    number = _NUMBER.match(name)
    return (float(number[0]) if number else float("inf"), name)
