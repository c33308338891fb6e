"""Links, named destinations and the outline of a merged book."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct, field
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from pipeline.layout.addresses import anchor_of
from pipeline.layout.values import Layout
from pipeline.model import Publication, Section, plain
from pipeline.pdf.pages import Slot


class Places(Struct):
    """Where anchors are in the merged book: the page object, and the point on it."""

    pages: Sequence[Object]
    slots: Sequence[Slot]
    _found: dict[str, Array] = field(default_factory=dict)

    def add(self, first: int, anchors: Iterable[tuple[str, tuple[int, float, float]]]) -> None:
        """Note the anchors of a chunk that begins on page `first`; the first use of a name is the one that counts."""
        for name, (offset, x, y) in anchors:
            if name not in self._found:
                self._found[name] = self.point(first + offset, x, y)

    def point(self, number: int, x: float, y: float) -> Array:
        """Return the destination of a point of page `number`, moved as the page is."""
        index = number - self.slots[0].number
        slot = self.slots[index]
        return Array([self.pages[index], Name.XYZ, round(x + slot.shift, 2), round(y, 2), 0])

    def get(self, name: str) -> Array | None:
        """Return the destination of an anchor, None for an unknown one."""
        return self._found.get(name)


def link(places: Places, layout: Layout, label: str) -> set[str]:
    """Move the links with their pages and give those that leave their chunk their destination back.

    `label` says what is read aloud for a link inside the book of which nothing else is said (`page {page}`). Returns
    the anchors that links lead to; in a part of a layout, a link to what is not in it leads nowhere.
    """
    used: set[str] = set()
    for page, slot in zip(places.pages, places.slots, strict=True):
        for annotation in page.get("/Annots", ()):
            if slot.shift:
                x1, y1, x2, y2 = (float(value) for value in annotation.Rect)
                annotation.Rect = Array([x1 + slot.shift, y1, x2 + slot.shift, y2])
            anchor = _target(annotation)
            if anchor is not None:
                annotation.Dest = String(anchor)
                if "/Contents" not in annotation:  # every link says something (ISO 14289-1, 7.18.5), this one its page
                    known = anchor in layout.page_map.anchors
                    annotation.Contents = String(label.format(page=layout.page_map.label(anchor)) if known else anchor)
                used.add(anchor)
    return used


def _target(annotation: Object) -> str | None:
    """Return the anchor that an annotation leads to; an address made up for another chunk's anchor is taken off."""
    if "/Dest" in annotation:
        return str(annotation.Dest)
    anchor = anchor_of(str(annotation.A.URI)) if "/A" in annotation else None
    if anchor is not None:
        del annotation["/A"]
    return anchor


def name_destinations(book: Pdf, places: Places, names: Iterable[str]) -> None:
    """Write the name tree of destinations (ISO 32000-1, 12.3.2.3)."""
    found = ((String(name), places.get(name)) for name in names)
    rows = sorted(((bytes(name), name, place) for name, place in found if place is not None), key=lambda row: row[0])
    book.Root.Names = Dictionary(Dests=Dictionary(Names=Array([item for _, *row in rows for item in row])))


class Entry(Struct):
    """A line of the outline: `level` from 1, title, destination."""

    level: int
    title: str
    place: Array


def outline_entries(publication: Publication, layout: Layout, places: Places) -> Iterator[Entry]:
    """Yield the sections that the contents list, each with its own headings one level below."""
    sections = {section.id: section for section in publication.sections}
    for placed in layout.placed:
        section = sections[placed.section]
        place = places.get(section.id)
        if not section.level or place is None:
            continue
        yield Entry(section.level, _title(section, publication), place)
        for bookmark in placed.chunk.facts.bookmarks:
            if bookmark.level > 1:
                point = places.point(placed.first + bookmark.page, bookmark.x, bookmark.y)
                yield Entry(section.level + bookmark.level - 1, bookmark.label, point)


def _title(section: Section, publication: Publication) -> str:
    return plain(section.title) or publication.labels.get(section.role, section.id)


def write_outline(book: Pdf, entries: Iterable[Entry]) -> None:
    """Write the outline (ISO 32000-1, 12.3.3); parts are open, what is below a text is closed."""
    root = book.make_indirect(Dictionary(Type=Name.Outlines))
    stack: list[tuple[int, Object]] = [(0, root)]
    for entry in entries:
        while stack[-1][0] >= entry.level:
            stack.pop()
        parent = stack[-1][1]
        item = book.make_indirect(Dictionary(Title=String(entry.title), Parent=parent, Dest=entry.place))
        if "/Last" in parent:
            item.Prev = parent.Last
            parent.Last.Next = item
        else:
            parent.First = item
        parent.Last = item
        stack.append((entry.level, item))
    if "/First" in root:
        _count(root, closed=False)
        book.Root.Outlines = root
        book.Root.PageMode = Name.UseOutlines


def _count(parent: Object, *, closed: bool) -> int:
    """Set the number of lines shown below `parent`, negative when they are folded away; return that number."""
    shown, child = 0, parent.get("/First")
    while child is not None:
        shown += 1
        if "/First" in child:
            count = _count(child, closed="/Title" in parent)
            shown += 0 if "/Title" in parent else count
        child = child.get("/Next")
    parent.Count = -shown if closed else shown
    return shown
