"""Inline rules for `[text]{attributes}`, and for attributes after a link, an image or a code span."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.helpers import parseLinkLabel
from markdown_it.rules_inline import StateInline

from pipeline.reading import attributes

_TAKES_ATTRIBUTES = frozenset({"link_close", "image", "code_inline"})


def spans(md: MarkdownIt) -> None:
    """Add both rules to a parser."""
    md.inline.ruler.before("link", "span", _span)
    md.inline.ruler.push("attributes", _attributes)


def _span(state: StateInline, silent: bool) -> bool:
    start, maximum = state.pos, state.posMax
    if state.src[start] != "[" or "]{" not in state.src:
        return False
    end = parseLinkLabel(state, start)
    if end < 0 or not state.src.startswith("{", end + 1):
        return False
    found = attributes.parse(state.src, end + 1, maximum)
    if found is None:
        return False
    if not silent:
        state.pos, state.posMax = start + 1, end
        opening = state.push("span_open", "span", 1)
        opening.meta["attributes"] = found[0]
        state.md.inline.tokenize(state)
        state.push("span_close", "span", -1)
    state.pos, state.posMax = found[1], maximum
    return True


def _attributes(state: StateInline, silent: bool) -> bool:
    """Hang attributes on what stands before them; those that hang on nothing become a token that says so."""
    start = state.pos
    if state.src[start] != "{" or not attributes.looks_meant(state.src, start):
        return False
    found = attributes.parse(state.src, start, state.posMax)
    end = found[1] if found else start + 1
    if not silent:
        before = state.tokens[-1] if state.tokens and not state.pending else None
        if found and before is not None and before.type in _TAKES_ATTRIBUTES and "attributes" not in before.meta:
            before.meta["attributes"] = found[0]
        else:
            token = state.push("stray_attributes", "", 0)
            token.content = state.src[start:end]
            if found:
                token.meta["attributes"] = found[0]
    state.pos = end
    return True
