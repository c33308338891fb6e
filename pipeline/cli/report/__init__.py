"""The one place where a Diagnostic becomes text: for a terminal, a program, GitHub, SARIF or JUnit."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from pipeline.cli.report import github, junit, sarif, terminal
from pipeline.cli.report.view import View, by_place, record
from pipeline.diagnostic import Diagnostic, Severity

__all__ = ["FORMATS", "View", "by_place", "exit_code", "render"]


def _json(diagnostics: Sequence[Diagnostic], view: View) -> str:
    """Return the findings as one JSON array of records."""
    return json.dumps([record(finding, view) for finding in diagnostics], ensure_ascii=False, indent=1) + "\n"


FORMATS: dict[str, Callable[[Sequence[Diagnostic], View], str]] = {
    "text": terminal.write,
    "json": _json,
    "github": github.write,
    "sarif": sarif.write,
    "junit": junit.write,
}


def render(diagnostics: Sequence[Diagnostic], form: str, view: View) -> str:
    """Return the findings in the format `form` (a name of FORMATS), ordered by place."""
    return FORMATS[form](by_place(diagnostics), view)


def exit_code(diagnostics: Sequence[Diagnostic], max_warnings: int | None = None) -> int:
    """Return 1 when there is an error or more warnings than `max_warnings`, else 0."""
    severities = [finding.severity for finding in diagnostics]
    too_many = max_warnings is not None and severities.count(Severity.WARNING) > max_warnings
    return int(Severity.ERROR in severities or too_many)
