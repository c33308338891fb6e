"""Block tokens -> the blocks of the model."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.model import (
    Block,
    CodeBlock,
    Definition,
    Definitions,
    Heading,
    Inlines,
    List,
    Paragraph,
    Quotation,
    ThematicBreak,
    plain,
)
from pipeline.reading.attributes import Attributes
from pipeline.reading.context import Context, Node
from pipeline.reading.divisions import division, stray_fence
from pipeline.reading.figures import DETAILS, details, figure, image_alone
from pipeline.reading.grids import CAPTION, captioned, grid
from pipeline.reading.inlines import comment, read_inlines
from pipeline.reading.lines import attributed, without_prefix
from pipeline.reading.places import Place

# A list that begins above it with a single item is a sentence that begins with a year: « 1984. Une année… ».
LAST_DAY = 31


def read_blocks(context: Context, nodes: list[Node]) -> tuple[Block, ...]:
    """Return the blocks of `nodes`; what belongs to the block before it (a caption, a description) joins it."""
    blocks: list[Block] = []
    for node in nodes:
        if node.token.type in _NOTHING:
            _NOTHING[node.token.type](context, node)
        elif not _joined(context, blocks, node):
            blocks.append(_BLOCKS[node.token.type](context, node))
    return tuple(blocks)


def inline_content(context: Context, node: Node) -> tuple[Inlines, Attributes | None]:
    """Return the inlines of a paragraph or heading, and the attributes at its end where a heading or caption has some.

    Attributes at the end are taken off only from a heading and a caption; elsewhere they mean nothing and stay.
    """
    token = node.children[0].token
    children = list(token.children or [])
    place = Place(context.source, token.content, (token.map or [0])[0])
    given: Attributes | None = None
    last = children[-1] if children else None
    if last is not None and last.type == "stray_attributes" and _takes_attributes(node):
        given = last.meta.get("attributes")
        if given:
            children.pop()
            while children and children[-1].type == "text":
                children[-1].content = children[-1].content.rstrip()
                if children[-1].content:
                    break
                children.pop()
    return read_inlines(context, children, place), given


def _takes_attributes(node: Node) -> bool:
    return node.token.type == "heading_open" or bool(CAPTION.match(node.children[0].token.content))


def _joined(context: Context, blocks: list[Block], node: Node) -> bool:
    """Add a `Table:` or `details:` paragraph to the block before it; return whether it was one."""
    if node.token.type != "paragraph_open":
        return False
    content = node.children[0].token.content
    if CAPTION.match(content):
        inlines, given = inline_content(context, node)
        table = captioned(context, blocks[-1] if blocks else None, without_prefix(inlines, CAPTION), given, node)
        if table is not None:
            blocks[-1] = table
        else:
            blocks.append(Paragraph(inlines=inlines, span=context.source.block(node.token)))
        return True
    if DETAILS.match(content):
        paragraph = _paragraph(context, node)
        described = details(context, blocks[-1] if blocks else None, paragraph)
        if described is None:
            blocks.append(paragraph)
        else:
            blocks[-1] = described
        return True
    return False


def _paragraph(context: Context, node: Node) -> Block:
    if image_alone(node):
        return figure(context, node)
    inlines, _ = inline_content(context, node)
    inline = node.children[0].token
    span = Place(context.source, inline.content, (inline.map or [0])[0]).span(0, len(inline.content))
    return Paragraph(id=context.new_id("p", plain(inlines)), inlines=inlines, span=span)


def _heading(context: Context, node: Node) -> Block:
    inlines, given = inline_content(context, node)
    span = context.source.block(node.token)
    level = int(node.token.tag[1:])
    if node.token.markup == "-":
        context.warning("M036", span)
    if level == 1:
        context.warning("M003", span)
    identifier = language = ""
    if given:
        context.known(given, span, (), ("lang",))
        identifier = context.anchor(given.id, span) if given.id else ""
        language = context.language(given.get("lang"), span)
    identifier = identifier or context.new_id("h", plain(inlines))
    return Heading(id=identifier, language=language, level=max(level, 2), inlines=inlines, span=span)


def _quotation(context: Context, node: Node) -> Block:
    blocks, attribution = attributed(read_blocks(context, node.children))
    span = context.source.block(node.token)
    return Quotation(id=context.new_id("q", node.words()), blocks=blocks, attribution=attribution, span=span)


def _list(context: Context, node: Node) -> Block:
    items = tuple(read_blocks(context, item.children) for item in node.children)
    inside = [child.token for item in node.children for child in item.children]
    given = node.token.attrGet("start")
    start = 1 if given is None else int(given)
    if start > LAST_DAY and len(items) == 1:
        context.warning("M035", context.source.line((node.token.map or [0])[0]), number=start)
    return List(
        id=context.new_id("l", node.words()),
        items=items,
        ordered=node.token.type == "ordered_list_open",
        start=start,
        tight=all(token.hidden for token in inside if token.type == "paragraph_open"),
        span=context.source.block(node.token),
    )


def _definitions(context: Context, node: Node) -> Block:
    entries: list[Definition] = []
    for child in node.children:
        if child.token.type == "dt_open":
            entries.append(Definition(inline_content(context, child)[0], ()))
        else:
            last = entries[-1]
            entries[-1] = Definition(last.term, (*last.meanings, read_blocks(context, child.children)))
    span = context.source.block(node.token)
    return Definitions(id=context.new_id("d", node.words()), entries=tuple(entries), span=span)


def _fence(context: Context, node: Node) -> Block:
    token, span = node.token, context.source.block(node.token)
    first, after = token.map or (0, 1)
    last = context.source.lines[after - 1].strip(" \t>")
    if after - 1 == first or not (last.startswith(token.markup) and not last.strip(token.markup[0])):
        context.error("M017", context.source.line(first))
    return CodeBlock(id=context.new_id("c", token.content), text=token.content.rstrip("\n"), span=span)


def _indented(context: Context, node: Node) -> Block:
    span = context.source.block(node.token)
    context.warning("M016", span)
    text = node.token.content.rstrip("\n")
    return CodeBlock(id=context.new_id("c", text), text=text, span=span)


def _pause(context: Context, node: Node) -> Block:
    return ThematicBreak(span=context.source.block(node.token))


def _division(context: Context, node: Node) -> Block:
    return division(context, node, read_blocks)


def _comment(context: Context, node: Node) -> None:
    comment(context, node.token.content, context.source.block(node.token))


def _definition_of_note(context: Context, node: Node) -> None:
    """Pass over it: `contribution` reads the notes that are called, and reports those that are not."""


_BLOCKS: dict[str, Callable[[Context, Node], Block]] = {
    "paragraph_open": _paragraph,
    "heading_open": _heading,
    "blockquote_open": _quotation,
    "bullet_list_open": _list,
    "ordered_list_open": _list,
    "dl_open": _definitions,
    "table_open": grid,
    "fence": _fence,
    "code_block": _indented,
    "hr": _pause,
    "div_open": _division,
}
_NOTHING: dict[str, Callable[[Context, Node], None]] = {
    "comment": _comment,
    "footnote_reference_open": _definition_of_note,
    "stray_fence": stray_fence,
}
