"""Running the rules: each text on its own (so that its result can be kept, or made beside others), then the whole."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from pipeline.diagnostic import Diagnostic
from pipeline.model import Book, Contribution
from pipeline.rules.facts import gather
from pipeline.rules.rule import BookRule, Fact, Rule, TextRule, Work, diagnostics
from pipeline.rules.settings import settle
from pipeline.rules.text import Text
from pipeline.rules.waivers import waive, waivers


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What rules on one text know of the rest of the book: `people` and `words` never to be taken for faults."""

    people: tuple[str, ...]
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Examined:
    """The result for one text: what rules found there, and its facts."""

    diagnostics: tuple[Diagnostic, ...]
    facts: tuple[Fact, ...]


def surroundings(book: Book) -> Surroundings:
    """Return what the texts of `book` are read against."""
    people = tuple(contributor.name for contributor in book.contributors)
    handles = (handle.lstrip("@") for contributor in book.contributors for _, handle in contributor.handles)
    names = (word for name in people for word in name.replace("-", " ").split())
    return Surroundings(people, frozenset((*names, *handles, *book.words)))


def examine(contribution: Contribution, around: Surroundings, rules: Iterable[TextRule], *, final: bool) -> Examined:
    """Return what `rules` find in one text, and its facts."""
    text = Text(contribution, around.people, around.words)
    seen = (finding for rule in rules for finding in diagnostics(rule, rule.find(text), final=final))
    return Examined(tuple(seen), gather(text))


@dataclass(frozen=True, slots=True)
class Extent:
    """How far a check goes: a release's severities; slow rules and useless exceptions; codes that were asked for."""

    final: bool = False
    thorough: bool = False
    asked: frozenset[str] = frozenset()

    def runs(self, rule: TextRule) -> bool:
        """Return whether this check runs `rule`."""
        return (self.thorough or not rule.slow) and (not rule.asked or rule.code in self.asked)


def check_book(
    book: Book, rules: tuple[Rule, ...], extent: Extent, found: Iterable[Diagnostic] = ()
) -> tuple[Diagnostic, ...]:
    """Return what `rules` find in `book`; see `pipeline.rules.check`."""
    around = surroundings(book)
    extent = replace(extent, asked=extent.asked | frozenset(book.lint.select))
    text_rules = [rule for rule in rules if isinstance(rule, TextRule) and extent.runs(rule)]
    examined = {one.id: examine(one, around, text_rules, final=extent.final) for one in book.contributions}
    work = Work(book, {identifier: result.facts for identifier, result in examined.items()})
    findings = [*found, *(finding for result in examined.values() for finding in result.diagnostics)]
    for rule in rules:
        if isinstance(rule, BookRule):
            findings += diagnostics(rule, rule.find(work), final=extent.final)
    own = frozenset(rule.code for rule in rules)
    return tuple(settle(waive(findings, waivers(book), own, thorough=extent.thorough), book.lint, own))
