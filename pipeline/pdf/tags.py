"""The structure of a merged book: the chunks' trees under one Document (ISO 32000-1, 14.7)."""

from __future__ import annotations

from collections.abc import Sequence

from pikepdf import Array, Dictionary, Name, Object, Pdf

# There is no deeper heading than H6 (ISO 32000-1, table 335).
_DEEPEST = 6


class Structure:
    """The structure tree of a book while its chunks are added in order."""

    def __init__(self, book: Pdf) -> None:
        self._book = book
        self._root = book.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self._document = book.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=self._root, K=Array()))
        self._parents: list[object] = []
        self._next = 0
        self._named: list[tuple[bytes, Object, Object]] = []
        self._heading = 0

    def add(self, pages: Sequence[Object], tree: Object, level: int, shifts: Sequence[float]) -> None:
        """Join the tree of a chunk, copied into the book with its `pages`; its keys are counted on from ours.

        `level` is that of the text in the book, from 1; `shifts` says how far each page moved to the right, in points.
        """
        for element in tree.K:
            element.P = self._document
            self._document.K.append(element)
        self._rank(tree.Headings, level)
        _move(tree.Figures, {page.objgen: shift for page, shift in zip(pages, shifts, strict=True)})
        if "/IDTree" in tree:
            names = tree.IDTree.Names
            self._named += ((bytes(names[at]), names[at], names[at + 1]) for at in range(0, len(names), 2))
        numbers = tree.ParentTree.Nums
        for index in range(0, len(numbers), 2):
            self._parents += (int(numbers[index]) + self._next, numbers[index + 1])
        for page in pages:
            page.StructParents = int(page.StructParents) + self._next
            for annotation in page.get("/Annots", ()):
                annotation.StructParent = int(annotation.StructParent) + self._next
        self._next += len(numbers) // 2

    def _rank(self, headings: Object, level: int) -> None:
        """Give headings their level in the book: a text's is that of the contents, and none is left out on the way.

        A text of level 2 begins with H2; PDF/UA-1 (ISO 14289-1, 7.4.2) wants H1 first and no H3 just after H1.
        """
        for heading in headings:
            wanted = int(str(heading.S)[2:]) + level - 1
            self._heading = min(wanted, self._heading + 1, _DEEPEST)
            heading.S = Name(f"/H{self._heading}")

    def write(self) -> None:
        """Write the tree and the ways back, from content and from IDs to their elements."""
        self._root.K = Array([self._document])
        self._root.ParentTree = self._book.make_indirect(Dictionary(Nums=Array(self._parents)))
        self._root.ParentTreeNextKey = self._next
        if self._named:
            rows = sorted(self._named, key=lambda row: row[0])
            self._root.IDTree = Dictionary(Names=Array([item for _, *row in rows for item in row]))
        self._book.Root.StructTreeRoot = self._root
        self._book.Root.MarkInfo = Dictionary(Marked=True)


def _move(figures: Object, shifts: dict[tuple[int, int], float]) -> None:
    """Move the boxes of figures with their pages (ISO 32000-1, 14.8.5.4.3)."""
    for figure in figures:
        shift = shifts[figure.Pg.objgen]
        if shift:
            left, bottom, right, top = (float(side) for side in figure.A.BBox)
            figure.A.BBox = Array([round(left + shift, 3), bottom, round(right + shift, 3), top])
