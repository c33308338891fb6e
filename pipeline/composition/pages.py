"""The generated pages before the text: half-title, other tomes, title page, copyright."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from pipeline.composition.context import Context
from pipeline.composition.identity import volume_line, volume_title
from pipeline.model import Contributor, Division, Heading, Paragraph, Run, Section, Volume, join, text

# Roles of the register (MARC relators) that the title page names under the title, in this order.
TITLE_PAGE_ROLES = ("edt", "aui", "trl", "ill", "pht")

# A work of more authors than this is collective, whether book.yaml says so or not: they would fill the title page.
MOST_AUTHORS = 12


def line(kind: str, words: str) -> tuple[Paragraph, ...]:
    """Return a generated line of that kind, nothing when there is nothing to say."""
    return (Paragraph(inlines=(Run(words),), kind=kind),) if words else ()


def half_title(context: Context) -> tuple[Section, ...]:
    """Return the half-title: the title alone."""
    lines = line("title", context.metadata.title) + line("volume", volume_line(context, context.volume))
    return (context.page("half-title", (Division(kind="title-block", blocks=lines),)),)


def other_volumes(context: Context) -> tuple[Section, ...]:
    """Return the page that names the series and the other tomes; none for a work in one volume outside a series.

    A sample has none: its last page names the tomes.
    """
    metadata = context.metadata
    if context.volume.sample:
        return ()
    series = line("series", context.label("collection", series=metadata.series) if metadata.series else "")
    others = tuple(paragraph for tome in other_tomes(context) for paragraph in tome_line(context, tome))
    if not series and not others:
        return ()
    heading = (Heading(level=2, inlines=text(context.labels["other-volumes"])),) if others else ()
    return (context.page("other-volumes", (*series, *heading, *others)),)


def other_tomes(context: Context) -> tuple[Volume, ...]:
    """Return the tomes of the work that this volume is not and does not bring together."""
    own = {context.volume.id, *context.volume.collects}
    return tuple(volume for volume in context.book.volumes if volume.number is not None and volume.id not in own)


def tome_line(context: Context, tome: Volume) -> tuple[Paragraph, ...]:
    """Return the line that names a tome of the work."""
    return line("volume", volume_title(context, tome))


def title_page(context: Context, people: Sequence[Contributor]) -> tuple[Section, ...]:
    """Return the title page of what `people` made: who, what, which tome, whose help, whose house."""
    metadata = context.metadata
    who = line("author", _authors(context, people))
    what = line("title", metadata.title) + line("subtitle", metadata.subtitle)
    which = line("volume", volume_line(context, context.volume))
    helpers = (line("role", _helpers(context, people, role)) for role in TITLE_PAGE_ROLES)
    lines = (*who, *what, *which, *(one for lines in helpers for one in lines), *line("publisher", metadata.publisher))
    return (context.page("title-page", (Division(kind="title-block", blocks=lines),)),)


def _authors(context: Context, people: Sequence[Contributor]) -> str:
    names = _names(people, "aut")
    if context.metadata.collective or len(names) > MOST_AUTHORS:
        return context.labels["collective"]
    return join(names, context.labels["and"])


def _helpers(context: Context, people: Sequence[Contributor], role: str) -> str:
    names = join(_names(people, role), context.labels["and"])
    return context.label(f"title-page-{role}", names=names) if names else ""


def _names(people: Sequence[Contributor], role: str) -> tuple[str, ...]:
    return tuple(person.name for person in people if person.role == role)


def copyright_page(context: Context) -> tuple[Section, ...]:
    """Return the copyright page; what is not known is left out, and the page with it when nothing is."""
    lines = tuple(one for name in context.matter.legal for words in LEGAL[name](context) for one in line(name, words))
    return (context.page("copyright", lines),) if lines else ()


def _publisher(context: Context) -> Iterable[str]:
    return (context.metadata.publisher, context.metadata.publisher_address)


def _isbns(context: Context) -> Iterable[str]:
    editions = {edition.name: edition for edition in context.book.editions}
    for name, number in context.volume.isbns:
        edition = editions.get(name, context.edition)
        key = "-".join(filter(None, ("edition", edition.format, edition.variant)))
        if key in context.labels:
            yield context.label("isbn-of", edition=context.labels[key], isbn=hyphenated(number))
        else:
            yield context.label("isbn", isbn=hyphenated(number))


def hyphenated(isbn: str) -> str:
    """Return an ISBN with its hyphens (ISBN International Agency's ranges), as typed when no range is known for it."""
    import isbnlib

    masked = isbnlib.mask(isbn)  # type: ignore[no-untyped-call]  # isbnlib has no types
    return str(masked or isbn)


def _labelled(label: str, name: str, value: str) -> Callable[[Context], Iterable[str]]:
    """Return the function that writes the metadata's `value` in a label."""

    def said(context: Context) -> Iterable[str]:
        known = getattr(context.metadata, value)
        return (context.label(label, **{name: known}),) if known else ()

    return said


# The lines that a copyright page may have.
LEGAL: dict[str, Callable[[Context], Iterable[str]]] = {
    "publisher": _publisher,
    "rights": lambda context: (context.metadata.rights,),
    "isbns": _isbns,
    "set-isbn": _labelled("set-isbn", "isbn", "set_isbn"),
    "issn": _labelled("issn", "issn", "issn"),
    "legal-deposit": _labelled("legal-deposit", "date", "legal_deposit"),
    "price": _labelled("price", "price", "price"),
    "text-mining": lambda context: (context.metadata.text_mining,),
}
