from __future__ import annotations

import pytest
from msgspec.structs import replace

from pipeline.composition import collation_key, compose
from pipeline.model import Contribution, Index, IndexMark, Paragraph, Run, Section, plain
from tests.composition.books import EPUB, LEA, book, composed, contribution, with_people


def marked(name: str, *entries: tuple[str, ...], index: str = "index") -> Contribution:
    marks = tuple(IndexMark(index, entry, f"{name}-i-{number}") for number, entry in enumerate(entries, 1))
    return contribution(name, blocks=(Paragraph(id=f"{name}-1", inlines=(Run("Mot"), *marks)),))


def of(section: Section) -> Index:
    (block,) = section.blocks
    assert isinstance(block, Index)
    return block


def indexes(*texts: Contribution) -> list[Section]:
    return [section for section in composed(book(*texts), EPUB).sections if section.role == "index"]


def test_no_mark_makes_no_index() -> None:
    assert indexes(contribution("a", "Un.")) == []


def test_entries_come_in_the_order_of_the_language() -> None:
    terms = ("zèle", "Éric", "@eva", "œuvre", "étude", "ode", "état", "etat", "Abel")
    (section,) = indexes(marked("a", *((term,) for term in terms)))
    assert [entry.term for entry in of(section).entries] == [
        "Abel",
        "Éric",
        "etat",
        "état",
        "étude",
        "@eva",
        "ode",
        "œuvre",
        "zèle",
    ]


def test_the_same_term_is_one_entry_and_sub_headings_stay_under_it() -> None:
    (section,) = indexes(marked("a", ("réseau", "l'ami")), marked("b", ("réseau",), ("réseau", "l’ami")))
    (entry,) = of(section).entries
    assert (entry.term, entry.targets) == ("réseau", ("b-i-1",))
    assert [(one.term, one.targets) for one in entry.entries] == [("l’ami", ("a-i-1", "b-i-2"))]


@pytest.mark.parametrize("place", ["back", "after", "none"])
def test_what_a_notice_marks_is_in_the_index_where_the_notice_is_in_the_book(place: str) -> None:
    mark = IndexMark("index", ("Nantes",), "lea-i-1")
    lea = replace(LEA, notice=(Paragraph(inlines=(Run("Vit à Nantes."), mark)),))
    work = with_people(book(marked("a", ("Brest",)), contribution("b", "Un.", author="lea-m")), lea)
    publication = compose(work, work.volumes[0], replace(EPUB, notices=place))
    (section,) = (section for section in publication.sections if section.role == "index")
    terms = ["Brest"] if place == "none" else ["Brest", "Nantes"]
    assert [entry.term for entry in of(section).entries] == terms


def test_each_index_has_its_section_and_its_name() -> None:
    found = indexes(marked("a", ("x",)), marked("b", ("y",), index="personnes"), marked("c", ("z",), index="plantes"))
    assert [(section.id, plain(section.title).replace("\u00a0", " ")) for section in found] == [
        ("index", "Index"),
        ("index-personnes", "Index des personnes"),
        ("index-plantes", "Index : plantes"),
    ]


def test_accents_count_only_between_words_that_are_else_the_same() -> None:
    assert sorted(("côté", "cote", "coteau", "côte", "coté"), key=collation_key) == [
        "cote",
        "coté",
        "côte",
        "côté",
        "coteau",
    ]
