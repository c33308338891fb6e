"""What typesetting changed, and where: every difference between what was typed and what is printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from pipeline.diagnostic import Span
from pipeline.model import Block, Contribution, Inlines, MarkKind, Picture, Run, each_in_language, locate
from pipeline.typography.habits import typeset
from pipeline.typography.spacing import NARROW, NO_BREAK

_MARKS = (MarkKind.ORDINAL, MarkKind.CENTURY)
_VISIBLE = str.maketrans({NO_BREAK: "⎵", NARROW: "⍽", "\n": "⏎"})


class Change(Struct, frozen=True):
    """`before`, typed at `span`, is printed as `after`; with a `mark` the same letters get another style."""

    span: Span | None
    before: str
    after: str
    mark: MarkKind | None = None


def visible(text: str) -> str:
    """Return `text` with its no-break spaces drawn: ⎵ as wide as a word space, ⍽ narrow; ⏎ is an end of line."""
    return text.translate(_VISIBLE)


def changes(before: Inlines, after: Inlines) -> tuple[Change, ...]:
    """Return the changes from `before` to `after`, which is `before` typeset, in the order of the text."""
    runs = [item for item in before if isinstance(item, Run)]
    found = [
        Change(_span(runs, start, end), old, new)
        for start, end, old, new in _differences(
            "".join(run.text for run in runs), "".join(item.text for item in after if isinstance(item, Run))
        )
    ]
    found += _marked(before, after)
    pictures = ([item for item in inlines if isinstance(item, Picture)] for inlines in (before, after))
    found += (Change(old.span, old.alt, new.alt) for old, new in zip(*pictures, strict=True) if old.alt != new.alt)
    return tuple(sorted(found, key=lambda change: (change.span is None, change.span or Span(""))))


def changes_of_blocks(blocks: Iterable[Block], language: str, spacing: str = "mixed") -> tuple[Change, ...]:
    """Return what typesetting `blocks` changes."""
    found = (changes(inlines, typeset(inlines, tag, spacing)) for inlines, tag in each_in_language(blocks, language))
    return tuple(change for group in found for change in group)


def changes_of_contribution(contribution: Contribution, spacing: str = "mixed") -> tuple[Change, ...]:
    """Return what typesetting a contribution changes: title, signature, text, then notes."""
    language = contribution.language
    found: list[Change] = []
    for inlines in (contribution.title, contribution.subtitle, contribution.signature):
        found += changes(inlines, typeset(inlines, language, spacing))
    found += changes_of_blocks(contribution.blocks, language, spacing)
    for note in contribution.notes:
        found += changes_of_blocks(note.blocks, language, spacing)
    return tuple(found)


def _differences(old: str, new: str) -> Iterator[tuple[int, int, str, str]]:
    """Yield where `old` and `new` differ: its range in `old`, what stood there, what stands there now.

    Letters and figures are the same in both, but for the x that becomes ×: they are the marks to start again from.
    """
    at = place = 0
    while at < len(old) or place < len(new):
        if old[at : at + 1] == new[place : place + 1]:
            at, place = at + 1, place + 1
            continue
        end, stop = _anchor(old, at), _anchor(new, place)
        while end > at and stop > place and old[end - 1] == new[stop - 1]:
            end, stop = end - 1, stop - 1
        yield at, end, old[at:end], new[place:stop]
        at, place = end, stop


def _anchor(text: str, at: int) -> int:
    return next((index for index in range(at, len(text)) if text[index].isalnum() and text[index] != "x"), len(text))


def _span(runs: list[Run], start: int, end: int) -> Span | None:
    """Return the source of the characters `start` to `end` of the text of `runs`."""
    parts: list[Span | None] = []
    offset = 0
    for run in runs:
        left, right = max(start - offset, 0), min(end - offset, len(run.text))
        if left < right or (start == end and 0 <= left == right <= len(run.text) and not parts):
            parts.append(locate(run, left, right))
        offset += len(run.text)
    known = [part for part in parts if part]
    if not known:
        return None
    first, last = known[0], known[-1]
    return Span(first.path, first.line, first.column, last.end_line, last.end_column)


def _marked(before: Inlines, after: Inlines) -> Iterator[Change]:
    def marked(inlines: Inlines) -> Iterator[tuple[Run, MarkKind]]:
        for item in inlines:
            if isinstance(item, Run):
                yield from ((item, mark.kind) for mark in item.marks if mark.kind in _MARKS)

    typed = {(run.span, run.text, kind) for run, kind in marked(before)}
    for run, kind in marked(after):
        if (run.span, run.text, kind) not in typed:
            yield Change(run.span, run.text, run.text, kind)
