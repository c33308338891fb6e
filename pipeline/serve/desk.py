"""The book as an editor has it open: saved files, unsaved texts, what is wrong in them, what leads where."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.diagnostic import Diagnostic, Span
from pipeline.model import Book, Contribution, Mark, MarkKind, NoteCall
from pipeline.reading import read, read_contribution
from pipeline.rules import RULES, Extent, check, check_one
from pipeline.rules.memory import Memory
from pipeline.rules.rule import BookRule
from pipeline.rules.text import Text
from pipeline.store import Store

_OF_THE_BOOK = {rule.code for rule in RULES if isinstance(rule, BookRule)}


class Desk:
    """One book: `findings` by path, kept as fresh as what was last asked (`whole` after a save, `one` while typing)."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.book: Book | None = None
        self.unsaved: dict[str, str] = {}
        self.findings: dict[str, tuple[Diagnostic, ...]] = {}
        self._texts: dict[str, Contribution] = {}

    def whole(self) -> None:
        """Read and check the whole book, unsaved texts in the place of saved ones."""
        reading = read(self.root, Store(self.root / ".tomes"), self.unsaved)
        self.book = reading.book
        found = reading.diagnostics
        if reading.book:
            memory = Memory(self.root / ".tomes" / "lsp.json")
            found = check(reading.book, Extent(thorough=True), found=reading.diagnostics, memory=memory)
            self._texts = {text.path: text for text in reading.book.contributions}
        by_path: dict[str, list[Diagnostic]] = {path: [] for path in self.findings}
        for finding in found:
            by_path.setdefault(finding.span.path if finding.span else "", []).append(finding)
        self.findings = {path: tuple(findings) for path, findings in by_path.items()}

    def one(self, path: str, text: str) -> None:
        """Check one text as it is being typed; what only the whole book shows stays as it was."""
        self.unsaved[path] = text
        if self.book is None or path not in self._texts:
            return
        again = read_contribution(path, text, self.book.metadata.language)
        self._texts[path] = again.contribution
        kept = [finding for finding in self.findings.get(path, ()) if finding.code in _OF_THE_BOOK]
        found = check_one(self.book, again.contribution, found=again.diagnostics, thorough=True)
        self.findings[path] = (*found, *kept)

    def at(self, path: str, line: int, column: int) -> tuple[Diagnostic, ...]:
        """Return the findings at a place."""
        return tuple(one for one in self.findings.get(path, ()) if one.span and holds(one.span, line, column))

    def definition(self, path: str, line: int, column: int) -> Span | None:
        """Return where the note or the reference at a place leads, None when there is none."""
        text = self._texts.get(path)
        if text is None or self.book is None:
            return None
        for passage in Text(text).passages:
            for _, inline in passage.pieces:
                if isinstance(inline, NoteCall) and inline.span and holds(inline.span, line, column):
                    return next((note.span for note in text.notes if note.id == inline.note), None)
                for mark in inline.marks:
                    if mark.kind is MarkKind.REFERENCE and mark.span and holds(mark.span, line, column):
                        return self._anchor(mark.value)
        return None

    def _anchor(self, identifier: str) -> Span | None:
        for text in self._texts.values():
            if text.id == identifier:
                return Span(text.path)
            for block in Text(text).blocks:
                if block.id == identifier:
                    return block.span
            for mark in _marks(text):
                if mark.kind is MarkKind.ANCHOR and mark.value == identifier:
                    return mark.span
        return None


def _marks(text: Contribution) -> Iterator[Mark]:
    for passage in Text(text).passages:
        for inline in passage.inlines:
            yield from inline.marks


def holds(span: Span, line: int, column: int) -> bool:
    """Return whether a place is in `span`, its end included, because a caret stands after the last letter."""
    last = (span.end_line, span.end_column) if span.end_line else (span.line, span.column + 1)
    return (span.line, span.column) <= (line, column) <= last
