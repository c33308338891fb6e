"""The same passages of the long novel as tomes and other programs set them, side by side on the same page and face.

It is made where the novel's archive is (docs/performance.md); a program that is not installed is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2

from pipeline.build import build
from pipeline.built import Order
from tests.benchmarks.books import BookFolder, archive, long_book
from tests.benchmarks.measure import run
from tests.benchmarks.peers import NAIVE, TYPST, peers
from tests.pictures.pages import spread
from tests.pictures.sheet import Shot

NOVEL, EDITION = "novel", "print"
# In the order in which they are shown, after tomes.
OTHERS = ("pandoc, LuaLaTeX", TYPST, NAIVE)
# What stands on each spread: the number of a text, and how far into it (0 to 1). An opening, dialogues, speeches among
# dialogues, a tale with some, the end.
PASSAGES = ((1, 0.0), (9, 0.5), (16, 0.5), (21, 0.4), (32, 0.3))
_SURE = 32  # letters that tell a passage
_FRONT = 3  # pages before the text, whose contents may say the same words


def sheets(work: Path, dots: int) -> Iterator[tuple[str, list[Shot]]]:
    """Yield for each passage a name and its spreads, `dots` to the inch, by every program that is installed."""
    if not archive(NOVEL).is_file():
        return
    book = long_book(work, NOVEL)
    files = dict(_files(book, work))
    for number, (text, share) in enumerate(PASSAGES, 1):
        words = _words(book.texts[text], share)
        pages = {name: _page(file, words) for name, file in files.items()}
        shown = [Shot(f"{name}, p. {pages[name]}", spread(file, pages[name], dots)) for name, file in files.items()]
        yield f"passage-{number}", shown


def _files(book: BookFolder, work: Path) -> Iterator[tuple[str, Path]]:
    out = work / "tomes"
    yield "tomes", out / build(book.folder, out, Order(editions=(EDITION,)), lambda *_: None).artifacts[0].path
    steps = {step.name: step for step in peers(book, work)}
    for name in OTHERS:
        if name in steps and (output := steps[name].output):
            run(steps[name], work / f"{name}.log")
            yield name, output


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, text))


def _words(file: Path, share: float) -> str:
    """Return the letters that the first long paragraph from `share` of a text begins with."""
    written = file.read_text(encoding="utf-8").split("\n\n")
    paragraphs = [_letters(paragraph) for paragraph in written if not paragraph.startswith(("#", "---"))]
    after = paragraphs[int(share * (len(paragraphs) - 1)) :]
    return next(letters for letters in after if len(letters) > _SURE)[:_SURE]


def _page(file: Path, words: str) -> int:
    """Return the page (from 1) on which these letters begin."""
    with pypdfium2.PdfDocument(file) as document:
        pages = [_letters(page.get_textpage().get_text_range()) for page in document]
    for number in range(_FRONT, len(pages)):
        if words in pages[number] + "".join(pages[number + 1 : number + 2])[: _SURE - 1]:
            return number + 1
    raise ValueError(f"{file} does not hold {words}")
