"""Elements and text as markup that both HTML and XML parsers read as the same tree."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

Attributes = Mapping[str, str]
NONE: Attributes = MappingProxyType({})

# Attributes that mean something when they are empty: an image without alternative text is not one with an empty one.
KEPT_EMPTY = frozenset({"alt"})


def escape(text: str) -> str:
    """Return `text` with the three characters escaped that would be read as markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def start(name: str, attributes: Attributes) -> str:
    """Return a start tag; attributes keep the order they are given in, and the empty ones are left out."""
    tag = f"<{name}"
    for key, value in attributes.items():
        if value or key in KEPT_EMPTY:
            tag += f' {key}="{escape(value).replace(chr(34), "&quot;")}"'
    return f"{tag}>"


def element(name: str, content: str, attributes: Attributes = NONE) -> str:
    """Return an element around markup."""
    return f"{start(name, attributes)}{content}</{name}>"


def void(name: str, attributes: Attributes = NONE) -> str:
    """Return an element that has no content (`br`, `img`, `hr`)."""
    return f"{start(name, attributes)[:-1]}/>"


def stack(*pieces: str) -> str:
    """Return pieces of markup one under another, each on its own line, empty ones left out."""
    return "".join(f"\n{piece}" for piece in pieces if piece) + "\n"
