"""The structure of a document read from WeasyPrint's boxes: one node an element, whatever pages and lines it is on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct, field

from pipeline.layout.boxes import inside
from pipeline.layout.engine import AbsolutePlaceholder, boxes
from pipeline.layout.lines.setting import GlyphLine
from pipeline.layout.tags.roles import INLINE, KEPT_EMPTY, NUMBERING, READ_WHOLE, SCOPES, role_of

# PostScript points in a CSS pixel (CSS Values and Units Level 3, 5.2).
_POINTS = 0.75
# A line that ends so needs no space.
_HYPHENS = frozenset("-\u00ad\u2010")
# Elements around the text that are no part of it.
_AROUND = frozenset(("html", "body"))


class Space(Struct, frozen=True, eq=False):
    """What is read where a line of WeasyPrint's own ends: it draws no space there. The engine's lines do."""

    link_annotation: None = None


class Leaf(Struct, frozen=True, eq=False):
    """What is drawn: a text, a picture, a space, or the part of a link that a box is, on page `page` (from 0)."""

    page: int
    box: Any

    def inked(self) -> bool:
        """Return whether it is more than the space between two others."""
        return bool(self.box.text.strip()) if isinstance(self.box, boxes.TextBox) else not isinstance(self.box, Space)


class Node(Struct, eq=False):
    """An element of the structure; `tag` is that of the markup, `attributes` are written as they are.

    `name` is an ID, that no other element of the book has.
    """

    role: str
    parent: Node | None = None
    tag: str = ""
    kids: list[Node | Leaf] = field(default_factory=list)
    notes: list[Node] = field(default_factory=list)
    attributes: str = ""
    language: str = ""
    alternative: str = ""
    name: str = ""

    def add(self, role: str, tag: str = "") -> Node:
        """Return a new element, the last inside this one."""
        node = Node(role, self, tag)
        self.kids.append(node)
        return node

    def read(self) -> Iterator[Node | Leaf]:
        """Yield what is read inside, in order and without empty elements: notes after the paragraph that calls them."""
        for kid in self.kids:
            if isinstance(kid, Leaf):
                yield kid
                continue
            if kid.full():
                yield kid
            if kid.role in READ_WHOLE:
                yield from kid.notes
        if self.role not in READ_WHOLE:
            yield from self.notes

    def full(self) -> bool:
        """Return whether the element shows something, or must be there all the same."""
        if self.role in KEPT_EMPTY or self.notes:
            return True
        return any(kid.inked() if isinstance(kid, Leaf) else kid.full() for kid in self.kids)


class Tree:
    """The nodes of a document, and the node of every box that is drawn: a box without one is decoration.

    `ends` are the spaces that are read after a text at the end of a line, `links` the boxes that lead somewhere: not
    those in the head of a table that is drawn again.
    """

    def __init__(self, pages: Sequence[Any]) -> None:
        self.root = Node("Document")
        self.shown: dict[Any, Node] = {}
        self.ends: dict[Any, Space] = {}
        self.links: set[Any] = set()
        self._nodes: dict[tuple[Any, str], Node | None] = {}
        self._heads: dict[Any, int] = {}
        self._calls: dict[str, Node] = {}
        self._page, self._height = 0, 0.0
        for number, page in enumerate(pages):
            self._page, self._height = number, page.height
            notes = [child for child in page._page_box.children if isinstance(child, boxes.FootnoteAreaBox)]
            text = [child for child in page._page_box.children if child not in notes]
            for child in (*text, *notes):
                if not isinstance(child, boxes.MarginBox):
                    self._walk(child, self.root)

    def _walk(self, box: Any, around: Node) -> None:
        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        if isinstance(box, boxes.TextBox):
            if box.text:
                self._show(box, around)
            return
        anonymous = box.element is None or isinstance(box, boxes.LineBox)
        node = around if anonymous else self._node(box, around)
        if node is None:
            return
        if isinstance(box, boxes.ReplacedBox):
            self._show(box, node)
        elif node.role == "Link" and box.element_tag == "a" and not anonymous:
            node.kids.append(Leaf(self._page, box))
            self.links.add(box)
        for child in box.children:
            self._walk(child, node)
        if isinstance(box, boxes.LineBox) and box.resume_at is not None:
            self._end(box)

    def _end(self, line: Any) -> None:
        last = next((text for text in reversed(list(inside(line, boxes.TextBox))) if text in self.shown), None)
        if last is not None and not isinstance(last.pango_layout, GlyphLine) and last.text[-1] not in _HYPHENS:
            space = self.ends[last] = Space()
            self.shown[last].kids.append(Leaf(self._page, space))

    def _show(self, box: Any, node: Node) -> None:
        node.kids.append(Leaf(self._page, box))
        self.shown[box] = node

    def _node(self, box: Any, around: Node) -> Node | None:
        """Return the node that holds what is in a box, None when nothing of it is read."""
        key = box.element, box.element_tag
        head = isinstance(box, boxes.TableRowGroupBox) and box.is_header
        if head and self._heads.setdefault(box.element, self._page) != self._page:
            return None  # drawn again at the top of the next page
        if key not in self._nodes:
            self._nodes[key] = self._pseudo(box, around) if "::" in box.element_tag else self._new(box, around)
        return self._nodes[key]

    def _pseudo(self, box: Any, around: Node) -> Node | None:
        """Return the node of what the style sheet adds: a marker labels, words are read, ornaments are not."""
        pseudo = box.element_tag.partition("::")[2]
        if pseudo in ("before", "after"):
            said = "".join(text.text for text in inside(box, boxes.TextBox))
            return around if any(map(str.isalnum, said)) else None
        return _label(around) if pseudo in ("marker", "footnote-marker") else around

    def _new(self, box: Any, around: Node) -> Node | None:
        element, tag = box.element, box.element_tag
        if tag in _AROUND:
            return around
        if tag == "img":
            return self._picture(box, around) if element.get("alt") else None
        classes = (element.get("class") or "").split()
        roles, language = role_of(tag, classes), element.get("lang") or ""
        if language and not roles:
            roles = "Span" if isinstance(box, boxes.InlineBox) else "Div"
        if not roles:
            return around
        if "note-call" in classes:
            self._calls.setdefault(element.get("href").removeprefix("#"), _block(around))
        node = self._begun(roles, element, around)
        node.language = language
        if roles == "TH":
            node.attributes = f"<</O /Table /Scope /{SCOPES[element.get('scope')]}>>"
        return node

    def _begun(self, roles: str, element: Any, around: Node) -> Node:
        """Return the innermost of new nodes of these roles, in the place that the structure wants for them."""
        match roles:
            case "Note":
                return self._note(element, around)
            case "TOCI":
                around = _deepened(around, int(element.get("class").partition("-")[2]))
            case "Link" if around.role == "TOCI":
                roles = "Reference/Link"
            case "Lbl":  # of an item in a note
                return _label(around)
            case "LBody":  # a meaning: it belongs to the term before it
                around = next(kid for kid in reversed(around.kids) if isinstance(kid, Node))
        for role in roles.split("/"):
            around = around.add(role, element.tag)
        return around

    def _note(self, element: Any, around: Node) -> Node:
        """Return a new note: one at the foot of a page belongs to the paragraph that calls it."""
        name = element.get("id")
        if element.tag != "span":
            note = around.add("Note", element.tag)
        else:
            block = self._calls.get(name, around)
            note = Node("Note", block.parent if block.role in READ_WHOLE else block, element.tag)
            block.notes.append(note)
        note.name = name
        return note

    def _picture(self, box: Any, around: Node) -> Node:
        left, top = box.content_box_x(), box.content_box_y()
        sides = (left, self._height - top - box.height, left + box.width, self._height - top)
        written = " ".join(f"{side * _POINTS:.3f}" for side in sides)
        node = around.add("Figure", "img")
        node.alternative = box.element.get("alt")
        node.attributes = f"<</O /Layout /BBox [{written}]>>"
        return node


def _label(around: Node) -> Node:
    """Return a new label, the first thing in the item or the note that `around` is the text of."""
    holder = around.parent if around.role == "LBody" and around.parent else around
    label = Node("Lbl", holder)
    holder.kids.insert(0, label)
    if holder.parent and holder.parent.tag in NUMBERING:
        holder.parent.attributes = f"<</O /List /ListNumbering /{NUMBERING[holder.parent.tag]}>>"
    return label


def _block(node: Node) -> Node:
    """Return the element whose line of text `node` stands in."""
    while node.role in INLINE and node.parent:
        node = node.parent
    return node


def _deepened(contents: Node, level: int) -> Node:
    """Return the list that takes an entry of `level` of the contents: inside the last entry of the level above."""
    for _ in range(level - 1):
        above = next((kid for kid in reversed(contents.kids) if isinstance(kid, Node)), None)
        if above is None:
            break
        last = above.kids[-1] if above.kids else None
        contents = last if isinstance(last, Node) and last.role == "TOC" else above.add("TOC")
    return contents
