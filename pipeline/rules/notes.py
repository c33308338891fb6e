"""N1: notes and their calls."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import NoteCall, Paragraph, each_inlines, plain
from pipeline.rules.rule import Found, found
from pipeline.rules.text import Text

_LONG = 250
_TYPED = re.compile(r"(?<=[^\W\d_]{2})(?:[¹²³⁴-⁹]+|\[\d{1,3}\])(?!\w)|(?<=[^\W\d_]{2}[.,;»])(?:\[\d{1,3}\]|[¹²³⁴-⁹]+)")
_IBID = re.compile(r"^(?:[Ii]bid(?:em)?|[Oo]p\. ?cit|[Ii]d(?:em)?\b)\.?")


def note_too_long(text: Text) -> Iterator[Found]:
    """A note of more than 250 words: it would fill most of a page."""
    for note in text.contribution.notes:
        count = sum(len(plain(inlines).split()) for inlines in each_inlines(note.blocks))
        if count > _LONG:
            yield found(note.span, words=count, limit=_LONG)


def call_after_punctuation(text: Text) -> Iterator[Found]:
    """A call after a comma or a full stop: French puts it before."""
    for passage in text.french:
        for offset, call in passage.calls:
            before = passage.text[:offset]
            if before.endswith((".", ",", ";")) and not before.endswith(("etc.", "..")) and len(before.split()[-1]) > 3:
                yield found(call.span, mark=before[-1])


def space_before_call(text: Text) -> Iterator[Found]:
    """A space before a call: it stands against the word."""
    for passage in text.french:
        for offset, call in passage.calls:
            before = passage.text[:offset]
            if before.endswith((" ", "\u00a0", "\u202f")) and before.strip() and before.rstrip()[-1] not in "«(“—–":
                yield found(call.span, passage.fix(offset - 1, offset, ""))


def note_without_final_stop(text: Text) -> Iterator[Found]:
    """A note whose last sentence has no end."""
    for note in text.contribution.notes:
        last = note.blocks[-1] if note.blocks else None
        for passage in text.passages:
            if (
                passage.place == getattr(last, "span", None)
                and isinstance(last, Paragraph)
                and "note" in passage.inside
            ):
                end = len(passage.text)
                if re.search(r"[^\W\d_]{2}$", passage.prose):
                    yield found(passage.span(end - 1, end), passage.insert_after(end - 1, ".", safe=False))


def note_number_typed(text: Text) -> Iterator[Found]:
    """`mot[1]`, `mot¹`: a call typed by hand, with no note behind it."""
    for passage, match in text.matches(_TYPED):
        if match[0] not in {"²", "³"}:
            yield found(passage.span(*match.span()), call=match[0])


def same_note_twice(text: Text) -> Iterator[Found]:
    """Two notes of one text with the same words."""
    seen: dict[str, int] = {}
    for note in text.contribution.notes:
        words = " ".join(plain(inlines) for inlines in each_inlines(note.blocks)).strip()
        if len(words) > 12 and words in seen:
            yield found(note.span, first=seen[words])
        seen.setdefault(words, note.number)


def ibid_in_note(text: Text) -> Iterator[Found]:
    """`Ibid.`, `op. cit.`: a note that a reader of EPUB sees alone."""
    for passage in text.passages:
        match = _IBID.match(passage.text) if "note" in passage.inside else None
        if match:
            yield found(passage.span(*match.span()), words=match[0])


def call_in_title(text: Text) -> Iterator[Found]:
    """A call in a title or heading: it would go into the contents and the running heads."""
    for passage in text.passages:
        if passage.kind in {"title", "heading", "subtitle"}:
            yield from (found(call.span, title=passage.text) for _, call in passage.calls)


def calls_side_by_side(text: Text) -> Iterator[Found]:
    """Two calls with nothing between them: 1 and 2 would read 12."""
    for passage in text.passages:
        for before, inline in zip(passage.inlines, passage.inlines[1:], strict=False):
            if isinstance(before, NoteCall) and isinstance(inline, NoteCall):
                yield found(inline.span)
