"""What WeasyPrint's structure of images and tables lacks, mended in the chunks that have any."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from pikepdf import Array, Dictionary, Object, Pdf, String

# PostScript points in a CSS pixel: WeasyPrint writes the boxes of figures in pixels, from the top of the page.
_POINTS = 0.75


def mend(book: Pdf, tree: Object, shifts: Mapping[tuple[int, int], float], prefix: str) -> list[tuple[str, Object]]:
    """Mend the structure `tree` of a chunk whose pages moved by `shifts`; return its elements that have an ID.

    An image without alternative text is decorative: it becomes an artifact. The box of a figure is written in points
    (ISO 32000-1, 14.8.5.4.3). `prefix` makes the IDs of header cells unique in the book.
    """
    named: list[tuple[str, Object]] = []
    numbers = tree.ParentTree.Nums
    parents = {int(numbers[index]): numbers[index + 1] for index in range(0, len(numbers), 2)}
    for parent, element in list(_elements(tree.K[0])):
        if element.S == "/Figure":
            if "/Alt" in element:
                _place(element, shifts)
            else:
                _take_out(book, parent, element, parents)
        if "/ID" in element:
            element.ID = String(prefix + str(element.ID))
            named.append((str(element.ID), element))
        headers = element.get("/A", Dictionary()).get("/Headers")
        if headers is not None:
            element.A.Headers = Array([String(prefix + str(header)) for header in headers])
    return named


def _elements(element: Object) -> Iterator[tuple[Object, Object]]:
    """Yield every structure element below `element`, with its parent."""
    for kid in element.get("/K", ()):
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield element, kid
            yield from _elements(kid)


def _place(figure: Object, shifts: Mapping[tuple[int, int], float]) -> None:
    left, top, right, bottom = (float(side) * _POINTS for side in figure.A.BBox)
    height, shift = float(figure.Pg.MediaBox[3]), shifts.get(figure.Pg.objgen, 0.0)
    box = (left + shift, height - bottom, right + shift, height - top)
    figure.A.BBox = Array([round(side, 3) for side in box])


def _take_out(book: Pdf, parent: Object, figure: Object, parents: Mapping[int, Object]) -> None:
    """Make the content of a figure an artifact, and leave the figure out of the structure."""
    page, number = figure.Pg, int(figure.K[0])
    marked = re.compile(rb"/Figure\s*<<\s*/MCID %d\s*>>\s*BDC" % number)
    page.Contents = book.make_stream(marked.sub(b"/Artifact BMC", page.Contents.read_bytes()))
    kids = [kid for kid in parent.K if not _same(kid, figure)]
    parent.K = Array(kids)
    parents[int(page.StructParents)][number] = None


def _same(kid: Object | int, element: Object) -> bool:
    return isinstance(kid, Dictionary) and kid.objgen == element.objgen


def id_tree(named: Sequence[tuple[str, Object]]) -> Dictionary:
    """Return the name tree that finds elements by their ID (ISO 32000-1, 14.7.2), the first of a head repeated."""
    rows = sorted(dict(reversed(named)).items(), key=lambda row: row[0].encode())
    return Dictionary(Names=Array([item for name, element in rows for item in (String(name), element)]))
