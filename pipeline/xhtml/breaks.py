"""Writing where the pages of the printed edition begin, at code points of the text."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from pipeline.model import PageBreak
from pipeline.xhtml.markup import element, escape


class Breaks:
    """The page breaks of one section, written while its text goes by.

    A block's text is that of its runs in reading order, those of the blocks inside it included; a forced line end
    counts one. What is generated, who wrote a post and when, a note's body and a picture count nothing: their text does
    not come through here.
    """

    def __init__(self, breaks: Iterable[PageBreak], label: str) -> None:
        self._label = label
        ordered = sorted(breaks, key=lambda item: (item.block, item.page))
        self._waiting = {block: list(group) for block, group in groupby(ordered, key=lambda item: item.block)}
        self._seen: dict[str, int] = {}

    def begin(self) -> str:
        """Return the breaks at the section's beginning."""
        return "".join(self._written(item) for item in self._waiting.pop("", ()))

    def enter(self, block: str) -> None:
        """Note that the text of `block` begins."""
        if block in self._waiting:
            self._seen[block] = 0

    def before(self, block: str) -> str:
        """Return the breaks at the very beginning of `block`, for one that cannot hold them."""
        waiting = self._waiting.get(block, [])
        taken = [item for item in waiting if item.offset == 0]
        self._waiting[block] = [item for item in waiting if item.offset > 0]
        return "".join(self._written(item) for item in taken)

    def text(self, text: str) -> str:
        """Return `text` escaped, with the breaks that fall before one of its code points."""
        if not self._seen:
            return escape(text)
        cuts: list[tuple[int, int, str]] = []
        for block, seen in self._seen.items():
            for item in [item for item in self._waiting[block] if item.offset < seen + len(text)]:
                self._waiting[block].remove(item)
                cuts.append((max(item.offset - seen, 0), item.page, self._written(item)))
            self._seen[block] = seen + len(text)
        pieces, begin = [], 0
        for offset, _, written in sorted(cuts):
            pieces += [escape(text[begin:offset]), written]
            begin = offset
        return "".join([*pieces, escape(text[begin:])])

    def line_end(self, markup: str) -> str:
        """Return the markup of a forced line end, after the breaks that fall before it."""
        return self.text("\n").replace("\n", markup)

    def leave(self, block: str) -> str:
        """Return the breaks of `block` that are still waiting when its text has ended."""
        self._seen.pop(block, None)
        return "".join(self._written(item) for item in self._waiting.pop(block, ()))

    def end(self) -> str:
        """Return the breaks whose block is not in the section but in the paged edition's: its end stands for it."""
        left = sorted((item for items in self._waiting.values() for item in items), key=lambda item: item.page)
        self._waiting.clear()
        return "".join(self._written(item) for item in left)

    def _written(self, item: PageBreak) -> str:
        name = self._label.format(page=item.label)
        attributes = {"epub:type": "pagebreak", "role": "doc-pagebreak", "id": f"page.{item.label}", "aria-label": name}
        return element("span", "", attributes)
