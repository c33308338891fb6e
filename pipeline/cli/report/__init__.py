"""The one place where a Diagnostic becomes text: for a terminal, a program, GitHub, SARIF or JUnit."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

from pipeline.cli.report.view import View, by_place
from pipeline.diagnostic import Diagnostic, Severity

__all__ = ["FORMATS", "View", "by_place", "exit_code", "render"]


# The formats and the module of each, whose `write(diagnostics, view)` gives the text; imported when it is asked for.
FORMATS = {
    "text": "terminal",
    "json": "records",
    "github": "github",
    "sarif": "sarif",
    "junit": "junit",
}


def render(diagnostics: Sequence[Diagnostic], form: str, view: View) -> str:
    """Return the findings in the format `form` (a name of FORMATS), ordered by place."""
    text: str = import_module(f"pipeline.cli.report.{FORMATS[form]}").write(by_place(diagnostics), view)
    return text


def exit_code(diagnostics: Sequence[Diagnostic], max_warnings: int | None = None) -> int:
    """Return 1 when there is an error or more warnings than `max_warnings`, else 0."""
    severities = [finding.severity for finding in diagnostics]
    too_many = max_warnings is not None and severities.count(Severity.WARNING) > max_warnings
    return int(Severity.ERROR in severities or too_many)
