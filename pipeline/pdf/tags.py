"""The structure of a merged book: the chunks' trees under one Document (ISO 32000-1, 14.7)."""

from __future__ import annotations

from collections.abc import Sequence

from pikepdf import Array, Dictionary, Name, Object, Pdf

from pipeline.pdf.structure import id_tree, mend


class Structure:
    """The structure tree of a book while its chunks are added in order."""

    def __init__(self, book: Pdf) -> None:
        self._book = book
        self._root = book.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self._document = book.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=self._root, K=Array()))
        self._parents: list[object] = []
        self._next = 0
        self._named: list[tuple[str, Object]] = []

    def add(self, pages: Sequence[Object], tree: Object, shifts: Sequence[float] | None) -> None:
        """Join the tree of a chunk, copied into the book with its `pages`; its keys are counted on from ours.

        Images and tables are mended when `shifts` says how far each page moved to the right.
        """
        if shifts is not None:
            moved = {page.objgen: shift for page, shift in zip(pages, shifts, strict=True)}
            self._named += mend(self._book, tree, moved, f"{self._next}-")
        for element in tree.K[0].K:
            element.P = self._document
            self._document.K.append(element)
        numbers = tree.ParentTree.Nums
        for index in range(0, len(numbers), 2):
            self._parents += (int(numbers[index]) + self._next, numbers[index + 1])
        for page in pages:
            page.StructParents = int(page.StructParents) + self._next
            for annotation in page.get("/Annots", ()):
                annotation.StructParent = int(annotation.StructParent) + self._next
        self._next += len(numbers) // 2

    def write(self) -> None:
        """Write the tree and the way back from content to its elements."""
        self._root.K = Array([self._document])
        self._root.ParentTree = self._book.make_indirect(Dictionary(Nums=Array(self._parents)))
        self._root.ParentTreeNextKey = self._next
        if self._named:
            self._root.IDTree = id_tree(self._named)
        self._book.Root.StructTreeRoot = self._root
        self._book.Root.MarkInfo = Dictionary(Marked=True)
