"""SARIF 2.1.0 (OASIS): the report that code scanning services read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from pipeline import catalogue
from pipeline.cli.report.view import View, end
from pipeline.diagnostic import Diagnostic, Fix, Severity, Span
from pipeline.program import version

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def write(diagnostics: Sequence[Diagnostic], view: View) -> str:
    """Return one SARIF run: the rules that were broken, with their texts, and every finding."""
    codes = sorted({finding.code for finding in diagnostics})
    run = {
        "tool": {
            "driver": {
                "name": "tomes",
                "version": version("tomes"),
                "language": view.language,
                "rules": [_rule(code, view) for code in codes],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, codes, view) for finding in diagnostics],
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def _rule(code: str, view: View) -> dict[str, Any]:
    entry = catalogue.entry(code, view.language)
    return {
        "id": code,
        "name": entry.name,
        "shortDescription": {"text": entry.what},
        "fullDescription": {"text": entry.why or entry.what},
        "help": {"text": catalogue.explain(code, view.language), "markdown": catalogue.explain(code, view.language)},
    }


def _region(span: Span) -> dict[str, int]:
    end_line, end_column = end(span)
    return {"startLine": span.line, "startColumn": span.column, "endLine": end_line, "endColumn": end_column}


def _artifact(span: Span, view: View) -> dict[str, str]:
    return {"uri": quote(view.location(span.path))}


def _result(finding: Diagnostic, codes: list[str], view: View) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": codes.index(finding.code),
        "level": _LEVELS[finding.severity],
        "message": {"text": catalogue.sentence(finding, view.language)},
    }
    if finding.span:
        place = {"artifactLocation": _artifact(finding.span, view), "region": _region(finding.span)}
        result["locations"] = [{"physicalLocation": place}]
    if finding.fixes:
        remedy = catalogue.remedy(finding, view.language) or result["message"]["text"]
        result["fixes"] = [_fix(fix, remedy, view) for fix in finding.fixes]
    return result


def _fix(fix: Fix, remedy: str, view: View) -> dict[str, Any]:
    replacement = {"deletedRegion": _region(fix.span), "insertedContent": {"text": fix.text}}
    change = {"artifactLocation": _artifact(fix.span, view), "replacements": [replacement]}
    return {"description": {"text": remedy}, "artifactChanges": [change]}
