"""The alphabetical order of indexes and notices."""

from __future__ import annotations

import unicodedata

# Letters that are no letter with an accent, and that French and English file as these.
LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss"})


def collation_key(text: str) -> tuple[str, str, str]:
    """Return what to sort `text` by: its letters and digits, then its accents, then the text itself.

    Spaces, hyphens, apostrophes and the signs of handles count for nothing, capitals are small letters, and an accent
    counts only between words that are else the same: « cote, côte, coté, côté » stand together, in the order that comes
    of comparing accents from the left (Unicode's root order; the old French rule of comparing them from the right was
    given up by the CLDR for French of France).
    """
    spread = unicodedata.normalize("NFD", text.translate(LIGATURES).casefold())
    kept = "".join(character for character in spread if character.isalnum() or unicodedata.combining(character))
    letters = "".join(character for character in kept if not unicodedata.combining(character))
    return letters, kept, text
