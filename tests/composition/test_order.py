from __future__ import annotations

import pytest
from msgspec.structs import replace

from pipeline.model import Edition, Part, Volume, text
from tests.composition.books import (
    EPUB,
    LEA,
    PRINT,
    SCREEN,
    book,
    composed,
    contribution,
    lines,
    of_role,
    roles,
    with_people,
)

NOTICE = replace(LEA, notice=contribution("x", "Elle écrit.").blocks)
FULL = with_people(
    book(
        contribution("remerciements", "Merci.", role="acknowledgments"),
        contribution("preface", "Avant.", role="preface"),
        contribution("dedicace", "À vous.", role="dedication"),
        contribution("lea", "Un.", author="lea-m"),
        contribution("annexe", "Après.", role="appendix"),
        rights="© L’éditeur",
        series="Blanche",
        printer="Imprimeur, Lyon",
    ),
    NOTICE,
)


def test_a_printed_book_follows_the_french_order() -> None:
    assert roles(composed(FULL, PRINT)) == [
        "half-title",
        "other-volumes",
        "title-page",
        "copyright",
        "dedication",
        "preface",
        "chapter",
        "appendix",
        "notices",
        "acknowledgments",
        "contents",
        "colophon",
    ]


def test_the_printer_is_named_only_in_print() -> None:
    assert "colophon" in roles(composed(FULL, PRINT))
    assert "colophon" not in roles(composed(FULL, SCREEN))
    assert "colophon" not in roles(composed(FULL, EPUB))


def test_an_ebook_opens_on_its_title_page() -> None:
    found = roles(composed(FULL, EPUB))
    assert found[:4] == ["title-page", "copyright", "dedication", "preface"]
    assert found[-2:] == ["other-volumes", "contents"]


def test_display_pages_openings_and_parts_begin_on_a_right_hand_page() -> None:
    volume = Volume(id="v", contributions=("a", "b", "c", "d"), parts=(Part("fin", text("Fin")),))
    parted = [replace(contribution(name, "Mot."), part="fin" if name in "cd" else "") for name in "abcd"]
    sections = composed(book(*parted, volumes=(volume,))).sections
    starts = {section.id: section.start for section in sections}
    assert starts == {
        "half-title": "recto",
        "title-page": "recto",
        "a": "recto",
        "b": "next",
        "fin": "recto",
        "c": "recto",
        "d": "next",
        "contents": "next",
    }
    assert [(section.id, section.level) for section in sections if section.level] == [
        ("a", 1),
        ("b", 1),
        ("fin", 1),
        ("c", 2),
        ("d", 2),
    ]


def test_pages_that_show_no_text_carry_no_folio_and_no_head() -> None:
    bare = {section.role for section in composed(FULL).sections if not section.folios}
    assert bare == {"half-title", "other-volumes", "title-page", "copyright", "dedication", "colophon"}
    assert of_role(composed(FULL), "chapter").head == "Lea"
    titled = replace(contribution("d", "À vous.", title="Envoi"), role="dedication")
    assert of_role(composed(book(titled)), "dedication").head == ""


def test_the_head_is_the_short_title_where_there_is_one() -> None:
    titled = contribution("a", title="Un titre qui n’en finit pas", short_title="L'autre titre")
    assert of_role(composed(book(titled)), "chapter").head == "L’autre titre"


def order(volume: Volume, edition: Edition = PRINT) -> list[str]:
    work = replace(FULL, volumes=(replace(volume, contributions=FULL.volumes[0].contributions),))
    return roles(composed(work, edition))


def test_a_volume_may_give_its_own_order_to_one_edition_or_to_all() -> None:
    volume = Volume(id="v", front=(("*", ("title-page", "contents")), ("epub", ("copyright",))))
    assert order(volume)[:2] == ["title-page", "contents"]
    assert order(volume, EPUB)[0] == "copyright"


def test_a_page_that_one_list_moves_is_not_there_twice() -> None:
    assert order(Volume(id="v", front=(("*", ("title-page", "contents")),))).count("contents") == 1
    moved = order(Volume(id="v", back=(("*", ("preface",)),)))
    assert moved.count("preface") == 1
    assert moved.index("chapter") < moved.index("preface")


def test_a_text_that_no_list_names_keeps_a_place() -> None:
    found = order(Volume(id="v", front=(("*", ("title-page",)),), back=(("*", ("contents",)),)))
    assert found == ["title-page", "dedication", "preface", "chapter", "appendix", "acknowledgments", "contents"]


@pytest.mark.parametrize(("where", "expected"), [("back", ["notices"]), ("after", []), ("none", [])])
def test_notices_stand_where_the_edition_says(where: str, expected: list[str]) -> None:
    publication = composed(FULL, replace(PRINT, notices=where))
    assert [role for role in roles(publication) if role == "notices"] == expected
    assert ("Elle écrit." in lines(of_role(publication, "chapter"))) == (where == "after")


def test_a_notice_after_texts_stands_after_the_last_one() -> None:
    work = with_people(book(*(contribution(name, "Mot.", author="lea-m") for name in "ab")), NOTICE)
    sections = {one.id: lines(one) for one in composed(work, replace(PRINT, notices="after")).sections}
    assert sections["a"] == ["Mot."]
    assert sections["b"] == ["Mot.", "Léa Martin", "Elle écrit."]
