"""What the structure of a tagged PDF calls each stretch of text: a paragraph, a heading, a line of the contents…"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any, NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name

# Standard types of ISO 32000-1, 14.8.4. The nearest of BLOCKS around a stretch of text is what it is…
BLOCKS = frozenset(("P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "LBody", "Lbl", "TH", "TD", "TOCI", "Caption"))
# …unless it stands in one of these.
APART = frozenset(("TOC", "TOCI", "Table", "Index", "Note", "Caption", "Figure", "Formula", "Artifact"))
INLINE = "Span"  # what stands in no block


class Role(NamedTuple):
    """A type of structure element, empty when unknown, and a number that the text of one element shares."""

    kind: str
    element: int = 0


UNTAGGED, ARTIFACT = Role(""), Role("Artifact")


def roles(data: bytes) -> dict[tuple[int, int], Role]:
    """Return the role of each marked-content sequence by its page (from 1) and number; nothing of an untagged file."""
    with pikepdf.open(BytesIO(data)) as pdf:
        root = pdf.Root.get("/StructTreeRoot")
        if not isinstance(root, Dictionary):
            return {}
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        names = {str(key): str(value) for key, value in root.get("/RoleMap", Dictionary()).items()}
        return dict(_walk(root.get("/K"), pages, names))


class _Place(NamedTuple):
    """Where the walk is: the page and role that what is below inherits, and whether something set the text apart."""

    page: int
    role: Role
    apart: bool = False


def _walk(
    kids: Any, pages: dict[tuple[int, int], int], names: dict[str, str]
) -> Iterator[tuple[tuple[int, int], Role]]:
    """Yield the marked-content sequences under a node, with an own stack: a tree may be deeper than Python's."""
    waiting: list[tuple[Any, _Place]] = [(kids, _Place(0, Role(INLINE)))]
    seen: set[tuple[int, int]] = set()
    elements = 0
    while waiting:
        node, place = waiting.pop()
        if isinstance(node, Array):
            waiting += [(kid, place) for kid in node]
        elif isinstance(node, int):
            yield (place.page, node), place.role
        elif isinstance(node, Dictionary):
            if node.is_indirect and node.objgen in seen:
                continue
            seen.add(node.objgen)
            page = pages.get(node.Pg.objgen, 0) if "/Pg" in node else place.page
            if node.get("/Type") == Name.MCR:
                yield (page, int(node.MCID)), place.role
            elif "/S" in node:
                elements += 1
                kind = str(node.S)
                waiting.append((node.get("/K"), _inside(names.get(kind, kind)[1:], elements, page, place)))


def _inside(kind: str, element: int, page: int, place: _Place) -> _Place:
    if place.apart:
        return place._replace(page=page)
    if kind in BLOCKS or kind in APART:
        return _Place(page, Role(kind, element), kind in APART)
    return place._replace(page=page)
