"""The facts of a PDF, read back from the file: its pages and their boxes, fonts, structure, outline, labels, images."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import Any

import pikepdf
from msgspec import Struct
from pikepdf import Name, Pdf

from pipeline.diagnostic import BookError, Diagnostic, Span, error
from pipeline.inspection.pdffonts import Font, font_faults, fonts

# What is wrong in a file is said by our diagnostics; where nobody listens, Python would print these remarks.
logging.getLogger("pikepdf").addHandler(logging.NullHandler())

# A point is 1/72 of an inch (ISO 32000-1, 8.3.2.3).
MILLIMETRES = 25.4 / 72
BOXES = ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox")
# What one compressed stream may unfold to: a print image of 100 million dots in four inks.
MAX_STREAM = 400_000_000
# Deeper outlines than this are loops or mischief.
MAX_LEVEL = 32
# PDFs may hold these, a book never does (ISO 32000-1, 7.11.4 and 12.6.4).
_ACTIVE = ("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/Movie", "/Sound", "/Rendition")

Box = tuple[float, float, float, float]


class Page(Struct, frozen=True):
    """A page: its label, and the boxes that it states, in millimetres: left, bottom, width, height."""

    label: str
    boxes: tuple[tuple[str, Box], ...]

    def box(self, name: str) -> Box:
        """Return a box; one that is not stated is as large as the crop box, that one as the sheet (14.11.2)."""
        stated = dict(self.boxes)
        return stated.get(name) or stated.get("CropBox") or stated["MediaBox"]


class Entry(Struct, frozen=True):
    """A line of the outline: its level from 1, its words, the page it leads to (from 1; 0 when it leads nowhere)."""

    level: int
    title: str
    page: int


class Image(Struct, frozen=True):
    """An image as the page `page` (from 1) holds it: dots across and down, colour space, bits per component."""

    page: int
    width: int
    height: int
    colours: str
    bits: int


class PdfFacts(Struct, frozen=True, kw_only=True):
    """What is known of a PDF. `metadata` holds the document information; `structure` counts elements by their type.

    `claims` are the standards that the file says it keeps.
    """

    version: str
    language: str
    metadata: tuple[tuple[str, str], ...]
    claims: tuple[str, ...]
    pages: tuple[Page, ...]
    fonts: tuple[Font, ...]
    structure: tuple[tuple[str, int], ...]
    outline: tuple[Entry, ...]
    images: tuple[Image, ...]
    links: int


@contextmanager
def opened(data: bytes, name: str) -> Iterator[Pdf]:
    """Give the PDF in `data`; `name` is what messages call it.

    BookError P201 when it is no whole PDF or when reading it inside the block shows damage, P202 when it is locked.
    """
    if b"%%EOF" not in data[-2048:]:  # what was cut off would be guessed, and the book called whole
        raise BookError([error("P201", Span(name), file=name, reason="%%EOF")])
    before: Any = pikepdf.settings.set_qpdf_limits(flate_max_memory=MAX_STREAM, run_length_max_memory=MAX_STREAM)
    try:
        with Pdf.open(BytesIO(data), attempt_recovery=False) as pdf:
            yield pdf
    except pikepdf.PasswordError as fault:
        raise BookError([error("P202", Span(name), file=name)]) from fault
    except _DAMAGE as fault:
        raise BookError([error("P201", Span(name), file=name, reason=_reason(fault))]) from fault
    finally:
        pikepdf.settings.set_qpdf_limits(**before)


# What reading objects of another type than they should be raises.
_DAMAGE = (pikepdf.PikepdfError, AttributeError, KeyError, IndexError, TypeError, ValueError, RuntimeError)


def _reason(fault: Exception) -> str:
    words = str(fault).replace("\n", " ").removeprefix("<_io.BytesIO object>").strip(" :")
    return words or type(fault).__name__


def facts(pdf: Pdf) -> PdfFacts:
    """Return the facts of a PDF that was opened with `opened`."""
    pages = [page.obj for page in pdf.pages]
    numbers = {page.objgen: number for number, page in enumerate(pages, 1)}
    annotations = [note for page in pages for note in page.get("/Annots", ())]
    return PdfFacts(
        version=pdf.pdf_version,
        language=str(pdf.Root.get("/Lang", "")),
        metadata=tuple((str(key).removeprefix("/"), str(value)) for key, value in pdf.docinfo.items()),
        claims=tuple(_claims(pdf)),
        pages=tuple(_page(page) for page in pdf.pages),
        fonts=fonts(pages),
        structure=tuple(sorted(_structure(pdf).items())),
        outline=tuple(_outline(pdf, numbers)),
        images=tuple(_images(pages)),
        links=sum(note.get("/Subtype") == Name.Link for note in annotations),
    )


def faults(pdf: Pdf, name: str, good: Container[int] = ()) -> tuple[Diagnostic, ...]:
    """Return what no PDF of a book may have: missing fonts, empty glyphs, and what acts or hides (P205).

    `good` are the pages, from 0, of which it is known that they show no empty glyph.
    """
    annotations = [note for page in pdf.pages for note in page.obj.get("/Annots", ())]
    active = (error("P205", Span(name), file=name, kind=kind.removeprefix("/")) for kind in _active(pdf, annotations))
    return (*font_faults(pdf, name, good), *active)


def _page(page: pikepdf.Page) -> Page:
    boxes = ((name.removeprefix("/"), _millimetres(page.obj[name])) for name in BOXES if name in page.obj)
    stated = dict(boxes)
    stated.setdefault("MediaBox", _millimetres(page.mediabox))  # may be inherited from the page tree
    return Page(str(page.label), tuple(stated.items()))


def _millimetres(box: Any) -> Box:
    left, bottom, right, top = (float(value) * MILLIMETRES for value in box)
    return round(left, 2), round(bottom, 2), round(right - left, 2), round(top - bottom, 2)


def _claims(pdf: Pdf) -> Iterator[str]:
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        for name, key in (("PDF/UA", "pdfuaid:part"), ("PDF/A", "pdfaid:part"), ("PDF/X", "pdfxid:GTS_PDFXVersion")):
            if metadata.get(key):
                yield f"{name}-{metadata[key]}" if name != "PDF/X" else str(metadata[key])


def _structure(pdf: Pdf) -> Counter[str]:
    """Return how many elements of each type the structure tree has (ISO 32000-1, 14.7.2)."""
    found: Counter[str] = Counter()
    waiting, seen = [pdf.Root.get("/StructTreeRoot")], set()
    while waiting:
        node = waiting.pop()
        if isinstance(node, pikepdf.Array):
            waiting += list(node)
        elif isinstance(node, pikepdf.Dictionary) and (not node.is_indirect or node.objgen not in seen):
            seen.add(node.objgen)
            if "/S" in node and node.get("/Type") != Name.MCR:
                found[str(node.S).removeprefix("/")] += 1
            waiting.append(node.get("/K"))
    return found


def _outline(pdf: Pdf, numbers: dict[tuple[int, int], int]) -> Iterator[Entry]:
    names = _destinations(pdf)
    root: Any = pdf.Root.get("/Outlines", {})
    waiting: list[tuple[int, Any]] = [(1, root.First)] if "/First" in root else []
    seen = set()
    while waiting:
        level, node = waiting.pop()
        if node.objgen in seen or level > MAX_LEVEL:
            continue
        seen.add(node.objgen)
        yield Entry(level, str(node.get("/Title", "")), _target(node, names, numbers))
        waiting += [(level, node.Next)] if "/Next" in node else []
        waiting += [(level + 1, node.First)] if "/First" in node else []


def _destinations(pdf: Pdf) -> dict[str, Any]:
    """Return the named destinations, those of the name tree and the older dictionary (ISO 32000-1, 12.3.2.3)."""
    names: Any = pdf.Root.get("/Names", {})
    found = {str(key).removeprefix("/"): value for key, value in pdf.Root.get("/Dests", {}).items()}
    if "/Dests" in names:
        found |= {str(key): value for key, value in pikepdf.NameTree(names.Dests).items()}
    return found


def _target(node: Any, names: dict[str, Any], numbers: dict[tuple[int, int], int]) -> int:
    place = node.get("/Dest", node.get("/A", {}).get("/D"))
    if isinstance(place, pikepdf.String | pikepdf.Name):
        place = names.get(str(place).removeprefix("/"))
    if isinstance(place, pikepdf.Dictionary):
        place = place.get("/D")
    return numbers.get(place[0].objgen, 0) if isinstance(place, pikepdf.Array) and len(place) else 0


def _images(pages: Sequence[Any]) -> Iterator[Image]:
    seen: set[tuple[int, int]] = set()
    for number, page in enumerate(pages, 1):
        for picture in _pictures(page.get("/Resources", {}), seen):
            colours = picture.get("/ColorSpace", Name("/mask"))
            kind = str(colours[0] if isinstance(colours, pikepdf.Array) else colours).removeprefix("/")
            size = int(picture.Width), int(picture.Height)
            yield Image(number, *size, kind, int(picture.get("/BitsPerComponent", 1)))


def _pictures(resources: Any, seen: set[tuple[int, int]]) -> Iterator[Any]:
    """Yield the image objects of a page, those inside its forms too, each once in the whole file."""
    for item in resources.get("/XObject", {}).values():
        if item.objgen in seen:
            continue
        seen.add(item.objgen)
        if item.get("/Subtype") == Name.Image:
            yield item
        else:
            yield from _pictures(item.get("/Resources", {}), seen)


def _active(pdf: Pdf, annotations: Sequence[Any]) -> Iterator[str]:
    if len(pdf.attachments) or any(note.get("/Subtype") == Name.FileAttachment for note in annotations):
        yield "/EmbeddedFiles"
    names: Any = pdf.Root.get("/Names", {})
    actions = [pdf.Root.get("/OpenAction"), *(note.get("/A") for note in annotations)]
    kinds = {str(one.get("/S", "")) for one in actions if isinstance(one, pikepdf.Dictionary)}
    kinds |= {"/JavaScript"} if "/JavaScript" in names else set()
    yield from sorted(kinds.intersection(_ACTIVE))
