"""What a person who listens to a book meets: every element with its words, its language, what is said of it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

import pikepdf
import pytest
from msgspec.structs import replace

from pipeline.layout.values import Layout
from pipeline.model import (
    Break,
    Cell,
    CodeBlock,
    Contents,
    ContentsEntry,
    Figure,
    Heading,
    Index,
    IndexEntry,
    List,
    Mark,
    MarkKind,
    Note,
    NoteCall,
    Picture,
    Publication,
    Run,
    Section,
    Table,
    plain,
    text,
)
from pipeline.pdf import assemble
from pipeline.store import Store
from tests.conftest import Golden
from tests.layout.books import SCREEN, SENTENCE, chapter, contents, image, paragraph, publication, rich, title_page
from tests.pdf import aloud
from tests.xhtml import everything

Heard = Callable[..., pikepdf.Pdf]


@pytest.fixture
def heard(laid_out: Callable[..., Layout]) -> Iterator[Heard]:
    """Lay out sections, or a whole publication, for the screen, and open what comes of it."""
    opened: list[pikepdf.Pdf] = []

    def hear(*sections: Section, book: Publication | None = None, **fields: object) -> pikepdf.Pdf:
        made = replace(book or publication(*sections, **fields), edition=SCREEN)  # type: ignore[arg-type] # as given
        opened.append(pikepdf.open(io.BytesIO(assemble(laid_out(made), made))))
        return opened[-1]

    yield hear
    for pdf in opened:
        pdf.close()


def rows(pdf: pikepdf.Pdf) -> list[str]:
    """Return the structure below the section, a line an element, the words of its kids left out."""
    return [line.strip() for line in aloud.outline(pdf).splitlines()[2:]]


def test_a_book_with_everything_is_read_in_order(heard: Heard, store: Store, golden: Golden) -> None:
    index = Index(id="index-list", entries=(IndexEntry("Amitié", ("lea-i-1", "omar")),))
    pdf = heard(
        title_page(),
        everything.LEA,
        everything.OMAR,
        Section(id="index", role="index", title=text("Index"), level=1, blocks=(index,)),
        contents(everything.LEA, everything.OMAR),
        assets=rich(store).assets,
    )
    outline = aloud.outline(pdf)
    assert outline == golden("pdf/structure.txt", outline)


def test_a_paragraph_over_two_pages_is_one_element(heard: Heard) -> None:
    pdf = heard(chapter("un", blocks=(paragraph("un-1", SENTENCE * 30),)))
    assert len(pdf.pages) > 1
    (whole,) = aloud.elements(pdf, "P")
    assert aloud.text(pdf, whole) == SENTENCE * 30


def test_notes_are_read_after_the_paragraph_that_calls_them(heard: Heard) -> None:
    notes = tuple(Note(f"un-n-{number}", number, (paragraph("", f"Note {number}."),)) for number in (1, 2))
    called = paragraph("un-1", "Avant", NoteCall("un-n-1"), SENTENCE * 30, NoteCall("un-n-2"), "après.")
    pdf = heard(chapter("un", blocks=(called, paragraph("un-2", "Ensuite.")), notes=notes))
    kinds = [(str(one.S), str(one.get("/ID", ""))) for one in aloud.elements(pdf) if one.S in ("/P", "/Note")]
    assert kinds == [("/P", ""), ("/Note", "un-n-1"), ("/P", ""), ("/Note", "un-n-2"), ("/P", ""), ("/P", "")]
    assert [aloud.text(pdf, one) for one in aloud.elements(pdf, "Note")] == ["1.\u00a0Note 1.", "2.\u00a0Note 2."]


def test_a_long_note_is_one_element(heard: Heard) -> None:
    note = Note("un-n-1", 1, (paragraph("", SENTENCE * 40),))
    pdf = heard(chapter("un", blocks=(paragraph("un-1", "Avant", NoteCall("un-n-1"), "."),), notes=(note,)))
    assert len(pdf.pages) > 1
    (read,) = aloud.elements(pdf, "Note")
    assert aloud.text(pdf, read) == "1.\u00a0" + SENTENCE * 40


def test_what_cannot_hold_a_note_is_followed_by_it(heard: Heard) -> None:
    notes = tuple(Note(f"un-n-{number}", number, (paragraph("", f"Note {number}."),)) for number in (1, 2))
    blocks = (
        Heading(id="un-h", level=2, inlines=(Run("Titre"), NoteCall("un-n-1"))),
        Table(id="un-t", head=(), rows=((Cell((Run("Case"), NoteCall("un-n-2"))),),)),
    )
    pdf = heard(chapter("un", blocks=blocks, notes=notes))
    assert [str(one.P.S) for one in aloud.elements(pdf, "Note")] == ["/Sect", "/TD"]


def test_the_label_of_an_item_is_read_before_it(heard: Heard) -> None:
    inner = List(ordered=True, items=((paragraph("", "dedans"),),))
    outer = List(items=((paragraph("", "dehors"), inner), (paragraph("", "autre"),)))
    assert rows(heard(chapter("un", title=(), blocks=(outer,)))) == [
        "L ListNumbering=Disc",
        "LI",
        "Lbl: –",
        "LBody",
        "P: dehors",
        "L ListNumbering=Decimal",
        "LI",
        "Lbl: 1.",
        "LBody",
        "P: dedans",
        "LI",
        "Lbl: –",
        "LBody",
        "P: autre",
    ]


def test_the_contents_are_a_list_in_lists(heard: Heard) -> None:
    entries = (ContentsEntry(1, text("Partie"), "un"), ContentsEntry(2, text("Texte"), "deux"))
    section = Section(id="table", role="contents", title=text("Table"), level=1, blocks=(Contents(entries=entries),))
    pdf = heard(chapter("un"), chapter("deux"), section)
    (inner,) = [one for one in aloud.elements(pdf, "TOC") if one.P.S == "/TOCI"]
    assert aloud.text(pdf, inner) == "Texte 3"
    assert [str(one.P.S) for one in aloud.elements(pdf, "TOCI")] == ["/TOC", "/TOC"]


def test_words_are_read_apart_wherever_a_line_ends(heard: Heard) -> None:
    title = text("Un titre si long qu’il lui faut plusieurs lignes de la table pour tenir, et même une de plus encore")
    section = Section(id="table", role="contents", blocks=(Contents(entries=(ContentsEntry(1, title, "un"),)),))
    code = CodeBlock(id="un-c", text="un = 1\ndeux = 2\n" + "trois " * 40)
    cut = paragraph("un-1", "Une ligne", Break(), "coupée.")
    pdf = heard(chapter("un", blocks=(code, cut)), section)
    assert "Une ligne coupée." in [aloud.text(pdf, one) for one in aloud.elements(pdf, "P")]
    assert aloud.text(pdf, aloud.elements(pdf, "TOCI")[0]) == f"{plain(title)} 1"
    assert aloud.text(pdf, aloud.elements(pdf, "Code")[0]).split() == code.text.split()


def test_every_figure_says_what_it_shows(heard: Heard, store: Store) -> None:
    blocks = (
        Figure(id="un-f", picture=Picture("images/a.png", "un carré bleu"), caption=text("Bleu")),
        Figure(id="un-d", picture=Picture("images/a.png", "", decorative=True)),
    )
    pdf = heard(chapter("un", title=(), blocks=blocks), assets=(image(store, "images/a.png"),))
    assert rows(pdf) == ["Div", "Figure Alt=un carré bleu", "Caption: Bleu"]


def test_the_box_of_a_figure_is_where_it_is_drawn(heard: Heard, store: Store) -> None:
    figure = Figure(id="un-f", picture=Picture("images/a.png", "un carré bleu"))
    sections = (chapter("un", blocks=(figure,)), chapter("deux", blocks=(figure,)))
    pdf = heard(*sections, assets=(image(store, "images/a.png"),))
    figures = aloud.elements(pdf, "Figure")
    assert len(figures) == 2
    for figure in figures:
        left, bottom, right, top = (float(side) for side in figure.A.BBox)
        _, _, width, height = (float(side) for side in figure.Pg.MediaBox)
        assert 0 < left < right < width
        assert 0 < bottom < top < height
        assert abs((left + right) / 2 - width / 2) < 0.5  # centred figures, equal margins


def test_the_head_of_a_table_is_read_once_on_however_many_pages(heard: Heard) -> None:
    table = Table(
        id="un-t",
        head=((Cell(text("An"), header=True), Cell(text("Total"), header=True)),),
        rows=tuple((Cell(text(str(number)), header=True), Cell(text("12"))) for number in range(80)),
    )
    pdf = heard(chapter("un", blocks=(table,)))
    assert len(pdf.pages) > 1
    heads = [(aloud.text(pdf, one), str(one.A.Scope)) for one in aloud.elements(pdf, "TH")]
    assert heads == [("An", "/Column"), ("Total", "/Column"), *((str(number), "/Row") for number in range(80))]


def test_words_of_another_language_say_so(heard: Heard) -> None:
    english = Run("white book", (Mark(MarkKind.LANGUAGE, "en"),))
    pdf = heard(chapter("un", blocks=(paragraph("un-1", "Un ", english, " ici."),)), chapter("deux", language="en"))
    assert [(str(one.S), str(one.Lang)) for one in aloud.elements(pdf) if "/Lang" in one] == [
        ("/Span", "en"),
        ("/Sect", "en"),
    ]


def test_no_level_of_headings_is_left_out(heard: Heard) -> None:
    inner = Heading(id="deux-h", level=2, inlines=text("Dedans"))
    part = Section(id="un", role="part", title=text("Partie"), level=1)
    pdf = heard(part, chapter("deux", blocks=(inner,), level=2), chapter("trois", level=3), chapter("quatre", level=1))
    found = [str(one.S) for one in aloud.elements(pdf) if str(one.S)[:2] == "/H"]
    assert found == ["/H1", "/H2", "/H3", "/H3", "/H1"]
    assert [str(one.S) for one in aloud.elements(heard(chapter("un", level=2))) if str(one.S)[:2] == "/H"] == ["/H1"]


def test_links_say_more_than_their_number(heard: Heard, store: Store) -> None:
    pdf = heard(book=rich(store))
    said = {str(note.Contents) for page in pdf.pages for note in page.get("/Annots", ())}
    assert {"note 1", "Amitié, page 6", "page 8"} <= said
    assert not any(one.startswith(("x-book", "lea-")) for one in said)
