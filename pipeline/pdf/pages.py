"""Pages of the book from pages of chunks: their side, their boxes, their heads and folios."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from pikepdf import Array, Dictionary, Object, Page, Pdf, Stream

from pipeline.layout.values import Layout, PageFacts, Stamp
from pipeline.pdf.variants import Variant

# Marked-content properties of page furniture (ISO 32000-1, 14.8.2.2): reading aloud passes over it.
_ARTIFACT = b"/Artifact <</Type /Pagination>> BDC"


class Slot(Struct, frozen=True):
    """A page of the book: where it comes from and how far it moves.

    `shift` moves the chunk's page and `stamp_shift` its head and folio to the right, in points. A blank page has
    neither chunk nor facts.
    """

    number: int
    chunk: int = -1
    offset: int = 0
    facts: PageFacts | None = None
    shift: float = 0.0
    stamp_shift: float = 0.0


def slots(layout: Layout, variant: Variant) -> tuple[Slot, ...]:
    """Return every page of the layout in order."""
    pages = [Slot(number) for number in range(layout.begin, layout.begin + layout.pages)]
    for index, placed in enumerate(layout.placed):
        for offset, facts in enumerate(placed.chunk.facts.pages):
            number = placed.first + offset
            turned = number % 2 == offset % 2  # a chunk's first page (offset 0) was laid out as a recto (odd)
            own = facts.right if turned else facts.left  # the left margin of that side of the opened book
            wanted = own if variant.mirrored else (facts.left + facts.right) / 2
            pages[number - layout.begin] = Slot(number, index, offset, facts, wanted - facts.left, wanted - own)
    return tuple(pages)


def add_blank(book: Pdf, like: PageFacts) -> Object:
    """Add a page with nothing on it at all, of the size of another, and return it."""
    page = book.add_blank_page(page_size=(like.width, like.height))
    page.obj.TrimBox = page.obj.BleedBox = Array([0, 0, like.width, like.height])
    return page.obj


def stands_alone(chunk: Pdf) -> bool:
    """Return whether the pages of a chunk have no streams but their contents: the chunk may be closed once copied.

    Its fonts are those of the book, so its own are taken off.
    """
    resources = chunk.pages[0].obj.Resources
    if any(len(resources.get(kind, ())) for kind in ("/XObject", "/Pattern", "/Shading")):
        return False
    resources.Font = Dictionary()
    return True


def copy_page(book: Pdf, page: Page, *, alone: bool, plain: bool) -> Object:
    """Add a page of a chunk to the book and return it; a `plain` one keeps nothing that only a screen uses.

    A chunk that stands `alone` lends nothing: the contents are copied, and do not hold it open.
    """
    contents = page.obj.Contents
    if plain:
        for key in ("/Annots", "/StructParents", "/Tabs"):
            if key in page.obj:
                del page.obj[key]
    if alone:
        del page.obj["/Contents"]
    book.pages.append(page)
    copied = book.pages[-1].obj
    if alone:
        copied.Contents = Stream(book, contents.read_raw_bytes(), Dictionary(Filter=contents.Filter))
    return copied


def dress(book: Pdf, page: Object, slot: Slot, stamps: tuple[Stamp, ...]) -> None:
    """Move a page's content into place and lay its head and folio over it."""
    if not stamps and not slot.shift:
        return
    content = page.get("/Contents", Array())
    streams = list(content) if isinstance(content, Array) else [content]
    before = book.make_stream(b"q" + _moved(slot.shift))
    after = book.make_stream(b"Q\n" + b"\n".join(_stamped(stamps, slot.stamp_shift)))
    page.Contents = Array([before, *streams, after])


def _moved(shift: float) -> bytes:
    return f" 1 0 0 1 {shift:.4f} 0 cm".encode() if shift else b""


def _stamped(stamps: tuple[Stamp, ...], shift: float) -> Iterator[bytes]:
    for stamp in stamps:
        yield _ARTIFACT
        yield b"q" + _moved(shift)
        yield stamp.operators
        yield b"Q EMC"
