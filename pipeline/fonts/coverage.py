"""Which characters the faces of a theme have, and whether its families are fit for a French book."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Any

from pipeline.diagnostic import BookError, Diagnostic, Span, error, warning
from pipeline.styles import Face, Theme

# What French print needs of every face of the text and of the sans: letters with their accents, ligatures, capitals,
# figures, signs, guillemets, dashes, and the spaces and hyphens that never break.
FRENCH = frozenset(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    "àâäæçéèêëîïôöœùûüÿÀÂÄÆÇÉÈÊËÎÏÔÖŒÙÛÜŸñÑ"
    ".,;:!?…'\"’‘“”«»‹›()[]{}/|\\-–—·•*&@#%‰+−×÷=<>~^_°§¶†‡€№©®™ªº½¼¾"
    "\u00a0\u202f\u2009\u2010\u2011 "
)

# Real small capitals, old-style and lining figures, superior figures and letters (OpenType feature registry).
FEATURES = frozenset({"smcp", "onum", "lnum", "sups", "kern", "liga"})

# OS/2 fsType (OpenType 1.9): 2 forbids embedding, 0x100 subsetting, 0x200 all but bitmaps.
RESTRICTED, NO_SUBSET, BITMAPS_ONLY = 0x0002, 0x0100, 0x0200
# Where fsType stands in the table OS/2 (OpenType 1.9).
_RIGHTS = slice(8, 10)
# HarfBuzz's number of the language that a script has when none is named (HB_OT_LAYOUT_DEFAULT_LANGUAGE_INDEX).
_USUAL = 0xFFFF

# Characters that are never drawn: a face need not have them. Joiners and selectors act on their neighbours.
INVISIBLE = frozenset("\t\n\r\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u2066\u2067\u2068\u2069\ufe0e\ufe0f")


@cache
def _opened(face: Face) -> Any:
    """Return the face as HarfBuzz reads it, which has no types; BookError S043 when it is broken."""
    import uharfbuzz

    harfbuzz: Any = uharfbuzz
    opened = harfbuzz.Face(harfbuzz.Blob.from_file_path(str(face.path)))
    if not opened.unicodes or len(opened.reference_table("OS/2").data) < _RIGHTS.stop:
        raise BookError([error("S043", None, font=face.name)])
    return opened


@cache
def charset(face: Face) -> frozenset[int]:
    """Return the code points that the face has a glyph for; BookError S043 when it has none, being broken."""
    return frozenset(_opened(face).unicodes)


@cache
def features(face: Face) -> frozenset[str]:
    """Return the tags of the OpenType features of the face, in whatever script and language."""
    opened = _opened(face)
    found: set[str] = set()
    for table in ("GSUB", "GPOS"):
        for script in range(len(opened.get_table_script_tags(table))):
            for language in (_USUAL, *range(len(opened.get_script_language_tags(table, script)))):
                found.update(opened.get_language_feature_tags(table, script, language))
    return frozenset(found)


def uncovered(theme: Theme, characters: Iterable[str]) -> set[str]:
    """Return those of `characters` that no face of the theme has: they would print as empty boxes."""
    known = frozenset().union(*(charset(face) for face in theme.faces))
    return {letter for letter in set(characters) if letter not in INVISIBLE and not _shown(letter, known)}


def faces_for(theme: Theme, characters: Iterable[str]) -> tuple[tuple[Face, frozenset[str]], ...]:
    """Return the faces that a book with these characters needs, each with the characters it shows, in theme order.

    The text, sans and monospace families show what they have; what is left goes to the first fallback that has it, with
    the joiners and selectors that bind its characters.
    """
    wanted = frozenset(characters)
    main = (theme.families.text, theme.families.sans, theme.families.mono)
    found: list[tuple[Face, frozenset[str]]] = []
    left = {letter for letter in wanted if not _in_text(theme, letter)}
    for family in theme.families.fallback:
        if left <= INVISIBLE:
            break
        shown: frozenset[str] = frozenset()
        for face in (face for face in theme.faces if face.family == family):
            own = frozenset(letter for letter in left if ord(letter) in charset(face))
            if own - INVISIBLE:
                found.append((face, own | (wanted & INVISIBLE)))
                shown |= own
        left -= shown - INVISIBLE
    text = [
        (face, frozenset(letter for letter in wanted if ord(letter) in charset(face)))
        for face in theme.faces
        if face.family in main
    ]
    order = {face: number for number, face in enumerate(theme.faces)}
    return tuple(sorted([row for row in text if row[1]] + found, key=lambda row: order[row[0]]))


def preflight(theme: Theme, span: Span | None = None) -> tuple[Diagnostic, ...]:
    """Return what makes the theme's fonts unfit: embedding refused (S040), French letters (S041) or features (S042).

    `span` is where the theme is asked for. BookError S043 when a font is broken.
    """
    findings: list[Diagnostic] = []
    for face in theme.faces:
        if _rights(face) & (RESTRICTED | NO_SUBSET | BITMAPS_ONLY):
            findings.append(error("S040", span, font=face.name))
        if face.family in {theme.families.text, theme.families.sans}:
            missing = sorted(letter for letter in FRENCH if ord(letter) not in charset(face))
            if missing:
                findings.append(warning("S041", span, font=face.name, characters=" ".join(map(_name, missing))))
        if face.family == theme.families.text and face.weight < 600:
            absent = sorted(FEATURES - features(face))
            if absent:
                findings.append(warning("S042", span, font=face.name, features=", ".join(absent)))
    return tuple(findings)


def _shown(letter: str, known: frozenset[int]) -> bool:
    """Return whether a letter is drawn, itself or by its canonical parts (U+0065 U+0301 for é)."""
    return ord(letter) in known or all(ord(part) in known for part in unicodedata.normalize("NFD", letter))


def _in_text(theme: Theme, letter: str) -> bool:
    return any(ord(letter) in charset(face) for face in theme.faces if face.family == theme.families.text)


def _rights(face: Face) -> int:
    return int.from_bytes(_opened(face).reference_table("OS/2").data[_RIGHTS], "big")


def _name(letter: str) -> str:
    return letter if letter.strip() and ord(letter) < 0x2000 else f"U+{ord(letter):04X}"
