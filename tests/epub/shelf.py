"""Publications made by hand, with real images in a real store."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

from msgspec.structs import replace
from PIL import Image

from pipeline.composition import labels
from pipeline.formats import Context
from pipeline.model import (
    Asset,
    Block,
    Contributor,
    Division,
    Edition,
    Inlines,
    Metadata,
    PageBreak,
    PageMap,
    Paragraph,
    Publication,
    Section,
    Volume,
    map_inlines,
    text,
)
from pipeline.store import Store
from pipeline.styles import load_theme
from tests.xhtml.everything import PUBLICATION as CONSTRUCTS

EPUB = Edition(name="epub", format="epub", pages_from="print")
IMAGES = ("images/plan.png", "images/coeur.png", "images/filet.png")


def lines(**words: str) -> tuple[Block, ...]:
    return tuple(Paragraph(inlines=text(said), kind=kind) for kind, said in words.items())


TITLE_PAGE = Section(
    id="page-de-titre",
    role="title-page",
    blocks=(
        Division(
            kind="title-block",
            blocks=lines(author="Collectif", title="Le livre", subtitle="Récits", volume="Tome I", publisher="Le Pré"),
        ),
    ),
)


def chapter(name: str, *words: str, **fields: object) -> Section:
    blocks = tuple(Paragraph(id=f"{name}-{number}", inlines=text(one)) for number, one in enumerate(words, 1))
    values: dict[str, object] = {"title": text(name.title()), "level": 1, "blocks": blocks}
    return Section(id=name, role="chapter", **(values | fields))


def book(*sections: Section, **fields: object) -> Publication:
    """Return a publication of `sections` behind a title page."""
    values: dict[str, object] = {
        "name": "livre-tome-1-epub",
        "volume": Volume(id="tome-1", number=1, isbns=(("print", "978-2-07-000000-5"),)),
        "edition": EPUB,
        "metadata": Metadata(title="Le livre", subtitle="Récits", collective=True, publisher="Le Pré"),
        "title": "Le livre, tome I",
        "identifier": "urn:uuid:a0e1c2d4-0000-5000-8000-000000000001",
        "sections": (TITLE_PAGE, *sections),
        "labels": labels("fr"),
    }
    return Publication(**(values | fields))


def valid(inlines: Inlines) -> Inlines:
    """Return inlines with addresses as reading gives them: signs that no address may have are escaped."""
    return tuple(
        replace(item, marks=tuple(replace(mark, value=mark.value.replace('"', "%22")) for mark in item.marks))
        for item in inlines
    )


def everything(store: Store) -> Publication:
    """Return a publication with every construct, every piece of metadata, two levels of contents."""
    part = Section(id="part", role="part", title=text("Première partie"), level=1)
    lea, omar, lists = CONSTRUCTS.sections
    lea = replace(lea, blocks=map_inlines(lea.blocks, valid))
    contents, index = (replace(lists, blocks=(block,)) for block in lists.blocks)
    index = replace(index, id="index", role="index", title=text("Index"))
    awaited = Section(id="attendu", role="awaited", title=text("À venir"), level=1, blocks=lines(awaited="Attendu."))
    return book(
        part,
        replace(lea, level=2),
        replace(omar, level=2),
        awaited,
        index,
        contents,
        metadata=Metadata(
            title="Le livre",
            subtitle="Récits",
            collective=True,
            publisher="Le Pré",
            rights="© 2026 les auteurs",
            series="Rencontres",
            issn="1234-5679",
            set_isbn="978-2-07-000099-9",
            revised=date(2026, 3, 4),
            keywords=("réseaux sociaux", "rencontres"),
            description="Des récits : « vrais ».",
            subjects=(("thema", "JBCT1"), ("clil", "3080")),
        ),
        contributors=(
            Contributor(id="lea-m", name="Léa Martin", sort_name="Martin, Léa"),
            Contributor(id="omar-d", name="Omar Diallo", sort_name="Diallo, Omar"),
            Contributor(id="ana", name="Ana Ruiz", role="trl"),
        ),
        assets=tuple(image(store, name) for name in IMAGES),
        modified="2026-03-04T00:00:00Z",
    )


# The pages of a printed edition of that publication.
PAGES = PageMap(
    anchors={"page-de-titre": 1, "part": 3, "lea": 5, "lea-i-1": 5, "omar": 8, "attendu": 9, "lists": 11},
    labels=tuple(str(number) for number in range(1, 12)),
    breaks=(
        PageBreak(1, "1", "page-de-titre"),
        PageBreak(3, "3", "part"),
        PageBreak(5, "5", "lea"),
        PageBreak(6, "6", "lea", "lea-marks", 8),
        PageBreak(7, "7", "lea", "lea-table"),
        PageBreak(8, "8", "omar"),
        PageBreak(9, "9", "attendu"),
        PageBreak(10, "10", "colophon"),
        PageBreak(11, "11", "lists"),
    ),
)


class Laid:
    """What a format asks of a layout."""

    page_map = PAGES


def image(store: Store, name: str, size: tuple[int, int] = (40, 30), mode: str = "RGB") -> Asset:
    data = io.BytesIO()
    Image.new(mode, size, "#8a3324").save(data, Path(name).suffix[1:].replace("jpg", "jpeg"))
    kind = {".png": "image/png", ".jpg": "image/jpeg"}[Path(name).suffix]
    return Asset(name, kind, store.add(data.getvalue()), len(data.getvalue()), *size)


def context(folder: Path) -> Context:
    return Context(load_theme("default"), Store(folder / "store"))
