"""The two kinds of rule, what they give back, and the facts that pass from texts to the whole work."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec import Struct

from pipeline.diagnostic import Diagnostic, Fix, Severity, Span
from pipeline.model import Book
from pipeline.rules.text import Text


class Found(Struct, frozen=True):
    """What a rule saw: where, the values for the sentence, how to mend it. Code and severity belong to the rule."""

    span: Span | None
    values: tuple[tuple[str, str], ...] = ()
    fixes: tuple[Fix, ...] = ()


def found(span: Span | None, fixes: tuple[Fix, ...] = (), **values: object) -> Found:
    """Return a Found, its values written as text."""
    return Found(span, tuple((name, str(value)) for name, value in values.items()), fixes)


class Fact(Struct, frozen=True, array_like=True):
    """Something a text holds that rules over the whole work compare: its `kind`, its `value`, where, how often."""

    kind: str
    value: str
    span: Span | None = None
    count: int = 1


class Work(Struct, frozen=True):
    """The book, and the facts of each contribution by its id."""

    book: Book
    facts: Mapping[str, tuple[Fact, ...]]

    def all(self, kind: str) -> Iterator[tuple[str, Fact]]:
        """Yield every fact of that kind with the id of its text, in the order of the manuscript."""
        for identifier, facts in self.facts.items():
            yield from ((identifier, fact) for fact in facts if fact.kind == kind)


class TextRule(Struct, frozen=True):
    """A rule that reads one text. `final` is its severity for a release.

    `slow` when only a thorough check runs it, `asked` when it only runs if the settings select its code.
    """

    code: str
    severity: Severity
    find: Callable[[Text], Iterable[Found]]
    final: Severity | None = None
    slow: bool = False
    asked: bool = False


class BookRule(Struct, frozen=True):
    """A rule that reads the whole work. `final` is its severity for a release."""

    code: str
    severity: Severity
    find: Callable[[Work], Iterable[Found]]
    final: Severity | None = None


Rule = TextRule | BookRule


def diagnostics(rule: Rule, seen: Iterable[Found], *, final: bool) -> Iterator[Diagnostic]:
    """Yield what `rule` saw as Diagnostics."""
    severity = rule.final if final and rule.final else rule.severity
    for one in seen:
        yield Diagnostic(rule.code, severity, one.span, one.values, one.fixes)
