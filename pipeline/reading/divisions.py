"""`::: name` … `:::`: verse, epigraphs, letters, asides, posts, quotations, signatures."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.diagnostic import Span
from pipeline.model import Block, Division, Inlines, Paragraph, Post, Quotation, Verse, VerseLine, network_name, plain
from pipeline.reading.attributes import Attributes
from pipeline.reading.context import Context, Node
from pipeline.reading.inlines import read_inlines
from pipeline.reading.lines import attributed, lines_of
from pipeline.reading.places import Place
from pipeline.reading.validation import near

# Every name that may follow `:::`, and its attributes beside `#id` and `lang`.
KINDS: dict[str, tuple[str, ...]] = {
    "aside": (),
    "epigraph": (),
    "letter": (),
    "post": ("author", "handle", "network", "date"),
    "quote": (),
    "signature": (),
    "verse": (),
}
# What a French editor may have typed instead: offered, never accepted, so that there is one spelling.
_MEANT = {
    "billet": "post",
    "citation": "quote",
    "encadre": "aside",
    "encadré": "aside",
    "epigraphe": "epigraph",
    "épigraphe": "epigraph",
    "exergue": "epigraph",
    "lettre": "letter",
    "message": "post",
    "poème": "verse",
    "poeme": "verse",
    "tweet": "post",
    "vers": "verse",
}

Reader = Callable[[Context, list[Node]], tuple[Block, ...]]


def stray_fence(context: Context, node: Node) -> None:
    """Report a `:::` that closes nothing."""
    context.error("M006", context.source.line((node.token.map or [0])[0]))


def division(context: Context, node: Node, read: Reader) -> Block:
    """Return the block of a fenced division; one that is not known, which is reported, keeps its text."""
    token = node.token
    opening = context.source.line((token.map or [0])[0])
    name, given = token.info, token.meta["attributes"]
    if not token.meta["closed"]:
        context.error("M005", opening, name=name)
    if given is None or not name:
        context.error("M008", opening, text=token.meta["rest"])
        given = Attributes()
    elif name not in KINDS:
        context.error("M007", opening, name=name, near=_MEANT.get(name) or near(name, KINDS))
    context.known(given, opening, (), (*KINDS.get(name, ()), "lang"))
    identifier = context.anchor(given.id, opening) if given.id else ""
    made = _made(context, node, read, given, opening)
    placed = {
        "id": identifier or context.new_id(name if name in KINDS else "block", node.words()),
        "language": context.language(given.get("lang"), opening),
        "span": context.source.block(token),
    }
    return made(**placed)


def _made(context: Context, node: Node, read: Reader, given: Attributes, opening: Span) -> Callable[..., Block]:
    """Return the block that waits for its id, language and span."""
    name = node.token.info
    if name == "verse":
        stanzas, attribution = _stanzas(context, node)
        return lambda **at: Verse(stanzas=stanzas, attribution=attribution, **at)
    blocks = read(context, node.children)
    if name in ("epigraph", "quote"):
        inside, attribution = attributed(blocks)
        kind = "epigraph" if name == "epigraph" else "quotation"
        return lambda **at: Quotation(blocks=inside, attribution=attribution, kind=kind, **at)
    if name == "post":
        if not given.get("author"):
            context.error("M028", opening, name="author")
        author, handle, network, date = (given.get(key) for key in KINDS["post"])
        where = network_name(network)
        return lambda **at: Post(author=author, blocks=blocks, handle=handle, network=where, date=date, **at)
    first = blocks[0] if blocks else None
    if name == "signature" and len(blocks) == 1 and isinstance(first, Paragraph):
        return lambda **at: Paragraph(inlines=first.inlines, kind="signature", **at)
    return lambda **at: Division(kind=name, blocks=blocks, **at)


def _stanzas(context: Context, node: Node) -> tuple[tuple[tuple[VerseLine, ...], ...], Inlines]:
    stanzas: list[tuple[VerseLine, ...]] = []
    for stanza in node.children:
        inline = stanza.children[0].token
        place = Place(context.source, inline.content, (inline.map or [0])[0])
        lines = lines_of(read_inlines(context, inline.children or [], place))
        indents = stanza.token.meta["indents"]
        stanzas.append(tuple(VerseLine(line, indent) for line, indent in zip(lines, indents, strict=True)))
    if len(stanzas) > 1 and len(stanzas[-1]) == 1:
        line = Paragraph(inlines=stanzas[-1][0].inlines)
        before = Paragraph(inlines=stanzas[-2][-1].inlines)
        kept, attribution = attributed((before, line))
        if len(kept) == 1 and plain(attribution):
            return tuple(stanzas[:-1]), attribution
    return tuple(stanzas), ()
