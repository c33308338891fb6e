"""The whole job on one screen, once the book is read: check, compose, lay out, write, inspect."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from importlib import import_module
from typing import TYPE_CHECKING

from pipeline import program
from pipeline.built import Built, Order, Progress, refusals
from pipeline.composition import Typesetter, compose
from pipeline.diagnostic import BookError, Diagnostic, Severity, error
from pipeline.fonts import preflight
from pipeline.formats import FORMATS, PAGED, Context
from pipeline.inspection.inspect import Inspection, Means, inspect
from pipeline.layout.workshop import Workshop
from pipeline.model import Book, Edition, Publication, Volume
from pipeline.pages import Pages, pages_of, published
from pipeline.publish import Artifact
from pipeline.store import Ledger, Store
from pipeline.styles import load_theme

if TYPE_CHECKING:
    from pipeline.layout.values import Layout
    from pipeline.reading.book import Reading


def make(reading: Reading, order: Order, workshop: Workshop, store: Store, progress: Progress) -> Built:
    """Make what is ordered of a book; `progress` is told the stage, what is done, what there is.

    Raises BookError with every finding when one is an error.
    """
    if reading.book is None:
        raise BookError(reading.diagnostics)
    book = reading.book
    wanted = _wanted(book, order)
    typesetter = Typesetter(Ledger(store.folder / "typeset.kept"), reading.more)
    pages = Pages(book, store, workshop, progress, typesetter)
    if not order.final and not _errors(reading.diagnostics):
        _begin(pages, wanted, reading.fresh)  # before all is checked, which a release is by all cores, and composed

    progress("check", 0, 1)
    findings = _checked(book, order, reading.diagnostics, store)
    _stop_on_error(findings)

    if _has_pages(wanted):
        workshop.workers.start()
    publications = [compose(book, volume, edition, typesetter) for volume, edition in wanted]
    typesetter.save()
    findings += _unfit(book, publications)
    _stop_on_error(findings)

    paged = pages.lay_out(publications)
    findings += [finding for one in paged.values() for finding in one.layout.diagnostics]
    _stop_on_error(findings)

    artifacts = []
    means = Means(order.final, store, workshop.workers)
    for number, composed in enumerate(publications):
        progress("write", number, len(publications))
        known = paged.get(pages_of(composed) or ("", ""))
        layout = known.layout if known else None
        publication = known.publication if known and composed.edition.format in PAGED else composed
        context = Context(theme=load_theme(publication.edition.theme, book.root, publication.edition.span), store=store)
        data = FORMATS[publication.edition.format].write(publication, layout, context)
        inspection = inspect(data, publication, layout, means)
        artifacts.append(_artifact(book, publication, layout, data, inspection))
        findings += inspection.diagnostics
    _stop_on_error(findings)
    return Built(tuple(artifacts), tuple(findings))


def load_for_pages() -> None:
    """Load what writes PDFs, reads them back and publishes them."""
    for module in (
        "pipeline.pdf",
        "pipeline.inspection.pdf",
        "pipeline.inspection.pdfkeys",
        "pypdfium2",
        "lxml.etree",
        "filelock",
    ):
        import_module(module)


def load_for_ebooks() -> None:
    """Load what checks texts, writes EPUBs and reads them back."""
    for module in ("rules", "formats.epub.book", "formats.cover.image", "inspection.epubtext"):
        import_module(f"pipeline.{module}")
    import_module("filelock")
    import_module("PIL.Image").preinit()


def _begin(pages: Pages, wanted: Iterable[tuple[Volume, Edition]], fresh: frozenset[str]) -> None:
    """Have the workers, when they are on their way, begin with the texts that are new or changed, the longest first."""
    paged = [(volume, edition) for volume, edition in wanted if edition.format in PAGED]
    if not paged or not pages.workshop.workers.warm:
        return
    pages.workshop.workers.start()
    pages.workshop.keep_sample(pages.sample(paged[0][1]))
    changed = sorted((len(text.source), text.id) for text in pages.book.contributions if text.id in fresh)
    texts = [name for _, name in reversed(changed)]
    for volume, edition in {volume.id: (volume, edition) for volume, edition in reversed(paged)}.values():
        if not fresh.isdisjoint(volume.contributions):
            pages.begin(volume, edition, texts)


def _unfit(book: Book, publications: Iterable[Publication]) -> Iterator[Diagnostic]:
    """Yield what is wrong with the fonts of the book's own themes; those that are shipped are tested."""
    for edition in {one.edition.theme: one.edition for one in publications}.values():
        theme = load_theme(edition.theme, book.root, edition.span)
        if any(not face.path.is_relative_to(program.styles()) for face in theme.faces):
            yield from preflight(theme, edition.span)


def _checked(book: Book, order: Order, found: Iterable[Diagnostic], store: Store) -> list[Diagnostic]:
    """Return what the rules find, and what was `found` while reading."""
    from pipeline.rules import Extent, check  # while workers have something to do
    from pipeline.rules.memory import Memory

    memory = None if refusals(book) else Memory(store.folder / "build.json")
    return list(check(book, Extent(final=order.final, draft=not order.final), found=found, memory=memory))


def _stop_on_error(findings: Iterable[Diagnostic]) -> None:
    """Raise all the findings when one is an error."""
    if _errors(findings):
        raise BookError(findings)


def _errors(findings: Iterable[Diagnostic]) -> bool:
    return any(finding.severity is Severity.ERROR for finding in findings)


def _wanted(book: Book, order: Order) -> tuple[tuple[Volume, Edition], ...]:
    """Return what is to be built, in the order of the book; unknown names and an empty order are errors."""
    volumes = [volume.id for volume in book.volumes]
    editions = [edition.name for edition in book.editions]
    unknown = [_unknown("B093", name, volumes) for name in order.volumes if name not in volumes]
    unknown += [_unknown("B094", name, editions) for name in order.editions if name not in editions]
    if unknown:
        raise BookError(unknown)
    pairs = tuple(
        (volume, edition)
        for volume in book.volumes
        for edition in book.editions
        if not order.volumes or volume.id in order.volumes
        if not order.editions or edition.name in order.editions
        if published(volume, edition.name)
    )
    if not pairs:
        raise BookError([error("B095", volumes=", ".join(order.volumes), editions=", ".join(order.editions))])
    return pairs


def _unknown(code: str, name: str, known: Sequence[str]) -> Diagnostic:
    close = get_close_matches(name, known, n=1, cutoff=0)
    return error(code, name=name, known=", ".join(known), close=", ".join(close))


def _has_pages(wanted: Iterable[tuple[Volume, Edition]]) -> bool:
    """Return whether something is wanted that is laid out in pages, or lists those of another edition."""
    return any(edition.format in PAGED or edition.pages_from != "none" for _, edition in wanted)


def _artifact(
    book: Book, publication: Publication, layout: Layout | None, data: bytes, inspection: Inspection
) -> Artifact:
    edition, volume = publication.edition, publication.volume
    chunks = [placed.chunk.facts for placed in layout.placed] if layout and edition.format in PAGED else []
    left = sum((Counter(facts.left) for facts in chunks), Counter())
    return Artifact(
        path=f"{volume.id}/{publication.name}.{FORMATS[edition.format].ending}",
        volume=volume.id,
        tome=volume.number,
        edition=edition.name,
        format=edition.format,
        data=data,
        pages=layout.pages if layout and edition.format in PAGED else 0,
        isbn=publication.isbn,
        sources=hashlib.sha256(repr(book.sources).encode()).hexdigest(),
        gates=inspection.gates,
        not_run=inspection.not_run,
        lines=sum(facts.lines for facts in chunks),
        left=tuple(sorted(left.items())),
    )
