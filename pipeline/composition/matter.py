"""Which pages stand before and after the text, in which order: one table, and what a volume says instead."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from pipeline.model import BACK_ROLES, FRONT_ROLES, Edition, Volume


class Matter(Struct, frozen=True):
    """The front and back matter of an edition: names of generated pages and roles of contributions.

    `legal` names the lines of the copyright page. `paged` when the edition has pages: references and contents then say
    them.
    """

    front: tuple[str, ...]
    back: tuple[str, ...]
    legal: tuple[str, ...]
    paged: bool


_OPENING = ("half-title", "other-volumes", "title-page", "copyright", *FRONT_ROLES)
_CLOSING = ("conclusion", "afterword", "appendix", "notices", "index", "bibliography", "acknowledgments", "contents")
_LEGAL = ("publisher", "rights", "isbns", "set-isbn", "issn", "legal-deposit", "text-mining")
_LEGAL_IN_PRINT = ("publisher", "rights", "isbns", "set-isbn", "issn", "legal-deposit", "price", "text-mining")

# By format and variant of an edition; a format without variants, or a variant without a row, takes the format's. The
# order of French books: the contents at the end, then, in what is printed, the printer's mention. An ebook opens on its
# title page: a half-title and the list of tomes would stand between its cover and the text; the tomes close it.
MATTER = {
    ("pdf", ""): Matter(_OPENING, _CLOSING, _LEGAL, paged=True),
    ("pdf", "print"): Matter(_OPENING, (*_CLOSING, "colophon"), _LEGAL_IN_PRINT, paged=True),
    ("epub", ""): Matter(
        ("title-page", "copyright", *FRONT_ROLES),
        (*_CLOSING[:-1], "other-volumes", "contents"),
        ("publisher", "rights", "isbns", "text-mining"),
        paged=False,
    ),
}
DEFAULT = MATTER["pdf", ""]


def matter(volume: Volume, edition: Edition) -> Matter:
    """Return the matter of `volume` in `edition`: the volume's own `front:` and `back:` come before the table's."""
    usual = MATTER.get((edition.format, edition.variant)) or MATTER.get((edition.format, ""), DEFAULT)
    front_said, back_said = _said(volume.front, edition), _said(volume.back, edition)
    # A page that one list moves leaves the other, and a text is never lost because its place was left out of a list.
    front = front_said or tuple(name for name in usual.front if name not in back_said)
    back = tuple(name for name in back_said or usual.back if name not in front)
    front = (*front, *(role for role in FRONT_ROLES if role not in {*front, *back}))
    back = (*(role for role in BACK_ROLES if role not in {*front, *back}), *back)
    return replace(usual, front=front, back=back)


def _said(choices: tuple[tuple[str, tuple[str, ...]], ...], edition: Edition) -> tuple[str, ...]:
    by_edition = dict(choices)
    said = by_edition.get(edition.name) or by_edition.get("*", ())
    return tuple(dict.fromkeys(said))
