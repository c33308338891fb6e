"""Volumes and editions: what book.yaml and the tome.yaml files say, and what is meant when they say nothing."""

from __future__ import annotations

from pathlib import PurePosixPath

from msgspec import Struct, field
from msgspec.structs import asdict

from pipeline.diagnostic import Diagnostic, Span, error
from pipeline.model import BACK_ROLES, FRONT_ROLES, GENERATED_PAGES, Edition, Part, Volume
from pipeline.reading.files import Manuscript
from pipeline.reading.links import identifier
from pipeline.reading.pictures import asset_name
from pipeline.reading.shapes import BookFile, TomeFile, VolumeTable
from pipeline.reading.validation import near
from pipeline.reading.yaml import Location, Yaml

# The volume of a book that is not in tomes.
ONLY = "book"
EDITIONS = (
    Edition(name="epub", format="epub", pages_from="print"),
    Edition(name="print", format="pdf", variant="print"),
    Edition(name="screen", format="pdf", variant="screen"),
)

# What a file tells of a volume: its table, the file, and where in it the table stands.
_Told = tuple[TomeFile, Yaml, Location]


class Shelf(Struct):
    """What volumes are made from: the texts of every folder, and all parts, editions and faults."""

    manuscript: Manuscript
    parts: dict[str, Part] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)  # a text's path -> its id
    editions: tuple[Edition, ...] = ()
    diagnostics: list[Diagnostic] = field(default_factory=list)
    covers: list[tuple[str, Span]] = field(default_factory=list)

    def texts(self, volume: str) -> list[str]:
        """Return the ids of the texts in a tome's folder, or in no tome's when `volume` is empty."""
        return [
            self.ids[text.path] for text in self.manuscript.texts if text.volume == volume and text.path in self.ids
        ]

    def edition(self, name: str, span: Span) -> None:
        """Write down an edition that nobody defined."""
        known = [edition.name for edition in self.editions]
        if name not in known:
            self.diagnostics.append(error("B023", span, name=name, near=near(name, known)))


def editions(shelf: Shelf, book: BookFile, yaml: Yaml) -> tuple[Edition, ...]:
    """Return the editions of a book, the usual three when it names none."""
    known = ("none", *book.editions)
    made: list[Edition] = []
    for name, table in book.editions.items():
        at = ("editions", name)
        if table.pages_from not in known:
            span = yaml.span(*at, "pages_from")
            shelf.diagnostics.append(error("B023", span, name=table.pages_from, near=near(table.pages_from, known)))
        elif table.pages_from != "none" and book.editions[table.pages_from].format != "pdf":
            shelf.diagnostics.append(error("B039", yaml.span(*at, "pages_from"), name=table.pages_from))
        usual = "print" if table.format == "pdf" else ""
        values = {
            **asdict(table),
            "variant": table.variant or usual,
            "cover": _cover(shelf, table.cover, yaml, (*at, "cover")),
        }
        made.append(Edition(name=name, span=yaml.key(*at), **values))
    return tuple(made) or EDITIONS


def volumes(shelf: Shelf, book: BookFile, yaml: Yaml, tomes: list[tuple[str, TomeFile, Yaml]]) -> tuple[Volume, ...]:
    """Return every volume: the tomes in order, or the only volume, then those of book.yaml."""
    made: dict[str, Volume] = {}
    for name, table, source in tomes:
        made[name] = _volume(shelf, name, (table, source, ()), shelf.texts(name))
    if not tomes:
        made[ONLY] = Volume(id=ONLY, contributions=tuple(shelf.texts("")), parts=tuple(shelf.parts.values()))
    for name, extra in book.volumes.items():
        if name in made:
            shelf.diagnostics.append(error("B032", yaml.key("volumes", name), name=name))
            continue
        made[name] = _made(shelf, made, name, extra, yaml)
    return tuple(made.values())


def _made(shelf: Shelf, known: dict[str, Volume], name: str, table: VolumeTable, yaml: Yaml) -> Volume:
    """Return a volume of book.yaml: of whole volumes, of chosen texts, or of both."""
    at = ("volumes", name)
    texts: list[str] = []
    for index, other in enumerate(table.collects):
        if other in known:
            texts.extend(known[other].contributions)
        else:
            place = yaml.span(*at, "collects", index)
            shelf.diagnostics.append(error("B022", place, name=other, near=near(other, known)))
    return _volume(shelf, name, (table, yaml, at), texts)


def _volume(shelf: Shelf, name: str, told: _Told, texts: list[str]) -> Volume:
    table, yaml, at = told
    extra = table if isinstance(table, VolumeTable) else VolumeTable()
    chosen = _chosen(shelf, told, texts) if table.contents else texts
    if not chosen:
        shelf.diagnostics.append(error("B031", yaml.key(*at), name=name))
    for index, edition in enumerate(table.editions):
        shelf.edition(edition, yaml.span(*at, "editions", index))
    held = {text.part for text in shelf.manuscript.texts if shelf.ids.get(text.path) in chosen}
    return Volume(
        id=name,
        title=table.title,
        number=table.number,
        contributions=tuple(chosen),
        parts=tuple(part for identifier, part in shelf.parts.items() if identifier in held),
        isbns=tuple(table.isbn.items()),
        front=_pages(shelf, table.front, yaml, (*at, "front")),
        back=_pages(shelf, table.back, yaml, (*at, "back")),
        collects=tuple(extra.collects),
        sample=extra.sample,
        more=extra.more,
        cover=_cover(shelf, table.cover, yaml, (*at, "cover")),
        editions=tuple(table.editions),
        span=yaml.key(*at),
        places=yaml.places(*at),
    )


def _chosen(shelf: Shelf, told: _Told, texts: list[str]) -> list[str]:
    """Return the texts that `contents:` names, by id or by file; a volume has them after those that it collects."""
    table, yaml, at = told
    known = list(shelf.ids.values())
    chosen: list[str] = []
    for index, name in enumerate(table.contents):
        span = yaml.span(*at, "contents", index)
        text = identifier(PurePosixPath(name).stem if name.endswith(".md") else name)
        if text not in known:
            shelf.diagnostics.append(error("B024", span, name=name, near=near(text, known)))
        elif text in chosen:
            shelf.diagnostics.append(error("B030", span, name=name))
        else:
            chosen.append(text)
    collected = texts if isinstance(table, VolumeTable) else []
    return [*collected, *(text for text in chosen if text not in collected)]


def _pages(
    shelf: Shelf, pages: list[str] | dict[str, list[str]], yaml: Yaml, at: Location
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the pages of front or back matter by edition, `*` for all."""
    known = (*GENERATED_PAGES, *FRONT_ROLES, *BACK_ROLES)
    named = pages if isinstance(pages, dict) else ({"*": pages} if pages else {})
    for edition, names in named.items():
        place = at if edition == "*" else (*at, edition)
        if edition != "*":
            shelf.edition(edition, yaml.key(*place))
        for index, name in enumerate(names):
            if name not in known:
                span = yaml.span(*place, index)
                shelf.diagnostics.append(error("B035", span, name=name, near=near(name, known)))
    return tuple((edition, tuple(names)) for edition, names in named.items())


def _cover(shelf: Shelf, address: str, yaml: Yaml, at: Location) -> str:
    if not address:
        return ""
    span = yaml.span(*at)
    name = asset_name(PurePosixPath(yaml.path).parent, address, span)
    if isinstance(name, Diagnostic):
        shelf.diagnostics.append(name)
        return ""
    shelf.covers.append((name, span))
    return name
