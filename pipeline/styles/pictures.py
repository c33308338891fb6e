"""The size of a picture on the page, and the space that brings the text below it back to the grid."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.styles.trims import POINT
from pipeline.styles.values import Page

# A picture is never shown coarser than this, in pixels an inch: it stays smaller than the line instead.
COARSEST = 150

# Lines of the page that a picture leaves free, for its caption and the space around it.
KEPT_FREE = 4


def picture_rules(found: Page, pictures: Iterable[tuple[str, int, int]]) -> str:
    """Return the rules of the figures of a page: `pictures` are addresses with their width and height in pixels.

    The measure style sheets cannot know: a height that depends on a ratio. The space goes above the picture, so that a
    caption stands at the same distance from every one. Pictures of unknown size (0) have no rule.
    """
    return "".join(_rule(found, *picture) for picture in pictures if picture[1] and picture[2])


def _rule(found: Page, address: str, width: int, height: int) -> str:
    room = (found.lines - KEPT_FREE) * found.line
    shown = min(found.measure / POINT, width * 72 / COARSEST, room * width / height)
    tall = shown * height / width
    space = -tall % found.line
    return (
        f'figure img[src="{address}"] {{ width: {shown:.3f}pt; height: {tall:.3f}pt; }}\n'
        f'figure:has(img[src="{address}"]) {{ padding-top: {space:.3f}pt; }}\n'
    )
