"""The parser of the dialect: CommonMark, and what docs/markdown.md adds to it."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.subscript import sub_plugin
from mdit_py_plugins.superscript import superscript_plugin

from pipeline.reading.comments import comments
from pipeline.reading.fences import fences
from pipeline.reading.located import LocatedInline
from pipeline.reading.notes import notes
from pipeline.reading.spans import spans
from pipeline.reading.tables import tables

# markdown-it drops the text of blocks nested deeper than `maxNesting`; the limit that we report lies below it.
PARSER_DEPTH = 100
DEPTH = 48


class _Parser(MarkdownIt):
    """Keeps addresses as typed: `links` judges them, and says where they are wrong."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - the parser's name
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - the parser's name
        return url


def parser() -> MarkdownIt:
    """Return a parser of the dialect; it keeps nothing from one text to the next."""
    md = _Parser("commonmark", {"html": False, "maxNesting": PARSER_DEPTH, "store_labels": True})
    md.inline = LocatedInline()
    md.inline.ruler.disable(["linkify", "html_inline"])
    # Joined tokens would lose their places; `inlines` joins what can be.
    md.inline.ruler2.disable("fragments_join")
    md.core.ruler.disable("text_join")
    md.block.ruler.disable("html_block")
    tables(md)
    notes(md)
    fences(md)
    comments(md)
    deflist_plugin(md)
    superscript_plugin(md)
    sub_plugin(md)
    spans(md)
    md.block.ruler.before("table", "depth", _depth)
    return md


def _depth(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Write down the first line that is nested too deep; never a block itself."""
    if state.level >= DEPTH and not silent:
        state.env.setdefault("too_deep", start)
    return False
