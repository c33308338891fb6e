"""One section through WeasyPrint, in whatever process: a chunk's PDF and what is known of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.layout.boxes import Reader, outer_links
from pipeline.layout.economy import parsed, sparing, uncollected
from pipeline.layout.engine import get_hb_object_data
from pipeline.layout.fetcher import Fetcher
from pipeline.layout.lines import engine as paragraph_engine
from pipeline.layout.sheet import recorded, sheet
from pipeline.layout.tags import tagged
from pipeline.layout.values import Bookmark, Chunk, Facts, FontFacts, Job, PageFacts

# PostScript points in a CSS pixel (CSS Values and Units Level 3, 5.2: 1in = 96px = 72pt).
POINTS = 0.75
# What every chunk's PDF is: tags are kept for the screen edition, the print edition leaves them out.
_PDF = {"pdf_tags": True, "pdf_version": "1.7"}


def make(job: Job) -> Chunk:
    """Lay out the section of `job` as if it began on a right-hand page.

    Raises FatalURLFetchingError when something asks for a file that is not the book's.
    """
    with uncollected():
        return _made(job)


def _made(job: Job) -> Chunk:
    known = sheet(job.surroundings)
    fetcher = Fetcher({sha256: (media_type, path) for sha256, media_type, path in job.images})
    spared = sparing(margin_boxes=known.margin_boxes, numbered=known.numbered)
    with recorded() as records, paragraph_engine() as set_lines, spared:
        document = parsed(job.html, fetcher, known.own).render(stylesheets=[known.css], font_config=known.fonts)
        reader = Reader()
        for page in document.pages:
            links = set(outer_links(page._page_box))
            page.links = [link for link in page.links if link[3] in links]
        pages = tuple(_page_facts(page, reader) for page in document.pages)
        with tagged(document):
            pdf = document.write_pdf(**_PDF)
    facts = Facts(
        pages=pages,
        anchors=_anchors(document),
        bookmarks=tuple(_bookmarks(document)),
        fonts=font_facts(document.fonts),
        records=(*known.records, *records),
        faults=reader.finish(),
        lines=set_lines.lines,
        left=dict(sorted(set_lines.fallbacks.items())),
    )
    return Chunk(facts, pdf)


def _page_facts(page: Any, reader: Reader) -> PageFacts:
    box = page._page_box
    return PageFacts(
        width=page.width * POINTS,
        height=page.height * POINTS,
        left=box.margin_left * POINTS,
        right=box.margin_right * POINTS,
        begins=reader.page(box),
    )


def _anchors(document: Any) -> dict[str, tuple[int, float, float]]:
    """Return where each anchor first stands."""
    found: dict[str, tuple[int, float, float]] = {}
    for number, page in enumerate(document.pages):
        for name, (x, y, _, _) in page.anchors.items():
            found.setdefault(name, (number, x * POINTS, (page.height - y) * POINTS))
    return found


def _bookmarks(document: Any) -> Iterator[Bookmark]:
    for number, page in enumerate(document.pages):
        for level, label, (x, y), _state in page.bookmarks:
            yield Bookmark(level, label, number, x * POINTS, (page.height - y) * POINTS)


def font_facts(fonts: Mapping[Any, Any]) -> dict[str, FontFacts]:
    """Return, by resource name, the faces that were drawn with: the hash of each file and the glyphs used."""
    found: dict[str, FontFacts] = {}
    for font in fonts.values():
        glyphs = {glyph: (text, font.widths[glyph]) for glyph, text in font.to_unicode.items()}
        if font.hash in found:
            glyphs = {**glyphs, **found[font.hash].glyphs}
        if glyphs:
            found[font.hash] = FontFacts(_file_hash(font), font.name.decode().partition("+")[2], glyphs)
    return found


def _file_hash(font: Any) -> str:
    """Return the SHA-256 of the file that a font came from (it is asked for once: the file is large)."""
    known: str | None = getattr(font, "tomes_sha256", None)
    if known is None:
        known = font.tomes_sha256 = hashlib.sha256(get_hb_object_data(font.hb_face)).hexdigest()
    return known
