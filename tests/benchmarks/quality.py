"""What is measured beside time: the lines of the finished PDFs, and how long a live preview waits."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from pipeline.inspection.lines import LineMeasures, measure_lines
from tests.benchmarks.measure import compiled

PREVIEWS = 9
# The columns of the table of lines: what they are called, and what they show of a file's measures.
COLUMNS = ("0.8–1.4", "under 0.8", "over 1.6", "over 2.2", "hyphenated", "longest row of hyphens", "pages")


def _row(found: LineMeasures) -> tuple[str, ...]:
    shares = (found.good, found.tight, found.loose, found.gaping, found.hyphenated)
    return (*(f"{100 * share:.1f} %" for share in shares), str(found.in_a_row), str(found.pages))


def lines(files: Mapping[str, Path]) -> dict[str, tuple[str, ...]]:
    """Return the row of COLUMNS of each PDF that is there, by the same ruler."""
    return {name: _row(measure_lines(file.read_bytes())) for name, file in files.items() if file.is_file()}


def preview(folder: Path, edition: str, logs: Path) -> str:
    """Return what a live preview of a text of the book waits, as a sentence; in a process of its own."""
    said = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.resident", folder, edition, str(PREVIEWS)],
        cwd=Path(__file__).parents[2],
        env={**os.environ, **compiled(logs)},
        stdout=subprocess.PIPE,
        check=True,
    ).stdout
    found = json.loads(said)
    seconds = found["seconds"]
    return (
        f"Live preview: the pages of one text ({found['pages']} pages) after a change, from a book that is kept open: "
        f"{statistics.median(seconds):.2f} s ({min(seconds):.2f}–{max(seconds):.2f}, {len(seconds)} changes)."
    )
