"""Nodes as lines that a person can read and compare: kind, place, words, marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.diagnostic import Diagnostic, Span
from pipeline.model import (
    Block,
    Break,
    CodeBlock,
    Contribution,
    Definitions,
    Division,
    Figure,
    Heading,
    IndexMark,
    Inline,
    Inlines,
    List,
    NoteCall,
    Paragraph,
    Picture,
    Post,
    Quotation,
    Run,
    Table,
    Verse,
)


def place(span: Span | None) -> str:
    """Return `line:column-column`, or `line:column-line:column` when it goes over lines."""
    if span is None:
        return "nowhere"
    end = f"{span.end_column}" if span.end_line == span.line else f"{span.end_line}:{span.end_column}"
    return f"{span.line}:{span.column}-{end}"


def inline(item: Inline) -> str:
    marks = " ".join(f"{mark.kind}={mark.value}" if mark.value else str(mark.kind) for mark in item.marks)
    match item:
        case Run():
            what = repr(item.text)
        case Break():
            what = "BREAK"
        case NoteCall():
            what = f"NOTE {item.note}{' again' if item.again else ''}"
        case IndexMark():
            what = f"INDEX {item.index}: {' > '.join(item.entry)} ({item.id})"
        case Picture():
            what = f"PICTURE {item.asset} {item.alt!r}{' decorative' if item.decorative else ''}"
        case _:
            what = repr(item)
    return f"{place(item.span)} {what}{f' [{marks}]' if marks else ''}"


def inlines(items: Inlines, label: str = "") -> Iterator[str]:
    if label and items:
        yield f"{label}:"
    for item in items:
        yield f"  {inline(item)}"


def indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)


def block(node: Block) -> Iterator[str]:  # noqa: PLR0912 - one branch a kind of block
    words = [type(node).__name__.lower(), place(node.span), node.id]
    for key in ("kind", "level", "start", "tight", "language", "author", "handle", "network", "date"):
        value = getattr(node, key, "")
        if value not in ("", False):
            words.append(f"{key}={value}")
    yield " ".join(words)
    match node:
        case Paragraph() | Heading():
            yield from inlines(node.inlines)
        case Quotation():
            yield from indented(blocks(node.blocks))
            yield from inlines(node.attribution, "  attribution")
        case Division() | Post():
            yield from indented(blocks(node.blocks))
        case List():
            for item in node.items:
                yield "  item"
                yield from indented(indented(blocks(item)))
        case Definitions():
            for entry in node.entries:
                yield from indented(inlines(entry.term, "term"))
                for meaning in entry.meanings:
                    yield "  meaning"
                    yield from indented(indented(blocks(meaning)))
        case Figure():
            yield f"  {inline(node.picture)}"
            yield from indented(inlines(node.caption, "caption"))
            yield from indented(blocks(node.details))
        case Table():
            for row in (*node.head, *node.rows):
                yield "  row"
                for cell in row:
                    yield f"    {'head' if cell.header else 'cell'} {cell.align}".rstrip()
                    yield from indented(indented(inlines(cell.inlines)))
            yield from indented(inlines(node.caption, "caption"))
        case Verse():
            for stanza in node.stanzas:
                yield "  stanza"
                for line in stanza:
                    yield from indented(indented(inlines(line.inlines, f"line {line.indent}")))
            yield from indented(inlines(node.attribution, "attribution"))
        case CodeBlock():
            yield from (f"  {line!r}" for line in node.text.split("\n"))
        case _:
            pass


def blocks(nodes: Iterable[Block]) -> Iterator[str]:
    for node in nodes:
        yield from block(node)


def contribution(text: Contribution) -> str:
    """Return a whole text as lines."""
    lines = [f"{text.id} {text.path} {text.language} {text.status} {text.role} {','.join(text.authors)} {text.part}"]
    lines.extend(inlines(text.title, "title"))
    lines.extend(inlines(text.subtitle, "subtitle"))
    lines.extend(blocks(text.blocks))
    lines.extend(inlines(text.signature, "signature"))
    for note in text.notes:
        lines.append(f"note {note.number} {note.id} {place(note.span)}")
        lines.extend(indented(blocks(note.blocks)))
    lines.extend(f"directive {place(span)} {words}" for words, span in text.directives)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def fault(diagnostic: Diagnostic) -> str:
    """Return `line:column CODE` of a finding."""
    span = diagnostic.span
    return f"{span.line}:{span.column} {diagnostic.code}" if span else diagnostic.code
