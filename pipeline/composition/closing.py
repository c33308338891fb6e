"""The generated pages after the text: notices, contents, the printer's mention, where the rest of a sample is."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.composition.collation import collation_key
from pipeline.composition.context import Context
from pipeline.composition.pages import line, other_tomes, tome_line
from pipeline.model import (
    Block,
    Break,
    Contents,
    ContentsEntry,
    Contributor,
    Division,
    Heading,
    Inlines,
    Mark,
    MarkKind,
    Paragraph,
    Run,
    Section,
    join,
    network_name,
    text,
)


def notices(context: Context, people: Iterable[Contributor]) -> tuple[Section, ...]:
    """Return the notices of `people` in the order of their sort names; none when nobody has one."""
    known = sorted(
        (person for person in people if person.notice),
        key=lambda person: collation_key(person.sort_name or person.name),
    )
    if not known or context.edition.notices != "back":
        return ()
    blocks = tuple(notice(context, person) for person in known)
    return (context.page("notices", blocks, title=text(context.labels["notices"]), level=1),)


def notice(context: Context, person: Contributor) -> Division:
    """Return what is said of a contributor: the name, the notice, the handles, the links."""
    name = Heading(level=2, inlines=text(person.name))
    handles = tuple(
        one
        for network, handle in person.handles
        for one in line("handle", context.label("handle", network=network_name(network), handle=handle))
    )
    links = tuple(
        Paragraph(inlines=(Run(address, (Mark(MarkKind.LINK, address),)),), kind="link") for address in person.links
    )
    return Division(kind="notice", blocks=(name, *person.notice, *handles, *links))


def colophon(context: Context) -> tuple[Section, ...]:
    """Return the printer's mention; none when neither the printer nor the date is known."""
    metadata = context.metadata
    printer = context.edition.printer or metadata.printer
    if not printer and not metadata.printed:
        return ()
    said = context.labels["printed"]
    said += context.label("printed-in", date=metadata.printed) if metadata.printed else ""
    said += context.label("printed-by", printer=printer) if printer else ""
    deposit = context.label("legal-deposit", date=metadata.legal_deposit) if metadata.legal_deposit else ""
    return (context.page("colophon", (*line("printed", said), *line("legal-deposit", deposit))),)


def more(context: Context) -> tuple[Section, ...]:
    """Return the page of a sample that says where the rest is."""
    if not context.volume.sample:
        return ()
    blocks: list[Block] = [*line("", context.labels["more-of"]), *line("work", context.metadata.title)]
    for tome in other_tomes(context):
        blocks += tome_line(context, tome)
    blocks += line("", context.volume.more)
    return (context.page("more", tuple(blocks), title=text(context.labels["more"]), level=1),)


def contents_page(context: Context) -> tuple[Section, ...]:
    """Return the page of the contents, still without its entries."""
    block = Contents(entries=(), numbered=context.matter.paged)
    return (context.page("contents", (block,), title=text(context.labels["contents"])),)


def contents_entries(context: Context, sections: Iterable[Section]) -> tuple[ContentsEntry, ...]:
    """Return the entries of the sections that are listed, in order; the sections are typeset."""
    return tuple(
        ContentsEntry(
            section.level,
            bare_title(section.title, section.language if section.language != context.metadata.language else ""),
            section.id,
            join(section.authors, context.labels["and"]),
        )
        for section in sections
        if section.level
    )


# Marks that make a place or lead to one: words repeated elsewhere go without them.
PLACES = frozenset({MarkKind.LINK, MarkKind.REFERENCE, MarkKind.ANCHOR})


def bare_title(title: Inlines, language: str = "") -> Inlines:
    """Return a title as another page shows it: words and styles, in its language, no calls, links or line ends."""
    outer = (Mark(MarkKind.LANGUAGE, language),) if language else ()
    bare: list[Run] = []
    for item in title:
        marks = tuple(mark for mark in item.marks if mark.kind not in PLACES)
        if isinstance(item, Run):
            bare.append(Run(item.text, outer + marks))
        elif isinstance(item, Break):
            bare.append(Run(" ", outer + marks))
    return tuple(bare)
