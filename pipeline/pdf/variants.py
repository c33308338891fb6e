"""What the variants of a PDF differ in: one row each, and nothing else decides."""

from __future__ import annotations

from msgspec import Struct


class Variant(Struct, frozen=True):
    """A way of finishing the same pages.

    `mirrored` margins are those of an opened book, else the text stands in the middle of every page. `links` also
    stands for the outline. An `accessible` book has the structure that reading aloud needs, and says that it keeps
    PDF/UA-1 (ISO 14289-1): veraPDF says so of every book of the tests, and of each book that is inspected.
    """

    mirrored: bool
    links: bool
    accessible: bool


VARIANTS = {
    "print": Variant(mirrored=True, links=False, accessible=False),
    "screen": Variant(mirrored=False, links=True, accessible=True),
}
