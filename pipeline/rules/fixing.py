"""Applying the fixes that findings carry: only the characters concerned, never two fixes on one place at once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from msgspec import Struct

from pipeline.diagnostic import Diagnostic, Fix, Span

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")


class Change(Struct, frozen=True):
    """One replacement that was made: the finding's code, where it was in the source, what was there, what is there."""

    code: str
    span: Span
    before: str
    after: str


def mend(source: str, findings: Iterable[Diagnostic], *, unsafe: bool = False) -> tuple[str, tuple[Change, ...]]:
    """Return `source` with the fixes of `findings` made, and the list of what was changed, in order of place.

    All the fixes of one finding are made, or none: none where another finding has already changed the same characters,
    where the finding spans two lines, and where the line is typed with separate accents, because columns count composed
    letters. Unsafe fixes are made if `unsafe`. Ends of line and a byte order mark stay as they are.
    """
    lines = [(match.start(), match[0].rstrip("\r\n")) for match in _LINE.finditer(source)]
    taken: list[tuple[int, int]] = []
    edits: list[tuple[int, int, Change]] = []
    for finding in findings:
        places = [_place(lines, fix) for fix in finding.fixes if fix.safe or unsafe]
        placed = [place for place in places if place is not None]
        if len(placed) != len(finding.fixes) or not placed or any(_meet(place, taken) for place in placed):
            continue
        taken += placed
        edits += (
            (*place, Change(finding.code, fix.span, source[slice(*place)], fix.text))
            for place, fix in zip(placed, finding.fixes, strict=True)
        )
    for start, end, change in sorted(edits, key=lambda edit: edit[:2], reverse=True):
        source = source[:start] + change.after + source[end:]
    return source, tuple(change for _, _, change in sorted(edits, key=lambda edit: edit[:2]))


def _place(lines: list[tuple[int, str]], fix: Fix) -> tuple[int, int] | None:
    """Return the offsets of a fix in the source, None where it cannot be made."""
    span = fix.span
    if span.end_line not in {0, span.line} or not 0 < span.line <= len(lines):
        return None
    start, line = lines[span.line - 1]
    mark = int(span.line == 1 and line.startswith("\ufeff"))
    if not unicodedata.is_normalized("NFC", line) or span.end_column - 1 > len(line) - mark:
        return None
    return start + mark + span.column - 1, start + mark + span.end_column - 1


def _meet(place: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    """Return whether two replacements share or touch characters: one changes what the other was found in."""
    return any(place[0] <= end and start <= place[1] for start, end in taken)
