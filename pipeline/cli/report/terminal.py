"""The report for people: place, sentence, the guilty line with a caret, the way out; then a summary by family."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence

from pipeline import catalogue
from pipeline.cli.report.view import WESTERN, View, end, sentence, shown
from pipeline.diagnostic import Diagnostic, Severity, Span
from pipeline.rules.fixing import Change

_COLOURS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.INFO: "1;36"}
_GUTTER = "      | "
_MARGIN = len(_GUTTER)


def write(diagnostics: Sequence[Diagnostic], view: View) -> str:
    """Return the findings one after the other, how many more there are of each code, and a summary."""
    told: Counter[str] = Counter()
    lines = []
    before: Span | None = None
    for one in diagnostics:
        told[one.code] += 1
        if not view.most or told[one.code] <= view.most:
            lines.append(_finding(one, view, quoted=one.span != before))
            before = one.span
    for code, count in sorted(told.items()) if view.most else ():
        if count > view.most:
            name = catalogue.entry(code, view.language).name
            lines.append(catalogue.words(view.language)["more"].format(count=count - view.most, code=code, name=name))
    return "\n".join([*lines, _summary(diagnostics, view)]) + "\n"


def _paint(text: str, style: str, view: View) -> str:
    return f"\x1b[{style}m{text}\x1b[0m" if view.colour else text


def _finding(finding: Diagnostic, view: View, *, quoted: bool) -> str:
    """Return a finding; its line of the manuscript is `quoted` when the finding before has not just shown it."""
    words = catalogue.words(view.language)
    span = finding.span
    place = f"{view.location(span.path)}:{span.line}:{span.column}: " if span else ""
    severity = _paint(words[finding.severity.value], _COLOURS[finding.severity], view)
    name = f"{finding.code} {catalogue.entry(finding.code, view.language).name}"
    lines = [f"{_paint(shown(place), '1', view)}{severity} {name}{words['colon']}{sentence(finding, view)}"]
    if quoted and span and (source := view.line(span)) is not None:
        lines += _excerpt(source, span, finding.severity, view)
    remedy = shown(catalogue.remedy(finding, view.language))
    told = words["explained"].format(code=finding.code)
    if remedy:
        advice = f"   {_paint(words['help'], '1;32', view)}{words['colon']}{remedy}"
        room = view.width - 3 - len(words["help"] + words["colon"] + remedy) >= len(told) + 8
        lines.append(f"{advice}      ({told})" if room else f"{advice}\n   ({told})")
    return "\n".join(lines)


def _cells(char: str) -> int:
    """Return how many columns a terminal gives to a character."""
    if unicodedata.combining(char) or unicodedata.category(char) == "Cf":
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _width(text: str) -> int:
    return len(text) if WESTERN.fullmatch(text) else sum(map(_cells, text))


def _excerpt(source: str, span: Span, severity: Severity, view: View) -> list[str]:
    """Return the guilty line, cut around the fault where it is longer than the terminal, and the carets below it."""
    source = shown(source)
    end_line, end_column = end(span)
    first = min(span.column - 1, len(source))
    last = max(min(end_column - 1 if end_line == span.line else len(source), len(source)), first + 1)
    room = max(view.width - _MARGIN - 3, 16)
    start = stop = first
    # Two thirds of what is shown stand before the fault, because a reader wants to know how the sentence began.
    while start > 0 and _width(source[start - 1 : first]) <= room * 2 // 3:
        start -= 1
    while stop < len(source) and _width(source[start : stop + 1]) <= room:
        stop += 1
    while start > 0 and _width(source[start - 1 : stop]) <= room:
        start -= 1
    before = ("…" if source[start] == " " else "… ") if start else ""
    after = "…" if stop < len(source) else ""
    pad = " " * (len(before) + _width(source[start:first]))
    caret = "^" * max(_width(source[first : min(last, stop)]), 1)
    return [
        f"{span.line:5} | {before}{source[start:stop]}{after}".rstrip(),
        f"{_GUTTER}{pad}{_paint(caret, _COLOURS[severity], view)}",
    ]


def _summary(diagnostics: Sequence[Diagnostic], view: View) -> str:
    words = catalogue.words(view.language)
    if not diagnostics:
        return words["none"]
    counts = Counter(finding.severity for finding in diagnostics)
    totals = ", ".join(
        f"{counts[severity]} {words[severity.value if counts[severity] == 1 else severity.value + 's']}"
        for severity in (Severity.ERROR, Severity.WARNING, Severity.INFO)
        if counts[severity]
    )
    families = Counter(finding.code[0] for finding in diagnostics)
    parts = [f"{letter} {words[letter]} {families[letter]}" for letter in catalogue.FAMILIES if families[letter]]
    lines = ["", f"{_paint(totals, '1', view)}{words['colon']}{' · '.join(parts)}"]
    safe = sum(any(fix.safe for fix in finding.fixes) for finding in diagnostics)
    risky = sum(bool(finding.fixes) for finding in diagnostics) - safe
    if safe:
        lines.append(words["fixable"].format(count=safe))
    if risky:
        lines.append(words["fixable_unsafe"].format(count=risky))
    return "\n".join(lines)


def statistics(diagnostics: Sequence[Diagnostic], view: View) -> str:
    """Return how often each code was found, the most frequent first."""
    counts = Counter(finding.code for finding in diagnostics)
    fixable = {finding.code for finding in diagnostics if finding.fixes}
    rows = sorted(counts.items(), key=lambda row: (-row[1], row[0]))
    return "".join(
        f"{count:6} {code} {'*' if code in fixable else ' '} {catalogue.entry(code, view.language).name}\n"
        for code, count in rows
    )


def changes_made(changes: Sequence[Change], view: View) -> str:
    """Return the list of what --fix changed, spaces drawn so that they are seen."""
    words = catalogue.words(view.language)
    if not changes:
        return words["nothing_to_fix"] + "\n"
    lines = [
        words["fixed"].format(
            path=view.location(change.span.path),
            line=change.span.line,
            column=change.span.column,
            code=change.code,
            before=_drawn(change.before),
            after=_drawn(change.after),
        )
        for change in changes
    ]
    files = len({change.span.path for change in changes})
    return "\n".join([*lines, words["fixed_total"].format(count=len(changes), files=files)]) + "\n"


def _drawn(text: str) -> str:
    return shown(text).replace(" ", "␣").replace("\u00a0", "⎵").replace("\u202f", "⍽")
