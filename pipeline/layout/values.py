"""What goes into a chunk and what comes out: plain values that travel to workers and rest in the cache."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

if TYPE_CHECKING:  # a worker does without them
    from pipeline.diagnostic import Diagnostic, Span
    from pipeline.model import PageMap
    from pipeline.styles.values import Page


class Surroundings(Struct, frozen=True):
    """What all chunks of an edition share: the style sheet, the faces, the private fontconfig file.

    `css` is complete: nothing else is fetched but images by their hash. `faces` pairs the SHA-256 of each font file
    with its path. `page` is what pictures are fitted to; without it they keep their own size.
    """

    css: str
    faces: tuple[tuple[str, str], ...]
    fontconfig: str
    page: Page | None = None

    @property
    def fonts(self) -> str:
        """Return the hash by which the fontconfig file is named: which faces it shows, and under which names."""
        return Path(self.fontconfig).parent.name


class Job(Struct, frozen=True):
    """One section to lay out: its HTML document and the images in it (hash, media type and path of each).

    `span` is where the section stands in the manuscript, to say so when it cannot be laid out.
    """

    section: str
    html: str
    surroundings: Surroundings
    images: tuple[tuple[str, str, str], ...] = ()
    span: Span | None = None


# The pages of an opened book: odd ones on the right, even ones on the left.
SIDES = ("recto", "verso")


class Wanted(Struct, frozen=True, order=True):
    """A stamp to draw: `kind` is `head` or `folio`, `side` is one of SIDES."""

    kind: str
    side: str
    text: str

    @property
    def name(self) -> str:
        """Return what the stamp is called in the cache."""
        return f"{self.kind} {self.side} {self.text}"


class StampJob(Struct, frozen=True):
    """Stamps to draw in one go, in the language of the book."""

    wanted: tuple[Wanted, ...]
    language: str
    surroundings: Surroundings


AnyJob = Job | StampJob


def bare(job: AnyJob) -> AnyJob:
    """Return a job as far as a worker needs it: to unpack the rest, it would have to load the model and the styles."""
    around = replace(job.surroundings, page=None)
    if isinstance(job, Job):
        return replace(job, surroundings=around, span=None)
    return replace(job, surroundings=around)


class PageFacts(Struct, frozen=True):
    """One page of a chunk, in PostScript points: its size, its left and right margins.

    `begins` is the block that stands first on it, and how many characters of that block, spaces left out, stand on
    earlier pages; None on an empty page. An empty block means the section's opening.
    """

    width: float
    height: float
    left: float
    right: float
    begins: tuple[str, int] | None = None


class FontFacts(Struct, frozen=True):
    """A face as a chunk uses it: the hash of its file, and for each glyph its text and its width (1/1000 em)."""

    sha256: str
    family: str
    glyphs: Mapping[int, tuple[str, float]]


class Bookmark(Struct, frozen=True):
    """A heading for the outline: level 1 to 6, label, page of the chunk (from 0), and its place in points."""

    level: int
    label: str
    page: int
    x: float
    y: float


class Fault(Struct, frozen=True):
    """Text that is not as a reader expects it: `kind` is `off-page`, `lost`, or `loose` for a line of wide spaces.

    `block` is a block's or note's id, `page` the page of the chunk (from 0).
    """

    kind: str
    block: str
    excerpt: str
    page: int = 0


class Facts(Struct, frozen=True):
    """What is known of a chunk besides its PDF.

    `anchors` gives the page (from 0) of each anchor and its place on it in points; `records` are the layout engine's
    own remarks, as they were made; `lines` counts those that the paragraph engine set, `left`, by kind, those that it
    left to WeasyPrint.
    """

    pages: tuple[PageFacts, ...]
    anchors: Mapping[str, tuple[int, float, float]]
    bookmarks: tuple[Bookmark, ...] = ()
    fonts: Mapping[str, FontFacts] = field(default_factory=dict)
    records: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    lines: int = 0
    left: Mapping[str, int] = field(default_factory=dict)


class Chunk(Struct, frozen=True):
    """A section laid out as if it began on a right-hand page, without heads, folios and font programs."""

    facts: Facts
    pdf: bytes


class Stamp(Struct, frozen=True):
    """A running head or a folio: drawing operators in a page's coordinates, and the glyphs that they show.

    `fonts` maps a font's resource name to the glyphs used of it, `opacities` that of a graphics state to its opacity;
    `lines` counts the lines that the text took.
    """

    operators: bytes
    fonts: Mapping[str, FontFacts]
    opacities: Mapping[str, float] = field(default_factory=dict)
    lines: int = 1


class Placed(Struct, frozen=True):
    """A chunk in the book: the section it shows and the page (from 1) on which it begins."""

    section: str
    first: int
    chunk: Chunk


class Layout(Struct, frozen=True):
    """A publication laid out, or the part of it that begins on page `begin`.

    `stamps` holds, for each page, its head and folio (may be empty); `page_map` is that of the whole.
    """

    placed: tuple[Placed, ...]
    page_map: PageMap
    stamps: tuple[tuple[Stamp, ...], ...]
    faces: tuple[tuple[str, str], ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    begin: int = 1

    @property
    def pages(self) -> int:
        """Return the number of pages, blanks included."""
        return len(self.stamps)
