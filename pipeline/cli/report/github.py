"""GitHub's annotations: one workflow command a finding (docs.github.com, « Workflow commands for GitHub Actions »)."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline import catalogue
from pipeline.cli.report.view import View, end, sentence
from pipeline.diagnostic import Diagnostic, Severity

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def write(diagnostics: Sequence[Diagnostic], view: View) -> str:
    """Return one line a finding; names with spaces and accents stay as they are, `%`, `:` and `,` are escaped."""
    return "".join(_line(finding, view) for finding in diagnostics)


def _line(finding: Diagnostic, view: View) -> str:
    properties = {}
    if finding.span:
        end_line, end_column = end(finding.span)
        properties = {"file": view.location(finding.span.path), "line": finding.span.line, "endLine": end_line}
        # GitHub takes columns only on one line; its last column is inclusive.
        if end_line == finding.span.line:
            properties |= {"col": finding.span.column, "endColumn": max(end_column - 1, finding.span.column)}
    properties["title"] = f"{finding.code} {catalogue.entry(finding.code, view.language).name}"
    written = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    message = "\n".join(filter(None, [sentence(finding, view), catalogue.remedy(finding, view.language)]))
    return f"::{_COMMANDS[finding.severity]} {written}::{_data(message)}\n"
