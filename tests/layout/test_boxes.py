"""Where pages begin in the text, and text that a reader would not find."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from pipeline.layout.values import Layout
from pipeline.model import Cell, Note, NoteCall, PageBreak, Run, Section, Table, Verse, VerseLine, plain, text
from pipeline.styles import Theme
from tests.layout.books import SENTENCE, chapter, noted, paragraph, publication

LayOut = Callable[..., Layout]


def breaks(layout: Layout) -> dict[int, PageBreak]:
    return {item.page: item for item in layout.page_map.breaks}


def after(item: PageBreak, section: Section) -> str:
    """Return the text of the block from the break on."""
    block = next(block for block in section.blocks if block.id == item.block)
    return plain(block.inlines)[item.offset :]  # type: ignore[union-attr] # a paragraph


def first_words(layout: Layout, page: int) -> str:
    """Return the first words printed on a page, without its head; a broken word up to its hyphen."""
    from pipeline.pdf import assemble
    from tests import oracle

    bare = replace(layout, stamps=((),) * layout.pages)
    words = oracle.words(assemble(bare, publication(chapter("x"))))[page - 1]
    top = max(word[1] for word in words)
    line = "".join(word for _, y, word in words if top - y < 1)
    return line.partition("\ufffe")[0].rstrip("‐-")  # pdfium joins a word that it knows to be broken


def test_a_page_begins_at_the_very_letter(laid_out: LayOut) -> None:
    section = chapter("texte", 12)
    layout = laid_out(publication(section))
    assert layout.diagnostics == ()
    for number, item in breaks(layout).items():
        if item.block:
            expected = "".join(after(item, section).split())
            assert expected.startswith(first_words(layout, number))


def test_notes_and_their_calls_do_not_count(laid_out: LayOut) -> None:
    section = noted("texte", 9)
    layout = laid_out(publication(section))
    found = [item for item in layout.page_map.breaks if item.offset]
    assert found
    for item in found:
        words = "".join(after(item, section).split())
        assert words.startswith(first_words(layout, item.page)[:12])


def test_hyphens_of_broken_words_do_not_count(laid_out: LayOut, theme: Theme) -> None:
    word = "anticonstitutionnellement "
    section = chapter("texte", blocks=(paragraph("texte-1", word * 150),))
    narrow = replace(theme, print_css="@page { size: 60mm 80mm; margin: 10mm }")
    layout = laid_out(publication(section), look=narrow)
    later = [item for item in layout.page_map.breaks if item.block]
    assert len(later) > 5
    for item in later:
        begin = first_words(layout, item.page)
        assert "".join(after(item, section).split()).startswith(begin)


def test_generated_page_numbers_do_not_count(laid_out: LayOut) -> None:
    from pipeline.model import PageNumber

    reference = PageNumber("texte", " (voir à la page ", " de ce livre)")
    section = chapter("texte", blocks=(paragraph("texte-1", reference, SENTENCE * 30),))
    layout = laid_out(publication(section))
    item = next(item for item in layout.page_map.breaks if item.offset)
    assert "".join(after(item, section).split()).startswith(first_words(layout, item.page)[:12])


def test_repeated_table_heads_count_once(laid_out: LayOut) -> None:
    rows = tuple((Cell(text(f"Ligne {number}")), Cell(text("valeur"))) for number in range(60))
    table = Table(id="t", head=((Cell(text("Entête"), header=True), Cell(text("Autre"), header=True)),), rows=rows)
    layout = laid_out(publication(chapter("texte", blocks=(table,))))
    assert layout.diagnostics == ()
    second = breaks(layout)[3]
    shown = "EntêteAutre" + "".join(f"Ligne{number}valeur" for number in range(60))
    assert second.block == "t"
    offset = sum(not letter.isspace() for letter in _text(table)[: second.offset])
    assert shown[offset:].startswith("Ligne")


def _text(table: Table) -> str:
    from pipeline.layout.places import block_text

    return block_text(table)


def test_a_poem_breaks_between_its_lines(laid_out: LayOut) -> None:
    lines = tuple(VerseLine(text(f"vers {number} du poème")) for number in range(60))
    verse = Verse(id="v", stanzas=tuple(lines[at : at + 6] for at in range(0, 60, 6)))
    layout = laid_out(publication(chapter("texte", blocks=(verse,))))
    from pipeline.layout.places import block_text

    third = breaks(layout)[3]
    assert third.offset
    assert block_text(verse)[third.offset :].startswith("vers")


def test_too_wide_a_table_is_one_error_whatever_its_cells(laid_out: LayOut) -> None:
    row = tuple(Cell(text("Anticonstitutionnellement")) for _ in range(12))
    table = Table(id="t", head=(row,), rows=(row, row))
    found = laid_out(publication(chapter("texte", blocks=(table, paragraph("p", "Un mot."))))).diagnostics
    assert [item.code for item in found] == ["P001"]


def test_a_note_taller_than_a_page_is_an_error_at_the_note(laid_out: LayOut) -> None:
    note = Note("n", 1, (paragraph("", SENTENCE * 40),), span=paragraph("note", "").span)
    section = chapter("texte", blocks=(paragraph("texte-1", "Appel", NoteCall("n"), "."),), notes=(note,))
    found = laid_out(publication(section)).diagnostics
    assert {item.code for item in found} <= {"P001", "P002"}
    assert found
    assert all(item.span == note.span for item in found)


def test_text_that_is_hidden_is_lost_and_said(laid_out: LayOut, theme: Theme) -> None:
    hidden = replace(theme, print_css=".strong-secret, em { display: none }")
    from pipeline.model import Mark, MarkKind

    secret = Run("caché", (Mark(MarkKind.EMPHASIS),))
    section = chapter("texte", blocks=(paragraph("texte-1", "Un mot ", secret, " fin."),))
    found = laid_out(publication(section), look=hidden).diagnostics
    assert [(item.code, item.span) for item in found] == [("P002", section.blocks[0].span)]


def test_text_beside_the_page_is_an_error(laid_out: LayOut, theme: Theme) -> None:
    wide = replace(theme, print_css=".first { margin-left: 140mm; white-space: nowrap }")
    found = laid_out(publication(chapter("texte", 1)), look=wide).diagnostics
    assert {item.code for item in found} == {"P001"}
