"""Nothing lost: the words of the publication are the words of its files.

An EPUB is compared section by section, as one string. A PDF is read page by page inside the page's bounds: every piece
of text is looked for where it must stand and struck out; what is left over must be heads, folios and numbers.
"""

from __future__ import annotations

import hashlib
import json
from bisect import bisect
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline import program
from pipeline.diagnostic import Diagnostic, error
from pipeline.inspection.expected import REORDERED, Expected, Piece, expected, squeeze, turns
from pipeline.inspection.strike import DISTINCT, Sheets, letters
from pipeline.model import PageMap, Publication, Section, plain
from pipeline.store import Ledger

QUOTED = 8  # how many of the words a message quotes


def epub_words(publication: Publication, epub: bytes, pages: PageMap | None = None) -> tuple[Diagnostic, ...]:
    """Return an error for each section of an EPUB that does not say what the publication says.

    `pages` are those that the EPUB shows. W001 quotes the first words that are lost and points at them, W002 words that
    come from nowhere, W003 names a section that is not in the file.
    """
    from pipeline.inspection.archive import Archive  # a PDF does not owe what loading these costs
    from pipeline.inspection.epubtext import section_texts

    texts = section_texts(Archive(epub, publication.name))
    parts = expected(publication, pages, calls=False)
    return tuple(finding for part in parts for finding in _compared(part, texts, publication.name))


def _compared(part: Expected, texts: Mapping[str, str], name: str) -> Iterator[Diagnostic]:
    """Yield the first difference between a section and its document."""
    pieces = (*part.body, *part.notes)
    text = texts.get(part.section.id)
    if text is None:
        if any(piece.key for piece in pieces):
            yield _absent(part.section, name)
        return
    said, at = squeeze(text), 0
    if said == squeeze("".join(piece.text for piece in pieces)):  # piece by piece takes four times as long
        return
    for piece in pieces:
        if not said.startswith(piece.key, at):
            yield _difference(piece, said, at, name)
            return
        at += len(piece.key)
    if letters(said[at:]):
        yield error("W002", part.section.span, file=name, page="—", words=said[at : at + DISTINCT])


def _difference(piece: Piece, said: str, at: int, name: str) -> Diagnostic:
    """Return what went wrong where `piece` should begin: words before it that are not the book's, or words lost."""
    if len(piece.key) >= DISTINCT and said.find(piece.key, at) > at:
        return error("W002", piece.span, file=name, page="—", words=said[at : said.find(piece.key, at)][:DISTINCT])
    same = next((number for number, sign in enumerate(piece.key) if said[at + number : at + number + 1] != sign), 0)
    return _lost(piece, same, name)


def pdf_words(
    publication: Publication,
    said: Sequence[str],
    pages: PageMap,
    kept: Ledger | None = None,
    parts: Iterable[Expected] | None = None,
) -> tuple[Diagnostic, ...]:
    """Return an error for each text of the publication that the pages of a PDF do not say (W001).

    `said` is the squeezed text inside each page, `parts` is what `expected` gives; a text that was found on pages that
    said the same, which `kept` knows, is not looked for again. W002 quotes words of a page that are neither the book's
    nor its heads and folios; W003 names a section without pages.
    """
    kept = kept or Ledger(None)
    starts = sorted({pages.anchors.get(section.id, 0) for section in publication.sections} | {len(said) + 1})
    found: list[Diagnostic] = []
    for part in expected(publication, pages, calls=True) if parts is None else parts:
        first = pages.anchors.get(part.section.id)
        if first is not None:
            end = starts[bisect(starts, first)]
            sheets = _sheets(part, publication, said[first - 1 : end - 1], first, pages.labels)
            key = _key(part, sheets)
            known = kept.get(key) is not None
            wrong = () if known else tuple(_struck(part, sheets, publication.name, pages.labels[first - 1 : end - 1]))
            found += wrong
            if not wrong:
                kept.put(key, "")
        elif any(piece.key for piece in (*part.body, *part.notes)):
            found.append(_absent(part.section, publication.name))
    return tuple(found)


def _key(part: Expected, sheets: Sheets) -> str:
    """Return the hash of all that decides whether a section's words are on its pages."""
    pieces = ([piece.text for piece in pieces] for pieces in (part.body, part.notes))
    parts = [program.part("inspection"), *pieces, part.repeated, sheets.texts, sheets.repeated, sheets.elsewhere]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _sheets(
    part: Expected, publication: Publication, texts: Sequence[str], first: int, labels: Sequence[str]
) -> Sheets:
    """Return the pages of a section without their heads and folios; `first` is the number of its first page."""
    section = part.section
    bare = []
    missed = ""
    for number, text in enumerate(texts, first):
        said = [labels[number - 1]] if section.folios else []
        if section.folios and number > first:
            said.append(
                publication.head or publication.title if number % 2 == 0 else section.head or plain(section.title)
            )
        page, left = _without(text, map(squeeze, said))
        bare.append(page)
        missed += left if page else ""
    repeated = [key for key in map(squeeze, part.repeated) if key and not turns(key)]
    return Sheets(bare, repeated, missed + part.numerals)


def _without(text: str, furniture: Iterable[str]) -> tuple[str, str]:
    """Return a page's text without the words drawn around it, last or first; and those of them not found there."""
    missed = ""
    for words in furniture:
        if text.endswith(words):
            text = text.removesuffix(words)
        elif text.startswith(words):
            text = text.removeprefix(words)
        else:
            missed += words
    return text, missed


def _struck(part: Expected, sheets: Sheets, name: str, labels: Sequence[str]) -> Iterator[Diagnostic]:
    """Yield what is wrong with the pages of a section: pieces that are not there, words that are no piece."""
    mixed = [piece for piece in (*part.body, *part.notes) if turns(piece.key)]
    waiting = sheets.strike_in_order(piece for piece in part.body if piece.key and not turns(piece.key))
    notes = (piece for piece in part.notes if piece.key and not turns(piece.key))
    waiting += sheets.strike_in_order(notes, ahead=len(labels))
    for piece in sheets.strike_anywhere(waiting):
        yield _lost(piece, sheets.known(piece.key), name)
    left = Counter("".join(rest for _, rest in sheets.remains())) - Counter(letters(sheets.elsewhere))
    for piece in mixed:
        needed = Counter(letters(piece.key))
        if needed - left:
            yield _lost(piece, 0, name)
        left -= needed
    left -= Counter("".join(letters(key) for key in map(squeeze, part.repeated) if turns(key)) * len(labels))
    if any(REORDERED.search(piece.key) for piece in mixed):  # what is told twice is no word too many
        left = Counter({letter: count for letter, count in left.items() if not REORDERED.match(letter)})
    for page, rest in sheets.remains():
        if left & Counter(rest):
            yield error("W002", part.section.span, file=name, page=labels[page], words=rest[:DISTINCT])


def _absent(section: Section, name: str) -> Diagnostic:
    return error("W003", section.span, file=name, section=plain(section.title) or section.id)


def _lost(piece: Piece, known: int, name: str) -> Diagnostic:
    """Return the loss of a piece: a long one is quoted from the word that is missed, after the `known` letters."""
    words, seen = piece.text.split(), 0
    known = known if len(piece.key) >= DISTINCT else 0
    for number, word in enumerate(words):
        seen += len(squeeze(word))
        if seen > known:
            words = words[number:]
            break
    return error("W001", piece.span, file=name, words=" ".join(words[:QUOTED]))
