"""Running heads and folios: drawn apart from the text, one operator string for each (text, side).

They are laid out on pages that are rectos and versos in turn, where they lie over one another:
`section.furniture.recto > p.head > span`, `section.furniture.recto > p.folio > span`, and the same in `.verso`. The
style sheet takes each `p` out of the flow and puts it in its place on the page; one that it hides is an empty stamp.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Any

from pipeline.layout.boxes import inside
from pipeline.layout.chunk import POINTS, font_facts
from pipeline.layout.economy import parsed, sparing, uncollected
from pipeline.layout.engine import (
    AbsolutePlaceholder,
    Dictionary,
    StackingContext,
    Stream,
    boxes,
    draw_stacking_context,
)
from pipeline.layout.fetcher import Fetcher
from pipeline.layout.sheet import sheet
from pipeline.layout.values import SIDES, Stamp, StampJob, Wanted

NO_BREAK_SPACE = "\u00a0"
# The most stamps of a page: the time that absolute boxes take grows with the square of their number.
_CROWD = 48


def draw(job: StampJob) -> dict[str, Stamp]:
    """Return the stamps of `job` by name; each depends on nothing but its own text, side and style."""
    known = sheet(job.surroundings)
    html = _document(_crowds(job.wanted), job.language)
    stamps = {item.name: Stamp(b"", {}) for item in job.wanted}
    with uncollected(), sparing(margin_boxes=known.margin_boxes, numbered=known.numbered):
        document = parsed(html, Fetcher({}), known.own).render(stylesheets=[known.css], font_config=known.fonts)
        for page in document.pages:
            for name, box in _stamp_boxes(page._page_box):
                stamps[name] = _stamp(document, page, box)
    return stamps


def _crowds(wanted: Sequence[Wanted]) -> list[list[Wanted]]:
    """Share the stamps out on pages that are rectos and versos in turn."""
    sides = [[item for item in wanted if item.side == side] for side in SIDES]
    starts = range(0, max(map(len, sides)), _CROWD)
    return [items[start : start + _CROWD] for start in starts for items in sides]


def _document(crowds: Sequence[Sequence[Wanted]], language: str) -> str:
    pages = "".join(_page(SIDES[number % 2], items) for number, items in enumerate(crowds))
    return f'<html lang="{escape(language)}"><head><title></title></head><body>{pages}</body></html>'


def _page(side: str, items: Iterable[Wanted]) -> str:
    # A line of its own needs no no-break spaces, which some italics draw narrower than the others.
    stamps = "".join(
        f'<p class="{item.kind}" data-name="{escape(item.name)}">'
        f"<span>{escape(item.text.replace(NO_BREAK_SPACE, ' '))}</span></p>"
        for item in items
    )
    return f'<section class="furniture {side}">{stamps}</section>'


def _stamp_boxes(page: Any) -> Iterator[tuple[str, Any]]:
    for child in page.children:
        box = child._box if isinstance(child, AbsolutePlaceholder) else child
        if box.element_tag == "p":
            yield box.element.get("data-name"), box
        elif box.element_tag in {"html", "body", "section"}:
            yield from _stamp_boxes(box)


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
    opacities = {name: float(state["ca"]) for name, state in resources["ExtGState"].items() if "ca" in state}
    return Stamp(operators, font_facts(document.fonts), opacities, sum(1 for _ in inside(box, boxes.LineBox)))
