"""Exceptions that an editor grants, with a reason: in the manuscript for a block or a file, in book.yaml for folders.

`<!-- tomes: allow T112 the reason -->` covers the block that holds it, else the block that follows; `allow-file`
instead of `allow` covers the whole file, its front matter included.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase

from msgspec import Struct

from pipeline import catalogue
from pipeline.diagnostic import Diagnostic, Severity, Span, warning
from pipeline.model import Book, Contribution, place

_ALLOW = re.compile(r"(allow-file|allow)\b\s*([A-Z]\d*\b)?[\s:,–—-]*(.*)", re.DOTALL)


class Waiver(Struct, frozen=True):
    """An exception: the `code` (or family) allowed between two lines of a file, or wherever `pattern` matches."""

    code: str
    reason: str
    span: Span | None
    path: str
    first: int = 1
    last: int = 1 << 30

    def covers(self, finding: Diagnostic) -> bool:
        """Return whether this exception is about `finding`."""
        span = finding.span
        if span is None or not self.code or not finding.code.startswith(self.code):
            return False
        return (span.path == self.path or fnmatchcase(span.path, self.path)) and self.first <= span.line <= self.last


def waivers(book: Book) -> tuple[Waiver, ...]:
    """Return every exception of the book: those of its settings, then those of its texts."""
    settings = (
        Waiver(code, reason.strip(), place(book.metadata, f"lint.waivers.{index}"), _pattern(path))
        for index, (path, code, reason) in enumerate(book.lint.waivers)
    )
    return (*settings, *(waiver for text in book.contributions for waiver in _in_text(text)))


def _pattern(path: str) -> str:
    return path.rstrip("/") + "/*" if not path.endswith((".md", "*", ".yaml")) else path


def _in_text(text: Contribution) -> Iterator[Waiver]:
    for words, span in text.directives:
        if match := _ALLOW.fullmatch(words):
            scope, code, reason = match.groups(default="")
            first, last = (1, 1 << 30) if scope == "allow-file" else _block_at(text, span.line)
            yield Waiver(code, " ".join(reason.split()), span, text.path, first, last)


def _block_at(text: Contribution, line: int) -> tuple[int, int]:
    """Return the first and last line of the block that holds `line`, else of the next one; nothing after the last."""
    spans = [block.span for block in (*text.blocks, *(note for note in text.notes)) if block.span]
    after = sorted((span.line, max(span.end_line, span.line)) for span in spans)
    return next(((min(first, line), last) for first, last in after if last >= line), (line, line))


def waive(
    findings: Iterable[Diagnostic], granted: tuple[Waiver, ...], own: frozenset[str], *, thorough: bool
) -> Iterator[Diagnostic]:
    """Yield the findings that no exception covers, then what is wrong with the exceptions themselves.

    Only when every rule has run (`thorough`) can an exception be called useless. An error whose code is not in `own`
    (the codes of rules) cannot be excused: the text could not be read.
    """
    used: set[Waiver] = set()
    for finding in findings:
        cover = [waiver for waiver in granted if waiver.covers(finding)]
        if not cover or (finding.severity is Severity.ERROR and finding.code not in own):
            yield finding
        else:
            used.update(cover)
    known = {*catalogue.codes(), *catalogue.FAMILIES} if granted else set()
    for waiver in granted:
        if waiver.code not in known:
            yield warning("M192", waiver.span, allowed=waiver.code or "?", path=waiver.path)
        elif not waiver.reason:
            yield warning("M191", waiver.span, allowed=waiver.code, path=waiver.path)
        elif thorough and waiver not in used:
            yield warning("M190", waiver.span, allowed=waiver.code, path=waiver.path)
