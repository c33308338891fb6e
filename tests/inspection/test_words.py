"""Nothing lost: a word taken from a finished file is found missing, a word put into it is found too many."""

from __future__ import annotations

import io
import zipfile

import pytest
from msgspec.structs import replace

from pipeline.diagnostic import Diagnostic, Span
from pipeline.formats import Context, epub, pdf
from pipeline.inspection.expected import squeeze
from pipeline.inspection.pdftext import page_texts
from pipeline.inspection.words import epub_words, pdf_words
from pipeline.layout.lay_out import lay_out
from pipeline.layout.values import Layout
from pipeline.model import (
    Cell,
    Contents,
    ContentsEntry,
    Edition,
    Index,
    IndexEntry,
    Inlines,
    Mark,
    MarkKind,
    Note,
    NoteCall,
    Paragraph,
    Publication,
    Run,
    Section,
    Table,
    map_inlines,
    text,
)
from tests.epub import shelf

PRINT = Edition(name="print", format="pdf", variant="print")
SENTENCE = "L’office fluide du porte-monnaie affligeant, c’est-à-dire « soixante-dix-sept » baffles, parut efficace. "


def said(pdf: bytes) -> list[str]:
    return [squeeze(page) for page in page_texts(pdf)]


def codes(findings: tuple[Diagnostic, ...]) -> list[str]:
    return [finding.code for finding in findings]


def quoted(findings: tuple[Diagnostic, ...]) -> str:
    return dict(findings[0].values)["words"]


def changed(publication: Publication, before: str, after: str) -> Publication:
    """Return the publication with words changed in it, as if the file had been made of other words."""

    def change(inlines: Inlines) -> Inlines:
        return tuple(
            replace(item, text=item.text.replace(before, after)) if isinstance(item, Run) else item for item in inlines
        )

    def section(one: Section) -> Section:
        notes = tuple(replace(note, blocks=map_inlines(note.blocks, change)) for note in one.notes)
        return replace(one, title=change(one.title), blocks=map_inlines(one.blocks, change), notes=notes)

    return replace(publication, sections=tuple(map(section, publication.sections)))


def long_chapter() -> Section:
    """Return a chapter of several pages: hyphens, ligatures, small capitals, notes that turn the page."""
    blocks, notes = [], []
    for number in range(24):
        words = f"Alinéa {number}. " + SENTENCE * (number % 5 + 1)
        marks = (Mark(MarkKind.SMALL_CAPS),) if number % 3 == 0 else ()
        calls = (NoteCall(f"long-n-{number}"),) if number % 2 else ()
        blocks.append(
            Paragraph(
                id=f"long-{number}",
                inlines=(Run(words, marks), *calls, Run(" Fin.")),
                span=Span("tome-1/long.md", 10 + number),
            )
        )
        if calls:
            body = Paragraph(inlines=text(f"Note {number}. " + SENTENCE * (number % 7)))
            notes.append(Note(f"long-n-{number}", len(notes) + 1, (body,), Span("tome-1/long.md", 100 + number)))
    return Section(id="long", role="chapter", title=text("Long"), level=1, blocks=tuple(blocks), notes=tuple(notes))


def with_table() -> Section:
    rows = tuple((Cell(text(f"Ville {number}"), header=True), Cell(text("nombreux"))) for number in range(60))
    head = ((Cell(text("Commune"), header=True), Cell(text("Habitants"), header=True)),)
    return shelf.chapter("villes", blocks=(Table(head=head, rows=rows, caption=text("Les villes")),))


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> Context:
    return shelf.context(tmp_path_factory.mktemp("words"))


@pytest.fixture(scope="module")
def book(context: Context) -> Publication:
    whole = shelf.everything(context.store)
    arabic = shelf.chapter("arabe", "Elle dit : « سلام عليكم », puis (12 fois) שלום, et s’en va.", "Après.")
    return replace(whole, edition=PRINT, sections=(*whole.sections, long_chapter(), with_table(), arabic))


@pytest.fixture(scope="module")
def laid(book: Publication, context: Context) -> Layout:
    return lay_out(book, context.theme, context.store, lambda *_: None)


@pytest.fixture(scope="module")
def printed(book: Publication, laid: Layout, context: Context) -> bytes:
    return pdf.write(book, laid, context)


@pytest.fixture(scope="module")
def flowing(book: Publication, context: Context) -> bytes:
    return epub.write(replace(book, edition=shelf.EPUB), None, context)


def test_a_pdf_says_what_the_publication_says(book: Publication, printed: bytes, laid: Layout) -> None:
    assert laid.pages > 15
    assert pdf_words(book, said(printed), laid.page_map) == ()


def test_scripts_whose_vowels_move_lose_nothing(context: Context) -> None:
    words = (
        "Elle écrit हिन्दी, श्रीमती, गिटार, தமிழ், ไทย กำลัง.",
        "Puis « سلام عليكم », हिन्दी et 日本語, et s’en va 👍🏽.",
    )
    publication = replace(shelf.book(shelf.chapter("monde", *words)), edition=PRINT)
    layout = lay_out(publication, context.theme, context.store, lambda *_: None)
    data = pdf.write(publication, layout, context)
    assert pdf_words(publication, said(data), layout.page_map) == ()
    assert codes(pdf_words(changed(publication, "தமிழ்", "தமிழ்நாடு"), said(data), layout.page_map)) == ["W001"]
    assert codes(pdf_words(changed(publication, "s’en va", "va"), said(data), layout.page_map)) == ["W002"]


def test_the_head_of_a_table_in_another_direction_is_drawn_once_or_more(context: Context) -> None:
    head = ((Cell(text("مدينة"), header=True), Cell(text("عدد"), header=True)),)
    for count in (2, 60):
        table = Table(head=head, rows=((Cell(text("القاهرة")), Cell(text("مدينة"))),) * count, language="ar")
        publication = replace(shelf.book(shelf.chapter("villes", blocks=(table,))), edition=PRINT)
        layout = lay_out(publication, context.theme, context.store, lambda *_: None)
        data = pdf.write(publication, layout, context)
        assert pdf_words(publication, said(data), layout.page_map) == ()
        assert "W001" in codes(pdf_words(changed(publication, "القاهرة", "القاهرةة"), said(data), layout.page_map))


def test_roman_page_numbers_are_no_words_too_many(context: Context) -> None:
    preface = replace(shelf.chapter("avant", "Avant tout."), role="preface", title=text("Préface"))
    entries = tuple(ContentsEntry(1, section.title, section.id) for section in (preface, shelf.chapter("un", "Un.")))
    index = Index(entries=(IndexEntry("Mot", (), (IndexEntry("premier", ("avant", "un")),)),))
    lists = Section(id="fin", role="contents", title=text("Fin"), level=1, blocks=(Contents(entries=entries), index))
    publication = shelf.book(preface, shelf.chapter("un", "Un."), lists)
    publication = replace(publication, edition=replace(PRINT, front_folios="roman"))
    layout = lay_out(publication, context.theme, context.store, lambda *_: None)
    data = pdf.write(publication, layout, context)
    assert layout.page_map.label("avant") == "ii"
    assert pdf_words(publication, said(data), layout.page_map) == ()


def test_an_epub_says_what_the_publication_says(book: Publication, flowing: bytes) -> None:
    assert epub_words(book, flowing) == ()


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("Alinéa 7. L’office fluide", "Alinéa 7. L’office", "W002"),  # the file has a word too many
        ("Alinéa 7. L’office fluide", "Alinéa 7. L’office trop fluide", "W001"),  # the file has a word too few
        ("Note 5. L’office", "Note 5. Grand office", "W001"),
        ("Cité.", "Cité deux fois.", "W001"),
        ("Le plan", "Le grand plan", "W001"),
        ("Au nord, la gare.", "Au nord, la petite gare.", "W001"),
        ("Ville 41", "Ville neuve 41", "W001"),
        ("vers", "vers blanc", "W001"),
        ("À venir", "À revenir", "W001"),
        ("« soixante-dix-sept »", "soixante-dix-sept", "W001"),  # guillemets count
        ("سلام", "سلامم", "W001"),
        ("puis (12", "et puis (12", "W001"),
    ],
)
def test_a_changed_word_is_found(
    book: Publication, printed: bytes, flowing: bytes, laid: Layout, before: str, after: str, code: str
) -> None:
    other = changed(book, before, after)
    assert other != book
    assert code in codes(pdf_words(other, said(printed), laid.page_map))
    assert epub_words(other, flowing) != ()


def test_a_loss_is_quoted_and_placed(book: Publication, printed: bytes, flowing: bytes, laid: Layout) -> None:
    other = changed(book, "Alinéa 7. L’office", "Alinéa 7. L’étrange office")
    for findings in (pdf_words(other, said(printed), laid.page_map), epub_words(other, flowing)):
        assert findings[0].code == "W001"
        assert findings[0].span == Span("tome-1/long.md", 17)
        assert quoted(findings).startswith("L’étrange office fluide")


def test_a_lost_note_is_placed_at_the_note(book: Publication, printed: bytes, laid: Layout) -> None:
    findings = pdf_words(changed(book, "Note 9. L’office", "Note 9. Un office"), said(printed), laid.page_map)
    assert findings[0].span == Span("tome-1/long.md", 109)


def test_one_fault_is_told_once(book: Publication, printed: bytes, laid: Layout) -> None:
    findings = pdf_words(changed(book, "Alinéa 7. L’office", "Alinéa 7. Un office"), said(printed), laid.page_map)
    assert codes(findings) == ["W001", "W002"]


def test_text_outside_the_page_is_lost(book: Publication, printed: bytes, laid: Layout) -> None:
    import pikepdf

    with pikepdf.open(io.BytesIO(printed)) as document:
        number = laid.page_map.anchors["arabe"] - 3  # a page full of the table
        box = document.pages[number].trimbox
        document.pages[number].trimbox = [box[0], float(box[3]) / 2, box[2], box[3]]
        cut = io.BytesIO()
        document.save(cut)
    findings = pdf_words(book, said(cut.getvalue()), laid.page_map)
    assert codes(findings)[0] == "W001"
    assert "Ville" in " ".join(dict(finding.values)["words"] for finding in findings)


def test_a_section_without_pages_is_absent(book: Publication, printed: bytes, flowing: bytes, laid: Layout) -> None:
    other = replace(book, sections=(*book.sections, shelf.chapter("perdu", "Un texte perdu.")))
    assert codes(pdf_words(other, said(printed), laid.page_map)) == ["W003"]
    assert codes(epub_words(other, flowing)) == ["W003"]


def test_a_word_put_into_a_document_is_found(book: Publication, flowing: bytes) -> None:
    spoilt = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(flowing)) as source, zipfile.ZipFile(spoilt, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, data.replace(b"Attendu.", b"Attendu. Encore attendu."))
    findings = epub_words(book, spoilt.getvalue())
    assert codes(findings) == ["W002"]
    assert "encoreattendu" in quoted(findings)


def test_a_text_that_says_its_running_head_again_and_again_is_whole(context: Context) -> None:
    refrain = "rien ne pressait ce soir "
    section = shelf.chapter("refrain", refrain * 400, title=text(refrain.strip()))
    publication = replace(shelf.book(section), edition=PRINT, title="Ce soir rien")
    layout = lay_out(publication, context.theme, context.store, lambda *_: None)
    data = pdf.write(publication, layout, context)
    assert layout.pages > 4
    assert pdf_words(publication, said(data), layout.page_map) == ()
    assert codes(pdf_words(changed(publication, refrain * 9, refrain * 8 + "rien "), said(data), layout.page_map)) != []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("l’ef\ufb01cace", "L’EFFICACE"),
        ("porte-\u2010monnaie", "porte\u00ad\nmonnaie"),
        ("e\u0301té", "été"),
        ("Contenu ........ 12", "contenu 12"),
        ("\u202f« a »\u00a0", "«a»"),
    ],
)
def test_what_a_layout_changes_does_not_count(one: str, other: str) -> None:
    assert squeeze(one) == squeeze(other)


def test_what_an_author_writes_counts() -> None:
    assert len({squeeze(one) for one in ("a", "à", "«a»", "a!", "a?", "a1", "🙂", "œ", "oe")}) == 9


def test_a_note_that_begins_as_the_text_goes_on_does_not_mislead() -> None:
    from pipeline.inspection.expected import Piece
    from pipeline.inspection.strike import Sheets

    sheets = Sheets(["lacloche" + "sonnaituneheure", "sonnaitmidiaujourd’hui"])
    text = Piece("La cloche sonnait midi aujourd’hui")
    note = Piece("Sonnait une heure")
    assert sheets.strike_in_order([text]) == []
    assert sheets.strike_in_order([note]) == []
    assert list(sheets.remains()) == []


def test_a_thousand_pages_take_seconds() -> None:
    import time

    from pipeline.inspection.expected import Piece
    from pipeline.inspection.strike import Sheets

    paragraphs = [f"{number} {SENTENCE * 6}" for number in range(4000)]
    whole = squeeze("".join(paragraphs))
    size = len(whole) // 1600
    sheets = Sheets([whole[at : at + size] for at in range(0, len(whole), size)])
    started = time.process_time()
    assert sheets.strike_in_order([Piece(one) for one in paragraphs]) == []
    assert list(sheets.remains()) == []
    assert time.process_time() - started < 5
