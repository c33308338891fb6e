"""What is checked on an artifact: our own checks at every build, the field's validators when asked."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from msgspec import Struct

from pipeline.diagnostic import Diagnostic
from pipeline.inspection.expected import expected, squeeze
from pipeline.inspection.words import epub_words, pdf_words
from pipeline.model import PageMap, Publication
from pipeline.store import Ledger, Store

if TYPE_CHECKING:
    from pipeline.layout.values import Layout
    from pipeline.layout.workers import Workers


class Inspection(Struct, frozen=True):
    """What was found, and the names of the validators that gave a report on the file and of those that did not."""

    diagnostics: tuple[Diagnostic, ...]
    gates: tuple[str, ...]
    not_run: tuple[str, ...]


# The validators of each format that has some: modules beside this one, each with a function `gate`, imported when they
# are to run. A PDF has those of its variant.
GATES: dict[str, tuple[str, ...]] = {"epub": ("epubcheck", "ace"), "screen": ("verapdf",)}


# What a validator that is missing, too slow or broken is told by.
DID_NOT_RUN = frozenset({"X001", "X002", "X003"})


class Means(Struct, frozen=True):
    """What a file is checked with: validators when there are `gates`; `workers` that help to read many pages.

    What its pages say is kept in `store` from one build to the next.
    """

    gates: bool = False
    store: Store | None = None
    workers: Workers | None = None


def inspect(data: bytes, publication: Publication, layout: Layout | None, means: Means) -> Inspection:
    """Check a finished file against the publication that it was made from."""
    edition = publication.edition
    known = GATES.get(edition.variant if edition.format == "pdf" else edition.format, ())
    found = list(_own(data, publication, layout, means))
    ran = []
    for name in known if means.gates else ():
        said = import_module(f"pipeline.inspection.{name}").gate(data, publication)
        found += said
        if not any(finding.code in DID_NOT_RUN for finding in said):
            ran.append(name)
    return Inspection(tuple(found), tuple(ran), tuple(name for name in known if name not in ran))


def _own(data: bytes, publication: Publication, layout: Layout | None, means: Means) -> tuple[Diagnostic, ...]:
    pages = layout.page_map if layout else None
    match publication.edition.format:
        case "epub":
            return epub_words(publication, data, pages)
        case "pdf" if pages:
            return _pdf(data, publication, pages, means)
        case _:
            return ()


def _pdf(data: bytes, publication: Publication, pages: PageMap, means: Means) -> tuple[Diagnostic, ...]:
    """Check a PDF; the pages that were in an earlier file, which was found good, are not read again."""
    from pipeline.inspection.pdf import faults, opened  # an EPUB does not owe what loading these costs
    from pipeline.inspection.pdfkeys import page_keys
    from pipeline.inspection.pdftext import read_pages

    kept = Ledger(means.store.folder / "said" / publication.name if means.store else None)
    with opened(data, publication.name) as pdf:
        read = read_pages(data, range(len(pdf.pages)), means.workers) if kept.empty else None  # before anything else
        keys = page_keys(pdf)
        known = [kept.get(key) for key in keys]
        new = [number for number, text in enumerate(known) if text is None]
        read = read or read_pages(data, new, means.workers)
        found = faults(pdf, publication.name, set(range(len(keys))).difference(new))
    parts = tuple(expected(publication, pages, calls=True))
    if len(new) == len(keys):  # all of it is to be compared: it is made ready while workers read
        for part in parts:
            part.squeeze()
    texts = read()
    said = [squeeze(texts[number]) if text is None else text for number, text in enumerate(known)]
    found = (*pdf_words(publication, said, pages, kept, parts), *found)
    if not found:
        for key, text in zip(keys, said, strict=True):
            kept.put(key, text)
        kept.save()
    return found
