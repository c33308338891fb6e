"""Findings: what is wrong, where, and how badly.

A Diagnostic carries a stable code and named values; its sentences come from the message catalogue
(`pipeline.catalogue`), so that whoever finds a fault writes no prose.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct


class Severity(StrEnum):
    """How bad a finding is: an error stops the build, a warning rides along, information is shown on request."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Span(Struct, frozen=True, order=True, array_like=True):
    """A place in a file of the book.

    `path` is relative to the book's root, with forward slashes. Lines and columns count from 1, columns in code points.
    The end is exclusive: a span of one letter at column 4 ends at column 5.
    """

    path: str
    line: int = 1
    column: int = 1
    end_line: int = 0
    end_column: int = 0


class Fix(Struct, frozen=True, array_like=True):
    """A replacement of the characters of `span` by `text`; `safe` when it cannot change what the author means."""

    span: Span
    text: str
    safe: bool = True


class Diagnostic(Struct, frozen=True, array_like=True):
    """One finding.

    `code` is a family letter and three digits (`N001`); `values` are the names that the catalogue's sentences use;
    `span` is None only where no file is to blame (a missing tool).
    """

    code: str
    severity: Severity
    span: Span | None = None
    values: tuple[tuple[str, str], ...] = ()
    fixes: tuple[Fix, ...] = ()


def error(code: str, span: Span | None = None, **values: object) -> Diagnostic:
    """Return an error, its values written as text."""
    return Diagnostic(code, Severity.ERROR, span, tuple((name, str(value)) for name, value in values.items()))


def warning(code: str, span: Span | None = None, **values: object) -> Diagnostic:
    """Return a warning, its values written as text."""
    return Diagnostic(code, Severity.WARNING, span, tuple((name, str(value)) for name, value in values.items()))


class BookError(Exception):
    """A stage could not give its result; `diagnostics` says why, all at once."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__(", ".join(finding.code for finding in self.diagnostics))
