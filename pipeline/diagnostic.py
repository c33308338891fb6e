"""Findings: what is wrong, where, and how badly.

A Diagnostic carries a stable code and named values; its sentences come from the message catalogue
(`pipeline.catalogue`), so that whoever finds a fault writes no prose.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """How bad a finding is: an error stops the build, a warning rides along, information is shown on request."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a file of the book.

    `path` is relative to the book's root, with forward slashes. Lines and columns count from 1, columns in code points.
    The end is exclusive: a span of one letter at column 4 ends at column 5.
    """

    path: str
    line: int = 1
    column: int = 1
    end_line: int = 0
    end_column: int = 0


@dataclass(frozen=True, slots=True)
class Fix:
    """A replacement of the characters of `span` by `text`; `safe` when it cannot change what the author means."""

    span: Span
    text: str
    safe: bool = True


@dataclass(frozen=True, slots=True)
class Diagnostic:
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


def span_to_row(span: Span | None) -> list[Any] | None:
    """Return a place as plain values, for JSON."""
    return [span.path, span.line, span.column, span.end_line, span.end_column] if span else None


def span_from_row(row: list[Any] | None) -> Span | None:
    """Return the place that `span_to_row` wrote."""
    return Span(*row) if row else None


def to_row(one: Diagnostic) -> list[Any]:
    """Return a finding as plain values, for JSON."""
    fixes = [[span_to_row(fix.span), fix.text, fix.safe] for fix in one.fixes]
    return [one.code, one.severity.value, span_to_row(one.span), one.values, fixes]


def from_row(row: list[Any]) -> Diagnostic:
    """Return the finding that `to_row` wrote."""
    code, severity, place, values, fixes = row
    mended = tuple(Fix(Span(*at), text, safe) for at, text, safe in fixes)
    named = tuple((name, value) for name, value in values)
    return Diagnostic(code, Severity(severity), span_from_row(place), named, mended)
