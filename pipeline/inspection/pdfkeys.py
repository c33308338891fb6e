"""What each page of a PDF says is decided by: a hash, so that a page read once need not be read again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Name, Pdf

# What leads from a page or its resources back to the rest of the file.
_ELSEWHERE = frozenset(("/Parent", "/Annots", "/StructParents", "/StructParent", "/Metadata"))


def page_keys(data: bytes) -> list[str]:
    """Return a hash for each page: of its boxes, contents and resources, wherever these stand in the file.

    The dots of images are left out: they hold no text.
    """
    known: dict[tuple[int, int], bytes] = {}
    with Pdf.open(BytesIO(data)) as pdf:
        return [_digest(page.obj, known).hex() for page in pdf.pages]


def _digest(item: Any, known: dict[tuple[int, int], bytes]) -> bytes:
    """Return the hash of an object and of all that it names; `known` holds those of objects met before."""
    place = item.objgen if isinstance(item, pikepdf.Object) and item.is_indirect else None
    if place and place in known:
        return known[place]
    if place:
        known[place] = b"again"
    total = hashlib.sha256()
    for part in _parts(item, known):
        total.update(part + b"\0")
    if place:
        known[place] = total.digest()
    return total.digest()


def _parts(item: Any, known: dict[tuple[int, int], bytes]) -> Iterator[bytes]:
    if isinstance(item, pikepdf.Stream | pikepdf.Dictionary):
        for key in sorted(set(item.keys()) - _ELSEWHERE):
            yield key.encode() + b" " + _digest(item[key], known)
        if isinstance(item, pikepdf.Stream) and item.get("/Subtype") != Name.Image:
            yield item.read_raw_bytes()
    elif isinstance(item, pikepdf.Array):
        yield from (_digest(one, known) for one in item)
    else:
        yield item.unparse() if isinstance(item, pikepdf.Object) else repr(item).encode()
