"""The navigation document (EPUB 3.3, section 7): contents, landmarks, page list; and the tree that the NCX needs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct, field

from pipeline.formats.epub.names import COVER_PAGE, Places
from pipeline.model import PageBreak, Publication, Section, plain
from pipeline.xhtml.markup import element, escape, stack
from pipeline.xhtml.vocabulary import ROLES

# The roles that a reader jumps to, besides the cover, the contents and the beginning of the text.
LANDMARKS = ("title-page", "copyright", "preface", "notices", "index")


class Entry(Struct):
    """A line of the contents: its words, where it leads, the lines under it."""

    title: str
    href: str
    entries: list[Entry] = field(default_factory=list)


def entries(publication: Publication, places: Places) -> list[Entry]:
    """Return the contents as a tree: every section that has a level, under the nearest one above it."""
    top = Entry("", "")
    path = [(0, top)]
    for section in publication.sections:
        if not section.level:
            continue
        while path[-1][0] >= section.level:
            path.pop()
        title = plain(section.title) or publication.labels[section.role]
        entry = Entry(title, places.address(section.id))
        path[-1][1].entries.append(entry)
        path.append((section.level, entry))
    return top.entries


def navigation(
    publication: Publication, places: Places, tree: Sequence[Entry], breaks: Sequence[PageBreak], contents: str
) -> str:
    """Return the elements of the navigation document's body; `contents` is where the contents are read."""
    labels = publication.labels
    parts = [_nav("toc", "doc-toc", labels["contents"], _list(tree)), _landmarks(publication, places, contents)]
    if breaks:
        pages = [Entry(item.label, f"{places.files[item.section]}#page.{item.label}") for item in breaks]
        parts.append(_nav("page-list", "doc-pagelist", labels["page-list"], _list(pages), hidden=True))
    return stack(*parts)


def _landmarks(publication: Publication, places: Places, contents: str) -> str:
    labels, sections = publication.labels, publication.sections
    marks = [("cover", labels["cover"], COVER_PAGE), ("toc", labels["contents"], contents)]
    body = next((section for section in sections if _division(section) == "bodymatter"), None)
    if body:
        marks.append(("bodymatter", labels["text"], places.address(body.id)))
    for role in LANDMARKS:
        section = next((section for section in sections if section.role == role), None)
        if section:
            marks.append((ROLES[role].type, plain(section.title) or labels[role], places.address(section.id)))
    lines = (
        element("li", element("a", escape(title), {"epub:type": kind, "href": href})) for kind, title, href in marks
    )
    return _nav("landmarks", "", labels["landmarks"], element("ol", stack(*lines)), hidden=True)


def _division(section: Section) -> str:
    return ROLES[section.role].division


def _nav(kind: str, role: str, title: str, content: str, *, hidden: bool = False) -> str:
    attributes = {"epub:type": kind, "role": role, "id": kind, "aria-labelledby": f"{kind}-title"}
    head = element("h1" if kind == "toc" else "h2", escape(title), {"id": f"{kind}-title"})
    return element("nav", stack(head, content), attributes | ({"hidden": "hidden"} if hidden else {}))


def _list(tree: Iterable[Entry]) -> str:
    lines = (
        element(
            "li",
            element("a", escape(entry.title), {"href": entry.href}) + (_list(entry.entries) if entry.entries else ""),
        )
        for entry in tree
    )
    return element("ol", stack(*lines))
