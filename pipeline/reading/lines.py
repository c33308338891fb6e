"""Lines inside a paragraph: the line that names an author, the word that begins a caption."""

from __future__ import annotations

import re

from msgspec.structs import replace

from pipeline.diagnostic import Span
from pipeline.model import Block, Break, Inline, Inlines, Paragraph, Run, plain

# The dash, then a space of any width, that begins an attribution.
_DASH = re.compile(r"—[ \u00a0\u202f\u2009]+")


def without_prefix(inlines: Inlines, prefix: re.Pattern[str]) -> Inlines:
    """Return `inlines` without what `prefix` matches at the beginning of their first run."""
    first = inlines[0] if inlines else None
    if not isinstance(first, Run) or not (found := prefix.match(first.text)):
        return inlines
    rest = first.text[found.end() :]
    span = first.span and replace(first.span, column=first.span.column + found.end())
    return (replace(first, text=rest, span=span), *inlines[1:]) if rest else inlines[1:]


def lines_of(inlines: Inlines) -> list[Inlines]:
    """Return the lines that were typed, without their ends."""
    lines: list[list[Inline]] = [[]]
    for item in inlines:
        if isinstance(item, Break) or (isinstance(item, Run) and item.text == " " and _ends_line(item.span)):
            lines.append([])
        else:
            lines[-1].append(item)
    return [tuple(line) for line in lines]


def _ends_line(span: Span | None) -> bool:
    return span is not None and span.end_line > span.line


def attributed(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], Inlines]:
    """Part a quotation from the last line that names its author: one that begins with a dash and a space.

    A dash after another line with a dash is dialogue, and a quotation of one line names nobody: both stay as they are.
    """
    last = blocks[-1] if blocks else None
    if not isinstance(last, Paragraph):
        return blocks, ()
    lines = lines_of(last.inlines)
    before = lines[-2] if len(lines) > 1 else _last_line(blocks[:-1])
    if before is None or not _DASH.match(plain(lines[-1])) or _DASH.match(plain(before)):
        return blocks, ()
    attribution = without_prefix(lines[-1], _DASH)
    if len(lines) == 1:
        return blocks[:-1], attribution
    # The end of the line before the attribution goes with it.
    kept = last.inlines[: len(last.inlines) - len(lines[-1]) - 1]
    return (*blocks[:-1], replace(last, inlines=kept)), attribution


def _last_line(blocks: tuple[Block, ...]) -> Inlines | None:
    """Return the last line of text before an attribution; empty where it is no paragraph, None where nothing is."""
    if not blocks:
        return None
    last = blocks[-1]
    return lines_of(last.inlines)[-1] if isinstance(last, Paragraph) else ()
