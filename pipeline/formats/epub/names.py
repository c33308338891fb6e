"""The names of files inside the EPUB, and the way from any anchor of the publication to its file.

Names are generated: ASCII, lower case, numbered, so that no two differ by case or accent only and no name of a
manuscript's file reaches an unzipping reader.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from msgspec import Struct

from pipeline.model import (
    Block,
    IndexMark,
    Inline,
    MarkKind,
    Picture,
    Publication,
    Section,
    each_block,
    each_inlines,
)

FOLDER = "EPUB"
STYLES = "styles/book.css"
COVER_PAGE = "text/cover.xhtml"
COVER_IMAGE = "images/cover.jpg"
NAVIGATION = "nav.xhtml"
EXTENSIONS = {"image/jpeg": "jpg", "image/png": "png", "image/svg+xml": "svg", "image/gif": "gif", "image/webp": "webp"}


def slug(name: str) -> str:
    """Return `name` as ASCII letters, digits and hyphens, at most 40 of them."""
    letters = (letter for letter in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", "-", "".join(letters))[:40].strip("-") or "x"


def image_name(number: int, asset: str, media_type: str) -> str:
    """Return the name of the `number`th image (from 1); KeyError when EPUB takes no image of that type."""
    stem = asset.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return f"images/{number:04d}-{slug(stem)}.{EXTENSIONS[media_type]}"


class Places(Struct, frozen=True):
    """Where things are: `files` names the file of each section, `homes` the section of each anchor."""

    files: Mapping[str, str]
    homes: Mapping[str, str]

    def address(self, anchor: str) -> str:
        """Return the address of `anchor` from the root of the package; KeyError when the publication has none such."""
        home = self.homes[anchor]
        return self.files[home] if anchor == home else f"{self.files[home]}#{anchor}"

    def href(self, anchor: str, section: str) -> str:
        """Return the address of `anchor` as the file of `section` writes it."""
        if self.homes[anchor] == section:
            return f"#{anchor}"
        return self.address(anchor).removeprefix("text/")


def places(publication: Publication) -> Places:
    """Return the places of a publication's sections and anchors."""
    files, homes = {}, {}
    for number, section in enumerate(publication.sections, 1):
        files[section.id] = f"text/{number:04d}-{slug(section.id)}.xhtml"
        homes.update(dict.fromkeys(_anchors(section), section.id))
    return Places(files, homes)


def _anchors(section: Section) -> Iterator[str]:
    yield section.id
    yield from (note.id for note in section.notes)
    for blocks in _bodies(section):
        yield from (block.id for block in each_block(blocks) if block.id)
    for item in _inlines(section):
        yield from (mark.value for mark in item.marks if mark.kind is MarkKind.ANCHOR)
        if isinstance(item, IndexMark):
            yield item.id


def _bodies(section: Section) -> Iterator[tuple[Block, ...]]:
    yield section.blocks
    yield from (note.blocks for note in section.notes)


def _inlines(section: Section) -> Iterator[Inline]:
    yield from (*section.title, *section.subtitle)
    for blocks in _bodies(section):
        for inlines in each_inlines(blocks):
            yield from inlines


def pictured(publication: Publication) -> tuple[str, ...]:
    """Return the names of the assets that the publication shows, in order, each once."""
    items = (item for section in publication.sections for item in _inlines(section))
    return tuple(dict.fromkeys(item.asset for item in items if isinstance(item, Picture)))
