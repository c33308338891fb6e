"""The facts of one text that only make sense beside those of the others: names, hashtags, index entries, pictures…"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator

from pipeline.diagnostic import Span
from pipeline.model import Figure, IndexMark, MarkKind, Picture, each_inlines, plain
from pipeline.rules.passages import Passage
from pipeline.rules.rule import Fact
from pipeline.rules.text import Text

# Between the parts of one fact's value: the Unicode « information separator » made for it.
SEPARATOR = "\x1f"

_WORD = re.compile(r"\w+", re.UNICODE)
_TAG = re.compile(r"(?<![\w&/])#\w*[^\W\d]\w*")
_HANDLE = re.compile(r"(?<![\w&/.])@\w[\w.]*\w")
# A capital that begins no sentence: after a lower-case letter or a comma and a space.
_NAME = re.compile(r"(?<=[a-zà-ÿ,] )[A-ZÀ-Ý][\w’'-]*[a-zà-ÿ][\w]*")
# Beyond Latin-1, the French letters and the usual signs.
_RARE = re.compile("[^\x00-\xffŒœŸ–—‘’“”…\u202f\u2009€\ufffc]")
_CAMEL = re.compile(r"\b[A-Za-z][a-z]+[A-Z]\w*\b")


def fold(text: str) -> str:
    """Return `text` without case, accents, hyphens and apostrophes: what two spellings of one name share."""
    bare = unicodedata.normalize("NFD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    return "".join(char for char in bare if char.isalnum())


def digest(text: str) -> str:
    """Return a short hash of the words of `text`, whatever stands between them."""
    return hashlib.sha256(" ".join(_WORD.findall(text.casefold())).encode()).hexdigest()[:16]


def gather(text: Text, *, lean: bool = False) -> tuple[Fact, ...]:
    """Return the facts of one text; a word that comes back is one fact with the place where it came first.

    When they are `lean` they are only those that decide of errors: the characters that a font might lack.
    """
    return tuple(_characters(text)) if lean else (*_counted(text), *_structure(text))


def _counted(text: Text) -> Iterator[Fact]:
    first: dict[tuple[str, str], Span] = {}
    count: dict[tuple[str, str], int] = {}
    for passage in text.passages:
        for kind, source, pattern in (
            ("hashtag", passage.text, _TAG),
            ("handle", passage.text, _HANDLE),
            ("name", passage.prose, _NAME),
            ("name", passage.prose, _CAMEL),
        ):
            for match in pattern.finditer(source):
                key = (kind, match[0])
                if key not in first:
                    first[key] = passage.span(*match.span())
                count[key] = count.get(key, 0) + 1
    for (kind, value), span in first.items():
        yield Fact(kind, value, span, count[kind, value])


def _structure(text: Text) -> Iterator[Fact]:
    one = text.contribution
    words = 0
    for passage in text.passages:
        length = len(passage.text.split())
        words += length
        if passage.kind == "paragraph" and length >= 40:
            yield Fact("paragraph", digest(passage.text), _whole(passage), length)
    body = " ".join(plain(inlines) for inlines in each_inlines(one.blocks))
    yield Fact("body", digest(body), one.span, len(body.split()))
    yield Fact("words", one.id, one.span, words)
    yield from _characters(text)
    notes = [block for note in one.notes for block in note.blocks]
    for inlines in each_inlines((*one.blocks, *notes)):
        for inline in inlines:
            if isinstance(inline, IndexMark):
                yield Fact("index", SEPARATOR.join((inline.index, *inline.entry)), inline.span)
            elif isinstance(inline, Picture):
                yield Fact("picture", inline.asset, inline.span)
            for mark in inline.marks:
                if mark.kind is MarkKind.REFERENCE:
                    yield Fact("reference", mark.value, mark.span or inline.span)
    yield from (Fact("figure", block.picture.asset, block.span) for block in text.blocks if isinstance(block, Figure))


def _characters(text: Text) -> Iterator[Fact]:
    """Yield the characters that a font might lack, each once."""
    first: dict[str, Span] = {}
    for passage in text.passages:
        for match in _RARE.finditer(passage.text):
            if match[0] not in first:
                first[match[0]] = passage.span(*match.span())
    yield from (Fact("character", char, span) for char, span in first.items())


def _whole(passage: Passage) -> Span:
    return passage.span(0, len(passage.text))
