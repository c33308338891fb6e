"""What the glyphs of a PDF are read as: the letters of the text that drew them, each of them once.

A cluster is what a script draws as one: a letter with its marks, a syllable of Devanagari. Its glyphs may stand in
another order than its letters, and are often those of other clusters too.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from unicodedata import bidirectional, category

import uharfbuzz as _uharfbuzz

uharfbuzz: Any = _uharfbuzz  # has no types


def is_involved(text: str) -> bool:
    """Return whether a text has letters drawn together with others, or written from right to left (UAX 44)."""
    if text.isascii():
        return False
    return any(category(letter)[0] == "M" or bidirectional(letter) in {"R", "AL"} for letter in text)


class _Known:
    """What is known of a PDF font: the glyphs whose letters are certain, the glyph that each letter has by itself."""

    def __init__(self, font: Any) -> None:
        self.font = font
        self.certain: set[int] = set()
        self._face: Any = None
        self._own: dict[str, int | None] = {}

    def own(self, letter: str) -> int | None:
        if letter not in self._own:
            if self._face is None:
                self._face = uharfbuzz.Font(uharfbuzz.Face(self.font.file_content, self.font.index))
            self._own[letter] = self._face.get_nominal_glyph(ord(letter))
        return self._own[letter]


class Letters:
    """Gives the PDF fonts of documents the letters of their glyphs."""

    def __init__(self) -> None:
        self._fonts: dict[int, _Known] = {}

    def learn(self, font: Any, glyphs: Sequence[int], text: str) -> bool:
        """Note what the glyphs of one cluster are read as; return whether nothing can change it later.

        A glyph that is alone in its cluster, and one that a letter has by itself, are certain: what is read first is
        kept. Of the others, the first of which nothing is known has the letters that are left.
        """
        known = self._fonts.setdefault(id(font), _Known(font))
        left = [text] if len(glyphs) == 1 else list(text)
        others = []
        for glyph in glyphs:
            letter = text if len(glyphs) == 1 else next((one for one in left if known.own(one) == glyph), "")
            if not letter:
                others.append(glyph)
                continue
            left.remove(letter)
            if glyph not in known.certain:
                known.certain.add(glyph)
                font.to_unicode[glyph] = letter
        for glyph in others:
            said = font.to_unicode.setdefault(glyph, "")
            if said in "".join(left):
                left = [*"".join(left).replace(said, "", 1)]
        for glyph in others:
            if not font.to_unicode[glyph]:
                font.to_unicode[glyph] = "".join(left)
                left.clear()
        return known.certain.issuperset(glyphs)
