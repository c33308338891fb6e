"""Findings as one JSON array, for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence

from pipeline.cli.report.view import View, record
from pipeline.diagnostic import Diagnostic


def write(diagnostics: Sequence[Diagnostic], view: View) -> str:
    """Return the findings as one JSON array of records."""
    return json.dumps([record(finding, view) for finding in diagnostics], ensure_ascii=False, indent=1) + "\n"
