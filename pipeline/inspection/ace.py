"""DAISY Ace, the accessibility checker of EPUB, told in our diagnostics.

Ace runs in Node and looks at every page in a browser, which it is told where to find: it must not download one.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pipeline.diagnostic import Diagnostic, Severity, Span
from pipeline.inspection import tools
from pipeline.inspection.epubtext import places
from pipeline.model import Publication

TOOL = "Ace"
# The package `@daisy/ace` fails to install: it downloads another browser. These three are all that is needed.
INSTALL = (
    "PUPPETEER_SKIP_DOWNLOAD=1 npm install --global"
    " @daisy/ace-cli @daisy/ace-core @daisy/ace-axe-runner-puppeteer && apt-get install chromium"
)
COMMANDS = ("ace-cli", "ace")
BROWSER = "PUPPETEER_EXECUTABLE_PATH"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
# Impacts, in the words of axe-core, that stop a reader; the others are in the way.
STOPPING = frozenset({"critical", "serious"})


def command() -> str | None:
    """Return where Ace is on this machine, None when it is not."""
    return next(filter(None, map(shutil.which, COMMANDS)), None)


def browser() -> str | None:
    """Return where a browser is: the one that PUPPETEER_EXECUTABLE_PATH names, else one of the machine's."""
    return os.environ.get(BROWSER) or next(filter(None, map(shutil.which, BROWSERS)), None)


def gate(data: bytes, publication: Publication, time_limit: float = 900.0) -> tuple[Diagnostic, ...]:
    """Return what Ace finds in a publication's EPUB, each finding (A050) at the text of the manuscript it is in.

    Without Ace or a browser the one diagnostic says how to install them (X001). `time_limit` is in seconds.
    """
    program, window = command(), browser()
    if program is None or window is None:
        return (tools.missing(TOOL, INSTALL),)
    with tempfile.TemporaryDirectory() as folder:
        epub, report = Path(folder) / f"{publication.name}.epub", Path(folder) / "report"
        epub.write_bytes(data)
        language = publication.metadata.language.partition("-")[0]
        arguments = (program, "--lang", language, "--tempdir", f"{folder}/work", "--outdir", str(report), str(epub))
        outcome = tools.run(TOOL, arguments, time_limit, {BROWSER: window})
        if outcome.diagnostics:
            return outcome.diagnostics
        try:
            found = json.loads((report / "report.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return (tools.failed(TOOL, outcome.output),)
    spans = places(data, publication)
    return tuple(one for document in found["assertions"] for one in _translated(document, epub.name, spans))


def _translated(document: Mapping[str, Any], name: str, spans: Mapping[str, Span]) -> Iterator[Diagnostic]:
    """Yield what is said of one document of the EPUB; its address is relative to the package document."""
    address = document["earl:testSubject"]["url"]
    span = next((span for member, span in spans.items() if member.endswith(f"/{address}")), Span(f"{name}/{address}"))
    for assertion in document["assertions"]:
        test, said = assertion["earl:test"], assertion["earl:result"]
        stops = test["earl:impact"] in STOPPING
        values = (
            ("rule", test["dct:title"]),
            ("said", " ".join(said["dct:description"].split())),
            ("member", address),
            ("element", str(said.get("html", ""))[:120]),
        )
        yield Diagnostic("A050", Severity.ERROR if stops else Severity.WARNING, span, values)
