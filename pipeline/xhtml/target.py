"""What the markup is for."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from pipeline.model import PageBreak


class Target(Struct, frozen=True, kw_only=True):
    """How to write sections.

    `syntax` is `html` (for the layout) or `xml` (XHTML for EPUB); `notes` is `foot` (each body at its first call, to be
    sent to the foot of the page) or `gathered` (at the section's end). `href` gives the address of an anchor of the
    publication, `asset` that of an asset, by its name. `page` gives the page label of an anchor, None where it is not
    known; without `page` no page is known. `led` says of a plain paragraph's id whether anything leads there: ids of
    those to which nothing does stand in `data-block`, for the layout engine makes every element with an id a style of
    its own. `breaks` are written in the text; those of other sections are passed over. `rules` gives the CSS of this
    document only; it is asked when the body is written.
    """

    syntax: str
    notes: str
    href: Callable[[str], str]
    asset: Callable[[str], str]
    page: Callable[[str], str | None] | None = None
    led: Callable[[str], bool] = lambda name: True
    stylesheets: tuple[str, ...] = ()
    breaks: tuple[PageBreak, ...] = ()
    rules: Callable[[], str] = str

    @property
    def xml(self) -> bool:
        """Whether the syntax is that of EPUB, with its own attributes."""
        return self.syntax == "xml"

    def page_label(self, anchor: str) -> str:
        """Return the label of the page that `anchor` is on, empty where it is not known."""
        return (self.page(anchor) if self.page and anchor else None) or ""
