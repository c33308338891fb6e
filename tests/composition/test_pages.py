from __future__ import annotations

from msgspec.structs import replace

from pipeline.model import Book, Contents, Contributor, Paragraph, Volume, plain
from tests.composition.books import (
    EPUB,
    LEA,
    OMAR,
    PRINT,
    book,
    composed,
    contribution,
    lines,
    of_role,
    roles,
    with_people,
)

TOMES = (Volume(id="tome-1", number=1, contributions=("a",)), Volume(id="tome-2", number=2, contributions=("b",)))
TWO = book(contribution("a", "Un."), contribution("b", "Deux."), volumes=TOMES, collective=True, subtitle="Récits")


def test_the_title_page_says_who_what_and_which_tome() -> None:
    work = replace(TWO, metadata=replace(TWO.metadata, publisher="Les Éditions"))
    assert lines(of_role(composed(work), "title-page")) == ["Collectif", "Le livre", "Récits", "Tome I", "Les Éditions"]


def test_the_title_page_names_the_authors_and_who_helped() -> None:
    editor = Contributor(id="e", name="Ève Roy", role="edt")
    work = with_people(book(contribution("a", "Un.", authors=("lea-m", "omar-d"))), LEA, OMAR, editor)
    assert lines(of_role(composed(work), "title-page")) == [
        "Léa Martin et Omar Diallo",
        "Le livre",
        "Direction : Ève Roy",
    ]


def test_the_other_tome_is_named_on_the_back_of_the_half_title() -> None:
    assert lines(of_role(composed(TWO, volume=1), "other-volumes")) == ["Dans le même ouvrage", "Le livre, tome I"]
    assert "other-volumes" not in roles(composed(book(contribution("a", "Un."))))


def test_what_is_not_known_is_left_out_and_the_page_with_it() -> None:
    assert "copyright" not in roles(composed(TWO))
    assert "colophon" not in roles(composed(TWO))


def test_the_copyright_page_says_what_is_known() -> None:
    isbns = (("print", "9782070000005"), ("epub", "979-10-92000-01-6"))
    work = book(
        contribution("a", "Un."),
        volumes=(Volume(id="v", contributions=("a",), isbns=isbns),),
        publisher="Les Éditions",
        publisher_address="1 rue X, Lyon",
        rights="© 2026",
        legal_deposit="mars 2026",
        price="15 €",
        text_mining="Fouille de textes réservée.",
    )
    assert lines(of_role(composed(work), "copyright")) == [
        "Les Éditions",
        "1 rue X, Lyon",
        "© 2026",
        "ISBN (livre imprimé) : 978-2-07-000000-5",
        "ISBN (EPUB) : 979-10-92000-01-6",
        "Dépôt légal : mars 2026",
        "Prix : 15 €",
        "Fouille de textes réservée.",
    ]
    assert "Prix : 15 €" not in lines(of_role(composed(work, EPUB), "copyright"))


def test_the_printer_s_mention_says_what_is_known() -> None:
    said = {
        (printed, printer): lines(
            of_role(composed(book(contribution("a", "Un."), printed=printed, printer=printer)), "colophon")
        )
        for printed, printer in (("mars 2026", "X, Lyon"), ("mars 2026", ""), ("", "X, Lyon"))
    }
    assert list(said.values()) == [
        ["Achevé d’imprimer en mars 2026 par X, Lyon"],
        ["Achevé d’imprimer en mars 2026"],
        ["Achevé d’imprimer par X, Lyon"],
    ]


def test_an_edition_may_have_a_printer_of_its_own() -> None:
    work = book(contribution("a", "Un."), printed="mars 2026", printer="X, Lyon")
    other = replace(PRINT, name="large", printer="Y, Arles")
    assert lines(of_role(composed(work, other), "colophon")) == ["Achevé d’imprimer en mars 2026 par Y, Arles"]


def test_an_awaited_text_is_an_honest_page() -> None:
    page = of_role(composed(book(contribution("a", title="À venir", status="awaited"))), "awaited")
    assert plain(page.title) == "À venir"
    assert page.authors == ()
    assert lines(page) == ["Ce texte est attendu."]
    assert page.level == 1


def test_a_text_ends_with_its_signature() -> None:
    work = book(contribution("a", "Un.", signature=contribution("s", title="Une amie").title))
    last = of_role(composed(work), "chapter").blocks[-1]
    assert isinstance(last, Paragraph)
    assert (last.kind, plain(last.inlines)) == ("signature", "Une amie")


def test_the_contents_name_titles_and_authors_in_order() -> None:
    work = book(contribution("a", "Un.", title="L'été", author="lea-m"), contribution("b", "Deux.", language="en"))
    (block,) = of_role(composed(work), "contents").blocks
    assert isinstance(block, Contents)
    assert [(plain(entry.title), entry.authors, entry.target) for entry in block.entries] == [
        ("L’été", "Léa Martin", "a"),
        ("B", "", "b"),
    ]
    assert block.entries[1].title[0].marks[0].value == "en"
    assert block.numbered
    (block,) = of_role(composed(work, EPUB), "contents").blocks
    assert isinstance(block, Contents)
    assert not block.numbered


def test_notices_follow_the_sort_names_accents_aside() -> None:
    names = (("z", "Ana Zo", "Zo, Ana"), ("e", "Élise Éa", "Éa, Élise"), ("d", "Yves Du", "Du, Yves"))
    notice = contribution("x", "Écrit.").blocks
    people = [Contributor(id=i, name=name, sort_name=sort, notice=notice) for i, name, sort in names]
    work = with_people(book(*(contribution(f"t{one.id}", "Mot.", author=one.id) for one in people)), *people)
    assert [line for line in lines(of_role(composed(work), "notices")) if line != "Écrit."] == [
        "Yves Du",
        "Élise Éa",
        "Ana Zo",
    ]


def test_who_refused_is_nowhere() -> None:
    refused = replace(LEA, consent="refused", notice=contribution("x", "Elle écrit.").blocks)
    work = with_people(
        book(contribution("a", "Secret.", author="lea-m"), contribution("b", "Deux.", author="omar-d")), refused, OMAR
    )
    publication = composed(work)
    assert "Secret" not in repr(publication.sections)
    assert "Léa" not in repr((publication.sections, publication.contributors))
    assert [person.id for person in publication.contributors] == ["omar-d"]


def test_contributors_come_in_the_order_of_their_texts() -> None:
    editor = Contributor(id="e", name="Ève Roy", role="edt")
    elsewhere = Contributor(id="x", name="Xavier", role="aui")
    silent = Contributor(id="s", name="Sami")
    last = Contributor(id="l", name="Lou")
    work = with_people(
        book(
            contribution("b", "Deux.", author="omar-d"),
            contribution("a", "Un.", author="lea-m"),
            contribution("c", "Trois.", author="x"),
            contribution("d", "Quatre.", author="l", role="appendix"),
            volumes=(Volume(id="v", contributions=("d", "b", "a")),),
        ),
        LEA,
        OMAR,
        editor,
        elsewhere,
        silent,
        last,
    )
    assert [person.id for person in composed(work, PRINT).contributors] == ["omar-d", "lea-m", "l", "e"]


def test_a_work_of_very_many_authors_is_collective() -> None:
    def authors(count: int) -> str:
        people = [Contributor(id=f"p{number}", name=f"Nom {number}") for number in range(count)]
        work = with_people(book(*(contribution(f"a{one.id}", "Un.", author=one.id) for one in people)), *people)
        return lines(of_role(composed(work), "title-page"))[0]

    assert authors(12).startswith("Nom 0, Nom 1, ")
    assert authors(13) == "Collectif"


def test_who_directs_the_work_is_named_in_each_volume_and_who_prefaces_one_in_that_one() -> None:
    editor = Contributor(id="e", name="Ève Roy", role="edt")
    guest = Contributor(id="x", name="Xavier", role="aui")
    painter = Contributor(id="i", name="Inès", role="ill")
    preface = contribution("p", "Avant.", role="preface")
    texts = (contribution("a", "Un.", author="lea-m"), contribution("b", "Deux.", author="e"))
    tomes = (Volume(id="1", contributions=("p", "a"), number=1), Volume(id="2", contributions=("b",), number=2))
    signed = with_people(book(replace(preface, authors=("x",)), *texts, volumes=tomes), LEA, editor, guest, painter)
    unsigned = with_people(book(preface, *texts, volumes=tomes), LEA, editor, guest, painter)
    nowhere = with_people(book(*texts, volumes=(replace(tomes[0], contributions=("a",)), tomes[1])), LEA, editor, guest)

    def named(work: Book) -> list[set[str]]:
        return [{person.id for person in composed(work, volume=number).contributors} for number in (0, 1)]

    assert named(signed) == [{"x", "lea-m", "e", "i"}, {"e", "i"}]
    assert named(unsigned) == [{"x", "lea-m", "e", "i"}, {"e", "i"}]
    assert named(nowhere) == [{"x", "lea-m", "e"}, {"x", "e"}]
    assert "Préface : Xavier" in lines(of_role(composed(unsigned), "title-page"))
    assert "Direction : Ève Roy" in lines(of_role(composed(unsigned), "title-page"))


def test_a_work_whose_texts_name_nobody_is_by_its_register() -> None:
    work = with_people(book(contribution("a", "Un.")), LEA)
    assert [person.id for person in composed(work).contributors] == ["lea-m"]
