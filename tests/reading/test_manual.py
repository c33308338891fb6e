"""docs/markdown.md: every example in it is read, together they make a book without a finding."""

from __future__ import annotations

import re
from pathlib import Path

from pipeline.model import (
    CodeBlock,
    Definitions,
    Division,
    Figure,
    Heading,
    IndexMark,
    List,
    MarkKind,
    NoteCall,
    Paragraph,
    Post,
    Quotation,
    Run,
    Table,
    ThematicBreak,
    Verse,
    each_block,
    each_inlines,
)
from pipeline.reading.root import MANUSCRIPT
from tests.reading.conftest import ReadBook

ROOT = Path(__file__).parent.parent.parent
EXAMPLE = re.compile(
    r"^(?P<fence>`{3,})(?:markdown|yaml) ?(?P<name>\S*)\n(?P<text>.*?)^(?P=fence)$", re.DOTALL | re.MULTILINE
)
PREFACE = "---\ntitle: Préface\nrole: preface\n---\nUn [passage]{#passage}.\n"


def files() -> dict[str, str | bytes]:
    """Return the files that the manual writes; its nameless examples go on with its first text."""
    found: dict[str, str] = {}
    text = ""
    for example in EXAMPLE.finditer((ROOT / "docs" / "markdown.md").read_text(encoding="utf-8")):
        if example["name"].endswith(".md"):
            text = f"tome-1/01-les-lieux/{example['name']}"
        name = text if example["name"] in ("", Path(text).name) else example["name"]
        found[name] = f"{found.get(name, '')}{example['text']}\n"
    return {f"{MANUSCRIPT}/{name}": content for name, content in found.items()}


def test_the_manual_is_a_book_without_a_finding(read_book: ReadBook) -> None:
    image = ROOT / "tests/books/everything/manuscript/tome-1/02-les-voix/images/degrade.png"
    book = files()
    book.update(
        {
            "book.yaml": "",
            "001-lea.md": "",
            f"{MANUSCRIPT}/tome-1/000-preface.md": PREFACE,
            f"{MANUSCRIPT}/tome-1/01-les-lieux/images/place.png": image.read_bytes(),
            f"{MANUSCRIPT}/tome-2/tome.yaml": "number: 2\n",
            f"{MANUSCRIPT}/tome-2/001-a-venir.md": "---\nstatus: awaited\n---\n",
        }
    )
    reading = read_book(book)
    assert reading.diagnostics == ()
    assert reading.book is not None
    (text,) = [text for text in reading.book.contributions if text.id == "lea"]
    kinds = {type(block) for block in each_block(text.blocks)}
    assert kinds == {
        *(
            CodeBlock,
            Definitions,
            Division,
            Figure,
            Heading,
            List,
            Paragraph,
            Post,
            Quotation,
            Table,
            ThematicBreak,
            Verse,
        )
    }
    inlines = [item for line in each_inlines(text.blocks) for item in line]
    assert {mark.kind for item in inlines for mark in item.marks} == set(MarkKind) - {
        *(MarkKind.ANCHOR, MarkKind.ORDINAL, MarkKind.CENTURY)
    }
    assert {type(item) for item in inlines} >= {Run, NoteCall, IndexMark}
    assert len(text.notes) == 2
    assert [words for words, _ in text.directives] == ["allow T112 le numéro est cité tel quel"]
