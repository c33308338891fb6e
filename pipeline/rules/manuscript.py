"""M1: left-overs of writing and of word processors, headings, paragraphs and what looks like something else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise, zip_longest

from pipeline.model import Break, Heading, Inlines, MarkKind, Paragraph, Run, place, plain
from pipeline.rules.passages import Passage
from pipeline.rules.rule import Found, found
from pipeline.rules.text import Text

_TODO = re.compile(
    r"(?<!\w)(?:TODO|FIXME|TBD|XXX+|À COMPLÉTER|A COMPLETER|À VÉRIFIER|À REVOIR)(?!\w)"
    r"|[\[(](?:à compléter|à vérifier|à revoir|à relire|à suivre ?\?|source ?\?|réf\.? ?\?)[\])]",
)
_LOREM = re.compile(r"(?i)\b(?:lorem ipsum|dolor sit amet|consectetur adipiscing)\b")
_TRACKED = re.compile(r"\{(?:\+\+|--|~~|>>|==).{0,2000}?(?:\+\+|--|~~|<<|==)\}|^(?:<{7}|={7}|>{7})(?= |$)")
_WORD = re.compile(
    r"Erreur ?! ?(?:Signet non défini|Source du renvoi introuvable|Liaison incorrecte|Aucun nom n[’']a été)[^.]*\.?"
    r"|Error! (?:Bookmark not defined|Reference source not found)\.?|_Toc\d+|\bMERGEFIELD\b|\bmso-[a-z-]+"
    r"|\{ ?(?:PAGE|TOC|REF|HYPERLINK)\b[^}]*\}"
)
_LITERAL_MARK = re.compile(
    r"(?<![\w*\\])\*{1,3}(?=[^\W_])|(?<=[^\W_])\*{1,3}(?![\w*])|(?<!\w)__?(?=[^\W_])|(?<=[^\W_])__?(?!\w)"
)
_BULLET = re.compile(r"^[•·◦▪▫●○■□‣⁃➢➤✓✔→►]\s*(?=\w)")
_RULE = re.compile(r"^[\s_=~*.•–—-]{3,}$")
_PAGE = re.compile(r"^(?:- ?)?(?:[Pp]age )?\d{1,4}(?: ?-)?$")
_LEADERS = re.compile(r"(?:(?<!\.)\.{5,}|(?<!…)…{3,}|(?<!\. )(?:\. ){4,})\s*\d+$")
_CUT = re.compile(r"(?<![\w-])[a-zà-ÿ]{2,}(- )(?!et\b|ou\b|à\b|ni\b|puis\b|voire\b)[a-zà-ÿ]{2,}")
_ABBREVIATED = re.compile(r"(?:\b(?:etc|cf|M|MM|Mgr|Cie|vol|chap|p|no|J|C|St)|\b[A-Z]|\.\.)\.$")
_LONG = 1600
_SHORT = 20
_BREAKS = 3


def todo_left(text: Text) -> Iterator[Found]:
    """`TODO`, `XXX`, `[à compléter]`: a note to oneself that would be printed."""
    for passage, match in text.matches(_TODO):
        yield found(passage.span(*match.span()), words=match[0])


def filler_text(text: Text) -> Iterator[Found]:
    """`Lorem ipsum`: text that only fills the page."""
    for passage in text.passages:
        for match in _LOREM.finditer(passage.prose):
            yield found(passage.span(*match.span()))


def tracked_change(text: Text) -> Iterator[Found]:
    """Marks of tracked changes (CriticMarkup) or of a merge that failed."""
    for passage in text.passages:
        for match in _TRACKED.finditer(passage.prose):
            yield found(passage.span(*match.span()), words=match[0][:40])


def word_processor_debris(text: Text) -> Iterator[Found]:
    """What a word processor leaves: broken fields, bookmarks, style names."""
    for passage in text.passages:
        for match in _WORD.finditer(passage.text):
            yield found(passage.span(*match.span()), words=match[0])


def very_long_paragraph(text: Text) -> Iterator[Found]:
    """A paragraph of more than 1600 words: five pages without a rest, often a lost blank line."""
    for passage in text.passages:
        count = len(passage.text.split())
        if passage.kind == "paragraph" and count > _LONG:
            yield found(passage.span(0, 1), words=count, limit=_LONG)


def literal_emphasis_mark(text: Text) -> Iterator[Found]:
    """An asterisk or underscore glued to a word, that the reader of Markdown could not pair."""
    for passage in text.passages:
        for match in _LITERAL_MARK.finditer(passage.prose):
            span = passage.span(*match.span())
            line = passage.lines[span.line - 1] if 0 < span.line <= len(passage.lines) else ""
            if line[span.column - 2 : span.column - 1] != "\\":
                yield found(span, mark=match[0])


def full_stop_in_title(text: Text) -> Iterator[Found]:
    """A full stop at the end of a title."""
    for passage in _titles(text):
        words = passage.text
        if words.endswith(".") and not words.endswith("..") and not _ABBREVIATED.search(words):
            end = len(words)
            yield found(passage.span(end - 1, end), passage.fix(end - 1, end, ""), title=words)


def _titles(text: Text) -> Iterator[Passage]:
    yield from (passage for passage in text.passages if passage.kind in {"title", "heading", "subtitle"})


def heading_jump(text: Text) -> Iterator[Found]:
    """A heading that skips a level: 2 then 4."""
    level = 1
    for block in text.contribution.blocks:
        if isinstance(block, Heading):
            if block.level > level + 1:
                yield found(block.span, level=block.level, expected=level + 1, title=plain(block.inlines))
            level = block.level


def heading_without_text(text: Text) -> Iterator[Found]:
    """A heading with nothing below it: another of the same level follows, or the end."""
    blocks = text.contribution.blocks
    for block, after in zip_longest(blocks, blocks[1:]):
        if isinstance(block, Heading) and (
            after is None or (isinstance(after, Heading) and after.level <= block.level)
        ):
            yield found(block.span, title=plain(block.inlines))


def title_in_capitals(text: Text) -> Iterator[Found]:
    """A title typed in capitals: the style sheet decides of capitals."""
    for passage in _titles(text):
        words = re.findall(r"[^\W\d_]{2,}", passage.prose)
        if len(words) >= 2 and sum(map(len, words)) >= 10 and all(word.isupper() for word in words):
            yield found(passage.span(0, len(passage.text)), title=passage.text)


def title_all_bold(text: Text) -> Iterator[Found]:
    """A title wholly in bold: the style sheet decides of that."""
    for passage in _titles(text):
        if len(passage.text) > 3 and _all_bold(passage.inlines):
            yield found(passage.span(0, len(passage.text)), title=passage.text)


def _all_bold(inlines: Inlines) -> bool:
    runs = [inline for inline in inlines if isinstance(inline, Run) and inline.text.strip()]
    return bool(runs) and all(any(mark.kind is MarkKind.STRONG for mark in run.marks) for run in runs)


def bold_paragraph_as_heading(text: Text) -> Iterator[Found]:
    """A short paragraph wholly in bold that stands before another: a heading that is not one."""
    blocks = text.contribution.blocks
    for block, after in pairwise(blocks):
        if not isinstance(block, Paragraph) or not isinstance(after, Paragraph):
            continue
        words = plain(block.inlines).strip()
        if _all_bold(block.inlines) and len(words.split()) <= 12 and words[-1].isalnum():
            yield found(block.span, title=words)


def bullet_typed(text: Text) -> Iterator[Found]:
    """A bullet typed as a character: a list that is not one."""
    for passage in text.passages:
        match = _BULLET.match(passage.text)
        if match and passage.kind == "paragraph" and "post" not in passage.inside:
            yield found(passage.span(0, 1), passage.fix(0, match.end(), "- ", safe=False), mark=passage.text[0])


def line_typed(text: Text) -> Iterator[Found]:
    """A line drawn with underscores, hyphens or dots."""
    for passage in text.passages:
        if passage.kind == "paragraph" and _RULE.match(passage.text) and re.search(r"([_=~*.•–—-])\1\1", passage.text):
            yield found(passage.span(0, len(passage.text)))


def page_number_left(text: Text) -> Iterator[Found]:
    """A paragraph that is only a number: a folio left by a copy from a PDF."""
    for passage in text.passages:
        if passage.kind == "paragraph" and not passage.inside and _PAGE.match(passage.text.strip()):
            yield found(passage.span(0, len(passage.text)), number=passage.text.strip())


def contents_typed(text: Text) -> Iterator[Found]:
    """Dotted leaders and a page number: a table of contents typed by hand."""
    for passage in text.passages:
        for line in re.finditer(r"[^\n]+", passage.text):
            if _LEADERS.search(line[0]):
                yield found(passage.span(*line.span()))


def word_cut_in_two(text: Text) -> Iterator[Found]:
    """`communi- cation`: a word division left by a copy from a PDF."""
    for passage, match in text.matches(_CUT):
        yield found(passage.span(*match.span()), passage.fix(*match.span(1), "", safe=False), word=match[0])


def very_short_text(text: Text) -> Iterator[Found]:
    """A text that is said to be ready and has fewer than twenty words."""
    one = text.contribution
    count = sum(len(re.findall(r"\w+", passage.text)) for passage in text.passages if passage.kind != "title")
    if one.status == "ready" and not one.role and 0 < count < _SHORT:
        yield found(one.span, words=count, limit=_SHORT)


def lines_forced(text: Text) -> Iterator[Found]:
    """A paragraph with more than three forced ends of line: verse, a list or a letter that does not say so."""
    for passage in text.passages:
        count = sum(isinstance(inline, Break) for inline in passage.inlines)
        if passage.kind == "paragraph" and count > _BREAKS and not {"post", "letter"} & set(passage.inside):
            yield found(passage.span(0, 1), count=count)


def title_repeated(text: Text) -> Iterator[Found]:
    """A first paragraph or heading that says the title again."""
    one = text.contribution
    title = plain(one.title).casefold().strip(" .")
    first = next(iter(one.blocks), None)
    if title and isinstance(first, Paragraph | Heading) and plain(first.inlines).casefold().strip(" .") == title:
        yield found(first.span, title=plain(one.title))


def text_awaited(text: Text) -> Iterator[Found]:
    """A text that is announced and not written yet."""
    if text.contribution.status == "awaited":
        yield found(place(text.contribution, "status"), title=plain(text.contribution.title) or text.contribution.id)


def text_still_a_draft(text: Text) -> Iterator[Found]:
    """A text that says of itself that it is a draft: where a head cannot be read, its own error says so."""
    if text.contribution.status == "draft" and "status" in dict(text.contribution.places):
        yield found(place(text.contribution, "status"), title=plain(text.contribution.title) or text.contribution.id)


def unknown_directive(text: Text) -> Iterator[Found]:
    """A comment that begins with `tomes:` and asks for nothing that is known."""
    for words, span in text.contribution.directives:
        order = words.split()[0] if words.split() else ""
        if order not in {"allow", "allow-file"}:
            yield found(span, order=order)
