"""Publications made by hand, to be laid out: long and short sections, notes, an image, references, contents."""

from __future__ import annotations

import hashlib
import io

from msgspec.structs import replace

from pipeline.composition import labels
from pipeline.diagnostic import Span
from pipeline.model import (
    Asset,
    Contents,
    ContentsEntry,
    Edition,
    Index,
    IndexEntry,
    Inline,
    Metadata,
    Note,
    NoteCall,
    PageNumber,
    Paragraph,
    Publication,
    Run,
    Section,
    Volume,
    text,
)
from pipeline.store import Store
from tests.xhtml import everything

PRINT = Edition(name="print", format="pdf", variant="print")
SCREEN = Edition(name="screen", format="pdf", variant="screen")

SENTENCE = (
    "Personne ne savait plus très bien comment la conversation avait commencé, ni qui avait écrit le premier message ; "
    "mais chacun se souvenait de l’avoir lu, un soir, à une heure où les rues étaient vides. "
)


def paragraph(name: str, *inlines: Inline | str) -> Paragraph:
    runs = tuple(Run(item) if isinstance(item, str) else item for item in inlines)
    return Paragraph(id=name, inlines=runs, span=Span(f"{name.partition('-')[0]}.md", 3))


def chapter(name: str, paragraphs: int = 3, start: str = "next", **fields: object) -> Section:
    """Return a text; ten of its paragraphs fill about a page and a half. No two paragraphs are the same."""
    blocks = tuple(
        paragraph(f"{name}-{number}", f"{name} {number}. " + SENTENCE * (2 + number % 3))
        for number in range(1, paragraphs + 1)
    )
    values: dict[str, object] = {"blocks": blocks, "title": text(name.title()), "level": 1, "start": start}
    return Section(**({"id": name, "role": "chapter", "span": Span(f"{name}.md")} | values | fields))


def contents(*sections: Section) -> Section:
    entries = tuple(ContentsEntry(1, section.title, section.id) for section in sections)
    return Section(id="contents", role="contents", title=text("Table"), level=1, blocks=(Contents(entries=entries),))


def refers(name: str, to: str) -> Section:
    """Return a short text that names the page of another."""
    return chapter(name, blocks=(paragraph(f"{name}-1", "Voir plus loin", PageNumber(to, " (p. ", ")"), "."),))


def title_page(name: str = "titre", role: str = "title-page") -> Section:
    return Section(
        id=name,
        role=role,
        start="recto",
        folios=False,
        blocks=(Paragraph(id=f"{name}-1", kind="title", inlines=text("Le livre")),),
    )


def publication(*sections: Section, edition: Edition = PRINT, assets: tuple[Asset, ...] = ()) -> Publication:
    return Publication(
        name="livre",
        volume=Volume(id="tome-1"),
        edition=edition,
        metadata=Metadata(title="Le livre"),
        title="Le livre",
        identifier="urn:uuid:0",
        sections=sections,
        assets=assets,
        labels=labels("fr"),
    )


def noted(name: str, notes: int = 8) -> Section:
    """Return a text with a note in each of its paragraphs."""
    bodies = tuple(
        Note(f"{name}-n-{number}", number, (paragraph("", f"Note {number} de {name}. " + SENTENCE),))
        for number in range(1, notes + 1)
    )
    blocks = tuple(
        paragraph(f"{name}-{number}", f"{name} {number}. " + SENTENCE, NoteCall(f"{name}-n-{number}"), SENTENCE)
        for number in range(1, notes + 1)
    )
    return chapter(name, blocks=blocks, notes=bodies)


def image(store: Store, name: str) -> Asset:
    from PIL import Image

    data = io.BytesIO()
    Image.new("RGB", (60, 40), (40, 90, 160)).save(data, "PNG")
    store.add(data.getvalue())
    sha256 = hashlib.sha256(data.getvalue()).hexdigest()
    return Asset(name, "image/png", sha256, len(data.getvalue()), 60, 40)


def rich(store: Store, edition: Edition = PRINT) -> Publication:
    """Return a book with every construct, notes, references both ways, an index and contents."""
    assets = tuple(image(store, name) for name in ("images/coeur.png", "images/plan.png", "images/filet.png"))
    texts = (replace(everything.LEA, start="recto"), chapter("longue", 14), noted("notes"), everything.OMAR)
    index = Index(id="index-list", entries=(IndexEntry("Amitié", ("lea-i-1", "longue-9", "omar")),))
    return publication(
        title_page("faux-titre", "half-title"),
        title_page(),
        *texts,
        refers("retour", "longue-9"),
        Section(id="index", role="index", title=text("Index"), level=1, blocks=(index,)),
        contents(*texts),
        edition=edition,
        assets=assets,
    )
