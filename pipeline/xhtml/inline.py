"""Inline text: flat runs become nested elements."""

from __future__ import annotations

from urllib.parse import unquote

from pipeline.model import (
    Break,
    IndexMark,
    Inline,
    Inlines,
    Mark,
    MarkKind,
    NoteCall,
    PageNumber,
    Picture,
    Run,
)
from pipeline.xhtml.markup import NONE, Attributes, element, escape, start, void
from pipeline.xhtml.vocabulary import MARKS
from pipeline.xhtml.writer import Writer


def inlines(writer: Writer, content: Inlines) -> str:
    """Return inline text as markup; neighbours that share their leading marks share one element."""
    pieces: list[str] = []
    opened: tuple[Mark, ...] = ()
    for item in content:
        if isinstance(item, Run) and not item.text:
            continue
        marks = _marks(item)
        shared = _shared(opened, marks)
        pieces += [f"</{MARKS[mark.kind][0]}>" for mark in reversed(opened[shared:])]
        pieces += [_start(writer, mark, item) for mark in marks[shared:]]
        pieces.append(_item(writer, item))
        opened = marks
    pieces += [f"</{MARKS[mark.kind][0]}>" for mark in reversed(opened)]
    return "".join(pieces)


def image(writer: Writer, picture: Picture, attributes: Attributes = NONE) -> str:
    """Return an image; a decorative one is hidden from those who cannot see it."""
    return void(
        "img",
        {
            **attributes,
            "src": writer.target.asset(picture.asset),
            "alt": "" if picture.decorative else picture.alt,
            "role": "presentation" if picture.decorative else "",
        },
    )


def _marks(item: Inline) -> tuple[Mark, ...]:
    """Return the marks inside which `item` is written: none for a call, which is a link and may bring a note's body."""
    return () if isinstance(item, NoteCall) else item.marks


def _shared(opened: tuple[Mark, ...], marks: tuple[Mark, ...]) -> int:
    depth = 0
    for one, other in zip(opened, marks, strict=False):
        if one != other:
            break
        depth += 1
    return depth


def _start(writer: Writer, mark: Mark, item: Inline) -> str:
    name, kind = MARKS[mark.kind]
    attributes: Attributes = {"class": kind}
    match mark.kind:
        case MarkKind.LINK:
            attributes = {"class": f"{kind} address" if _is_address(item, mark) else kind, "href": mark.value}
        case MarkKind.REFERENCE:
            attributes = {"class": kind, "href": writer.target.href(mark.value)}
        case MarkKind.ANCHOR:
            attributes = {"id": writer.once(mark.value)}
        case MarkKind.LANGUAGE:
            attributes = writer.language(mark.value)
        case _:
            pass
    return start(name, attributes)


def _is_address(item: Inline, link: Mark) -> bool:
    """Return whether the words of a link are where it leads: they may be cut anywhere, as no other words may."""
    return isinstance(item, Run) and unquote(link.value).rstrip("/").endswith(unquote(item.text).rstrip("/"))


def _item(writer: Writer, item: Inline) -> str:
    match item:
        case Run():
            return writer.text(item.text)
        case Break():
            return writer.line_end(void("br"))
        case NoteCall():
            return _call(writer, item)
        case IndexMark():
            return element("span", "", {"class": "index-mark", "id": item.id})
        case Picture():
            return image(writer, item, {"class": "inline"})
        case PageNumber():
            return _page(writer, item)


def _page(writer: Writer, item: PageNumber) -> str:
    label = writer.target.page_label(item.target)
    if not label:
        return escape(item.otherwise)
    return escape(item.before) + element("span", escape(label), {"class": "page-number"}) + escape(item.after)


def _call(writer: Writer, item: NoteCall) -> str:
    """Return the call of a note, and its body at its first call where notes are written in place."""
    note = writer.notes[item.note]
    number = str(note.number)
    attributes = {
        **writer.structure("noteref", "doc-noteref"),
        "class": "note-call",
        "id": writer.call(note.id),
        "href": f"#{note.id}",
        "data-number": "" if writer.target.xml else number,
        "aria-label": writer.labels["note"].format(number=number),
    }
    link = element("a", element("sup", number), attributes)
    return link if item.again else link + writer.at_call(writer, note)
