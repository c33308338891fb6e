"""Where the lines of a text are set badly: each kind of fault is one function from the text to its places.

The bounds are the customs of the trade that `Place.weight` measures against: 1 is just tolerable.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby, pairwise

from msgspec import Struct

from pipeline.inspection.pdflines import HYPHENS, Line
from pipeline.inspection.typearea import Body

GOOD = (0.8, 1.4)  # word spaces that read as even, in spaces of the font
LOOSE, GAPING = 1.6, 2.2
DRIFT = 0.1  # points that a baseline may leave the grid
LADDER = 3  # hyphens in a row that must not be
BEFORE, AFTER = 2, 3  # letters of a word that a hyphen must leave on each side
STACK, SAME = 3, 3  # lines in a row that must not end with the same so many letters
UNDER_HEADING = 2  # lines that must follow a heading on its page
_HYPHEN = "[" + re.escape("".join(sorted(HYPHENS))) + "]"
_HEAD = re.compile(rf"(?<!{_HYPHEN})\b([^\W\d_]+){_HYPHEN}$")
_TAIL = re.compile(rf"([^\W\d_]+)(?!{_HYPHEN})\b")
_NOT_LETTERS = re.compile(r"[\W\d_]+")


class Place(Struct, frozen=True):
    """A fault: its kind, its page (from 1), the line, a figure (a ratio, a count, points), and how grave it is.

    `before` is the line before it where the fault is at the end of a paragraph.
    """

    kind: str
    page: int
    text: str
    figure: float
    weight: float
    before: str = ""


def spaces(ratios: dict[Line, float]) -> Iterator[Place]:
    """Word spaces too wide (`loose`) or too narrow (`tight`), in spaces of the font."""
    for line, ratio in ratios.items():
        if ratio >= LOOSE:
            yield Place("loose", line.page, line.text, ratio, ratio / GOOD[1])
        elif ratio < GOOD[0]:
            yield Place("tight", line.page, line.text, ratio, GOOD[0] / ratio)


def hyphens(body: Body) -> Iterator[Place]:
    """Two hyphens in a row or more, on one page."""
    for lines in body.pages.values():
        for hyphenated, run in groupby(lines, lambda line: body.full(line) and line.hyphenated):
            row = list(run)
            if hyphenated and len(row) > 1:
                yield Place("hyphens", row[-1].page, row[-1].text, len(row), len(row) / 2)


def page_ends(body: Body) -> Iterator[Place]:
    """A hyphen at the foot of a page: worse on a right-hand one, which must be turned."""
    for lines in body.pages.values():
        last = lines[-1]
        if body.full(last) and last.hyphenated:
            yield Place("page end", last.page, last.text, 1, 2.0 if last.page % 2 else 1.5)


def pieces(body: Body) -> Iterator[Place]:
    """Hyphens that leave too few letters of a word; the figure is how many there are on the shorter side.

    A file does not tell a hyphen of its composer from one that was written: words that have another one are left out.
    """
    for before, after in pairwise(body.flow()):
        head = _HEAD.search(before.text)
        tail = _TAIL.match(after.text)
        if head and tail and body.full(before) and body.continues(before, after):
            letters = len(head[1]), len(tail[1])
            if letters[0] < BEFORE or letters[1] < AFTER:
                yield Place("piece", before.page, before.text, min(letters), 0.8)


def lonely(body: Body) -> Iterator[Place]:
    """The last line of a paragraph alone at a page's head, or its first line alone at the foot."""
    for above, foot, head, below in _windows(body):
        if foot.page == head.page or not body.continues(foot, head):
            continue
        if below is None or not body.continues(head, below):
            yield Place("lonely", head.page, head.text, 1, 2.5, foot.text)
        if above is not None and above.page == foot.page and not body.continues(above, foot):
            yield Place("lonely", foot.page, foot.text, 1, 2.5)


def runts(body: Body) -> Iterator[Place]:
    """Last lines shorter than the indent, or of nothing but the end of a hyphenated word; the figure is the width."""
    for _, before, line, after in _windows(body):
        if not body.continues(before, line) or (after is not None and body.continues(line, after)):
            continue
        width = line.right - line.left
        if width < body.indent or (before.hyphenated and " " not in line.text and not body.full(line)):
            yield Place("runt", line.page, line.text, width, 1.5, before.text)


def _windows(body: Body) -> Iterator[tuple[Line | None, Line, Line, Line | None]]:
    """Yield every two lines that follow one another, with the one above and the one below."""
    lines = list(body.flow())
    yield from zip([None, *lines], lines, lines[1:], [*lines[2:], None], strict=False)


def stacks(body: Body) -> Iterator[Place]:
    """Three lines in a row that end with the same letters."""
    for lines in body.pages.values():
        for row in zip(lines, lines[1:], lines[2:], strict=False):
            ends = {_NOT_LETTERS.sub("", line.text).casefold()[-SAME:] for line in row}
            if len(ends) == 1 and all(body.full(line) for line in row):
                yield Place("stack", row[-1].page, row[-1].text, STACK, 1.3)


def headings(body: Body) -> Iterator[Place]:
    """Headings at the foot of a page of text, with fewer than two lines of it under them and more on the next page."""
    for heading in body.headings:
        lines = body.pages.get(heading.page, ())
        below = [line for line in lines if line.baseline < heading.baseline]
        if len(below) < UNDER_HEADING < len(lines) and heading.page + 1 in body.pages:
            following = body.pages[heading.page + 1][0]
            if body.on_top(following) and (not below or body.continues(below[-1], following)):
                yield Place("heading", heading.page, heading.text, len(below), 2.0)


def drift(body: Body) -> Iterator[Place]:
    """Lines of a page that leave the grid of the page before it, which faces it or shows through."""
    if not body.leading:
        return
    for page, lines in body.pages.items():
        origin = Counter(round(line.baseline % body.leading, 2) for line in lines).most_common(1)[0][0]
        for line in (*lines, *body.pages.get(page + 1, ())):
            step = (line.baseline - origin) % body.leading
            off = min(step, body.leading - step)
            if off > DRIFT:
                yield Place("drift", line.page, line.text, off, 1 + off / body.leading)
                break


def depths(body: Body) -> Iterator[Place]:
    """Facing pages in the middle of a text that do not end on one line; the figure is the lines of difference."""
    for left in (page for page in body.pages if page % 2 == 0):
        right = left + 1
        if not all(page in body.pages and body.on_top(body.pages[page][0]) for page in (right, right + 1)):
            continue
        off = round(abs(body.bottoms[left] - body.bottoms[right]) / body.leading) if body.leading else 0
        if off:
            short = left if body.bottoms[left] > body.bottoms[right] else right
            yield Place("depth", short, body.pages[short][-1].text, off, 0.9 + off / 10)
