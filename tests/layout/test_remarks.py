"""What the layout engine says becomes a diagnostic at its place; nothing from outside the book is read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from pipeline.catalogue import LANGUAGES, codes, sentence
from pipeline.diagnostic import BookError, Severity, Span
from pipeline.layout.remarks import FAULTS, RECORDS
from pipeline.layout.values import Layout
from pipeline.model import Asset, Figure, Mark, MarkKind, Note, NoteCall, Picture, Run
from pipeline.store import Store
from pipeline.styles import Theme
from tests.layout.books import chapter, image, noted, paragraph, publication, refers, rich

LayOut = Callable[..., Layout]


def test_a_sound_book_says_nothing(laid_out: LayOut, store: Store) -> None:
    assert laid_out(rich(store)).diagnostics == ()


def test_a_character_without_glyph_is_an_error_where_it_is_written(laid_out: LayOut) -> None:
    place = Span("texte.md", 7, 12, 7, 20)
    section = chapter("texte", blocks=(paragraph("texte-1", Run("lettre \U00013000", span=place)),))
    (found,) = laid_out(publication(section)).diagnostics
    assert (found.code, found.severity, found.span) == ("P004", Severity.ERROR, place)
    assert dict(found.values) == {"character": "\U00013000", "code_point": "U+13000"}


def test_a_character_without_glyph_is_found_in_a_note(laid_out: LayOut) -> None:
    place = Span("texte.md", 9)
    section = noted("texte", 1)
    note = Note("texte-n-1", 1, (paragraph("", Run("\U00013000", span=place)),))
    assert [item.span for item in laid_out(publication(replace(section, notes=(note,)))).diagnostics] == [place]


def test_a_rule_that_the_engine_does_not_follow_is_an_error(laid_out: LayOut, theme: Theme) -> None:
    strange = replace(theme, print_css="p { initial-letter: 2 }")
    found = laid_out(publication(chapter("un", 1), chapter("deux", 1)), look=strange).diagnostics
    assert [item.code for item in found] == ["S001"]
    assert "initial-letter" in dict(found[0].values)["detail"]


@pytest.mark.parametrize("address", ["https://exemple.fr/x.png", "file:///etc/passwd", "data:image/png;base64,AA"])
def test_nothing_from_outside_the_book_is_read(address: str, laid_out: LayOut, theme: Theme) -> None:
    greedy = replace(theme, print_css=f'p {{ background: url("{address}") }}')
    with pytest.raises(BookError) as raised:
        laid_out(publication(chapter("texte", 1)), look=greedy)
    (found,) = raised.value.diagnostics
    assert (found.code, found.span) == ("P009", Span("texte.md"))
    assert dict(found.values)["address"].startswith(address[:8])


def test_a_style_sheet_cannot_import_another(laid_out: LayOut, theme: Theme, tmp_path: Path) -> None:
    other = tmp_path / "autre.css"
    other.write_text("p { color: red }")
    greedy = replace(theme, print_css=f'@import url("{other.as_uri()}"); p {{ color: black }}')
    try:
        found = laid_out(publication(chapter("texte", 1)), look=greedy).diagnostics
    except BookError as raised:
        found = raised.diagnostics
    assert {item.code for item in found} <= {"P009", "S001"}
    assert found


def test_an_image_that_cannot_be_drawn_is_an_error_that_names_it(laid_out: LayOut, store: Store) -> None:
    sha256 = store.add(b"not an image")
    broken = Asset("images/x.png", "image/png", sha256, 12, 1, 1)
    section = chapter("texte", blocks=(Figure(id="f", picture=Picture("images/x.png", "x")),))
    (found,) = laid_out(publication(section, assets=(broken,))).diagnostics
    assert (found.code, found.span) == ("P005", Span("texte.md"))
    assert dict(found.values)["image"] == "images/x.png"


def test_a_decorative_image_needs_no_text(laid_out: LayOut, store: Store) -> None:
    figure = Figure(id="f", picture=Picture("images/x.png", "", decorative=True))
    book = publication(chapter("texte", blocks=(figure,)), assets=(image(store, "images/x.png"),))
    assert laid_out(book).diagnostics == ()


def test_a_link_that_leads_nowhere_is_an_error(laid_out: LayOut) -> None:
    link = Run("ailleurs", (Mark(MarkKind.REFERENCE, "inconnu"),))
    section = chapter("texte", blocks=(paragraph("texte-1", link),))
    (found,) = laid_out(publication(section)).diagnostics
    assert (found.code, dict(found.values)) == ("P007", {"anchor": "inconnu"})


def test_a_name_used_twice_in_a_text_is_an_error(laid_out: LayOut) -> None:
    section = chapter("texte", blocks=(paragraph("double", "un"), paragraph("double", "deux")))
    found = laid_out(publication(section, refers("renvoi", "double"))).diagnostics
    assert [item.code for item in found] == ["P006"]


def test_a_head_longer_than_its_line_is_cut_and_a_warning(laid_out: LayOut) -> None:
    title = "Un titre bien trop long, et de beaucoup, pour tenir sur une seule ligne en haut d’une page de ce livre"
    layout = laid_out(publication(chapter("texte", 14, head=title)))
    (found,) = layout.diagnostics
    assert (found.code, found.severity, found.span) == ("P008", Severity.WARNING, Span("texte.md"))
    shown = dict(found.values)["shown"]
    assert shown.endswith("…")
    assert title.startswith(shown[:-1])
    assert len(shown) > 40
    assert {stamp.lines for page in layout.stamps for stamp in page} == {1}


def test_a_volume_s_title_too_long_for_a_head_gives_way_to_the_work_s(laid_out: LayOut) -> None:
    book = replace(publication(chapter("texte", 14)), title="Le livre, tome premier : " + "un sous-titre sans fin " * 5)
    layout = laid_out(book)
    assert layout.diagnostics == ()
    assert layout.stamps[1] == laid_out(publication(chapter("texte", 14))).stamps[1]


def test_the_head_of_left_hand_pages_is_the_short_title_where_there_is_one(laid_out: LayOut) -> None:
    book = publication(chapter("texte", 14))
    short = replace(book, head="Court")
    named = replace(book, title="Court")
    assert laid_out(short).stamps[1] == laid_out(named).stamps[1] != laid_out(book).stamps[1]


def test_a_theme_may_hide_heads(laid_out: LayOut, theme: Theme) -> None:
    book = publication(chapter("texte", 14))
    bare = laid_out(book, look=replace(theme, print_css=".furniture .head { display: none }"))
    assert bare.diagnostics == ()
    head, folio = bare.stamps[1]
    assert (head.operators, folio) == (b"", laid_out(book).stamps[1][1])


def test_the_spaces_of_a_head_are_all_as_wide(laid_out: LayOut) -> None:
    made = [laid_out(publication(chapter("texte", 14, head=head))) for head in ("À 20 ans", "À\u00a020\u00a0ans")]
    plain, bound = ([stamp.operators for page in layout.stamps for stamp in page] for layout in made)
    assert plain == bound


def test_every_code_has_its_sentence_in_both_languages() -> None:
    used = (
        {code for _, code in RECORDS} | {code for _, code in FAULTS.values()} | {"P003", "P008", "P009", "P011", "P012"}
    )
    assert used <= set(codes())


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_take_the_values(language: str, laid_out: LayOut) -> None:
    section = noted("texte", 1)
    section = replace(section, blocks=(paragraph("texte-1", "\U00013000", NoteCall("texte-n-1")),))
    for found in laid_out(publication(section)).diagnostics:
        assert "U+13000" in sentence(found, language)
