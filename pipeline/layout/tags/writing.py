"""The structure written into a chunk's PDF, in place of WeasyPrint's.

Besides what a PDF has anyway, the root holds `Headings` and `Figures`: the elements that the merger changes when it
gives the chunk its place in the book.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from pipeline.layout.addresses import anchor_of
from pipeline.layout.engine import Dictionary, Stream, String, boxes, weasyprint_pdf
from pipeline.layout.tags.roles import HEADINGS
from pipeline.layout.tags.tree import Leaf, Node, Tree


@contextmanager
def tagged(document: Any) -> Iterator[None]:
    """Give the PDF of a document, written inside the block, the structure of its markup."""
    tree = Tree(document.pages)
    for page in document.pages:
        page.links = [link for link in page.links if link[3] in tree.links]
    marked, add_tags = Stream.marked, weasyprint_pdf.add_tags
    Stream.marked = _marked(tree)
    weasyprint_pdf.add_tags = lambda pdf, _document, _version, streams: _Writer(pdf, streams).write(tree)
    try:
        yield
    finally:
        Stream.marked, weasyprint_pdf.add_tags = marked, add_tags


def _marked(tree: Tree) -> Callable[[Any, Any, str], AbstractContextManager[None]]:
    """Return what takes the place of `Stream.marked`: content that has no node is an artifact."""

    @contextmanager
    def marked(stream: Any, box: Any, _tag: str) -> Iterator[None]:
        node = tree.shown.get(box)
        if node is None:
            stream.begin_marked_content("Artifact")
        else:
            number = len(stream._tags)
            stream._tags[box] = number
            space = isinstance(box, boxes.TextBox) and box.text.isspace()  # WeasyPrint draws nothing for it
            said = " /ActualText ( )" if space else ""
            stream.stream.append(f"/{node.role} <</MCID {number}{said}>> BDC")
        yield
        stream.end_marked_content()
        if box in tree.ends:
            number = len(stream._tags)
            stream._tags[tree.ends[box]] = number
            stream.stream.append(f"/Span <</MCID {number} /ActualText ( )>> BDC EMC")

    return marked


class _Writer:
    """Writes nodes as structure elements; knows the numbers that pieces of content got while they were drawn."""

    def __init__(self, pdf: Any, streams: list[Any]) -> None:
        self._pdf = pdf
        self._numbers: list[dict[Any, int]] = [stream._tags for stream in streams]
        self._pages: tuple[bytes, ...] = tuple(pdf.page_references)
        self._owners: list[dict[int, bytes]] = [{} for _ in streams]
        self._links: list[tuple[bytes, Any]] = []
        self._headings: list[bytes] = []
        self._figures: list[bytes] = []
        self._names: dict[str, bytes] = {}

    def write(self, tree: Tree) -> None:
        """Write the whole tree, and the ways to it from the catalogue, the pages and the links."""
        root = Dictionary({"Type": "/StructTreeRoot"})
        self._pdf.add_object(root)
        kids = [self._element(node, root.reference) for node in tree.root.read() if isinstance(node, Node)]
        root["K"] = _array(kids)
        root["ParentTree"] = b"<</Nums " + self._parents() + b">>"
        root["Headings"], root["Figures"] = _array(self._headings), _array(self._figures)
        if self._names:
            pairs = (part for name, element in sorted(self._names.items()) for part in (String(name).data, element))
            root["IDTree"] = b"<</Names " + _array(pairs) + b">>"
        self._pdf.catalog["StructTreeRoot"] = root.reference

    def _element(self, node: Node, parent: bytes) -> bytes:
        """Write a node and all that is in it; return its reference."""
        element = Dictionary({"Type": "/StructElem", "S": f"/{node.role}", "P": parent})
        self._pdf.add_object(element)
        reference: bytes = element.reference
        content = [(kid, self._number(kid)) for kid in node.read()]
        page = next((kid.page for kid, number in content if isinstance(kid, Leaf) and number is not None), None)
        if page is not None:
            element["Pg"] = self._pages[page]
        linked = len(self._links)
        element["K"] = _array(self._kid(kid, number, reference, page) for kid, number in content)
        if node.role == "Link" and len(self._links) == linked:
            element["S"] = "/Span"  # it leads nowhere
        self._describe(node, element)
        return reference

    def _number(self, kid: Node | Leaf) -> int | None:
        return self._numbers[kid.page].get(kid.box) if isinstance(kid, Leaf) else None

    def _kid(self, kid: Node | Leaf, number: int | None, element: bytes, page: int | None) -> bytes:
        """Return what stands in an element for one of its kids, nothing for what was not drawn."""
        if isinstance(kid, Node):
            return self._element(kid, element)
        if number is not None:
            self._owners[kid.page][number] = element
            if kid.page == page:
                return b"%d" % number
            return b"<</Type /MCR /Pg %b /MCID %d>>" % (self._pages[kid.page], number)
        annotation = kid.box.link_annotation
        if annotation is None:
            return b""
        self._links.append((element, annotation))
        _say(annotation, kid.box.element)
        return b"<</Type /OBJR /Pg %b /Obj %b>>" % (self._pages[kid.page], annotation.reference)

    def _describe(self, node: Node, element: Any) -> None:
        for key, text in (("Lang", node.language), ("Alt", node.alternative), ("ID", node.name)):
            if text:
                element[key] = String(text)
        if node.attributes:
            element["A"] = node.attributes
        if node.name:
            self._names[node.name] = element.reference
        if node.role in HEADINGS:
            self._headings.append(element.reference)
        elif node.role == "Figure":
            self._figures.append(element.reference)

    def _parents(self) -> bytes:
        """Return the way back from content to its elements: a list a page, then one element a link."""
        rows = [(_array(element for _, element in sorted(owners.items()))) for owners in self._owners]
        for element, annotation in self._links:
            annotation["StructParent"] = len(rows)
            rows.append(element)
        return _array(b"%d %b" % (number, row) for number, row in enumerate(rows))


def _say(annotation: Any, link: Any) -> None:
    """Write what is read aloud for a link; where nothing says it but the page it leads to, the merger does."""
    inside = "A" not in annotation or anchor_of(annotation["A"]["URI"].string) is not None
    said = link.get("aria-label") or ("" if inside else annotation["A"]["URI"].string)
    if said:
        annotation["Contents"] = String(said)
    else:
        del annotation["Contents"]


def _array(items: Iterable[bytes]) -> bytes:
    return b"[" + b" ".join(items) + b"]"
