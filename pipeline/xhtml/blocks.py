"""Blocks: each kind of node and the element it becomes. `WRITERS` is the whole list."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from pipeline.model import (
    Block,
    CodeBlock,
    Contents,
    Definitions,
    Division,
    Figure,
    Heading,
    Index,
    Inlines,
    List,
    Paragraph,
    Post,
    Quotation,
    Table,
    ThematicBreak,
    Verse,
    VerseLine,
)
from pipeline.xhtml.inline import image, inlines
from pipeline.xhtml.lists import contents, index
from pipeline.xhtml.markup import Attributes, element, escape, stack, void
from pipeline.xhtml.tables import kinds, table
from pipeline.xhtml.vocabulary import DIVISIONS, PARAGRAPHS
from pipeline.xhtml.writer import Writer


def block_elements(writer: Writer, blocks: Iterable[Block]) -> list[str]:
    """Return the markup of each block, with the page breaks that fall in it."""
    return [_block(writer, block) for block in blocks]


def _block(writer: Writer, block: Block) -> str:
    if block.language:
        with writer.tongue(block.language):
            return _counted(writer, block)
    return _counted(writer, block)


def _counted(writer: Writer, block: Block) -> str:
    write = WRITERS[type(block)]
    if not block.id or not writer.counting:
        return write(writer, block)
    writer.breaks.enter(block.id)
    before = writer.breaks.before(block.id) if isinstance(block, HOLD_NO_BREAK) else ""
    markup = write(writer, block)
    return before + markup + writer.breaks.leave(block.id)


def _named(writer: Writer, block: Block, kind: str = "", **others: str) -> Attributes:
    """Return the attributes that every block may have."""
    return {"id": block.id, "class": kind, **writer.language(block.language), **others}


def _paragraph(writer: Writer, block: Paragraph) -> str:
    kind = block.kind or ("first" if block is writer.first else "")
    attributes = _named(writer, block, kind)
    if not block.kind and not writer.target.led(block.id):
        attributes = {"data-block": block.id, **attributes, "id": ""}
    return element(PARAGRAPHS.get(kind, "p"), inlines(writer, block.inlines), attributes)


def _heading(writer: Writer, block: Heading) -> str:
    return element(f"h{writer.heading(block.level)}", inlines(writer, block.inlines), _named(writer, block))


def _attribution(writer: Writer, content: Inlines) -> str:
    return element("div", inlines(writer, content), {"class": "attribution"}) if content else ""


def _quotation(writer: Writer, block: Quotation) -> str:
    pieces = (*block_elements(writer, block.blocks), _attribution(writer, block.attribution))
    return element("blockquote", stack(*pieces), _named(writer, block, block.kind))


def _division(writer: Writer, block: Division) -> str:
    name = DIVISIONS.get(block.kind, "div")
    return element(name, stack(*block_elements(writer, block.blocks)), _named(writer, block, block.kind))


def _list(writer: Writer, block: List) -> str:
    items = [element("li", stack(*block_elements(writer, item))) for item in block.items]
    start = {"start": str(block.start)} if block.ordered and block.start != 1 else {}
    if start and not writer.target.xml:  # WeasyPrint does not read `start`: the counter says the same
        start["style"] = f"counter-reset: list-item {block.start}; counter-increment: list-item -1"
    attributes = _named(writer, block, "tight" if block.tight else "loose", **start)
    return element("ol" if block.ordered else "ul", stack(*items), attributes)


def _definitions(writer: Writer, block: Definitions) -> str:
    pieces = []
    for entry in block.entries:
        pieces.append(element("dt", inlines(writer, entry.term)))
        pieces += [element("dd", stack(*block_elements(writer, meaning))) for meaning in entry.meanings]
    return element("dl", stack(*pieces), _named(writer, block))


def _figure(writer: Writer, block: Figure) -> str:
    """A figure; its long description follows it: folded away on a screen, in the page where nothing unfolds."""
    known = f"{block.id}-description" if block.id and block.details else ""
    caption = element("figcaption", inlines(writer, block.caption)) if block.caption else ""
    picture = image(writer, block.picture, {"aria-describedby": known if writer.target.xml else ""})
    figure = element("figure", stack(picture, caption), _named(writer, block))
    if not block.details:
        return figure
    label = element("summary", writer.labels["description"]) if writer.target.xml else ""
    name = "details" if writer.target.xml else "div"
    details = stack(label, *block_elements(writer, block.details))
    return f"{figure}\n{element(name, details, {'class': 'description', 'id': known})}"


def _verse(writer: Writer, block: Verse) -> str:
    def line(item: VerseLine) -> str:
        indent = f" indent-{item.indent}" if item.indent else ""
        return element("p", inlines(writer, item.inlines), {"class": f"line{indent}"})

    stanzas = [element("div", stack(*map(line, stanza)), {"class": "stanza"}) for stanza in block.stanzas]
    return element("div", stack(*stanzas, _attribution(writer, block.attribution)), _named(writer, block, "verse"))


def _post(writer: Writer, block: Post) -> str:
    who = element("span", escape(block.author), {"class": "name"})
    if block.handle:
        who += " " + element("span", escape(block.handle), {"class": "handle"})
    words = element("div", stack(*block_elements(writer, block.blocks)), {"class": "post-text"})
    where = " · ".join(filter(None, (block.network, block.date)))
    when = element("p", escape(where), {"class": "post-date"}) if where else ""
    name = writer.labels["post"].format(author=block.author)
    attributes = _named(writer, block, "post", role="group", **{"aria-label": name})
    return element("div", stack(element("p", who, {"class": "post-author"}), words, when), attributes)


def _code(writer: Writer, block: CodeBlock) -> str:
    return element("pre", element("code", writer.text(block.text)), _named(writer, block))


def _pause(writer: Writer, block: ThematicBreak) -> str:
    return void("hr", _named(writer, block))


def _table(writer: Writer, block: Table) -> str:
    return element("table", table(writer, block), _named(writer, block, " ".join(kinds(block))))


def _contents(writer: Writer, block: Contents) -> str:
    return element("ol", contents(writer, block), _named(writer, block, "contents"))


def _index(writer: Writer, block: Index) -> str:
    return element("ul", index(writer, block.entries), _named(writer, block, "index"))


WRITERS: dict[type, Callable[[Writer, Any], str]] = {
    Paragraph: _paragraph,
    Heading: _heading,
    Quotation: _quotation,
    Division: _division,
    List: _list,
    Definitions: _definitions,
    Figure: _figure,
    Table: _table,
    Verse: _verse,
    Post: _post,
    CodeBlock: _code,
    ThematicBreak: _pause,
    Contents: _contents,
    Index: _index,
}

# A page that begins with one of these begins before its element: there is no text at its start to stand in.
HOLD_NO_BREAK = (Figure, Table, ThematicBreak, Contents, Index)
