"""An image alone in its paragraph is a figure: `![what it shows](place.png "Its caption"){#id}`."""

from __future__ import annotations

import re

from msgspec.structs import replace

from pipeline.model import Block, Figure, Inlines, Paragraph
from pipeline.reading.attributes import Attributes
from pipeline.reading.context import Context, Node
from pipeline.reading.inlines import read_inlines
from pipeline.reading.lines import without_prefix
from pipeline.reading.pictures import picture
from pipeline.reading.places import Place

# A paragraph that describes at length the figure before it.
DETAILS = re.compile(r"details:\s*")


def image_alone(node: Node) -> bool:
    """Return whether a paragraph holds an image and nothing else."""
    children = node.children[0].token.children or []
    return [child.type for child in children if child.type != "comment"] == ["image"]


def figure(context: Context, node: Node) -> Block:
    """Return the figure of such a paragraph."""
    inline = node.children[0].token
    token = next(child for child in inline.children or [] if child.type == "image")
    line = (inline.map or [0])[0]
    place = Place(context.source, inline.content, line)
    span = place.span(*token.meta["at"])
    shown = picture(context, token, span)
    caption = _caption(context, str(token.attrGet("title") or ""), place, token.meta["at"][0])
    given: Attributes = token.meta.get("attributes") or Attributes()
    identifier = context.anchor(given.id, span) if given.id else ""
    identifier = identifier or context.new_id("f", shown.asset)
    return Figure(id=identifier, picture=shown, caption=caption, span=span)


def _caption(context: Context, title: str, place: Place, start: int) -> Inlines:
    if not title:
        return ()
    children = context.parser.parseInline(title)[0].children or []
    line, column = place.point(start)
    return read_inlines(context, children, Place(context.source, title, line, column + 1))


def details(context: Context, before: Block | None, paragraph: Block) -> Figure | None:
    """Return the figure `before` with a paragraph more in its long description; None where there is no figure."""
    if not isinstance(before, Figure) or not isinstance(paragraph, Paragraph):
        if paragraph.span is not None:
            context.error("M029", paragraph.span)
        return None
    described = replace(paragraph, inlines=without_prefix(paragraph.inlines, DETAILS))
    return replace(before, details=(*before.details, described))
