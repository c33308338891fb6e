"""What all the formats of the report share: how findings are looked at, ordered, and turned into records."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from pipeline import catalogue
from pipeline.diagnostic import Diagnostic, Severity, Span
from pipeline.reading import path_of

# Files whose lines mean something to a reader: a picture has none.
_QUOTED = (".md", ".yaml", ".toml", ".css", ".txt")
_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


class View(Struct, frozen=True):
    """How findings are shown: the `language` of the sentences, the book's `root` (for excerpts), colour, columns.

    `most` is how many findings of one code are shown in full, 0 for all. `texts` holds unsaved or already read files by
    path; a file that is in neither place has no excerpt.
    """

    language: str = "fr"
    root: Path | None = None
    colour: bool = False
    width: int = 100
    most: int = 0
    texts: dict[str, list[str]] = field(default_factory=dict)

    def line(self, span: Span) -> str | None:
        """Return the text of the line where `span` begins, None when it cannot be read."""
        if span.path not in self.texts:
            self.texts[span.path] = self._lines(span.path)
        lines = self.texts[span.path]
        return lines[span.line - 1] if 0 < span.line <= len(lines) else None

    def _lines(self, path: str) -> list[str]:
        file = path_of(self.root, path) if self.root and path.endswith(_QUOTED) else None
        if self.root is None or file is None or not _inside(file, self.root):
            return []
        text = file.read_bytes().decode("utf-8-sig", errors="replace")
        return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")

    def location(self, path: str) -> str:
        """Return `path` as the editor can open it from the current folder: relative to it when it is below."""
        if self.root is None:
            return path
        relative = os.path.relpath(self.root / path)
        return path if relative.startswith("..") else Path(relative).as_posix()


def _inside(file: Path, root: Path) -> bool:
    """Return whether a file may be quoted: a link that leads out of the book must not show what it leads to."""
    return file.is_file() and file.resolve().is_relative_to(root.resolve())


def by_place(diagnostics: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the findings in the order of files, lines and columns; what has no place comes last. Twins are one."""
    return tuple(
        sorted(
            dict.fromkeys(diagnostics),
            key=lambda one: (one.span is None, one.span or Span(""), _RANK[one.severity], one.code, one.values),
        )
    )


def shown(text: str) -> str:
    """Return `text` without what could disturb a terminal: controls and direction overrides become U+FFFD."""
    if WESTERN.fullmatch(text):
        return text
    return "".join(
        " " if char == "\t" else "\ufffd" if unicodedata.category(char) in {"Cc", "Cs", "Cn"} or char in _BIDI else char
        for char in text
    )


# The letters of Western languages and their punctuation, safe and one column each: hardly a line holds anything else.
WESTERN = re.compile("[\x20-\x7e\xa0-\xac\xae-\u02ff\u2010-\u2027\u202f-\u205e\u20ac]*")
# Unicode Standard Annex 9: explicit directional formatting characters.
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def sentence(finding: Diagnostic, view: View) -> str:
    """Return the finding's sentence, safe to print."""
    return shown(catalogue.sentence(finding, view.language))


def end(span: Span) -> tuple[int, int]:
    """Return the exclusive end of a span as line and column; one column wide when no end is known."""
    return (span.end_line, span.end_column) if span.end_line else (span.line, span.column + 1)


def record(finding: Diagnostic, view: View) -> dict[str, Any]:
    """Return a finding as plain values, for programs."""
    return {
        "code": finding.code,
        "name": catalogue.entry(finding.code, view.language).name,
        "severity": finding.severity.value,
        "message": catalogue.sentence(finding, view.language),
        "help": catalogue.remedy(finding, view.language),
        "path": view.location(finding.span.path) if finding.span else None,
        "span": _place(finding.span) if finding.span else None,
        "values": dict(finding.values),
        "fixes": [{"span": _place(fix.span), "text": fix.text, "safe": fix.safe} for fix in finding.fixes],
    }


def _place(span: Span) -> dict[str, int]:
    end_line, end_column = end(span)
    return {"line": span.line, "column": span.column, "end_line": end_line, "end_column": end_column}
