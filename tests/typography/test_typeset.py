"""What the pages cannot say: spans, texts without marks, whole blocks, the list of changes, any text at all."""

from __future__ import annotations

import random
import re

import pytest

from pipeline.diagnostic import Span
from pipeline.model import (
    Block,
    Cell,
    CodeBlock,
    Contents,
    ContentsEntry,
    Contribution,
    Definition,
    Definitions,
    Division,
    Figure,
    Heading,
    Index,
    IndexEntry,
    IndexMark,
    Inlines,
    List,
    Mark,
    MarkKind,
    Note,
    PageNumber,
    Paragraph,
    Picture,
    Post,
    Quotation,
    Run,
    Table,
    Verse,
    VerseLine,
    each_inlines,
    plain,
    text,
)
from pipeline.typography import (
    Change,
    changes,
    changes_of_contribution,
    plain_metadata,
    typeset,
    typeset_blocks,
    typeset_notes,
    typeset_text,
)
from pipeline.typography.line import Edit, Line
from tests.typography.notation import read, write


def place(column: int, end: int, line: int = 1) -> Span:
    return Span("page.md", line, column, line, end)


def spans(inlines: Inlines) -> list[tuple[str, Span | None]]:
    return [(item.text, item.span) for item in inlines if isinstance(item, Run)]


# Spans


def test_a_run_that_is_cut_keeps_where_each_piece_came_from() -> None:
    printed = typeset(read('Ah... "au XIXe siècle" ! Le 2e.'), "fr")
    assert spans(printed) == [
        ("Ah… «\u00a0au ", place(1, 11)),
        ("XIX", place(11, 14)),
        ("e", place(14, 15)),
        (" siècle\u00a0»\u202f! Le 2", place(15, 30)),
        ("e", place(30, 31)),
        (".", place(31, 32)),
    ]


def test_a_run_that_is_not_cut_keeps_its_span_whatever_its_length_becomes() -> None:
    assert spans(typeset(read("Ah... *non* !"), "fr")) == [
        ("Ah… ", place(1, 7)),
        ("non", place(8, 11)),
        ("\u202f!", place(12, 14)),
    ]


def test_pieces_of_a_run_of_several_lines_are_located_from_its_two_ends() -> None:
    run = Run("le 1er\nle 2e\nle 3e", (), Span("page.md", 4, 3, 6, 8))
    pieces = spans(typeset((run,), "fr"))
    assert ("er", place(7, 9, 4)) in pieces
    assert ("e", Span("page.md", 5, 1, 6, 1)) in pieces
    assert ("e", place(7, 8, 6)) in pieces


def test_a_run_with_an_escape_gives_its_whole_span_to_its_pieces() -> None:
    run = Run("*le 1er", (), place(1, 9))
    assert spans(typeset((run,), "fr")) == [("*le 1", place(1, 9)), ("er", place(1, 9))]


def test_what_does_not_change_is_the_same_value() -> None:
    typed = read("Rien à *faire* ici, vraiment.")
    assert all(old is new for old, new in zip(typed, typeset(typed, "fr"), strict=True))


# Inlines that are no runs


def test_marks_notes_and_numbers_stay_where_they_are() -> None:
    mark, number = IndexMark("noms", ("Roy",), "i1"), PageNumber("lea")
    printed = typeset((Run('"'), mark, Run('Roy"'), number, Run(" !")), "fr")
    assert printed == (Run("«\u00a0"), mark, Run("Roy\u00a0»"), number, Run("\u202f!"))


def test_alternative_texts_are_typeset_in_their_language() -> None:
    english = (Mark(MarkKind.LANGUAGE, "en"),)
    printed = typeset((Picture("a.png", "L'ami !"), Picture("b.png", "Don't !", marks=english)), "fr")
    assert [item.alt for item in printed if isinstance(item, Picture)] == ["L’ami\u202f!", "Don’t !"]


def test_letters_that_the_author_raised_are_not_raised_twice() -> None:
    typed = (Run("le 1"), Run("er", (Mark(MarkKind.SUPERSCRIPT),)), Run(" mars"))
    assert typeset(typed, "fr") == typed


# Texts without marks


def test_a_label_is_typeset_without_marks() -> None:
    assert typeset_text('Achevé le 1er mai : "merci" !', "fr") == "Achevé le 1er mai\u00a0: «\u00a0merci\u00a0»\u202f!"


def test_metadata_have_plain_no_break_spaces() -> None:
    assert plain_metadata("612 rencontres ! Lesquelles ?", "fr") == "612 rencontres\u00a0! Lesquelles\u00a0?"


def test_an_unknown_profile_is_refused() -> None:
    with pytest.raises(KeyError):
        typeset(text("Oui !"), "fr", "wide")


# Blocks and notes


def every_block() -> tuple[Block, ...]:
    words = text("L'ami")
    paragraph = Paragraph(inlines=words)
    return (
        paragraph,
        Heading(level=2, inlines=words),
        Quotation(blocks=(paragraph,), attribution=words),
        Division(kind="letter", blocks=(paragraph,)),
        List(items=((paragraph,), (paragraph,))),
        Definitions(entries=(Definition(words, ((paragraph,),)),)),
        Figure(picture=Picture("a.png", "L'ami"), caption=words, details=(paragraph,)),
        Table(head=((Cell(words),),), rows=((Cell(words),),), caption=words),
        Verse(stanzas=((VerseLine(words),),), attribution=words),
        Post(author="Anna l'amie", handle="@l'amie", blocks=(paragraph,)),
    )


def test_every_text_of_every_block_is_typeset() -> None:
    for block in typeset_blocks(every_block(), "fr"):
        shown = [item for inlines in each_inlines((block,)) for item in inlines]
        assert shown
        for item in shown:
            assert (item.alt if isinstance(item, Picture) else plain((item,))) == "L’ami", block


def test_generated_lists_are_typeset_but_for_names() -> None:
    contents = Contents(entries=(ContentsEntry(1, text("L'ami"), "lea", "Anna l'amie"),))
    index = Index(entries=(IndexEntry("L'ami", entries=(IndexEntry("l'autre"),)),))
    assert typeset_blocks((contents, index), "fr") == (
        Contents(entries=(ContentsEntry(1, text("L’ami"), "lea", "Anna l'amie"),)),
        Index(entries=(IndexEntry("L’ami", entries=(IndexEntry("l’autre"),)),)),
    )


def test_code_and_who_posted_stay() -> None:
    post, code = typeset_blocks((every_block()[-1], CodeBlock(text="l'ami")), "fr")
    assert isinstance(post, Post)
    assert (post.author, post.handle) == ("Anna l'amie", "@l'amie")
    assert code == CodeBlock(text="l'ami")


def test_a_block_in_another_language_has_its_own_habits() -> None:
    inside = Paragraph(inlines=text("Oui !"))
    blocks = (Quotation(blocks=(inside,), language="fr-CA"), Quotation(blocks=(inside,), language="de"), inside)
    printed = [plain(inlines) for inlines in each_inlines(typeset_blocks(blocks, "fr")) if inlines]
    assert printed == ["Oui!", "Oui !", "Oui\u202f!"]


def test_notes_are_typeset_in_the_profile_of_the_edition() -> None:
    note = Note("n1", 1, (Paragraph(inlines=text("Non : rien.")),))
    (printed,) = typeset_notes((note,), "fr", "all-fine")
    assert plain(next(each_inlines(printed.blocks))) == "Non\u202f: rien."


# The list of changes


def test_changes_say_what_was_typed_where_and_what_is_printed() -> None:
    typed = read('L\'ami "de *Léa*" ! Un 4x4...')
    assert changes(typed, typeset(typed, "fr")) == (
        Change(place(2, 3), "'", "’"),
        Change(place(7, 8), '"', "«\u00a0"),
        Change(place(16, 18), '" ', "\u00a0»\u202f"),
        Change(place(24, 25), "x", "×"),
        Change(place(26, 29), "...", "…"),
    )


def test_a_change_across_runs_goes_from_one_to_the_other() -> None:
    typed = read("Ah..*. non*")
    assert changes(typed, typeset(typed, "fr"))[0] == Change(place(3, 7), "...", "…")


def test_letters_that_are_marked_are_changes() -> None:
    typed = read("Le XIXe siècle")
    assert changes(typed, typeset(typed, "fr")) == (
        Change(place(4, 7), "XIX", "XIX", MarkKind.CENTURY),
        Change(place(7, 8), "e", "e", MarkKind.ORDINAL),
    )


def test_what_is_typeset_already_has_no_change() -> None:
    printed = typeset(read('L\'ami "de *Léa*", au 1er.'), "fr")
    assert changes(printed, typeset(printed, "fr")) == ()


def test_changes_of_a_contribution_cover_title_blocks_and_notes_in_their_languages() -> None:
    def paragraph(value: str, line: int, language: str = "") -> Paragraph:
        return Paragraph(inlines=(Run(value, (), place(1, 1 + len(value), line)),), language=language)

    contribution = Contribution(
        id="lea",
        path="page.md",
        title=(Run("L'ami", (), place(3, 8)),),
        blocks=(paragraph("Oui !", 3), paragraph("Ja !", 5, "de")),
        notes=(Note("n1", 1, (paragraph("12 km", 7),)),),
    )
    assert changes_of_contribution(contribution) == (
        Change(place(4, 5), "'", "’"),
        Change(place(4, 5, 3), " ", "\u202f"),
        Change(place(3, 4, 7), " ", "\u00a0"),
    )


# Any text

PIECES = re.findall(
    r"\S+",
    """
    " ' « » ‹ › “ ” ’ . .. ... … , ; : ! ? - -- — – ( ) << >> a Le M. Dupont 12 1 000 345 km h 30 x XIXe siècle 1er 2e
    etc. @anna #mot http://a.fr/b 10:30 :) :p ;) % °C n° p. 😀 / é † ‖ ⎵ ⍽ ⏎ *b* *.* `c` {en d} {en "}
    """,
)


def signs(value: str) -> str:
    """Return the letters and figures of `value`, which no habit may change."""
    return "".join(character for character in value if character.isalnum() and character != "x")


@pytest.mark.parametrize("language", ["fr", "fr-CA", "en", "en-GB"])
def test_any_text_keeps_its_letters_and_is_typeset_once_and_for_all(language: str) -> None:
    chance = random.Random(language)
    for _ in range(2000):
        line = "".join(chance.choice(PIECES) + " " * chance.choice((0, 0, 1, 2)) for _ in range(chance.randint(1, 25)))
        typed = read(line)
        once = typeset(typed, language)
        assert signs(plain(once)) == signs(plain(typed)), line
        assert typeset(once, language) == once, line
        old, new = (write(tuple(item for item in part if isinstance(item, Run))) for part in (typed, once))
        assert bool(changes(typed, once)) == (old != new), line


def test_edits_that_overlap_are_a_fault_of_the_habit() -> None:
    line = Line("abc", "abc", lambda _: ())
    with pytest.raises(ValueError, match="overlap"):
        line.apply([Edit(0, 2, "x"), Edit(1, 3, "y")])
