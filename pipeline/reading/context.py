"""What reading one text gathers: ids, faults, anchors, references, pictures, and the notes still to be read."""

from __future__ import annotations

import hashlib
import re
from collections import Counter

from markdown_it import MarkdownIt
from markdown_it.token import Token
from msgspec import Struct, field

from pipeline.diagnostic import Diagnostic, Span, error, warning
from pipeline.reading.attributes import Attributes
from pipeline.reading.places import Place, Source
from pipeline.reading.shapes import LANGUAGE_TAG
from pipeline.reading.validation import near

# Ids are written into XML, CSS and addresses: letters without accents, digits, hyphen, underscore.
_ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")


class Node(Struct):
    """A block token and those between it and its closing token."""

    token: Token
    children: list[Node] = field(default_factory=list)

    def words(self) -> str:
        """Return the source of everything inside."""
        return self.token.content + "".join(child.words() for child in self.children)


def tree(tokens: list[Token]) -> list[Node]:
    """Return block tokens as a tree."""
    root: list[Node] = []
    levels = [root]
    for token in tokens:
        if token.nesting < 0:
            levels.pop()
            continue
        node = Node(token)
        levels[-1].append(node)
        if token.nesting > 0:
            levels.append(node.children)
    return root


class PendingNote(Struct):
    """A note that was called: its body is blocks (`nodes`) or, written in place, `children` at `place`."""

    id: str
    number: int
    span: Span
    label: str = ""
    nodes: list[Node] = field(default_factory=list)
    children: list[Token] = field(default_factory=list)
    place: Place | None = None
    base: int = 0


class Context(Struct):
    """The state of one reading. `anchors` are the ids that the author gave, `references` what links lead to."""

    id: str
    path: str
    source: Source
    parser: MarkdownIt
    diagnostics: list[Diagnostic] = field(default_factory=list)
    anchors: list[tuple[str, Span]] = field(default_factory=list)
    references: list[tuple[str, Span]] = field(default_factory=list)
    pictures: list[tuple[str, Span]] = field(default_factory=list)
    directives: list[tuple[str, Span]] = field(default_factory=list)
    definitions: dict[str, Node] = field(default_factory=dict)
    notes: dict[str, PendingNote] = field(default_factory=dict)
    links_defined: dict[str, Span] = field(default_factory=dict)
    links_used: set[str] = field(default_factory=set)
    addresses: int = 0  # the length of all addresses written out, in characters
    in_note: bool = False
    _twins: Counter[str] = field(default_factory=Counter)

    def error(self, code: str, span: Span, **values: object) -> None:
        """Write down an error."""
        self.diagnostics.append(error(code, span, **values))

    def warning(self, code: str, span: Span, **values: object) -> None:
        """Write down a warning."""
        self.diagnostics.append(warning(code, span, **values))

    def new_id(self, kind: str, words: str) -> str:
        """Return an id made from what a thing says, not from where it stands; twins are numbered."""
        digest = hashlib.sha256(words.encode()).hexdigest()[:8]
        name = f"{self.id}-{kind}-{digest}"
        self._twins[name] += 1
        return name if self._twins[name] == 1 else f"{name}-{self._twins[name]}"

    def anchor(self, identifier: str, span: Span) -> str:
        """Write down an id given by the author, and return it; empty when it cannot be one."""
        if not _ID.fullmatch(identifier):
            self.error("R003", span, id=identifier)
            return ""
        self.anchors.append((identifier, span))
        return identifier

    def language(self, tag: str, span: Span) -> str:
        """Return a language tag; empty, and written down, when it is none."""
        if tag and not LANGUAGE_TAG.fullmatch(tag):
            self.error("B019", span, key="lang", value=tag)
            return ""
        return tag

    def known(self, given: Attributes, span: Span, classes: tuple[str, ...], keys: tuple[str, ...]) -> None:
        """Write down the classes and keys that mean nothing here."""
        for name in given.classes:
            if name not in classes:
                self.error("M010", span, name=name, near=near(name, classes))
        for name, _ in given.values:
            if name not in keys:
                self.error("M011", span, name=name, near=near(name, keys))

    def call(self, label: str, span: Span) -> tuple[PendingNote, bool] | None:
        """Return the note of that label and whether it was called before; None when nobody wrote it."""
        definition = self.definitions.get(label)
        if definition is None:
            self.error("N001", span, note=label)
            return None
        again = label in self.notes
        if not again:
            identifier = self.new_id("n", definition.words())
            place = self.source.block(definition.token)
            self.notes[label] = PendingNote(identifier, len(self.notes) + 1, place, label, definition.children)
        return self.notes[label], again

    def note_in_place(self, words: str, span: Span, children: list[Token], place: Place, base: int) -> PendingNote:
        """Return a note written where it is called."""
        number = len(self.notes) + 1
        note = PendingNote(self.new_id("n", words), number, span, children=children, place=place, base=base)
        self.notes[f"^{number}"] = note
        return note
