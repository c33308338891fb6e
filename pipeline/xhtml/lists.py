"""Generated lists: the table of contents and the indexes, with page numbers where they are known."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from pipeline.model import Contents, ContentsEntry, IndexEntry, roman
from pipeline.xhtml.inline import inlines
from pipeline.xhtml.markup import element, escape, stack
from pipeline.xhtml.writer import Writer

# The labels of pages before the text, where they are counted apart.
_FRONT = {roman(number).lower(): number for number in range(1, 400)}


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
    """Return a link for each page of an entry, or for each mention where pages are not known.

    Of pages that follow one another, from three on, the first and the last are named: 45–47.
    """
    first: dict[str, str] = {}
    for number, target in enumerate(entry.targets, 1):
        first.setdefault(writer.target.page_label(target) or str(number), target)
    name = writer.labels["page" if writer.target.page else "mention"]

    def link(label: str) -> str:
        said = f"{entry.term}, {name.format(page=label, number=label)}"
        return element("a", escape(label), {"href": writer.target.href(first[label]), "aria-label": said})

    runs = _runs(first) if writer.target.page else [[label] for label in first]
    return ["–".join(map(link, run)) for run in runs]


def _runs(labels: Iterable[str]) -> list[list[str]]:
    """Return page labels one by one, or by the ends of those that follow one another, from three on."""
    runs: list[list[str]] = []
    for label in labels:
        if runs and _follows(runs[-1][-1], label):
            runs[-1].append(label)
        else:
            runs.append([label])
    shared = ([[run[0], run[-1]]] if len(run) > 2 else [[label] for label in run] for run in runs)
    return [part for parts in shared for part in parts]


def _follows(label: str, other: str) -> bool:
    if label.isdecimal() and other.isdecimal():
        return int(other) == int(label) + 1
    return label in _FRONT and other in _FRONT and _FRONT[other] == _FRONT[label] + 1
