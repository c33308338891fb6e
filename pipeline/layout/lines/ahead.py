"""A page's foot seen from above: how many lines its paragraphs should have so that it is filled.

No line of a paragraph is left alone on a page, so that many a page ends a line early. A paragraph further up may be set
a line longer or shorter instead, where that costs less.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from math import inf
from typing import Any

from pipeline.layout.lines.edges import Align
from pipeline.layout.lines.flow import Flow
from pipeline.layout.lines.plan import SHORT_PAGE, Measure, Planner, Room
from pipeline.layout.lines.private import boxes
from pipeline.layout.lines.shaping import NotCovered

_CHEAP = 0.5 * SHORT_PAGE  # demerits that are worth a full page without asking further
_ENOUGH = 3  # lines: a shorter paragraph hardly ever takes or gives one
_APART = ("margin_top", "margin_bottom", "padding_top", "padding_bottom", "border_top_width", "border_bottom_width")

# The place in WeasyPrint's boxes of what is being laid out: its parent, and which child it is.
Place = tuple[Any, int]


class Foresight:
    """Looks from a paragraph at those below it; `flow_of` reads the flow of a line box in a block."""

    def __init__(self, planner: Planner, flow_of: Callable[[Any, Any, Any], Flow]) -> None:
        self._planner, self._flow_of = planner, flow_of
        self.place: Place | None = None
        self._alike: dict[int, tuple[Any, bool]] = {}
        self._known: dict[tuple[int, int, int], tuple[Flow, int | None]] = {}

    def wanted(self, context: Any, block: Any, flow: Flow, measure: Measure, room: Room) -> int | None:
        """How many lines the paragraph in `block` should have, None when that does not matter.

        A page is looked through once, from its first paragraph, as long as what was foreseen comes true.
        """
        if self.place is None or measure.first or measure.align is not Align.JUSTIFIED:
            return None
        parent, index = self.place
        if parent.children[index] is not block:
            return None
        page = context.current_page
        key = page, id(flow), room.lines
        if key not in self._known or self._known[key][0] is not flow:
            self._known, left = {}, room.lines
            below = self._below(context, block, flow, parent.children[index:])
            for other, usual, count in self._page(below, measure, room):
                self._known[page, id(other), left] = other, (count if count != usual else None)
                left -= count
        return self._known[key][1]

    def _page(self, flows: Iterator[Flow], measure: Measure, room: Room) -> list[tuple[Flow, int, int]]:
        """How many lines each paragraph of a page has by itself, and how many it should have; 0: nobody knows."""
        below: list[Flow] = []
        usual: list[int] = []
        left = room.lines
        for flow in flows:
            counts = self._planner.counts(flow, measure, every=False)
            below.append(flow)
            usual.append(min(counts, key=counts.__getitem__, default=0))
            if not counts or usual[-1] >= left:
                break
            left -= usual[-1]
        short = usual[-1] and _lost(usual[-1], left, room)
        return list(zip(below, usual, self._filled(below, usual, measure, room) if short else usual, strict=False))

    def _filled(self, below: list[Flow], usual: list[int], measure: Measure, room: Room) -> list[int]:
        """What fills the page best; the longest paragraphs are asked first what else they can have."""
        options = [self._planner.counts(flow, measure, every=False) for flow in below]
        for place in sorted(range(len(below)), key=usual.__getitem__, reverse=True):
            if usual[place] < _ENOUGH or _fullest(options, room)[0] < _CHEAP:
                break
            options[place] = self._planner.counts(below[place], measure, every=True)
        return list(_fullest(options, room)[1])

    def _below(self, context: Any, block: Any, flow: Flow, children: Sequence[Any]) -> Iterator[Flow]:
        """The flow of the first of some children, and of those that follow as long as they are like it."""
        yield flow
        for before, box in pairwise(children):
            known = self._alike.get(id(box))
            if known is None:
                known = self._alike[id(box)] = box, _are_alike(before, box)
            if not known[1]:
                return
            try:
                yield self._flow_of(context, box.children[0], block)
            except NotCovered:
                return


def _are_alike(before: Any, box: Any) -> bool:
    """Whether a paragraph follows another at once that is set just like it; those with notes are like none."""
    return (
        _declared(box) == _declared(before)
        and _plain(before)
        and _plain(box)
        and not any(getattr(box.style[name], "value", box.style[name]) for name in _APART)
    )


def _declared(box: Any) -> dict[str, Any]:
    """What is said of a box's style beside its name."""
    return {name: value for name, value in getattr(box.style, "cascaded", {}).items() if name != "anchor"}


def _plain(box: Any) -> bool:
    children: Any = box.children if isinstance(box, boxes.BlockBox) else ()
    return len(children) == 1 and isinstance(children[0], boxes.LineBox) and not _noted(children[0])


def _noted(box: Any) -> bool:
    return any(
        child.footnote is not None or (isinstance(child, boxes.ParentBox) and _noted(child)) for child in box.children
    )


def _lost(count: int, left: int, room: Room) -> int:
    """How many of the lines left on a page a paragraph of so many lines leaves empty."""
    return left - Room(left, room.orphans, room.widows).kept(count) if count > left else 0


def _fullest(options: Sequence[Mapping[int, float]], room: Room) -> tuple[float, tuple[int, ...]]:
    """How many lines each paragraph has where all together cost least, and the demerits beyond the least of each.

    `options` are the demerits of each number of lines that a paragraph may have; paragraphs that the page has no room
    for are left out.
    """
    least_of = [min(counts.values()) for counts in options]

    @cache
    def best(at: int, left: int) -> tuple[float, tuple[int, ...]]:
        least: float = inf
        chosen: tuple[int, ...] = ()
        if at == len(options):
            return 0.0, chosen
        for count, demerits in options[at].items():
            more, below = best(at + 1, left - count) if count < left else (SHORT_PAGE * _lost(count, left, room), ())
            more += demerits - least_of[at]
            if more < least:
                least, chosen = more, (count, *below)
        return least, chosen

    return best(0, room.lines)
