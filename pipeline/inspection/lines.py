"""The measures of a page, read from a finished PDF of whatever make: word spaces, hyphens, lonely lines, the grid.

A line counts as justified when it reaches the right edge that the lines of its page share and has four word spaces or
more. Word spaces are multiples of the font's own space: the one written in the PDF, or the middle one of the lines that
end a paragraph, which no composer stretches. What belongs to the text is said in `typearea`.
"""

from __future__ import annotations

from statistics import median

from msgspec import Struct

from pipeline.inspection import linefaults
from pipeline.inspection.linefaults import GAPING, GOOD, LADDER, LOOSE, Place
from pipeline.inspection.pdflines import Page, read_pages
from pipeline.inspection.typearea import Body, body

WORST = 10
MILLIMETRES = 25.4 / 72  # a point (ISO 32000-1, 8.3.2.3)


class TypeArea(Struct, frozen=True):
    """The page: size and leading in points, characters a full line (spaces counted) and lines a full page.

    Margins in millimetres: `inner` and `outer` up to the edges of the text (left-hand pages are even), `top` and
    `bottom` up to the first and last baseline.
    """

    size: float
    leading: float
    characters: int
    lines: int
    inner: float
    top: float
    outer: float
    bottom: float


class LineMeasures(Struct, frozen=True):
    """What was measured. Shares are of `justified`, the number of justified lines.

    `in_a_row` is the longest run of hyphens. `faults` are the places of every kind but word spaces, by kind: `hyphens`
    (two in a row or more), `page end`, `piece` (too few letters beside a hyphen), `lonely`, `runt`, `stack` (three
    lines that end alike), `heading`, `drift` (off the grid), `depth`. `worst` are the ten gravest places of all kinds.
    """

    pages: int
    lines: int
    area: TypeArea | None
    justified: int
    good: float
    tight: float
    loose: float
    gaping: float
    middle: float
    hyphenated: float
    in_a_row: int
    faults: dict[str, tuple[Place, ...]]
    worst: tuple[Place, ...]

    @property
    def ladders(self) -> int:
        """How often three hyphens or more stand in a row."""
        return sum(place.figure >= LADDER for place in self.faults["hyphens"])


# What is looked for, by the kind of its places.
FAULTS = {
    "hyphens": linefaults.hyphens,
    "page end": linefaults.page_ends,
    "piece": linefaults.pieces,
    "lonely": linefaults.lonely,
    "runt": linefaults.runts,
    "stack": linefaults.stacks,
    "heading": linefaults.headings,
    "drift": linefaults.drift,
    "depth": linefaults.depths,
}


def measure_lines(data: bytes) -> LineMeasures:
    """The measures of a PDF, given as bytes; shares are 0 where it has no justified line."""
    pages = read_pages(data)
    text = body(pages)
    lines = list(text.flow())
    ratios = text.ratios()
    values = sorted(ratios.values())
    hyphenated = sum(text.full(line) and line.hyphenated for line in lines)
    faults = {kind: tuple(find(text)) for kind, find in FAULTS.items()}

    def share(low: float, high: float) -> float:
        return sum(low <= value < high for value in values) / len(values) if values else 0.0

    found = [*linefaults.spaces(ratios), *(place for places in faults.values() for place in places)]
    return LineMeasures(
        len(pages), len(lines), _area(text, pages), len(values),
        share(*GOOD), share(0, GOOD[0]), share(LOOSE, 1e9), share(GAPING, 1e9), median(values) if values else 0.0,
        hyphenated / len(values) if values else 0.0,
        max((int(place.figure) for place in faults["hyphens"]), default=1 if hyphenated else 0),
        faults, tuple(sorted(found, key=lambda place: -place.weight)[:WORST]),
    )  # fmt: skip


def _area(text: Body, pages: tuple[Page, ...]) -> TypeArea | None:
    """Return the type area of the pages that hold full lines; None when none does."""
    full = [line for line in text.flow() if text.full(line)]
    if not full:
        return None
    filled = {line.page for line in full}
    boxes = {page.number: page.box for page in pages if page.number in filled}
    across = {number: (text.edges[number][0] - box[0], box[1] - text.edges[number][1]) for number, box in boxes.items()}
    inner, outer = zip(*(sides if number % 2 else sides[::-1] for number, sides in across.items()), strict=True)
    top, bottom = zip(
        *((box[2] - text.top, text.bottoms[number] - box[3]) for number, box in boxes.items()), strict=True
    )
    margins = (median(inner), median(top), median(outer), min(bottom))
    return TypeArea(
        text.size, text.leading, round(median(len(line.text) for line in full)),
        max(len(lines) for lines in text.pages.values()), *(round(margin * MILLIMETRES, 1) for margin in margins),
    )  # fmt: skip
