"""The cover: an image of 1600 × 2400 px made from the metadata, or the one that the book gives.

The size is what every shop takes (at least 1400 px on the short side, at most 4 million pixels).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.formats.cover.words import words
from pipeline.model import Publication, place

if TYPE_CHECKING:
    from pipeline.formats.context import Context
    from pipeline.layout.values import Layout


def write(publication: Publication, layout: Layout | None, context: Context) -> bytes:
    """Return the cover as a JPEG; it is the same for every edition of a volume."""
    return picture(publication, context)


def picture(publication: Publication, context: Context) -> bytes:
    """Return the cover as an RGB JPEG: the edition's own image, else the volume's, else one made of the metadata.

    BookError E001 when no face of the theme has a letter of the title, E002 when the words do not hold on the page,
    E003 when the image that is given has no pixels.
    """
    from pipeline.formats.cover import image

    edition, volume = publication.edition, publication.volume
    name = edition.cover or volume.cover
    if name:
        asset = next(asset for asset in publication.assets if asset.name == name)
        own = place(publication.metadata, f"editions.{edition.name}.cover")
        return image.given(asset, context.store, own if edition.cover else place(volume, "cover"))
    return image.drawn(publication, context.theme)


def description(publication: Publication) -> str:
    """Return the alternative text of the cover: the words that it shows."""
    said = words(publication)
    title = ", ".join(filter(None, (said.author, said.title, said.subtitle, said.volume, said.helper, said.publisher)))
    return publication.labels["cover-description"].format(title=title)
