"""Rules for what is written between angle brackets: comments, read and never output, and raw HTML, an error."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)(?:\s[^<>]*)?/?>")


def comments(md: MarkdownIt) -> None:
    """Add the rules to a parser."""
    md.block.ruler.before("blockquote", "comment", _block, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    md.inline.ruler.before("link", "comment", _inline)
    md.inline.ruler.after("autolink", "tag", _tag)


def _block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take a comment that has its lines for itself."""
    begin = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("<!--", begin) or state.is_code_block(start):
        return False
    close = state.src.find("-->", begin + 4, state.eMarks[end - 1])
    if close < 0:
        return False
    line = start
    while state.eMarks[line] < close:
        line += 1
    if state.src[close + 3 : state.eMarks[line]].strip():
        return False
    if not silent:
        token = state.push("comment", "", 0)
        token.content = state.src[begin + 4 : close]
        token.map = [start, line + 1]
        state.line = line + 1
    return True


def _inline(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("<!--", state.pos):
        return False
    close = state.src.find("-->", state.pos + 4, state.posMax)
    after = close + 3 if close >= 0 else state.pos + 4
    if not silent:
        token = state.push("comment" if close >= 0 else "stray", "", 0)
        token.content = state.src[state.pos + 4 : close] if close >= 0 else "<!--"
        token.meta["code"] = "M014"
    state.pos = after
    return True


def _tag(state: StateInline, silent: bool) -> bool:
    found = _TAG.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        token = state.push("tag", "", 0)
        token.content = found[0]
        token.meta["name"] = found[1].lower()
    state.pos = found.end()
    return True
