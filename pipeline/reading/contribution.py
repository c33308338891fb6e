"""One text: its front matter and its Markdown -> a Contribution, with what the rest of the book must answer for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import PurePosixPath
from typing import Any

from markdown_it import MarkdownIt
from msgspec import Struct

from pipeline.diagnostic import BookError, Diagnostic, Span
from pipeline.model import Block, Contribution, Inlines, Note, Paragraph
from pipeline.reading.blocks import inline_content, read_blocks
from pipeline.reading.context import Context, Node, PendingNote, tree
from pipeline.reading.inlines import read_inlines
from pipeline.reading.links import identifier
from pipeline.reading.markdown import DEPTH, parser
from pipeline.reading.places import Place, Source
from pipeline.reading.shapes import ContributionHead
from pipeline.reading.validation import validate
from pipeline.reading.yaml import Yaml, parse

# An address defined once may be used often: all of them together stay in proportion to the text (in characters).
GROWTH = 20
GROWTH_BASE = 1_000_000
# How often a sign may stand in one text. The parser is linear, but not fast: a file of 2 MB with nothing but brackets
# would take minutes, and each limit here about ten seconds. No honest text comes near.
MOST = (("[", 20_000), ("~", 20_000), (":::", 5_000), ("<!--", 5_000), ("\n", 50_000), ("|", 100_000), ("*", 200_000))
_RULE = re.compile(r"---[ \t]*\n")
_HEAD = re.compile(r"---[ \t]*\n(?P<yaml>(?:.*\n)*?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
# Pages that carry no title of their own.
_UNTITLED = frozenset({"dedication", "epigraph"})


class ContributionReading(Struct, frozen=True):
    """A text that was read, alone: nothing outside its file was looked at.

    `authors`, `references` and `pictures` are what the book must hold: contributor ids, ids of texts or anchors, files
    by their path from the book's root. `anchors` are the ids that the text gives to its own passages.
    """

    contribution: Contribution
    diagnostics: tuple[Diagnostic, ...]
    authors: tuple[tuple[str, Span], ...] = ()
    anchors: tuple[tuple[str, Span], ...] = ()
    references: tuple[tuple[str, Span], ...] = ()
    pictures: tuple[tuple[str, Span], ...] = ()


@cache
def shared_parser() -> MarkdownIt:
    """Return the one parser of this process."""
    return parser()


@lru_cache(maxsize=4096)
def read_contribution(path: str, text: str, language: str = "fr") -> ContributionReading:
    """Read a text whose file is `path`; `language` is the book's. Faults are collected, none is raised.

    What it returns is frozen and hangs on nothing else, so a program that stays open (an editor's server, --watch)
    reads a text again only when it has changed.
    """
    context = Context(identifier(PurePosixPath(path).stem), path, Source(path, text), shared_parser())
    yaml, head, body = _head(context, text)
    for sign, most in MOST:
        if body.count(sign) > most:
            context.error("M034", Span(path), sign=repr(sign)[1:-1], count=body.count(sign), limit=most)
            head, body = ContributionHead(title="?", status="draft"), ""
    nodes = _nodes(context, body)
    title, nodes = _title(context, yaml, head, nodes)
    subtitle = yaml_inlines(context, yaml, "subtitle")
    blocks = read_blocks(context, nodes)
    signature = yaml_inlines(context, yaml, "signature")
    notes = tuple(_note(context, note) for note in list(context.notes.values()))
    _report_lost(context, blocks, head.status)
    authors = tuple(_authors(yaml))
    contribution = Contribution(
        id=context.id,
        path=path,
        title=title,
        subtitle=subtitle,
        short_title=head.short_title,
        authors=tuple(name for name, _ in authors),
        signature=signature,
        language=head.language or language,
        status=head.status,
        role=head.role or "",
        blocks=blocks,
        notes=notes,
        source=text,
        directives=tuple(context.directives),
        span=Span(path),
        places=yaml.places(),
    )
    return ContributionReading(
        contribution,
        tuple(sorted(context.diagnostics, key=_place_of)),
        authors,
        tuple(context.anchors),
        tuple(context.references),
        tuple(context.pictures),
    )


def _place_of(diagnostic: Diagnostic) -> tuple[Span, str]:
    return diagnostic.span or Span(""), diagnostic.code


def _head(context: Context, text: str) -> tuple[Yaml, ContributionHead, str]:
    """Part a text from its front matter; the body keeps its line numbers."""
    empty = Yaml(context.path, {})
    if not _RULE.match(text):
        return empty, ContributionHead(), text
    found = _HEAD.match(text)
    if not found:
        context.error("B028", Span(context.path, 1, 1, 1, 4))
        return empty, ContributionHead(title="?"), text
    body = "\n" * found[0].count("\n") + text[found.end() :]
    try:
        yaml = parse(found["yaml"], context.path, line=2)
        return yaml, validate(ContributionHead, yaml), body
    except BookError as problem:
        context.diagnostics.extend(problem.diagnostics)
        return empty, ContributionHead(title="?", status="draft"), body


def _nodes(context: Context, body: str) -> list[Node]:
    """Parse the body, and find its definitions of notes and of links."""
    env: dict[str, Any] = {}
    nodes = tree(context.parser.parse(body, env))
    if "too_deep" in env:
        context.error("M012", context.source.line(env["too_deep"]), limit=DEPTH)
    for label, definition in env.get("references", {}).items():
        context.links_defined[label] = context.source.line(definition["map"][0])
    for definition in env.get("duplicate_refs", ()):
        context.warning("M021", context.source.line(definition["map"][0]), label=definition["label"].lower())
    for node in _every(nodes):
        if node.token.type != "footnote_reference_open":
            continue
        label = node.token.meta["label"]
        span = context.source.line((node.token.map or [0])[0])
        if label in context.definitions:
            first = context.source.block(context.definitions[label].token)
            context.error("N003", span, note=label, other=first.line)
        else:
            context.definitions[label] = node
    return nodes


def _every(nodes: list[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _every(node.children)


def _title(context: Context, yaml: Yaml, head: ContributionHead, nodes: list[Node]) -> tuple[Inlines, list[Node]]:
    """Return the title, from the front matter or else the first heading, and the nodes without that heading."""
    if head.title:
        return yaml_inlines(context, yaml, "title"), nodes
    first = next((index for index, node in enumerate(nodes) if node.token.type != "comment"), None)
    if first is not None and nodes[first].token.type == "heading_open":
        title, given = inline_content(context, nodes[first])
        if given:
            shown = f"{{#{given.id}}}" if given.id else "{…}"
            context.warning("M009", context.source.block(nodes[first].token), text=shown)
        return title, [*nodes[:first], *nodes[first + 1 :]]
    if head.status != "awaited" and head.role not in _UNTITLED:
        number = (nodes[first].token.map or [0])[0] if first is not None else 0
        context.error("M002", context.source.line(number))
    return (), nodes


def yaml_inlines(context: Context, yaml: Yaml, *location: str | int) -> Inlines:
    """Return the Markdown of a value of a YAML file, empty where there is none."""
    source = yaml.sources.get(location)
    if source is None:
        return ()
    content = "\n".join(source.lines).strip()
    children = context.parser.parseInline(content)[0].children or []
    return read_inlines(context, children, Place(source, content, 0))


def _note(context: Context, note: PendingNote) -> Note:
    context.in_note = True
    if note.place is not None:
        inlines = read_inlines(context, note.children, note.place, note.base)
        blocks: tuple[Block, ...] = (Paragraph(id=f"{note.id}-p", inlines=inlines, span=note.span),)
    else:
        blocks = read_blocks(context, note.nodes)
        if not blocks:
            context.error("N004", note.span, note=note.label)
    context.in_note = False
    return Note(note.id, note.number, blocks, note.span)


def _report_lost(context: Context, blocks: tuple[Block, ...], status: str) -> None:
    """Report what was written and is shown nowhere, and what grew out of proportion."""
    for label, node in context.definitions.items():
        if label not in context.notes:
            context.error("N002", context.source.line((node.token.map or [0])[0]), note=label)
    for label, span in context.links_defined.items():
        if label not in context.links_used:
            context.warning("M021", span, label=label.lower())
    if context.addresses > GROWTH * len("\n".join(context.source.lines)) + GROWTH_BASE:
        context.error("M031", Span(context.path))
    if not blocks and status == "ready":
        context.error("M004", Span(context.path))


def _authors(yaml: Yaml) -> Iterator[tuple[str, Span]]:
    for key in ("author", "authors"):
        value = (yaml.value or {}).get(key)
        if isinstance(value, str):
            yield value, yaml.span(key)
        elif value:
            yield from ((name, yaml.span(key, index)) for index, name in enumerate(value))
