"""F1: the files of pictures: their size, their names, their colours, and those that nothing shows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from pipeline.diagnostic import Span
from pipeline.model import Asset, Picture, each_inlines, place
from pipeline.rules.rule import Found, Work, found

_PORTABLE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
# Resolutions that printers ask for (SWOP, ISO 12647-2 practice; French printers for pictures of pure black and white),
# and the share of a trim's width that is text.
_DPI, _DPI_OF_BITS, _TEXT_SHARE = 300, 450, 0.72
_HEAVY = 20_000_000
_DRAWING = "SVG"


def _shown(work: Work) -> Iterator[tuple[Asset, Span | None]]:
    """Yield every picture of texts, notices and covers with the place where it is shown first."""
    first: dict[str, Span | None] = {}
    for _, fact in work.all("picture"):
        first.setdefault(fact.value, fact.span)
    for person in work.book.contributors:
        for inlines in each_inlines(person.notice):
            for inline in inlines:
                if isinstance(inline, Picture):
                    first.setdefault(inline.asset, inline.span)
    for volume in work.book.volumes:
        first.setdefault(volume.cover, place(volume, "cover"))
    for edition in work.book.editions:
        first.setdefault(edition.cover, place(work.book.metadata, f"editions.{edition.name}.cover"))
    yield from ((asset, first[asset.name]) for asset in work.book.assets if asset.name in first)


def _inside(work: Work) -> Iterator[tuple[Asset, Span | None]]:
    """Yield the pictures that stand in the pages of a printed edition, with the place of each."""
    if any(edition.variant == "print" for edition in work.book.editions):
        covers = {*(one.cover for one in work.book.volumes), *(one.cover for one in work.book.editions)}
        yield from ((asset, span) for asset, span in _shown(work) if asset.name not in covers)


def picture_too_small(work: Work) -> Iterator[Found]:
    """A picture with too few pixels for the width of the text in print: 300 dpi, 450 for pure black and white."""
    widths = [int(edition.trim.split("x")[0]) for edition in work.book.editions if edition.variant == "print"]
    if not widths:
        return
    inches = max(widths) * _TEXT_SHARE / 25.4
    assets = {asset.name: asset for asset in work.book.assets}
    for _, fact in work.all("figure"):
        asset = assets.get(fact.value)
        needed = round(inches * (_DPI_OF_BITS if asset and asset.mode == "1" else _DPI))
        if asset and 0 < asset.width < needed and asset.mode != _DRAWING:
            dpi = round(asset.width / inches)
            yield found(fact.span, name=asset.name, width=asset.width, needed=needed, dpi=dpi)


def picture_name_not_portable(work: Work) -> Iterator[Found]:
    """A picture whose file name has spaces, accents or signs that some systems refuse."""
    seen: set[str] = set()
    for _, fact in work.all("picture"):
        name = fact.value.rsplit("/", 1)[-1]
        if fact.value not in seen and not _PORTABLE.fullmatch(name):
            seen.add(fact.value)
            yield found(fact.span, name=name)


def same_picture_twice(work: Work) -> Iterator[Found]:
    """Two files of pictures with the same bytes."""
    names: dict[str, list[str]] = defaultdict(list)
    for asset in work.book.assets:
        names[asset.sha256].append(asset.name)
    twins = {name: others[0] for others in names.values() for name in others[1:]}
    seen: set[str] = set()
    for _, fact in work.all("picture"):
        if fact.value in twins and fact.value not in seen:
            seen.add(fact.value)
            yield found(fact.span, name=fact.value, other=twins[fact.value])


def picture_too_heavy(work: Work) -> Iterator[Found]:
    """A picture of more than 20 MB."""
    heavy = {asset.name: asset.size for asset in work.book.assets if asset.size > _HEAVY}
    for _, fact in work.all("picture"):
        if fact.value in heavy:
            yield found(fact.span, name=fact.value, size=round(heavy[fact.value] / 1e6))


def inks_without_profile(work: Work) -> Iterator[Found]:
    """A picture in four inks (CMYK) that does not say which, in a book that is also shown on screens."""
    if any(edition.format == "epub" or edition.variant == "screen" for edition in work.book.editions):
        for asset, span in _shown(work):
            if asset.mode == "CMYK" and not asset.has_profile:
                yield found(span, name=asset.name)


def grey_in_colours(work: Work) -> Iterator[Found]:
    """A grey picture that is saved in colours: a printer takes its page for a page in colours (a PNG is mended)."""
    for asset, span in _inside(work):
        if asset.grey and asset.mode in ("RGB", "CMYK") and asset.media_type == "image/jpeg":
            yield found(span, name=asset.name, mode=asset.mode)


def picture_in_colours(work: Work) -> Iterator[Found]:
    """A picture in colours in the pages of a printed edition."""
    for asset, span in _inside(work):
        if not asset.grey and asset.mode != _DRAWING:
            yield found(span, name=asset.name)


def picture_never_shown(work: Work) -> Iterator[Found]:
    """A picture in the folder of the manuscript that no text, notice or cover shows."""
    yield from (found(Span(name), name=name) for name in work.book.spare)
