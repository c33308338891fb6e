"""Inline tokens -> flat runs that carry their marks and their places."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from markdown_it.token import Token

from pipeline.diagnostic import Span
from pipeline.model import Break, IndexMark, Inline, Inlines, Mark, MarkKind, NoteCall, Run
from pipeline.reading import links
from pipeline.reading.attributes import Attributes
from pipeline.reading.context import Context
from pipeline.reading.pictures import picture
from pipeline.reading.places import Place
from pipeline.reading.tags import instead

_MARKS = {
    "em_open": MarkKind.EMPHASIS,
    "strong_open": MarkKind.STRONG,
    "s_open": MarkKind.DELETED,
    "sup_open": MarkKind.SUPERSCRIPT,
    "sub_open": MarkKind.SUBSCRIPT,
}
# How deep emphasis, links and spans may stand in one another; the parser reads on to twice that.
DEPTH = 48
# An address between chevrons that is no site's.
_NO_SITE = re.compile(r"(?:mailto:(?P<mail>[^?]+)(?:\?.*)?|tel:(?P<tel>.+))", re.IGNORECASE)
_ENTITY = re.compile(r"&[A-Za-z][A-Za-z0-9]{1,31};")


def read_inlines(context: Context, children: list[Token], place: Place, base: int = 0) -> Inlines:
    """Return inline tokens as runs; `base` is added to their places in the content that `place` knows."""
    return _Reader(context, children, place, base).read()


class _Reader:
    def __init__(self, context: Context, tokens: list[Token], place: Place, base: int) -> None:
        self.context = context
        self.tokens = tokens
        self.place = place
        self.base = base
        self.out: list[Inline] = []
        self.marks: list[Mark] = []
        # The marks to take off at the end of each thing that is open.
        self.opened: list[int] = []
        self.text: list[str] = []
        self.text_at = (0, 0)

    def read(self) -> Inlines:
        for index, token in enumerate(self.tokens):
            if token.type == "text":
                self._text(token)
                continue
            self._flush()
            if token.nesting < 0:
                del self.marks[self.opened.pop() :]
            elif token.nesting > 0:
                self.opened.append(len(self.marks))
                self._open(index, token)
            else:
                _ATOMS[token.type](self, token)
        self._flush()
        return tuple(self.out)

    def span(self, token: Token) -> Span:
        start, end = token.meta["at"]
        return self.place.span(self.base + start, self.base + end)

    def _text(self, token: Token) -> None:
        if not token.content:
            return
        start, end = token.meta["at"]
        if not self.text:
            self.text_at = (start, end)
        elif start != self.text_at[1]:
            self._flush()
            self.text_at = (start, end)
        else:
            self.text_at = (self.text_at[0], end)
        self.text.append(token.content)

    def _flush(self) -> None:
        if not self.text:
            return
        words, (start, _) = "".join(self.text), self.text_at
        self.text = []
        if "&" in words:
            for found in _ENTITY.finditer(words):
                where = self.place.span(self.base + start + found.start(), self.base + start + found.end())
                self.context.warning("M018", where, entity=found[0])
        self._run(words, self.place.span(self.base + start, self.base + start + len(words)))

    def _run(self, words: str, span: Span, *more: Mark) -> None:
        self.out.append(Run(words, (*self.marks, *more), span))

    def _open(self, index: int, token: Token) -> None:
        close = self._close(index)
        start, _ = token.meta["at"]
        _, end = self.tokens[close].meta["at"]
        # Of the two signs of **strong**, the parser keeps the inner one.
        wider = 1 if token.type == "strong_open" else 0
        span = self.place.span(self.base + start - wider, self.base + end + wider)
        if len(self.opened) == DEPTH:
            self.context.error("M012", span, limit=DEPTH)
        if token.type in _MARKS:
            self.marks.append(Mark(_MARKS[token.type], "", span))
            return
        given: Attributes = self.tokens[close].meta.get("attributes") or token.meta.get("attributes") or Attributes()
        if token.type == "link_open":
            self._link(index, close, token, span)
            self.context.known(given, span, (), ("lang",))
        else:
            self._span_open(index, close, given, span)
        self._general(given, span)

    def _close(self, index: int) -> int:
        depth = 0
        for number in range(index, len(self.tokens)):
            depth += self.tokens[number].nesting
            if not depth:
                return number
        return len(self.tokens) - 1

    def _words(self, start: int, end: int) -> str:
        kinds = ("text", "text_special", "code_inline", "tag", "stray", "stray_attributes")
        words = "".join(
            " " if token.type in ("softbreak", "hardbreak") else token.content if token.type in kinds else ""
            for token in self.tokens[start:end]
        )
        return " ".join(words.split())

    def _link(self, index: int, close: int, token: Token, span: Span) -> None:
        if label := token.meta.get("label"):
            self.context.links_used.add(label)
        if token.attrGet("title"):
            self.context.warning("M020", span, title=token.attrGet("title"))
        if token.markup == "autolink":
            _show_address(self.tokens[index + 1])
        found = links.mark(self.context, str(token.attrGet("href") or ""), span)
        if found:
            self.marks.append(found)
        if close == index + 1 and found and found.kind is MarkKind.REFERENCE:
            self._run("", span)  # a reference says the title of what it leads to
        elif close == index + 1:
            self.context.error("R007", span)

    def _general(self, given: Attributes, span: Span) -> None:
        """Add what an id and a language mean on any words."""
        if given.id and (identifier := self.context.anchor(given.id, span)):
            self.marks.append(Mark(MarkKind.ANCHOR, identifier, span))
        if tag := self.context.language(given.get("lang"), span):
            self.marks.append(Mark(MarkKind.LANGUAGE, tag, span))

    def _span_open(self, index: int, close: int, given: Attributes, span: Span) -> None:
        indexed = "index" in given.classes
        self.context.known(given, span, ("sc", "index"), ("lang", "entry", "in") if indexed else ("lang",))
        if indexed:
            self._index_mark(given, self._words(index, close), span)
        if "sc" in given.classes:
            self.marks.append(Mark(MarkKind.SMALL_CAPS, "", span))

    def _index_mark(self, given: Attributes, words: str, span: Span) -> None:
        steps = (step.strip() for step in given.get("entry").split(">"))
        entry = tuple(step for step in steps if step) or ((words,) if words else ())
        if not entry:
            self.context.error("I001", span)
            return
        name = given.get("in") or "index"
        identifier = self.context.new_id("i", "\n".join((name, *entry)))
        self.out.append(IndexMark(name, entry, identifier, tuple(self.marks), span))

    def _special(self, token: Token) -> None:
        self._run(token.content, self.span(token))

    def _softbreak(self, token: Token) -> None:
        start, _ = token.meta["at"]
        self._run(" ", self.place.span(self.base + start, self.base + start + 1))

    def _hardbreak(self, token: Token) -> None:
        self.out.append(Break(tuple(self.marks), self.span(token)))

    def _code(self, token: Token) -> None:
        given: Attributes = token.meta.get("attributes") or Attributes()
        span = self.span(token)
        self.context.known(given, span, (), ("lang",))
        depth = len(self.marks)
        self._general(given, span)
        start, end = token.meta["at"]
        edge = (end - start - len(token.content)) // 2
        inside = self.place.span(self.base + start + edge, self.base + start + edge + len(token.content))
        self._run(token.content, inside, Mark(MarkKind.CODE, "", span))
        del self.marks[depth:]

    def _picture(self, token: Token) -> None:
        found = picture(self.context, token, self.span(token), tuple(self.marks))
        if token.attrGet("title"):
            self.context.warning("M020", self.span(token), title=token.attrGet("title"))
        self.out.append(found)

    def _note_call(self, token: Token) -> None:
        span = self.span(token)
        if self.context.in_note:
            self.context.error("N005", span)
        found = None if self.context.in_note else self.context.call(token.meta["label"], span)
        if found:
            self.out.append(NoteCall(found[0].id, tuple(self.marks), span, again=found[1]))
        else:
            self._run(token.content, span)

    def _note_inline(self, token: Token) -> None:
        span, children = self.span(token), token.children or []
        if self.context.in_note:
            self.context.error("N005", span)
            self.out.extend(read_inlines(self.context, children, self.place, self.base + token.meta["base"]))
            return
        words = "".join(child.content for child in children)
        if not words.strip():
            self.context.error("N004", span, note="^[]")
        base = self.base + token.meta["base"]
        note = self.context.note_in_place(words, span, children, self.place, base)
        self.out.append(NoteCall(note.id, tuple(self.marks), span))

    def _comment(self, token: Token) -> None:
        comment(self.context, token.content, self.span(token))

    def _tag(self, token: Token) -> None:
        self.context.error("M001", self.span(token), tag=token.content[:60], instead=instead(token.meta["name"]))
        self._run(token.content, self.span(token))

    def _stray(self, token: Token, code: str = "") -> None:
        """Keep as text what means nothing where it stands, and say so."""
        span = self.span(token)
        if code == "M009":
            self.context.warning(code, span, text=token.content)
        else:
            self.context.error(token.meta["code"], span, text=token.content)
        self._run(token.content, span)


def _show_address(words: Token) -> None:
    """Leave of `<mailto:lea@exemple.fr?subject=…>` what a reader would write down: the address, or the number."""
    found = _NO_SITE.fullmatch(words.content)
    if found:
        start, _ = words.meta["at"]
        kind = "mail" if found["mail"] else "tel"
        words.content = found[kind]
        words.meta["at"] = (start + found.start(kind), start + found.end(kind))


def comment(context: Context, content: str, span: Span) -> None:
    """Keep a comment that is a directive (`<!-- tomes: … -->`); others are read and forgotten."""
    words = content.strip()
    if words.startswith("tomes:"):
        context.directives.append((words.removeprefix("tomes:").strip(), span))


_ATOMS: dict[str, Callable[[_Reader, Token], None]] = {
    "text_special": _Reader._special,
    "softbreak": _Reader._softbreak,
    "hardbreak": _Reader._hardbreak,
    "code_inline": _Reader._code,
    "image": _Reader._picture,
    "note_call": _Reader._note_call,
    "note_inline": _Reader._note_inline,
    "comment": _Reader._comment,
    "tag": _Reader._tag,
    "stray": _Reader._stray,
    "stray_attributes": partial(_Reader._stray, code="M009"),
}
