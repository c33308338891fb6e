"""The book as its folder says it: metadata, people, texts, volumes, editions. Made by `pipeline.reading` only.

`span` is where a thing stands, `places` where each of its values does, by its key: `title`, `isbn.epub`, `keywords.0`.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from msgspec import Struct

from pipeline.diagnostic import Span
from pipeline.model.blocks import Block, Note
from pipeline.model.text import Inlines

# The names that `front:` and `back:` of a volume may list: pages that composition makes, and roles of contributions.
GENERATED_PAGES = ("half-title", "other-volumes", "title-page", "copyright", "notices", "index", "contents", "colophon")
FRONT_ROLES = ("dedication", "epigraph", "preface", "foreword", "introduction")
BACK_ROLES = ("conclusion", "afterword", "appendix", "bibliography", "acknowledgments")


class Asset(Struct, frozen=True):
    """A file of the manuscript that was checked and copied into the store, where `sha256` finds it.

    `name` is its path relative to the book's root; `width` and `height` are in px (0 when it is no image). `mode`,
    `has_profile` and `grey` are those of ImageFacts: how its colours are written, and whether it has any.
    """

    name: str
    media_type: str
    sha256: str
    size: int
    width: int = 0
    height: int = 0
    mode: str = ""
    has_profile: bool = False
    grey: bool = False


class Contributor(Struct, frozen=True, kw_only=True):
    """Somebody of the register; `role` is a MARC relator code (`aut`, `edt`, `aui`…).

    `consent` is `given`, `awaited` or `refused`. `handles` pairs a network with a handle.
    """

    id: str
    name: str
    sort_name: str = ""
    role: str = "aut"
    notice: tuple[Block, ...] = ()
    handles: tuple[tuple[str, str], ...] = ()
    links: tuple[str, ...] = ()
    orcid: str = ""
    isni: str = ""
    consent: str = "awaited"
    span: Span | None = None
    places: tuple[tuple[str, Span], ...] = ()


class Contribution(Struct, frozen=True, kw_only=True):
    """One text. `authors` are contributor ids; `status` is `ready`, `draft` or `awaited` (not written yet).

    `role` is empty for a text of the body, else its place in front or back matter, one of FRONT_ROLES or BACK_ROLES.
    `short_title` is its running head where the title is too long for one.
    `source` is the file's text, its lines ended by `\\n`. `directives` are its comments that begin with `tomes:`, each
    with what follows that word and where the comment stands.
    """

    id: str
    path: str
    title: Inlines
    subtitle: Inlines = ()
    short_title: str = ""
    authors: tuple[str, ...] = ()
    signature: Inlines = ()
    language: str = "fr"
    status: str = "ready"
    role: str = ""
    part: str = ""
    blocks: tuple[Block, ...] = ()
    notes: tuple[Note, ...] = ()
    source: str = ""
    directives: tuple[tuple[str, Span], ...] = ()
    span: Span | None = None
    places: tuple[tuple[str, Span], ...] = ()


class Part(Struct, frozen=True):
    """A part of a volume: a sub-folder of texts."""

    id: str
    title: Inlines
    span: Span | None = None


class Volume(Struct, frozen=True, kw_only=True):
    """A book that is published on its own: a tome, the collected edition, a sample.

    `contributions` are ids in reading order; `isbns` pairs an edition's name with its ISBN. `front` and `back` pair an
    edition's name (`*` for all) with the names of its pages in order (GENERATED_PAGES and roles), empty for the default
    order. `collects` names the
    volumes that this one brings together, each as a part. `more` is what the sample says of where the rest is.
    `editions` are the editions in which it is published, empty for all.
    """

    id: str
    title: str = ""
    number: int | None = None
    contributions: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    isbns: tuple[tuple[str, str], ...] = ()
    front: tuple[tuple[str, tuple[str, ...]], ...] = ()
    back: tuple[tuple[str, tuple[str, ...]], ...] = ()
    collects: tuple[str, ...] = ()
    sample: bool = False
    more: str = ""
    cover: str = ""
    editions: tuple[str, ...] = ()
    span: Span | None = None
    places: tuple[tuple[str, Span], ...] = ()


class Edition(Struct, frozen=True, kw_only=True):
    """How a volume is published: every difference between two editions is one of these values.

    `format` is a name of FORMATS; `trim` a name of styles/trims.toml (`148x210`); `notes` is `foot` or `end`;
    `variant` a name of the format's variants (`print`, `screen`); `pages_from` the edition whose pages the EPUB lists,
    or `none`; `front_folios` is `continuous` or `roman`; `spacing` a profile of typography; `notices` says where the
    contributors' notices stand: `back` (together, in the back matter), `after` (each after its author's last text) or
    `none`.
    """

    name: str
    format: str
    trim: str = "148x210"
    theme: str = "default"
    printer: str = ""
    variant: str = ""
    notes: str = "foot"
    pages_from: str = "none"
    front_folios: str = "continuous"
    spacing: str = "mixed"
    notices: str = "back"
    cover: str = ""
    span: Span | None = None


class Metadata(Struct, frozen=True, kw_only=True):
    """What shops, libraries and the law ask about the work; what is not known is empty, never invented."""

    title: str
    subtitle: str = ""
    short_title: str = ""  # the running head of left-hand pages, where the title is too long for one
    language: str = "fr"
    collective: bool = False
    publisher: str = ""
    publisher_address: str = ""
    rights: str = ""
    series: str = ""
    issn: str = ""
    set_isbn: str = ""
    revised: date | None = None
    keywords: tuple[str, ...] = ()
    description: str = ""
    subjects: tuple[tuple[str, str], ...] = ()
    price: str = ""
    legal_deposit: str = ""
    printer: str = ""
    printed: str = ""
    text_mining: str = ""
    span: Span | None = None
    places: tuple[tuple[str, Span], ...] = ()


class LintSettings(Struct, frozen=True):
    """Which rules speak and how loudly: codes or families; `severity` pairs a code or family with a severity."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: tuple[tuple[str, str], ...] = ()
    waivers: tuple[tuple[str, str, str], ...] = ()  # folder or file pattern, code, reason


class Book(Struct, frozen=True, kw_only=True):
    """Everything that was read, in the order of the manuscript. `root` is the book folder; `slug` names its files."""

    root: Path
    slug: str
    metadata: Metadata
    contributors: tuple[Contributor, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    volumes: tuple[Volume, ...] = ()
    editions: tuple[Edition, ...] = ()
    assets: tuple[Asset, ...] = ()
    lint: LintSettings = LintSettings()
    words: tuple[str, ...] = ()  # the book's own dictionary, manuscript/dictionnaire.txt
    spare: tuple[str, ...] = ()  # pictures of the manuscript that nothing shows
    sources: tuple[tuple[str, str], ...] = ()  # every file read: its path and the SHA-256 of its bytes


def place(one: Metadata | Contributor | Contribution | Volume, key: str) -> Span | None:
    """Return where the value of `key` stands, or the nearest thing that holds it: of `isbn.epub`, all of `isbn`."""
    places = dict(one.places)
    while key and key not in places:
        key = key.rpartition(".")[0]
    return places.get(key, one.span)
