"""A volume in one edition: sections in reading order, ready to be laid out and written; then what the layout found."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from pipeline.diagnostic import Span
from pipeline.model.blocks import Block, Note
from pipeline.model.book import Asset, Contributor, Edition, Metadata, Volume
from pipeline.model.text import Inlines


class Section(Struct, frozen=True, kw_only=True):
    """One piece of a publication: a page of front matter, a contribution, an index. One XHTML file, one layout chunk.

    `role` is the structural name (`half-title`, `title-page`, `copyright`, `dedication`, `epigraph`, `preface`, `part`,
    `chapter`, `notices`, `index`, `contents`, `colophon`, `more`, `awaited`…). `start` is `recto` or `next`. `level` is
    its depth in the contents, 0 when it is not listed. `folios` says whether its pages carry heads and folios (an
    opening never carries a head); `head` is the right-hand running head.
    """

    id: str
    role: str
    title: Inlines = ()
    subtitle: Inlines = ()
    authors: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    notes: tuple[Note, ...] = ()
    start: str = "next"
    level: int = 0
    folios: bool = True
    head: str = ""
    language: str = ""
    span: Span | None = None


class Publication(Struct, frozen=True, kw_only=True):
    """A Volume in an Edition: frozen, typeset, with page numbers left open.

    `elsewhere` gives the page labels of anchors in other volumes, where they are known (« tome II, p. 45 »).

    `name` is the artifact's file name without its ending; `title` is the volume's full title, typeset, and `head` the
    running head of its left-hand pages where it is another; `contributors` are those of this volume, in the order of
    their texts; `labels` is the language's table of generated words.
    """

    name: str
    volume: Volume
    edition: Edition
    metadata: Metadata
    title: str
    head: str = ""
    identifier: str
    isbn: str = ""
    contributors: tuple[Contributor, ...] = ()
    sections: tuple[Section, ...] = ()
    assets: tuple[Asset, ...] = ()
    labels: Mapping[str, str]
    modified: str = "1980-01-01T00:00:00Z"
    elsewhere: Mapping[str, str] = field(default_factory=dict)


class PageBreak(Struct, frozen=True):
    """Where a page begins in the text: before the code point `offset` of the typeset text of block `block`.

    `page` counts from 1; `label` is what the page carries. An empty block means the section's beginning.
    """

    page: int
    label: str
    section: str
    block: str = ""
    offset: int = 0


class PageMap(Struct, frozen=True):
    """The page of every anchor (from 1), the label of every page, and where each page begins in the text."""

    anchors: Mapping[str, int]
    labels: tuple[str, ...]
    breaks: tuple[PageBreak, ...] = ()

    def label(self, anchor: str) -> str:
        """Return the label of the page that `anchor` is on; KeyError when it is on none."""
        return self.labels[self.anchors[anchor] - 1]
