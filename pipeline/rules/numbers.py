"""T1: ordinals, centuries, hours and large numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.rules.rule import Found, found
from pipeline.rules.text import Text

_ENDINGS = r"i?[èe]res?|i?[èe]mes?|I?[ÈE]RES?|I?[ÈE]MES?|nde?s?"
_ORDINAL = re.compile(rf"(?<![\w.,])(\d+|[IVX]{{1,6}})({_ENDINGS})(?!\w)")
_SPACED_ORDINAL = re.compile(r"(?<![\w.,])(\d+)([ \u00a0\u202f](?:i?ères?|i?èmes?))(?!\w)")
_CENTURY = re.compile(r"(?<![\w.,])(\d{1,2})(?:er|e|[èe]me|i[èe]me)(?=[ \u00a0\u202f]si[èe]cles?\b)")
_HOUR = re.compile(r"(?<![\w:])([01]?\d|2[0-3])()[hH]()([0-5]\d)(?!\w)|(?<![\w:])([01]?\d|2[0-3])()h(?!\w)")
_DOTTED_THOUSANDS = re.compile(r"(?<![\w.,-])(?<!\bn° )\d{1,3}(?:\.\d{3})+(?=[ \u00a0\u202f](?:[a-zà-ÿ]{2}|€))")
_LONG_NUMBER = re.compile(r"(?<![\w.,/+-])(?<!numéro )(?<!n° )[1-9]\d{4,}(?=[ \u00a0\u202f](?:[a-zà-ÿ]{3}|€))")
_MONEY_FIRST = re.compile(r"(?<!\w)[€£] ?\d+(?:[.,]\d+)?")
_TIMES = re.compile(r"(?<=\d) x (?=\d)")
_ROMAN = (
    *("Ier", "IIe", "IIIe", "IVe", "Ve", "VIe", "VIIe", "VIIIe", "IXe", "Xe", "XIe", "XIIe", "XIIIe", "XIVe", "XVe"),
    *("XVIe", "XVIIe", "XVIIIe", "XIXe", "XXe", "XXIe"),
)


def _ending(number: str, typed: str) -> str:
    """Return the right ending for an ordinal typed with a wrong one."""
    low = typed.lower()
    plural = "s" if low.endswith("s") else ""
    if low.startswith("nd"):
        return "de" + plural if "de" in low else "d" + plural
    return ("re" if number in {"1", "I"} and "r" in low else "e") + plural


def ordinal_spelt_out(text: Text) -> Iterator[Found]:
    """`1ère`, `2ème`, `XIXème`, `2nd`: French ordinals are 1re, 2e, XIXe, 2d."""
    for passage, match in text.matches(_ORDINAL):
        number, typed = match.groups()
        if number == "I" and typed.lower().startswith("nd"):
            continue
        right = _ending(number, typed)
        if typed != right:
            yield found(
                passage.span(*match.span()), passage.fix(*match.span(2), right), typed=match[0], right=number + right
            )


def ordinal_apart(text: Text) -> Iterator[Found]:
    """`2 ème`: an ordinal whose ending stands apart."""
    for passage, match in text.matches(_SPACED_ORDINAL):
        right = _ending(match[1], match[2].strip())
        yield found(
            passage.span(*match.span()), passage.fix(*match.span(2), right), typed=match[0], right=match[1] + right
        )


def century_in_digits(text: Text) -> Iterator[Found]:
    """`19e siècle`: centuries are written in roman numerals."""
    for passage, match in text.matches(_CENTURY):
        number = int(match[1])
        if 0 < number <= len(_ROMAN):
            right = _ROMAN[number - 1]
            yield found(
                passage.span(*match.span()), passage.fix(*match.span(), right, safe=False), typed=match[0], right=right
            )


def hour_without_spaces(text: Text) -> Iterator[Found]:
    """`10h30`: books write 10 h 30."""
    for passage, match in text.matches(_HOUR):
        places = [match.start(group) for group in (2, 3, 6) if match.start(group) >= 0]
        fixes = tuple(fix for place in places for fix in passage.insert_after(place - 1, " "))
        yield found(passage.span(*match.span()), fixes, typed=match[0])


def thousands_with_dots(text: Text) -> Iterator[Found]:
    """`10.000 personnes`: thousands are set apart by a fine space."""
    for passage, match in text.matches(_DOTTED_THOUSANDS):
        right = match[0].replace(".", "\u202f")
        yield found(
            passage.span(*match.span()), passage.fix(*match.span(), right, safe=False), typed=match[0], right=right
        )


def number_in_one_piece(text: Text) -> Iterator[Found]:
    """`12000 abonnés`: a number of five digits or more, in one piece."""
    for passage, match in text.matches(_LONG_NUMBER):
        right = f"{int(match[0]):,}".replace(",", "\u202f")
        yield found(
            passage.span(*match.span()), passage.fix(*match.span(), right, safe=False), typed=match[0], right=right
        )


def money_before_number(text: Text) -> Iterator[Found]:
    """`€10`: French writes the currency after the number."""
    for passage, match in text.matches(_MONEY_FIRST):
        yield found(passage.span(*match.span()), typed=match[0], right=f"{match[0][1:].strip()} {match[0][0]}")


def letter_x_for_times(text: Text) -> Iterator[Found]:
    """`3 x 4`: the sign of multiplication is ×."""
    for passage, match in text.matches(_TIMES):
        start = match.start() + 1
        yield found(passage.span(start, start + 1), passage.fix(start, start + 1, "×", safe=False))
