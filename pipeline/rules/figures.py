"""F1 and A1: figures, their descriptions and captions; tables; what a screen reader would say badly."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from pipeline.diagnostic import BookError
from pipeline.model import Figure, MarkKind, Picture, Run, Table, plain
from pipeline.rules.facts import fold
from pipeline.rules.rule import Found, Work, found
from pipeline.rules.text import Text

_FILE_NAME = re.compile(
    r"(?i)^[\w .()-]+\.(?:jpe?g|png|gif|svg|webp|tiff?|heic|bmp)$|^(?:IMG|DSC|DSCN|PXL|WhatsApp Image)[_ -]?\d"
)
_SAYS_IMAGE = re.compile(
    r"(?i)^(?:une? |l[’'])?(?:image|photo|photographie|illustration|capture d[’']écran)(?: (?:de|du|des|d[’'])| ?:|$)"
)
_LONG_ALT = 250
_ONE_EMOJI = "[\U0001f300-\U0001faff\u2600-\u27bf][\ufe0f\U0001f3fb-\U0001f3ff]*"
_EMOJI = re.compile(f"(?:{_ONE_EMOJI}(?:\u200d{_ONE_EMOJI})*[ ]?){{4,}}")
_SCRIPTS = re.compile(
    r"[\u0370-\u03ff\u1f00-\u1fff]{3,}|[\u0400-\u04ff]{3,}|[\u0590-\u05ff]{2,}|[\u0600-\u06ff]{2,}|[\u3040-\u30ff\u4e00-\u9fff]{2,}|[\uac00-\ud7af]{2,}"
)
_CAPITALS = re.compile(r"(?<!\w)(?:(?:[A-Z][’'])?[A-ZÀ-ÖØ-Ý]{2,},?[ \u00a0]){4,}(?:[A-Z][’'])?[A-ZÀ-ÖØ-Ý]{2,}(?!\w)")
_LONG_TAG = re.compile(r"(?<![\w&/])#[a-zà-ÿ]{18,}(?!\w)")


def _pictures(text: Text) -> Iterator[Picture]:
    for passage in text.passages:
        yield from (inline for inline in passage.inlines if isinstance(inline, Picture))
    yield from (block.picture for block in text.blocks if isinstance(block, Figure))


def alternative_is_file_name(text: Text) -> Iterator[Found]:
    """An alternative text that is the name of a file."""
    for picture in _pictures(text):
        if _FILE_NAME.search(picture.alt.strip()):
            yield found(picture.span, alt=picture.alt)


def alternative_repeats_caption(text: Text) -> Iterator[Found]:
    """An alternative text with the same words as the caption: a screen reader says them twice."""
    for block in text.blocks:
        if isinstance(block, Figure) and block.picture.alt and fold(block.picture.alt) == fold(plain(block.caption)):
            yield found(block.picture.span or block.span, alt=block.picture.alt)


def alternative_too_long(text: Text) -> Iterator[Found]:
    """An alternative text of more than 250 characters: a long description is read at leisure, this one is not."""
    for picture in _pictures(text):
        if len(picture.alt) > _LONG_ALT:
            yield found(picture.span, length=len(picture.alt), limit=_LONG_ALT)


def alternative_says_image(text: Text) -> Iterator[Found]:
    """An alternative text that begins with « image de »: the screen reader has just said that."""
    for picture in _pictures(text):
        if _SAYS_IMAGE.search(picture.alt.strip()):
            yield found(picture.span, alt=picture.alt)


def figure_without_caption(text: Text) -> Iterator[Found]:
    """A figure without a caption, in a text where others have one."""
    figures = [block for block in text.blocks if isinstance(block, Figure) and not block.picture.decorative]
    if any(block.caption for block in figures):
        yield from (found(block.span, name=block.picture.asset) for block in figures if not block.caption)


def decorative_with_caption(text: Text) -> Iterator[Found]:
    """A picture said to be decorative that has a caption: it means something after all."""
    for block in text.blocks:
        if isinstance(block, Figure) and block.picture.decorative and plain(block.caption).strip():
            yield found(block.span, name=block.picture.asset)


def picture_inside_paragraph(text: Text) -> Iterator[Found]:
    """A picture between the words of a paragraph."""
    for passage in text.passages:
        words = passage.text.strip()
        for inline in passage.inlines:
            if isinstance(inline, Picture) and words and passage.kind == "paragraph":
                yield found(inline.span, name=inline.asset)


def table_without_headers(text: Text) -> Iterator[Found]:
    """A table whose header row is empty."""
    for block in text.blocks:
        if isinstance(block, Table) and not any(plain(cell.inlines).strip() for row in block.head for cell in row):
            yield found(block.span)


def table_too_wide(text: Text) -> Iterator[Found]:
    """A table of more than six columns: it does not fit on a page of a book."""
    for block in text.blocks:
        width = max((len(row) for row in (*block.head, *block.rows)), default=0) if isinstance(block, Table) else 0
        if width > 6:
            yield found(block.span, columns=width)


def emoji_in_a_row(text: Text) -> Iterator[Found]:
    """Four emoji or more in a row: a screen reader names each of them."""
    for passage in text.passages:
        for match in _EMOJI.finditer(passage.text):
            yield found(passage.span(match.start(), match.start() + len(match[0].rstrip())))


def other_script_unmarked(text: Text) -> Iterator[Found]:
    """Words in another script without a language mark: the voice and the hyphenation do not know them."""
    for passage, match in text.matches(_SCRIPTS):
        yield found(passage.span(*match.span()), words=match[0])


def sentence_in_capitals(text: Text) -> Iterator[Found]:
    """Five words or more in capitals: some screen readers spell them."""
    for passage, match in text.matches(_CAPITALS):
        if passage.kind not in {"title", "heading", "subtitle"}:
            yield found(passage.span(*match.span()), words=match[0])


def hashtag_in_one_piece(text: Text) -> Iterator[Found]:
    """A long hashtag without capitals: neither eye nor voice finds its words."""
    for passage in text.passages:
        for match in _LONG_TAG.finditer(passage.text):
            yield found(passage.span(*match.span()), tag=match[0])


def paragraph_in_italics(text: Text) -> Iterator[Found]:
    """A whole paragraph of sixty words or more in italics: hard to read; a quotation or an aside says why."""
    for passage in text.passages:
        runs = [inline for inline in passage.inlines if isinstance(inline, Run) and inline.text.strip()]
        slanted = runs and all(any(mark.kind is MarkKind.EMPHASIS for mark in run.marks) for run in runs)
        if passage.kind == "paragraph" and slanted and len(passage.text.split()) >= 60:
            yield found(passage.span(0, 1), words=len(passage.text.split()))


def character_without_glyph(work: Work) -> Iterator[Found]:
    """A character that no font of a theme has: it would print as an empty box."""
    facts = {fact.value: fact for _, fact in reversed(list(work.all("character")))}
    if not facts:
        return
    from pipeline.fonts import uncovered
    from pipeline.styles import load_theme

    for name in sorted({edition.theme for edition in work.book.editions}):
        try:
            theme = load_theme(name, work.book.root)
        except BookError:  # a theme that cannot be loaded is reported where it is used
            continue
        for char in sorted(uncovered(theme, facts)):
            code, named = f"{ord(char):04X}", unicodedata.name(char, "?")
            yield found(facts[char].span, char=char, code=code, name=named, theme=name)
