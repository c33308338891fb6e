"""What the variants of a PDF differ in: one row each, and nothing else decides."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Variant:
    """A way of finishing the same pages.

    `mirrored` margins are those of an opened book, else the text stands in the middle of every page. `links` also
    stands for the outline; `tags` for the structure that reading aloud needs. PDF/UA-1 (ISO 14289-1) is not
    claimed: no validator has passed it.
    """

    mirrored: bool
    links: bool
    tags: bool


VARIANTS = {
    "print": Variant(mirrored=True, links=False, tags=False),
    "screen": Variant(mirrored=False, links=True, tags=True),
}
