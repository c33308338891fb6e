"""What decides what a page of a PDF shows: a hash, so that a page that was found good need not be read again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Name, Pdf

# What a page shows is in these, and in what they name (ISO 32000-1, 7.7.3.3).
_SHOWN = ("/MediaBox", "/CropBox", "/TrimBox", "/UserUnit", "/Rotate", "/Resources", "/Contents")
_REFERENCE = b" R"


def page_keys(pdf: Pdf) -> list[str]:
    """Return a hash for each page: of its boxes, contents and resources, wherever these stand in the file.

    The dots of images are left out: they hold no text.
    """
    known: dict[tuple[int, int], bytes] = {}
    return [_digest(page.obj, known, _SHOWN).hex() for page in pdf.pages]


def _digest(item: Any, known: dict[tuple[int, int], bytes], keys: tuple[str, ...] = ()) -> bytes:
    """Return the hash of an object and of all that it names; `known` holds those of objects met before."""
    place = item.objgen if isinstance(item, pikepdf.Object) and item.is_indirect else None
    if place and place in known:
        return known[place]
    if place:
        known[place] = b"again"
    total = hashlib.sha256()
    for part in _parts(item, known, keys):
        total.update(part + b"\0")
    if place:
        known[place] = total.digest()
    return total.digest()


def _parts(item: Any, known: dict[tuple[int, int], bytes], keys: tuple[str, ...]) -> Iterator[bytes]:
    if not isinstance(item, pikepdf.Stream | pikepdf.Dictionary | pikepdf.Array):
        yield item.unparse(resolved=True) if isinstance(item, pikepdf.Object) else repr(item).encode()
    elif not isinstance(item, pikepdf.Stream) and not keys and _REFERENCE not in (written := item.unparse()):
        yield written
    elif isinstance(item, pikepdf.Array):
        yield from (_digest(one, known) for one in item)
    else:
        for key in keys or sorted(item.keys()):
            if key in item:
                yield key.encode() + b" " + _digest(item[key], known)
        if isinstance(item, pikepdf.Stream) and item.get("/Subtype") != Name.Image:
            yield item.read_raw_bytes()
