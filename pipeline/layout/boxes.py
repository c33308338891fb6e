"""Reading WeasyPrint's boxes after layout: where each page begins in the text, and text that ran off or got lost.

The characters of a block are counted without spaces, in the order of the pages, and compared with those of its element:
notes, their calls, page numbers, markers, repeated table heads, generated content and the hyphens of broken words do
not count.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from pipeline.layout.engine import AbsolutePlaceholder, boxes
from pipeline.layout.values import Fault

# Elements that are blocks of the manuscript when they have a name (docs/html.md).
_BLOCKS = frozenset(
    ("p", "h2", "h3", "h4", "h5", "h6", "blockquote", "div", "aside", "ul", "ol", "dl", "figure", "table", "pre", "hr")
)
# Classes of elements that hold generated text or notes.
_UNCOUNTED = frozenset(("note-call", "footnote", "page-number"))
# Baselines may stand this far below the type area, in px: rounding, not lost text.
_TOLERANCE = 1.0
# What justification adds to a word space, in em, when it passes 220 % of a space of a quarter em.
_LOOSE = 0.3
_EXCERPT = 40


def squeezed(text: str) -> str:
    """Return `text` without any space, no-break spaces included."""
    return "".join(text.split())


def _classes(element: Any) -> frozenset[str]:
    return frozenset((element.get("class") or "").split())


def _name(element: Any) -> str:
    return element.get("id") or element.get("data-block") or ""


def _is_block(element: Any) -> bool:
    return element.tag in _BLOCKS and bool(_name(element))


def expected(element: Any) -> str:
    """Return the characters that an element must show, those of the blocks in it included, spaces left out."""
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and not _classes(child) & _UNCOUNTED:
            parts.append(expected(child))
        parts.append(child.tail or "")
    return squeezed("".join(parts))


class _Count(Struct):
    """How far a block has been read; `within` is the block around it, `altered` when its letters change in print."""

    wanted: str
    within: str
    seen: int = 0
    altered: bool = False


class Reader:
    """Goes through the pages of one document in order, counting the characters of each block."""

    def __init__(self) -> None:
        self._counts: dict[str, _Count] = {}
        self._faults: list[Fault] = []
        self._begins: tuple[str, int] | None = None
        self._last = ""
        self._heads: set[Any] = set()
        self._top = self._bottom = self._width = 0.0
        self._page = -1

    def page(self, page: Any) -> tuple[str, int] | None:
        """Read one page box; return the block that begins it and the count of that block's earlier characters."""
        self._begins = None
        self._page += 1
        self._top = page.content_box_y()
        self._bottom = self._top + page.height + _TOLERANCE
        self._width = page.margin_width() + _TOLERANCE
        repeated = frozenset(self._heads)
        for child in page.children:
            if isinstance(child, boxes.FootnoteAreaBox):
                begins = self._begins
                self._walk(child, "", counted=False, repeated=repeated)
                self._begins = begins
            elif not isinstance(child, boxes.MarginBox):
                self._walk(child, "", counted=True, repeated=repeated)
        return self._begins

    def _walk(self, box: Any, block: str, *, counted: bool, repeated: frozenset[Any]) -> None:
        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        element = box.element
        if isinstance(box, boxes.TextBox):
            self._text(box, block, counted=counted)
            return
        if element is not None and "::" in box.element_tag:
            counted = False
        elif element is not None:
            classes = _classes(element)
            if "footnote" in classes:
                block, counted = self._open(element, ""), True
            elif classes & _UNCOUNTED:
                counted = False
            elif counted and _is_block(element):
                block = self._open(element, block)
        if isinstance(box, boxes.TableRowGroupBox) and (box.is_header or box.is_footer):
            if element in repeated:
                return
            self._heads.add(element)
        if isinstance(box, boxes.ReplacedBox) and counted:
            self._mark(block)
        for child in box.children:
            self._walk(child, block, counted=counted, repeated=repeated)

    def _open(self, element: Any, within: str) -> str:
        block = _name(element)
        if block not in self._counts:
            self._counts[block] = _Count(expected(element), within if within != block else "")
        return block

    def _mark(self, block: str) -> None:
        """Note what stands first on the page; what has no name is after the last block that has one."""
        block = block or self._last
        if self._begins is None:
            self._begins = (block, self._counts[block].seen if block else 0)
        self._last = block

    def _text(self, box: Any, block: str, *, counted: bool) -> None:
        text = squeezed(box.text)
        if not text:
            return
        baseline, right = box.position_y + box.baseline, box.position_x + box.width
        if not self._top < baseline < self._bottom or right > self._width or box.position_x < -_TOLERANCE:
            self._faults.append(Fault("off-page", block, box.text[:_EXCERPT], self._page))
        if not counted:
            return
        wider = max(box.justification_spacing, getattr(box.pango_layout, "extra", 0))
        if wider > _LOOSE * box.style["font_size"]:
            self._faults.append(Fault("loose", block, box.text[:_EXCERPT], self._page))
        self._mark(block)
        hyphen = box.style["hyphenate_character"]
        if block and text.endswith(hyphen):
            count = self._counts[block]
            if not count.wanted.startswith(text, count.seen):
                text = text.removesuffix(hyphen)
        while block:
            count = self._counts[block]
            count.seen += len(text)
            count.altered |= box.style["text_transform"] != "none"
            block = count.within

    def finish(self) -> tuple[Fault, ...]:
        """Return the faults found: text off the page, and the innermost blocks that show less than they hold."""
        short = {
            block: count.wanted[count.seen :]
            for block, count in self._counts.items()
            if count.seen < len(count.wanted) and not count.altered
        }
        around = {self._counts[block].within for block in short}
        lost = (Fault("lost", block, rest[:_EXCERPT]) for block, rest in short.items() if block not in around)
        return tuple(dict.fromkeys((*self._faults, *lost)))


def outer_links(box: Any) -> Iterator[Any]:
    """Yield the boxes of links, but not those inside them: WeasyPrint makes an annotation of every one."""
    if isinstance(box, AbsolutePlaceholder):
        box = box._box
    if box.link and not isinstance(box, boxes.TextBox | boxes.LineBox):
        yield box
    else:
        for child in box.children:
            yield from outer_links(child)


def inside(box: Any, kind: type[Any]) -> Iterator[Any]:
    """Yield the boxes of a kind inside `box`, not those inside one another."""
    if isinstance(box, kind):
        yield box
    else:
        for child in box.children:
            yield from inside(child, kind)
