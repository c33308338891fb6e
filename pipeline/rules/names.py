"""T1, over the whole work: one name, one handle, one hashtag, one spelling."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from pipeline.rules import words
from pipeline.rules.facts import fold
from pipeline.rules.rule import Fact, Found, Work, found
from pipeline.rules.text import Text


def _spellings(work: Work, kind: str) -> Iterator[dict[str, tuple[int, Fact]]]:
    """Yield, for what is one word but for case and accents, every spelling with its count and first place."""
    groups: dict[str, dict[str, tuple[int, Fact]]] = defaultdict(dict)
    for _, fact in work.all(kind):
        count, first = groups[fold(fact.value)].get(fact.value, (0, fact))
        groups[fold(fact.value)][fact.value] = (count + fact.count, first)
    yield from (group for group in groups.values() if len(group) > 1)


def name_in_two_spellings(work: Work) -> Iterator[Found]:
    """`LinkedIn` and `Linkedin`: a name with an inner capital that is also written without."""
    for group in _spellings(work, "name"):
        camel = [name for name in group if re.search(r"[a-z][A-Z]", name)]
        others = {name: value for name, value in group.items() if name[0].isupper() or name in camel}
        if camel and len(others) > 1:
            usual = max(others, key=lambda name: (others[name][0], name))
            for name, (_, fact) in others.items():
                if name != usual and not name.isupper():
                    yield found(fact.span, name=name, usual=usual, count=others[usual][0])


def name_with_other_accents(work: Work) -> Iterator[Found]:
    """`Floreani` and `Floréani`: a rare spelling beside a frequent one that differs by accents or hyphens."""
    for group in _spellings(work, "name"):
        usual = max(group, key=lambda name: (group[name][0], name))
        for name, (count, fact) in group.items():
            accents = name.casefold() != usual.casefold() and not re.search(r"[’']|-[A-ZÀ-Ý]", name + usual)
            if accents and len(name) >= 6 and count == 1 and group[usual][0] >= 4:
                yield found(fact.span, name=name, usual=usual, count=group[usual][0])


def hashtag_in_two_spellings(work: Work) -> Iterator[Found]:
    """`#i4emploi` and `#I4Emploi`: one hashtag in two spellings."""
    yield from _minority(work, "hashtag")


def handle_in_two_spellings(work: Work) -> Iterator[Found]:
    """`@SophieF` and `@sophief`: one handle in two spellings."""
    yield from _minority(work, "handle")


def _minority(work: Work, kind: str) -> Iterator[Found]:
    for group in _spellings(work, kind):
        usual = max(group, key=lambda name: (group[name][0], name))
        for name, (_, fact) in group.items():
            if name != usual:
                yield found(fact.span, name=name, usual=usual, count=group[usual][0])


def brand_misspelt(text: Text) -> Iterator[Found]:
    """`Linkedin`, `Youtube`: names of networks and services as their owners write them."""
    for passage, match in text.matches(words.pattern("brands", exact=True)):
        right = words.right("brands", match[0])
        yield found(
            passage.span(*match.span()), passage.fix(*match.span(), right, safe=False), typed=match[0], right=right
        )
