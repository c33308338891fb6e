"""How a chunk's markup names what lies outside it: files by their hash, anchors of other chunks."""

from __future__ import annotations

from urllib.parse import quote, unquote

# Fonts and images of the book, by the SHA-256 of their bytes.
FILES = "book-file"
# Anchors of other chunks: WeasyPrint drops an internal link whose target it does not see, but keeps an address.
ANCHORS = "x-book"


def file_address(sha256: str) -> str:
    """Return the address of a file of the book."""
    return f"{FILES}:{sha256}"


def anchor_address(anchor: str) -> str:
    """Return the address of an anchor that another chunk holds."""
    return f"{ANCHORS}:{quote(anchor, safe='')}"


def anchor_of(address: str) -> str | None:
    """Return the anchor that an address made by `anchor_address` names; None for any other address."""
    scheme, _, rest = address.partition(":")
    return unquote(rest) if scheme == ANCHORS else None
