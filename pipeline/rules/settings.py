"""Which findings are shown, and how loudly: `select`, `ignore` and `severity` of the book's `lint:` settings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from pipeline.diagnostic import Diagnostic, Severity
from pipeline.model import LintSettings


def _named(code: str, names: Iterable[str]) -> int:
    """Return the length of the longest of `names` that is the code or a beginning of it (a family), 0 for none."""
    return max((len(name) for name in names if name and code.startswith(name)), default=0)


# Findings about the settings themselves: those that are wrong would silence them.
_ALWAYS = frozenset({"B125"})


def settle(diagnostics: Iterable[Diagnostic], settings: LintSettings, own: frozenset[str]) -> Iterator[Diagnostic]:
    """Yield the findings that the settings let through, with the severities that they give.

    A code beats a family, and `ignore` beats `select` of the same length. `own` are the codes of rules: an error of any
    other code (a text that could not be read) can be neither silenced nor lowered: a build would lose something.
    """
    for finding in diagnostics:
        if finding.code in _ALWAYS or (finding.severity is Severity.ERROR and finding.code not in own):
            yield finding
            continue
        chosen = _named(finding.code, settings.select)
        if settings.select and not chosen:
            continue
        if _named(finding.code, settings.ignore) >= max(chosen, 1):
            continue
        levels = {name: level for name, level in settings.severity if finding.code.startswith(name)}
        if levels:
            finding = replace(finding, severity=Severity(levels[max(levels, key=len)]))  # noqa: PLW2901 one value, refined
        yield finding
