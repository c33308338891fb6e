"""Running the rules: each text on its own (so that its result can be kept, or made beside others), then the whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from pipeline.diagnostic import Diagnostic, Severity
from pipeline.model import Book, Contribution, LintSettings
from pipeline.rules.facts import gather
from pipeline.rules.memory import Memory, key, machine
from pipeline.rules.rule import BookRule, Fact, Rule, TextRule, Work, diagnostics
from pipeline.rules.settings import settle
from pipeline.rules.text import Text
from pipeline.rules.waivers import waive, waivers
from pipeline.sharing import shared_out, worth_sharing


class Surroundings(Struct, frozen=True):
    """What rules on one text know of the rest of the book: `people` and `words` never to be taken for faults."""

    people: tuple[str, ...]
    words: frozenset[str]


class Examined(Struct, frozen=True):
    """The result for one text: what rules found there, and its facts."""

    diagnostics: tuple[Diagnostic, ...]
    facts: tuple[Fact, ...]


def surroundings(book: Book) -> Surroundings:
    """Return what the texts of `book` are read against."""
    people = tuple(contributor.name for contributor in book.contributors)
    handles = (handle.lstrip("@") for contributor in book.contributors for _, handle in contributor.handles)
    names = (word for name in people for word in name.replace("-", " ").split())
    return Surroundings(people, frozenset((*names, *handles, *book.words)))


def examine(
    contribution: Contribution, around: Surroundings, rules: Iterable[TextRule], *, final: bool, lean: bool = False
) -> Examined:
    """Return what `rules` find in one text, and its facts: few of them when they are `lean`."""
    text = Text(contribution, around.people, around.words)
    seen = (finding for rule in rules for finding in diagnostics(rule, rule.find(text), final=final))
    return Examined(tuple(seen), gather(text, lean=lean))


# Families that speak of the work and those who wrote it, not of how the texts are written.
OF_THE_WORK = frozenset("BC")


class Extent(Struct, frozen=True):
    """How far a check goes: `final` gives a release's severities, `thorough` adds slow rules and useless exceptions.

    A `draft`, which is neither, is read only for what is an error under the book's settings, and for what the work as a
    whole lacks.
    """

    final: bool = False
    thorough: bool = False
    draft: bool = False

    def runs(self, rule: Rule, settings: LintSettings) -> bool:
        """Return whether this check runs `rule` in a book with these settings."""
        if self.draft and not self._stops(rule, settings):
            return isinstance(rule, BookRule) and rule.code[0] in OF_THE_WORK
        if isinstance(rule, BookRule):
            return True
        return (self.thorough or not rule.slow) and (not rule.asked or rule.code in settings.select)

    def lean(self, settings: LintSettings) -> bool:
        """Return whether the facts of texts may be only those that rules of a draft compare."""
        return self.draft and Severity.ERROR not in (level for _, level in settings.severity)

    def _stops(self, rule: Rule, settings: LintSettings) -> bool:
        raised = any(level == Severity.ERROR and rule.code.startswith(name) for name, level in settings.severity)
        return raised or rule.severity is Severity.ERROR


def _examined(book: Book, rules: tuple[Rule, ...], extent: Extent, memory: Memory | None) -> dict[str, Examined]:
    """Return the result for each text by its id, from memory where it is there."""
    around = surroundings(book)
    chosen = tuple(rule for rule in rules if isinstance(rule, TextRule) and extent.runs(rule, book.lint))
    codes = [rule.code for rule in chosen]
    lean = extent.lean(book.lint)
    context = key(around.people, sorted(around.words), codes, extent.final, lean, book.metadata.language, machine())
    people = {person.id for person in book.contributors if person.consent != "refused"}
    # Nothing is kept of the texts of who refused that they appear, or may have.
    names = {
        one.id: key(context, one.path, one.source)
        for one in book.contributions
        if memory and people.issuperset(one.authors)
    }
    kept = {identifier: memory.recall(name) for identifier, name in names.items()} if memory else {}
    known = {identifier: Examined(*result) for identifier, result in kept.items() if result}
    new = [one for one in book.contributions if one.id not in known]
    work = partial(examine, around=around, rules=chosen, final=extent.final, lean=lean)
    for one, result in zip(new, map(work, new) if extent.draft else _examine_each(new, work), strict=True):
        known[one.id] = result
        if memory and one.id in names:
            memory.keep(names[one.id], result.diagnostics, result.facts)
    return {one.id: known[one.id] for one in book.contributions}


def _examine_each(texts: list[Contribution], work: Callable[[Contribution], Examined]) -> Iterator[Examined]:
    """Yield the result of `work` for each text, in order; many are shared out to the cores."""
    yield from shared_out(work, texts) if worth_sharing(one.source for one in texts) else map(work, texts)


def check_book(
    book: Book,
    rules: tuple[Rule, ...],
    extent: Extent,
    found: Iterable[Diagnostic] = (),
    memory: Memory | None = None,
) -> tuple[Diagnostic, ...]:
    """Return what `rules` find in `book`; see `pipeline.rules.check`. Texts that `memory` knows are not read again."""
    found = tuple(found)
    unread = _of_the_work_unread(book, found)
    examined = _examined(book, rules, extent, memory)
    work = Work(book, {identifier: result.facts for identifier, result in examined.items()})
    findings = [*found, *(finding for result in examined.values() for finding in result.diagnostics)]
    for rule in rules:
        if isinstance(rule, BookRule) and extent.runs(rule, book.lint) and not (unread and rule.code[0] == "B"):
            findings += diagnostics(rule, rule.find(work), final=extent.final)
    if memory:
        memory.save()
    own = frozenset(rule.code for rule in rules)
    return tuple(settle(waive(findings, waivers(book), own, thorough=extent.thorough), book.lint, own))


def _of_the_work_unread(book: Book, found: Iterable[Diagnostic]) -> bool:
    """Return whether book.yaml is wrong: what it seems to lack may be there, and the error is what must be seen."""
    file = book.metadata.span.path if book.metadata.span else ""
    return any(one.severity is Severity.ERROR and one.span is not None and one.span.path == file for one in found)


def check_text(
    book: Book, text: Contribution, rules: tuple[Rule, ...], extent: Extent, found: Iterable[Diagnostic] = ()
) -> tuple[Diagnostic, ...]:
    """Return what `rules` find in one text of `book`, alone; see `pipeline.rules.check_one`."""
    chosen = [rule for rule in rules if isinstance(rule, TextRule) and extent.runs(rule, book.lint)]
    result = examine(text, surroundings(book), chosen, final=extent.final)
    own = frozenset(rule.code for rule in rules)
    granted = waivers(replace(book, contributions=(text,)))
    return tuple(settle(waive([*found, *result.diagnostics], granted, own, thorough=False), book.lint, own))
