"""What the engine did, counted."""

from collections import Counter

from msgspec import Struct, field


class Report(Struct):
    """Lines of one run of the engine.

    `lines` were chosen and set by the engine; `fallbacks` counts, by kind, the lines left to WeasyPrint; `hyphens`
    those set that end in a hyphen, `loose` those whose word space had to pass 1.4 of the font's.
    """

    lines: int = 0
    hyphens: int = 0
    loose: int = 0
    paragraphs: int = 0
    fallbacks: Counter[str] = field(default_factory=Counter)
