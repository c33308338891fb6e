"""The typographic habits of French, and the order in which they are applied.

The rules are those of the Lexique des règles typographiques en usage à l'Imprimerie nationale, with the spaces of
babel-french. A habit turns the spaces, quotes and signs that the author typed; it changes no letter, adds no missing
space but the one inside guillemets, and keeps a no-break space that was typed.
"""

from __future__ import annotations

import re

from pipeline.typography.dashes import dashes_of_remarks, double_hyphens, hyphen_pairs, speech_dash
from pipeline.typography.line import Edit, Habit
from pipeline.typography.numbers import centuries, ordinals, products, thousands, units
from pipeline.typography.shared import apostrophes, ellipses, paired
from pipeline.typography.spacing import Spacing

# A pattern that begins with the signs themselves, and looks behind them afterwards, is found several times quicker.
_HIGH = re.compile(r"[;!?](?<=[ \t\n].)")
_HIGH_BEFORE_BREAK = re.compile(r"(?<=\S)[ \t\n]+(?=[;!?]+(?!\w))")
_COLON = re.compile(r":(?<=[ \t\n].)(?!:)")
_CHEVRON = re.compile("<<|>>")
_OPENING = re.compile(r"[«‹](?:([ \t\n]+)(?=\S)|(?<!\w[«‹])(?=[^\s»›]))")
_CLOSING = re.compile(r"(?<=[^\s«‹])(?:([ \t\n]+)(?=[»›])|[»›](?!\w))")
_TITLE = re.compile(
    r"[MDP](?<![\w.].)(?:(?<=M)(?:M?\.|mes?|lles?|gr)|(?<=[DP])rs?\.?)([ \t\n]+)"
    r"(?=[A-ZÀ-ÞŒ\ufffc]|l(?:[ae]|es)\s|l['’])"
)
_PLACE_END = re.compile(r"\.(?<=[ptlg]\.)[ \t\n]+(?=\d|[IVXLC]+(?!\w))")
_PLACE = re.compile(r"(?<![\w.])(?:pp?|vol|chap|art|fig|t)\.([ \t\n]+)(?=\d|[IVXLC]+(?!\w))|§([ \t\n]+)(?=\d)")
_ETC = re.compile(r"(?<=\S)[ \t\n]+(?=etc[.…])")

_GUILLEMETS = (("«", "»"), ("“", "”"), ("‘", "’"))


def chevrons(text: str, spacing: Spacing) -> list[Edit]:
    """Write « » for << >> that pair."""
    del spacing
    waiting: list[int] = []
    edits: list[Edit] = []
    if "<<" not in text:
        return edits
    for match in _CHEVRON.finditer(text):
        if match.group() == "<<":
            waiting.append(match.start())
        elif waiting:
            opening = waiting.pop()
            edits += (Edit(opening, opening + 2, "«"), Edit(*match.span(), "»"))
    return sorted(edits)


def straight_quotes(text: str, spacing: Spacing) -> list[Edit]:
    """Write « » for straight quotes that pair, “ ” for those inside others."""
    del spacing
    return paired(text, _GUILLEMETS)


def straight_apostrophes(text: str, spacing: Spacing) -> list[Edit]:
    """Write ’ for a straight apostrophe; primes and single quotes that pair stay."""
    del spacing
    return apostrophes(text, None)


def inside_guillemets(text: str, spacing: Spacing) -> list[Edit]:
    """Bind guillemets to what they enclose: the one place where a missing space is added."""
    edits: list[Edit] = []
    if "«" in text or "‹" in text:
        edits = [
            Edit(match.start(), match.end(), match.group()[0] + spacing.quote) for match in _OPENING.finditer(text)
        ]
    if "»" in text or "›" in text:
        for match in _CLOSING.finditer(text):
            edits.append(Edit(*match.span(), spacing.quote if match.group(1) else spacing.quote + match.group()))
    return sorted(edits)


def high_punctuation(text: str, spacing: Spacing) -> list[Edit]:
    """Bind ; ! ? to the word before them."""
    if ";" not in text and "!" not in text and "?" not in text:
        return []
    return _bound(text, _HIGH, spacing.high)


def close_high_punctuation(text: str, spacing: Spacing) -> list[Edit]:
    """Take the space before ; ! ? away, as in Quebec."""
    del spacing
    return [Edit(*match.span(), "") for match in _HIGH_BEFORE_BREAK.finditer(text)]


def colons(text: str, spacing: Spacing) -> list[Edit]:
    """Bind a colon to the word before it."""
    return _bound(text, _COLON, spacing.colon)


def _bound(text: str, signs: re.Pattern[str], space: str) -> list[Edit]:
    """Write `space` for the white space before each of the `signs`, unless a line begins with it."""
    edits: list[Edit] = []
    for match in signs.finditer(text):
        start = len(text[: match.start()].rstrip(" \t\n"))
        if start and not text[start - 1].isspace():
            edits.append(Edit(start, match.start(), space))
    return edits


def abbreviations(text: str, spacing: Spacing) -> list[Edit]:
    """Bind titles to the name or the office, « p. » and its like to the number, « etc. » to what precedes it."""
    edits = [Edit(*match.span(1), spacing.word) for match in _TITLE.finditer(text)]
    if "§" in text or _PLACE_END.search(text):
        edits += (Edit(*match.span(match.lastindex or 0), spacing.word) for match in _PLACE.finditer(text))
    if "etc" in text:
        edits += (Edit(*match.span(), spacing.word) for match in _ETC.finditer(text))
    return sorted(edits)


FRENCH: tuple[Habit, ...] = (
    ellipses,
    products,
    chevrons,
    straight_quotes,
    straight_apostrophes,
    inside_guillemets,
    high_punctuation,
    colons,
    thousands,
    units,
    abbreviations,
    double_hyphens,
    hyphen_pairs,
    speech_dash,
    dashes_of_remarks,
    ordinals,
    centuries,
)

FRENCH_OF_QUEBEC: tuple[Habit, ...] = tuple(
    close_high_punctuation if habit is high_punctuation else habit for habit in FRENCH
)
