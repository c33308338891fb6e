"""Typesetting: the habits of each language, applied to the runs that are in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from msgspec.structs import replace

from pipeline.model import Break, Inline, Inlines, Mark, MarkKind, Picture, Run, locate
from pipeline.typography.english import ENGLISH, ENGLISH_OF_BRITAIN
from pipeline.typography.french import FRENCH, FRENCH_OF_QUEBEC
from pipeline.typography.line import HIDDEN, LINE_END, Habit, Line
from pipeline.typography.spacing import NARROW, NO_BREAK, SPACINGS, Spacing
from pipeline.typography.zones import untouched

# BCP 47 tags in lower case; a tag that is not here is looked for without its last part, `fr-be` as `fr`. A language
# that is not here at all is left as it is.
HABITS: Mapping[str, tuple[Habit, ...]] = {
    "fr": FRENCH,
    "fr-ca": FRENCH_OF_QUEBEC,
    "en": ENGLISH,
    "en-gb": ENGLISH_OF_BRITAIN,
    "en-ie": ENGLISH_OF_BRITAIN,
}

# What already says the same of the letters that a habit would mark.
_SAID = {
    MarkKind.ORDINAL: {MarkKind.ORDINAL, MarkKind.SUPERSCRIPT},
    MarkKind.CENTURY: {MarkKind.CENTURY, MarkKind.SMALL_CAPS},
}


@lru_cache
def habits_of(language: str) -> tuple[Habit, ...]:
    """Return the habits of the language of a BCP 47 tag; none for a language that has none."""
    tag = language.lower().replace("_", "-")
    while tag and tag not in HABITS:
        tag = tag.rpartition("-")[0]
    return HABITS.get(tag, ())


@lru_cache(maxsize=1 << 15)  # the editions of a volume, and the volumes of a work, share their texts
def typeset(inlines: Inlines, language: str, spacing: str = "mixed") -> Inlines:
    """Return `inlines` as they are printed; what is typeset already stays as it is.

    `language` is a BCP 47 tag, that of the runs under no LANGUAGE mark; `spacing` is a name of SPACINGS (KeyError for
    another). Letters stay as written: only spaces, quotes, apostrophes, dashes, dots and the x of a product change, and
    runs are cut where the letters of an ordinal or the numeral of a century are marked. Each piece keeps the span of
    the source that it came from. Notes, index marks, pictures and page numbers are not there for the habits.
    """
    gaps = SPACINGS[spacing]
    for tag in dict.fromkeys(_language(item, language) for item in inlines):
        if habits_of(tag):
            inlines = _in_language(inlines, language, tag, gaps)
    return inlines


def typeset_text(text: str, language: str, spacing: str = "mixed") -> str:
    """Return a text without marks (a label, an alternative text) as it is printed."""
    return _text(text, language, SPACINGS[spacing])


def plain_metadata(text: str, language: str) -> str:
    """Return a text as catalogues and shops get it: typeset, with plain no-break spaces instead of narrow ones."""
    return typeset_text(text, language).replace(NARROW, NO_BREAK)


def _text(text: str, language: str, spacing: Spacing) -> str:
    line = Line(text, text, untouched)
    for habit in habits_of(language):
        line.apply([edit for edit in habit(line.text, spacing) if edit.mark is None])
    return line.result()


def _language(item: Inline, language: str) -> str:
    for mark in reversed(item.marks):
        if mark.kind is MarkKind.LANGUAGE:
            return mark.value
    return language


def _in_language(inlines: Inlines, language: str, tag: str, spacing: Spacing) -> Inlines:
    """Return `inlines`, the runs in the language `tag` typeset."""
    shown, hidden, cuts = "", "", [0]
    for item in inlines:
        if isinstance(item, Run):
            touched = _language(item, language) == tag and all(mark.kind is not MarkKind.CODE for mark in item.marks)
            shown += item.text
            hidden += item.text if touched else HIDDEN * len(item.text)
        elif isinstance(item, Break):
            shown += LINE_END
            hidden += LINE_END
        cuts.append(len(shown))
    line = Line(shown, hidden, untouched, cuts)
    for habit in habits_of(tag):
        if edits := habit(line.text, spacing):
            line.apply(edits)
    result = line.result()
    typeset_: list[Inline] = []
    for item, start, end in zip(inlines, cuts, cuts[1:], strict=False):
        if isinstance(item, Run) and item.text:
            typeset_ += _pieces(item, line, result, start, end)
        elif isinstance(item, Picture) and _language(item, language) == tag:
            typeset_.append(replace(item, alt=_text(item.alt, tag, spacing)))
        else:
            typeset_.append(item)
    return tuple(typeset_)


def _pieces(run: Run, line: Line, result: str, start: int, end: int) -> Iterable[Run]:
    """Yield what became of `run`, whose source range is `start` to `end`: itself when nothing changed."""
    for left, right, first, last in line.pieces(start, end):
        text = result[first:last]
        marks = run.marks
        for low, high, kind in line.marks:
            if low <= left and right <= high and not any(mark.kind in _SAID[kind] for mark in run.marks):
                marks += (Mark(kind),)
        if (left, right) == (start, end) and text == run.text and marks == run.marks:
            yield run
        elif text:
            whole = (left, right) == (start, end)
            yield Run(text, marks, run.span if whole else locate(run, left - start, right - start))
