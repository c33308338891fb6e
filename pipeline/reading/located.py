"""An inline parser whose tokens know where they stand: markdown-it gives block tokens lines, inline tokens nothing.

Every inline token gets `meta["at"]`: its first and last (exclusive) character in the content of its block. A text token
is as long as its place, letter for letter: escapes and entities are tokens of their own.
"""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType


class _State(StateInline):
    _text_start = 0

    def append_pending(self, text: str) -> None:
        if not self.pending:
            self._text_start = self.pos
        super().append_pending(text)

    def pushPending(self) -> Token:  # noqa: N802 - the parser's name
        token = super().pushPending()
        token.meta["at"] = (self._text_start, self._text_start + len(token.content))
        return token


class LocatedInline(ParserInline):
    """markdown-it's inline parser, writing down where each token stands."""

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """Parse `src` and push its tokens into `tokens`."""
        state = _State(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens

    def tokenize(self, state: StateInline) -> None:
        """Push the tokens of what is between `state.pos` and `state.posMax`."""
        rules = self.ruler.getRules("")
        end = state.posMax
        deepest = state.md.options.maxNesting
        while state.pos < end:
            start, first = state.pos, len(state.tokens)
            if state.level < deepest:
                for rule in rules:
                    if rule(state, False):
                        break
                else:
                    state.append_pending(state.src[start])
                    state.pos = start + 1
            else:
                state.append_pending(state.src[start])
                state.pos = start + 1
            _place(state.tokens, first, start, state.pos)
        if state.pending:
            state.pushPending()


def _place(tokens: list[Token], first: int, start: int, end: int) -> None:
    """Give the tokens of one rule, from index `first`, their place; its text tokens follow one another."""
    cursor = start
    for index in range(first, len(tokens)):
        token = tokens[index]
        if "at" in token.meta:
            continue
        if token.type == "text":
            token.meta["at"] = (cursor, cursor + len(token.content))
            cursor += len(token.content)
        else:
            token.meta["at"] = (start, end)
            if token.type in ("sup_open", "sub_open") or token.markup == "autolink":
                cursor += 1  # the sign before the words
