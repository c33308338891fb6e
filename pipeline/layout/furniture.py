"""Running heads and folios: drawn apart from the text, one operator string for each (text, side).

They are laid out on two pages, a recto and a verso, where all lie over one another:
`section.furniture.recto > p.head > span`, `section.furniture.recto > p.folio > span`, and the same in `.verso`. The
style sheet takes each `p` out of the flow and puts it in its place on the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Any

from pipeline.layout.boxes import text_lines
from pipeline.layout.chunk import POINTS, font_facts
from pipeline.layout.engine import (
    HTML,
    AbsolutePlaceholder,
    Dictionary,
    StackingContext,
    Stream,
    draw_stacking_context,
)
from pipeline.layout.sheet import sheet
from pipeline.layout.values import SIDES, Stamp, StampJob, Wanted


def stamp_document(wanted: Sequence[Wanted], language: str) -> str:
    """Return the document of two pages on which the stamps lie over one another."""
    body = "".join(_page(side, [item for item in wanted if item.side == side]) for side in SIDES)
    head = '<meta charset="utf-8"><title></title>'
    return f'<!DOCTYPE html><html lang="{escape(language)}"><head>{head}</head><body>{body}</body></html>'


def _page(side: str, items: Iterable[Wanted]) -> str:
    stamps = "".join(f'<p class="{item.kind}"><span>{escape(item.text)}</span></p>' for item in items)
    return f'<section class="furniture {side}">{stamps}</section>'


def draw(job: StampJob) -> dict[str, Stamp]:
    """Return the stamps of `job` by name; each depends on nothing but its own text, side and style."""
    known = sheet(job.surroundings)
    document = HTML(string=stamp_document(job.wanted, job.language)).render(
        stylesheets=[known.css], font_config=known.fonts
    )
    stamps: dict[str, Stamp] = {}
    for side, page in zip(SIDES, document.pages, strict=True):
        items = [item for item in job.wanted if item.side == side]
        for item, box in zip(items, _stamp_boxes(page._page_box), strict=True):
            stamps[item.name] = _stamp(document, page, box)
    return stamps


def _stamp_boxes(page: Any) -> Iterator[Any]:
    for child in page.children:
        if isinstance(child, AbsolutePlaceholder):
            yield child._box
        elif child.element_tag in {"html", "body", "section"}:
            yield from _stamp_boxes(child)


def _stamp(document: Any, page: Any, box: Any) -> Stamp:
    """Draw one box as WeasyPrint draws a page (`pdf/__init__.py`, `Page.paint`), with a fresh list of glyphs."""
    for font in document.fonts.values():
        font.to_unicode.clear()
    resources = {name: Dictionary() for name in ("ExtGState", "XObject", "Pattern", "Shading")}
    stream = Stream(document.fonts, (0, 0, page.width, page.height), resources, {}, None, {}, None)
    with stream.stacked():
        stream.transform(d=-1, f=page.height * POINTS)
        stream.transform(a=POINTS, d=POINTS)
        draw_stacking_context(stream, StackingContext.from_box(box, page._page_box))
    operators = b"\n".join(stream.stream)
    return Stamp(operators, font_facts(document.fonts), sum(1 for _ in text_lines(box)))
