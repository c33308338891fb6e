from __future__ import annotations

import re

from msgspec.structs import replace

from pipeline.model import (
    Block,
    Break,
    Figure,
    List,
    Note,
    NoteCall,
    PageBreak,
    PageNumber,
    Paragraph,
    Picture,
    Quotation,
    Run,
    Section,
    Verse,
    VerseLine,
    text,
)
from pipeline.xhtml import section_body
from tests.xhtml.everything import EPUB, PAGED, PUBLICATION

NOTE = Note("n", 1, (Paragraph(inlines=text("corps")),))


def written(*blocks: Block, breaks: tuple[tuple[str, int], ...]) -> str:
    """Return the section with every break as a number between bars."""
    places = tuple(PageBreak(number, str(number), "s", block, at) for number, (block, at) in enumerate(breaks, 1))
    section = Section(id="s", role="chapter", blocks=blocks, notes=(NOTE,))
    body = section_body(section, PUBLICATION, replace(EPUB, breaks=places))
    return re.sub(
        r'<span epub:type="pagebreak" role="doc-pagebreak" id="page\.(\d+)" aria-label="page \1"></span>', r"|\1|", body
    )


def paragraph(name: str, *inlines: Run | NoteCall | PageNumber | Break) -> Paragraph:
    return Paragraph(id=name, inlines=inlines, kind="k")


def test_a_break_stands_before_its_code_point() -> None:
    assert ">une |1|page<" in written(paragraph("p", Run("une page")), breaks=(("p", 4),))
    assert ">|1|une page<" in written(paragraph("p", Run("une page")), breaks=(("p", 0),))
    assert ">un|1|e p|2|age<" in written(paragraph("p", Run("une page")), breaks=(("p", 2), ("p", 5)))


def test_what_is_generated_counts_for_nothing() -> None:
    inlines = (Run("ab"), NoteCall("n"), PageNumber("x", otherwise=" (tome II)"), Run("cd"))
    assert "(tome II)c|1|d<" in written(paragraph("p", *inlines), breaks=(("p", 3),))


def test_a_note_in_place_counts_for_nothing() -> None:
    section = Section(
        id="s", role="chapter", blocks=(paragraph("p", Run("ab"), NoteCall("n"), Run("cd")),), notes=(NOTE,)
    )
    target = replace(PAGED, breaks=(PageBreak(1, "1", "s", "p", 3),))
    assert "corps</span></span>c<span epub:type=" in section_body(section, PUBLICATION, target)


def test_a_forced_line_end_counts_one() -> None:
    assert "ab<br/>|1|cd" in written(paragraph("p", Run("ab"), Break(), Run("cd")), breaks=(("p", 3),))


def test_a_break_counts_the_text_of_every_block_inside() -> None:
    items = List(id="l", items=((Paragraph(inlines=text("un")),), (Paragraph(inlines=text("deux")),)))
    assert "<p>d|1|eux</p>" in written(items, breaks=(("l", 3),))
    verse = Verse(id="v", stanzas=((VerseLine(text("un")), VerseLine(text("deux"))),))
    assert '<p class="line">|1|deux</p>' in written(verse, breaks=(("v", 2),))


def test_a_block_inside_another_may_break_on_its_own_account() -> None:
    quotation = Quotation(id="q", blocks=(paragraph("a", Run("un")), paragraph("b", Run("deux"))))
    assert "d|1|eu|2|x" in written(quotation, breaks=(("b", 1), ("q", 5)))


def test_a_figure_begins_its_page_before_itself() -> None:
    figure = Figure(id="f", picture=Picture("x.png", "x"), caption=text("Légende"))
    assert '|1|<figure id="f">' in written(figure, breaks=(("f", 0),))


def test_no_break_is_lost() -> None:
    body = written(paragraph("p", Run("ab")), breaks=(("", 0), ("p", 99), ("ailleurs", 3)))
    assert body.index("|1|") < body.index('<p id="p"')
    assert "</p>|2|\n|3|\n<section" in body
