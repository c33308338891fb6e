"""The only opener of the book folder: files -> Book, every fault located.

`find_root` finds the folder, `book_language` says in what language it is, `read` reads it, `read_contribution` reads
one text alone and is a pure function of it, `schema` gives the JSON Schema of a file. Nothing else imports the parsers
of Markdown and YAML.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from pipeline.reading.root import KEPT, find_root

if TYPE_CHECKING:
    from pipeline.images.worker import Prober
    from pipeline.reading.book import MakesLines, Reading
    from pipeline.reading.contribution import ContributionReading
    from pipeline.store import Store

__all__ = ["Beside", "book_language", "find_root", "path_of", "prober_for", "read", "read_contribution", "schema"]


def book_language(root: Path) -> str:
    """Return the language that book.yaml of the book in `root` names; empty where it names none or cannot be read."""
    from pipeline.reading import tongue

    return tongue.book_language(root)


def path_of(root: Path, name: str) -> Path:
    """Return where the file that a Span calls `name` is on the disk, whose names may be in another Unicode form."""
    path = root / name
    if path.exists():
        return path
    from pipeline.reading.resolver import Folder

    return Folder(root).path(name)


def prober_for(store: Store) -> Prober:
    """Return what decodes pictures, on its way where none is known: nearly every book has one, its cover."""
    from pipeline.images.worker import Prober

    prober = Prober()
    if not (store.folder / KEPT).exists():
        prober.start()
    return prober


class Beside(Struct, frozen=True):
    """What is done beside reading, by a build, so that it is done sooner.

    What `lines_of` makes of texts, given the book's language and its editions' spacings, is made where several
    processes read; the Reading has it as `more`. They leave time for `meanwhile`. `prober` is there already.
    """

    lines_of: MakesLines | None = None
    meanwhile: Callable[[], None] = lambda: None
    prober: Prober | None = None


def read(root: Path, store: Store, overlay: Mapping[str, str] | None = None, beside: Beside | None = None) -> Reading:
    """Read the book in `root`; its images go to the store. `overlay` gives unsaved texts by path, relative to `root`.

    Never raises for what an editor wrote: faults are in the Reading, whose book is None when there is no text at all.
    """
    beside = beside or Beside()
    with nullcontext(beside.prober) if beside.prober else prober_for(store) as prober:
        from pipeline.reading.book import read_book
        from pipeline.reading.kept import Kept

        return read_book(root, Kept(store, prober, beside.meanwhile), overlay or {}, beside.lines_of)


def read_contribution(path: str, text: str, language: str = "fr") -> ContributionReading:
    """Read one text, whose file is `path` from the book's root, in a book of that language."""
    from pipeline.reading import contribution

    return contribution.read_contribution(path, text, language)


def schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema of `book`, `tome`, `contributors`, or `contribution` (a text's front matter)."""
    from msgspec import json

    from pipeline.reading import shapes

    kinds: dict[str, type[Any]] = {
        "book": shapes.BookFile,
        "tome": shapes.TomeFile,
        "contributors": shapes.Contributors,
        "contribution": shapes.ContributionHead,
    }
    found = json.schema(kinds[name])
    root = found.pop("$ref", "").rpartition("/")[2]
    return found["$defs"][root] | found if root else found
