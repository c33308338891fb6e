"""The block rule for `::: name {attributes}` … `:::`.

Any number of colons from three opens or closes: a line with a name opens, a line without one closes the innermost
open, as in pandoc. What is never closed goes to the end of its container and its token says so.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from pipeline.reading import attributes
from pipeline.reading.attributes import Attributes

_LINE = re.compile(r":{3,}[ \t]*(?P<rest>.*?)[ \t]*:*$")
_NAME = re.compile(r"(?P<name>[^\s{}]*)[ \t]*")
_CODE = re.compile(r"`{3,}|~{3,}")


def fences(md: MarkdownIt) -> None:
    """Add the rule to a parser."""
    md.block.ruler.before("fence", "div", _div, {"alt": ["paragraph", "reference", "blockquote", "list"]})


def _text(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _div(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    line = _text(state, start)
    found = _LINE.match(line) if line.startswith(":::") else None
    if found is None or state.is_code_block(start):
        return False
    if silent:
        return True
    if not found["rest"]:
        token = state.push("stray_fence", "", 0)
        token.map = [start, start + 1]
        state.line = start + 1
        return True
    close = _closing(state, start, end)
    name, given = _heading(found["rest"])
    token = state.push("div_open", "div", 1)
    token.map = [start, close]
    token.info = name
    token.meta = {"closed": close < end, "attributes": given, "rest": found["rest"]}
    if name == "verse":
        _stanzas(state, start + 1, close)
    else:
        parent, last = state.parentType, state.lineMax
        state.parentType, state.lineMax = "container", close
        state.md.block.tokenize(state, start + 1, close)
        state.parentType, state.lineMax = parent, last
    state.push("div_close", "div", -1)
    state.line = close + 1 if close < end else close
    return True


def _heading(rest: str) -> tuple[str, Attributes | None]:
    """Return the name on an opening line and its attributes, None when they are malformed."""
    found = _NAME.match(rest)
    name, after = (found["name"], rest[found.end() :]) if found else ("", rest)
    if not after:
        return name, Attributes()
    parsed = attributes.parse(after, 0, len(after)) if after.startswith("{") else None
    return name, parsed[0] if parsed and parsed[1] == len(after) else None


def _closing(state: StateBlock, start: int, end: int) -> int:
    """Return the line that closes what `start` opens, or where its container ends."""
    depth, code = 1, ""
    for number in range(start + 1, end):
        if state.sCount[number] < state.blkIndent and not state.isEmpty(number):
            return number
        line = _text(state, number)
        if line[:3] in ("```", "~~~") and (fence := _CODE.match(line)):
            if not code:
                code = fence[0]
            elif fence[0].startswith(code) and not line[fence.end() :].strip():
                code = ""
        elif not code and line.startswith(":::") and (found := _LINE.match(line)):
            depth += 1 if found["rest"] else -1
            if not depth:
                return number
    return end


def _stanzas(state: StateBlock, start: int, end: int) -> None:
    """Push the lines of verse: one inline token a stanza, `indents` telling what was typed before each line."""
    lines: list[str] = []
    for number in range(start, end + 1):
        empty = number == end or state.isEmpty(number)
        if empty and lines:
            opening = state.push("stanza_open", "", 1)
            opening.map = [number - len(lines), number]
            opening.meta["indents"] = [_indent(line) for line in lines]
            token = state.push("inline", "", 0)
            token.content = "\n".join(line.strip(" \t") for line in lines)
            token.map = opening.map
            token.children = []
            state.push("stanza_close", "", -1)
            lines = []
        elif not empty:
            lines.append(state.src[state.bMarks[number] : state.eMarks[number]])


def _indent(line: str) -> int:
    """Return how many steps a line of verse is pushed in: two spaces, or one tab, are a step."""
    lead = line[: len(line) - len(line.lstrip(" \t"))]
    return len(lead.replace("\t", "  ")) // 2
