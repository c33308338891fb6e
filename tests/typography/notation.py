"""How the pages of this folder write inlines on one line.

⎵ is a no-break space, ⍽ a narrow one, ⏎ an end of line in the source, ‖ a forced one; *emphasis*, `code`,
{en another language}, † a note call. What is printed also has ^raised^ letters and ~numerals of centuries~.
"""

from __future__ import annotations

import re

from pipeline.diagnostic import Span
from pipeline.model import Break, Inline, Inlines, Mark, MarkKind, NoteCall, Run
from pipeline.typography import visible

_TOKEN = re.compile(
    r"\*(?P<emphasis>[^*]+)\*|`(?P<code>[^`]+)`|\{(?P<tag>[a-zA-Z-]+) (?P<foreign>[^}]+)\}|(?P<sign>[†‖])"
)
_TYPED = str.maketrans({"⎵": "\u00a0", "⍽": "\u202f", "⏎": "\n"})
_AROUND = {
    MarkKind.EMPHASIS: ("*", "*"),
    MarkKind.CODE: ("`", "`"),
    MarkKind.ORDINAL: ("^", "^"),
    MarkKind.CENTURY: ("~", "~"),
}


def read(line: str, path: str = "page.md", number: int = 1) -> Inlines:
    """Return what `line` says; each run knows where it stands on the line."""

    def run(start: int, end: int, *marks: Mark) -> Run:
        return Run(line[start:end].translate(_TYPED), marks, Span(path, number, start + 1, number, end + 1))

    found: list[Inline] = []
    at = 0
    for match in _TOKEN.finditer(line):
        if at < match.start():
            found.append(run(at, match.start()))
        at = match.end()
        if match["sign"]:
            found.append(NoteCall("n") if match["sign"] == "†" else Break())
        elif match["foreign"]:
            found.append(run(*match.span("foreign"), Mark(MarkKind.LANGUAGE, match["tag"])))
        else:
            kind = MarkKind.CODE if match["code"] else MarkKind.EMPHASIS
            found.append(run(*match.span(kind.value), Mark(kind)))
    if at < len(line):
        found.append(run(at, len(line)))
    return tuple(found)


def write(inlines: Inlines) -> str:
    """Return `inlines` on one line."""
    return "".join(_written(item) for item in inlines)


def _written(item: Inline) -> str:
    if not isinstance(item, Run):
        return "†" if isinstance(item, NoteCall) else "‖"
    text = visible(item.text)
    for mark in reversed(item.marks):
        before, after = (f"{{{mark.value} ", "}") if mark.kind is MarkKind.LANGUAGE else _AROUND[mark.kind]
        text = f"{before}{text}{after}"
    return text
