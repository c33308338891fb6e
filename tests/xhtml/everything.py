"""A publication made by hand: one section that uses every construct, and one that lists."""

from __future__ import annotations

from pipeline.composition import labels
from pipeline.model import (
    Block,
    Break,
    Cell,
    CodeBlock,
    Contents,
    ContentsEntry,
    Definition,
    Definitions,
    Division,
    Edition,
    Figure,
    Heading,
    Index,
    IndexEntry,
    IndexMark,
    Inline,
    List,
    Mark,
    MarkKind,
    Metadata,
    Note,
    NoteCall,
    PageNumber,
    Paragraph,
    Picture,
    Post,
    Publication,
    Quotation,
    Run,
    Section,
    Table,
    ThematicBreak,
    Verse,
    VerseLine,
    Volume,
    text,
)
from pipeline.xhtml import Target


def marked(words: str, kind: MarkKind, value: str = "") -> Run:
    return Run(words, (Mark(kind, value),))


def paragraph(name: str, *inlines: Inline | str, kind: str = "") -> Paragraph:
    runs = tuple(Run(item) if isinstance(item, str) else item for item in inlines)
    return Paragraph(id=name, inlines=runs, kind=kind)


MARKS = paragraph(
    "lea-marks",
    "Tout : ",
    marked("accent", MarkKind.EMPHASIS),
    marked(" fort", MarkKind.STRONG),
    marked(" xvi", MarkKind.CENTURY),
    marked("e", MarkKind.ORDINAL),
    marked(" capitales", MarkKind.SMALL_CAPS),
    marked("2", MarkKind.SUPERSCRIPT),
    marked("3", MarkKind.SUBSCRIPT),
    marked(" biffé", MarkKind.DELETED),
    marked(" a<b&c", MarkKind.CODE),
    marked(" site", MarkKind.LINK, 'https://exemple.fr/?a=1&b="2"'),
    marked(" Omar", MarkKind.REFERENCE, "omar"),
    PageNumber("omar", " (p. ", ")"),
    marked(" white book", MarkKind.LANGUAGE, "en"),
    marked(" ici", MarkKind.ANCHOR, "ici"),
    IndexMark("index", ("Sujet",), "lea-i-1"),
    Break(),
    Picture("images/coeur.png", "un cœur"),
    "fin.",
)

BLOCKS: tuple[Block, ...] = (
    Quotation(id="lea-epigraph", kind="epigraph", blocks=(paragraph("", "Exergue."),), attribution=text("Une amie")),
    paragraph("lea-first", "Premier alinéa", NoteCall("lea-n-1"), ", puis", NoteCall("lea-n-2"), "."),
    MARKS,
    Heading(id="lea-h", level=2, inlines=text("Un intertitre")),
    Quotation(id="lea-q", blocks=(paragraph("lea-q-p", "Cité."),), attribution=text("Proverbe")),
    Division(id="lea-letter", kind="letter", blocks=(paragraph("", "Chère amie,"),)),
    Division(id="lea-aside", kind="aside", blocks=(paragraph("", "À part."),), language="en"),
    List(id="lea-list", items=((paragraph("", "un"),), (paragraph("", "deux"),))),
    List(id="lea-steps", ordered=True, start=3, tight=False, items=((paragraph("", "trois"),),)),
    Definitions(id="lea-terms", entries=(Definition(text("Mot"), ((paragraph("", "Sens."),),)),)),
    Figure(
        id="lea-fig",
        picture=Picture("images/plan.png", "un plan"),
        caption=text("Le plan"),
        details=(paragraph("", "Au nord, la gare."),),
    ),
    Figure(id="lea-line", picture=Picture("images/filet.png", "", decorative=True)),
    Table(
        id="lea-table",
        caption=text("Comptes"),
        head=((Cell(text("An"), header=True), Cell(text("Total"), header=True, align="right")),),
        rows=((Cell(text("1990"), header=True), Cell(text("12"), align="right")),),
    ),
    Verse(
        id="lea-verse",
        stanzas=(
            (VerseLine(text("Un vers")), VerseLine(text("en retrait"), 2)),
            (VerseLine(text("seul")),),
        ),
        attribution=text("Anonyme"),
    ),
    Post(
        id="lea-post",
        author="Omar",
        handle="@omar",
        network="Mastodon",
        date="3 mai",
        blocks=(paragraph("", "Bonjour #monde"),),
    ),
    CodeBlock(id="lea-code", text="if a < b:\n    pass"),
    ThematicBreak(id="lea-pause"),
    paragraph("lea-last", "Fin", NoteCall("lea-n-1", again=True), "."),
    paragraph("", "Léa", kind="signature"),
)

NOTES = (
    Note("lea-n-1", 1, (paragraph("lea-n-1-p", "Une note ", marked("forte", MarkKind.STRONG), "."),)),
    Note(
        "lea-n-2",
        2,
        (
            List(items=((paragraph("", "liste"),),), ordered=True),
            Quotation(blocks=(paragraph("", "cité"),), attribution=text("Elle")),
            Verse(stanzas=((VerseLine(text("vers"), 1),),)),
            Table(head=(), rows=((Cell(text("a")), Cell(text("b"))),)),
            Figure(picture=Picture("images/coeur.png", "un cœur"), caption=text("Cœur")),
            Definitions(entries=(Definition(text("Mot"), ((paragraph("", "sens"),),)),)),
            Post(author="Omar", blocks=(paragraph("", "Salut"),)),
            CodeBlock(text="x < y"),
        ),
    ),
)

LEA = Section(
    id="lea",
    role="chapter",
    title=(Run("Léa & "), marked("moi", MarkKind.EMPHASIS)),
    subtitle=text("Récit"),
    authors=("Léa Martin", "Omar Diallo"),
    blocks=BLOCKS,
    notes=NOTES,
    level=1,
    language="fr",
)
OMAR = Section(id="omar", role="chapter", title=text("Omar"), blocks=(paragraph("omar-p", "Then."),), language="en")
LISTS = Section(
    id="lists",
    role="contents",
    title=text("Table des matières"),
    blocks=(
        Contents(
            entries=(
                ContentsEntry(1, text("Première partie"), "part"),
                ContentsEntry(2, LEA.title, "lea", "Léa Martin"),
            )
        ),
        Index(
            entries=(
                IndexEntry("Amitié", ("lea", "lea-i-1", "omar")),
                IndexEntry("Été", (), (IndexEntry("indien", ("omar",)),)),
            )
        ),
    ),
)

PUBLICATION = Publication(
    name="livre",
    volume=Volume(id="tome-1"),
    edition=Edition(name="epub", format="epub"),
    metadata=Metadata(title="Le livre"),
    title="Le livre",
    identifier="urn:uuid:0",
    sections=(LEA, OMAR, LISTS),
    labels=labels("fr"),
)

PAGES = {"lea": "5", "lea-i-1": "5", "omar": "9"}
EPUB = Target(
    syntax="xml", notes="gathered", href="{}.xhtml".format, asset="../{}".format, stylesheets=("../book.css",)
)
PAGED = Target(
    syntax="html", notes="foot", href="#{}".format, asset="asset:{}".format, page=PAGES.get, stylesheets=("book.css",)
)
