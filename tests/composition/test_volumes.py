from __future__ import annotations

import pytest
from msgspec.structs import replace

from pipeline.model import BACK_ROLES, FRONT_ROLES, Edition, MarkKind, Note, Part, Publication, Volume, plain, text
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
    refers,
    roles,
    with_people,
)

TOMES = (
    Volume(id="tome-1", number=1, contributions=("preface", "a"), parts=(Part("amis", text("Amis")),)),
    Volume(id="tome-2", number=2, title="La suite", contributions=("b", "fin"), parts=(Part("amis", text("Amis")),)),
    Volume(id="integrale", collects=("tome-1", "tome-2")),
    Volume(id="extrait", sample=True, contributions=("a",), more="En librairie."),
)
TEXTS = (
    contribution("preface", "Avant.", role="preface"),
    replace(refers("a", "b"), part="amis"),
    replace(refers("b", "a", "là"), part="amis"),
    contribution("fin", "Après.", role="afterword"),
)
WORK = book(*TEXTS, volumes=TOMES)


@pytest.mark.parametrize(
    ("volume", "title"),
    [
        (TOMES[0], "Le livre, tome I"),
        (TOMES[1], "Le livre, tome II : La suite"),
        (TOMES[2], "Le livre – Édition intégrale"),
        (TOMES[3], "Le livre – Extrait"),
        (Volume(id="livre"), "Le livre"),
        (Volume(id="poche", title="Édition de poche"), "Le livre – Édition de poche"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.id,
)
def test_a_volume_has_a_full_title(volume: Volume, title: str) -> None:
    work = replace(WORK, volumes=(*TOMES, volume))
    assert composed(work, volume=4).title.replace("\u00a0", " ") == title


def test_the_collected_edition_holds_each_tome_as_a_part() -> None:
    sections = composed(WORK, EPUB, volume=2).sections
    listed = [(section.id, section.role, section.level) for section in sections if section.level]
    assert listed == [
        ("tome-1", "part", 1),
        ("preface", "preface", 2),
        ("tome-1-amis", "part", 2),
        ("a", "chapter", 3),
        ("tome-2", "part", 1),
        ("tome-2-amis", "part", 2),
        ("b", "chapter", 3),
        ("fin", "afterword", 2),
    ]
    assert plain(sections[3].title) == "Amis"


def test_a_sample_says_where_the_rest_is() -> None:
    publication = composed(WORK, EPUB, volume=3)
    assert roles(publication) == ["title-page", "chapter", "more", "contents"]
    assert lines(of_role(publication, "more")) == [
        "Ces pages sont un extrait de l’ouvrage :",
        "Le livre",
        "Le livre, tome I",
        "Le livre, tome II : La suite",
        "En librairie.",
    ]


def reference(publication: Publication, name: str = "a") -> str:
    return lines(next(section for section in publication.sections if section.id == name))[0]


def test_a_reference_says_the_page_where_there_are_pages() -> None:
    work = book(refers("a", "b", "Omar"), contribution("b", "Deux."))
    assert reference(composed(work, PRINT)) == "Voir [Omar] (p. b)|."
    assert reference(composed(work, SCREEN)) == "Voir [Omar] (p. b)|."
    assert reference(composed(work, EPUB)) == "Voir [Omar]."


def test_a_reference_to_the_other_tome_names_it_and_links_nowhere() -> None:
    assert reference(composed(WORK, PRINT)) == "Voir B (tome II, p. b)| (tome II)."
    assert reference(composed(WORK, EPUB)) == "Voir B| (tome II)."
    assert reference(composed(WORK, EPUB, volume=1), "b") == "Voir là| (tome I)."


def test_in_the_collected_edition_the_other_tome_is_inside() -> None:
    assert reference(composed(WORK, EPUB, volume=2)) == "Voir [B]."


def test_a_reference_without_words_takes_the_title_without_its_calls() -> None:
    title = (*text("Deux "), *text("mots", MarkKind.EMPHASIS))
    work = book(refers("a", "b"), replace(contribution("b", "Deux."), title=title, language="en"))
    (line,) = next(section for section in composed(work).sections if section.id == "a").blocks
    kinds = [[mark.kind for mark in item.marks] for item in line.inlines]
    link, language = MarkKind.REFERENCE, MarkKind.LANGUAGE
    assert kinds == [[], [link, language], [link, language, MarkKind.EMPHASIS], [], []]


def test_a_reference_to_a_withdrawn_text_does_not_name_it() -> None:
    refused = replace(LEA, consent="refused")
    work = with_people(book(refers("a", "b"), contribution("b", "Deux.", author="lea-m")), refused)
    assert reference(composed(work)) == "Voir (texte retiré)."


def test_a_reference_to_an_anchor_leads_to_it() -> None:
    anchored = contribution("b", "Deux.")
    work = book(refers("a", "b-1", "là"), anchored)
    assert reference(composed(work)) == "Voir [là] (p. b-1)|."


WHOLE = contribution(
    "entier",
    "Le corps.",
    title="Le titre",
    subtitle=text("Le sous-titre"),
    signature=text("La signature"),
    notes=(Note("n", 1, contribution("note", "La note.").blocks),),
)


@pytest.mark.parametrize("role", ["", *FRONT_ROLES, *BACK_ROLES])
@pytest.mark.parametrize("status", ["ready", "draft", "awaited"])
@pytest.mark.parametrize("edition", [EPUB, PRINT], ids=lambda edition: edition.name)
def test_every_word_of_every_text_is_published(edition: Edition, role: str, status: str) -> None:
    tomes = (Volume(id="tome-1", number=1, contributions=("entier",)), Volume(id="tout", collects=("tome-1",)))
    work = book(replace(WHOLE, role=role, status=status), volumes=tomes)
    for volume in (0, 1):
        (section,) = (one for one in composed(work, edition, volume).sections if one.id == "entier")
        assert (plain(section.title), plain(section.subtitle)) == ("Le titre", "Le sous-titre")
        assert lines(section)[-2:] == ["Le corps.", "La signature"]
        assert section.notes == WHOLE.notes


def test_a_text_called_like_a_generated_page_takes_nothing_from_it() -> None:
    publication = composed(book(contribution("contents", "Un."), contribution("b", "Deux.")))
    ids = [section.id for section in publication.sections]
    assert len(ids) == len(set(ids))
    assert of_role(publication, "contents").id == "contents-page"
