"""markdown-it's table rule, whose rows then know where their cells stand, and how many were typed."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, table

_BAR = re.compile(r"(?<!\\)\|")


def tables(md: MarkdownIt) -> None:
    """Set the rule in a parser."""
    md.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})
    md.block.ruler.enable("table")


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    first = len(state.tokens)
    if not table(state, start, end, silent):
        return False
    for token in state.tokens[first:]:
        if token.type == "tr_open" and token.map:
            token.meta["cells"] = _cells(state, token.map[0])
    return True


def _cells(state: StateBlock, line: int) -> list[tuple[int, str]]:
    """Return the cells typed on a line: the column where its words begin, from 0, and its source."""
    begin, end = state.bMarks[line] + state.tShift[line], state.eMarks[line]
    source = state.src[begin:end]
    margin = begin - (state.src.rfind("\n", 0, begin) + 1)
    cells, cursor = [], 0
    for bar in (*_BAR.finditer(source), None):
        cell = source[cursor : bar.start() if bar else len(source)]
        cells.append((margin + cursor + len(cell) - len(cell.lstrip()), cell.strip()))
        cursor = bar.end() if bar else cursor
    if not cells[0][1]:
        cells.pop(0)
    if cells and not cells[-1][1]:
        cells.pop()
    return cells
