"""Every shown text of a publication goes through typography here, once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

from msgspec.json import Decoder
from msgspec.structs import replace

from pipeline import program
from pipeline.model import Block, Contribution, Inlines, Section, each_in_language, map_in_language, plain
from pipeline.store import Ledger, as_line
from pipeline.typography import typeset, typeset_text

_LINE = Decoder(tuple[Inlines, ...])


def typeset_lines(text: Contribution, language: str, spacings: tuple[str, ...]) -> dict[str, str]:
    """Return a contribution typeset, for a Typesetter; `language` is the book's, `spacings` are names of SPACINGS."""
    lines = {_key(text, language, spacing): as_line(_made(text, language, spacing)) for spacing in spacings}
    return {key: line for key, line in lines.items() if line}


def _key(text: Contribution, language: str, spacing: str) -> str:
    code = program.part("diagnostic.py", "model", "reading", "typography", "composition/typesetting.py")
    parts = code, text.path, language, spacing, text.source
    return hashlib.sha256("\0".join(parts).encode(errors="surrogatepass")).hexdigest()


def _made(text: Contribution, language: str, spacing: str) -> tuple[Inlines, ...]:
    return tuple(typeset(inlines, tag, spacing) for inlines, tag in _sequences(text, language))


class Typesetter:
    """Typesets sections; how an earlier build typeset a text that has not changed is recalled from `ledger`.

    `ahead` is what `typeset_lines` has made already.
    """

    def __init__(self, ledger: Ledger | None = None, ahead: Mapping[str, str] | None = None) -> None:
        self._ledger = ledger or Ledger(None)
        self._ahead = ahead or {}
        self._known: dict[tuple[Inlines, str, str], Inlines] = {}

    def recall(self, text: Contribution, language: str, spacing: str) -> None:
        """Typeset a contribution, or recall how it was typeset, before the sections that show it come.

        `language` is the book's, `spacing` a name of SPACINGS.
        """
        key = _key(text, language, spacing)
        line = self._ledger.get(key) or self._ahead.get(key)
        made = _LINE.decode(line) if line else _made(text, language, spacing)
        self._ledger.put(key, line or as_line(made))
        for (inlines, tag), typeset_ones in zip(_sequences(text, language), made, strict=True):
            self._known[inlines, tag, spacing] = typeset_ones

    def save(self) -> None:
        """Keep what was recalled and made for the next build."""
        self._ledger.save()

    def section(self, section: Section, language: str, spacing: str) -> Section:
        """Return `section` typeset; `language` is the publication's, in which names are written."""
        own = section.language or language

        def change(inlines: Inlines, tag: str) -> Inlines:
            return self._known.get((inlines, tag, spacing)) or typeset(inlines, tag, spacing)

        def blocks(before: tuple[Block, ...]) -> tuple[Block, ...]:
            return map_in_language(before, change, own)

        title = change(section.title, own)
        return replace(
            section,
            title=title,
            subtitle=change(section.subtitle, own),
            authors=tuple(typeset_text(name, language, spacing) for name in section.authors),
            blocks=blocks(section.blocks),
            notes=tuple(replace(note, blocks=blocks(note.blocks)) for note in section.notes),
            head=(typeset_text(section.head, own, spacing) or plain(title)) if section.folios else "",
        )


def _sequences(text: Contribution, language: str) -> Iterator[tuple[Inlines, str]]:
    """Yield the inline sequences of a contribution with the language of each."""
    own = text.language or language
    yield from ((text.title, own), (text.subtitle, own))
    for body in (text.blocks, *(note.blocks for note in text.notes)):
        yield from each_in_language(body, own)
