"""Generated lists: the table of contents and the indexes, with page numbers where they are known."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from pipeline.model import Contents, ContentsEntry, IndexEntry
from pipeline.xhtml.inline import inlines
from pipeline.xhtml.markup import element, escape, stack
from pipeline.xhtml.writer import Writer


def contents(writer: Writer, block: Contents) -> str:
    """Return the entries of a table of contents, in one list: their level is a class."""
    return stack(*(_contents_entry(writer, entry, block.numbered) for entry in block.entries))


def _contents_entry(writer: Writer, entry: ContentsEntry, numbered: bool) -> str:
    pieces = []
    if entry.authors:
        separator = element("span", ", ", {"class": "separator"})
        pieces.append(element("span", escape(entry.authors), {"class": "authors"}) + separator)
    pieces.append(element("span", inlines(writer, entry.title), {"class": "title"}))
    page = writer.target.page_label(entry.target) if numbered else ""
    if page:
        pieces.append(" " + element("span", escape(page), {"class": "page-number"}))
    link = element("a", "".join(pieces), {"href": writer.target.href(entry.target)})
    return element("li", link, {"class": f"level-{entry.level}"})


def index(writer: Writer, entries: Iterable[IndexEntry]) -> str:
    """Return the entries of an index; the first of each letter has the class `initial`."""
    items, letter = [], ""
    for entry in entries:
        initial = unicodedata.normalize("NFD", entry.term.lstrip("@#"))[:1].upper()
        items.append(_index_entry(writer, entry, "initial" if initial != letter else ""))
        letter = initial
    return stack(*items)


def _index_entry(writer: Writer, entry: IndexEntry, kind: str) -> str:
    places = "".join(f", {link}" for link in _places(writer, entry))
    inner = element("ul", stack(*(_index_entry(writer, one, "") for one in entry.entries))) if entry.entries else ""
    term = element("span", escape(entry.term), {"class": "term"})
    return element("li", term + places + inner, {"class": kind})


def _places(writer: Writer, entry: IndexEntry) -> list[str]:
    """Return a link for each page of an entry, or for each mention where pages are not known."""
    first: dict[str, str] = {}
    for number, target in enumerate(entry.targets, 1):
        first.setdefault(writer.target.page_label(target) or str(number), target)
    name = writer.labels["page" if writer.target.page else "mention"]
    return [
        element(
            "a",
            escape(label),
            {
                "href": writer.target.href(target),
                "aria-label": f"{entry.term}, {name.format(page=label, number=label)}",
            },
        )
        for label, target in first.items()
    ]
