"""M1, over the whole work: texts and paragraphs that are there twice, files that would come in a doubtful order."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import PurePosixPath

from pipeline.diagnostic import Span
from pipeline.rules.rule import Found, Work, found

# Shorter ones are twice in honest books: a proverb, a greeting.
_SAME_TEXT, _SAME_PARAGRAPH = 20, 40


def twin_texts(work: Work) -> Iterator[Found]:
    """Two texts with the same words."""
    yield from _twins(work, "body", _SAME_TEXT)


def twin_paragraphs(work: Work) -> Iterator[Found]:
    """A paragraph of forty words or more that is twice in the work."""
    bodies = Counter(fact.value for _, fact in work.all("body") if fact.count >= _SAME_TEXT)
    same = frozenset(identifier for identifier, fact in work.all("body") if bodies[fact.value] > 1)
    yield from _twins(work, "paragraph", _SAME_PARAGRAPH, same)


def _twins(work: Work, kind: str, least: int, without: frozenset[str] = frozenset()) -> Iterator[Found]:
    first: dict[str, Span] = {}
    for identifier, fact in work.all(kind):
        if fact.count < least or fact.span is None or identifier in without:
            continue
        if fact.value in first:
            other = first[fact.value]
            yield found(fact.span, other=f"{other.path}:{other.line}")
        else:
            first[fact.value] = fact.span


def same_number_twice(work: Work) -> Iterator[Found]:
    """Two files of one folder that begin with the same number: their order hangs on the rest of their names."""
    folders: dict[tuple[str, int], list[Span | None]] = defaultdict(list)
    for text in work.book.contributions:
        path = PurePosixPath(text.path)
        number = re.match(r"\d+", path.name)
        if number:
            folders[str(path.parent), int(number[0])].append(text.span or Span(text.path))
    for (_, shared), spans in folders.items():
        for span in spans[1:]:
            yield found(span, number=shared, other=spans[0].path if spans[0] else "")


def text_in_no_volume(work: Work) -> Iterator[Found]:
    """A text that no volume publishes."""
    used = {identifier for volume in work.book.volumes for identifier in volume.contributions}
    for text in work.book.contributions:
        if used and text.id not in used:
            yield found(text.span or Span(text.path), id=text.id)


def text_in_two_tomes(work: Work) -> Iterator[Found]:
    """A text that two numbered tomes publish."""
    seen: dict[str, str] = {}
    for volume in work.book.volumes:
        if volume.number is None or volume.collects or volume.sample:
            continue
        for identifier in volume.contributions:
            if identifier in seen:
                text = next((one for one in work.book.contributions if one.id == identifier), None)
                if text and not text.role:
                    yield found(text.span or Span(text.path), first=seen[identifier], second=volume.id)
            seen.setdefault(identifier, volume.id)
