"""Inline rules for notes: `[^1]` calls one written elsewhere, `^[…]` is one written in place."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.helpers import parseLinkLabel
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.footnote.index import footnote_def

_CALL = re.compile(r"\[\^([^\s\[\]^]+)\]")
_BAD_CALL = re.compile(r"\[\^[ \t]*[^\s\[\]]*[ \t]*\]")


def notes(md: MarkdownIt) -> None:
    """Add the definition `[^1]: …`, the call and the note in place to a parser."""
    md.block.ruler.before("reference", "footnote_def", footnote_def, {"alt": ["paragraph", "reference"]})
    md.inline.ruler.before("link", "note_call", _call)
    md.inline.ruler.before("link", "note_inline", _inline)


def _call(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("[^", state.pos):
        return False
    found = _CALL.match(state.src, state.pos, state.posMax)
    if not found:
        bad = _BAD_CALL.match(state.src, state.pos, state.posMax)
        if bad and not silent:
            _stray(state, bad[0], "N007")
        if bad:
            state.pos = bad.end()
        return bad is not None
    if not silent:
        token = state.push("note_call", "", 0)
        token.content = found[0]
        token.meta["label"] = found[1]
    state.pos = found.end()
    return True


def _inline(state: StateInline, silent: bool) -> bool:
    start, maximum = state.pos, state.posMax
    if not state.src.startswith("^[", start):
        return False
    end = parseLinkLabel(state, start + 1)
    if end < 0:
        if not silent:
            _stray(state, "^[", "N006")
        state.pos, state.posMax = start + 2, maximum
        return True
    if not silent:
        children: list[Token] = []
        state.md.inline.parse(state.src[start + 2 : end], state.md, state.env, children)
        token = state.push("note_inline", "", 0)
        token.children = children
        token.meta["base"] = start + 2
    state.pos, state.posMax = end + 1, maximum
    return True


def _stray(state: StateInline, text: str, code: str) -> None:
    """Keep as text what was meant as a note, under the code of its fault."""
    token = state.push("stray", "", 0)
    token.content = text
    token.meta["code"] = code
