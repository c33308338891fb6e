"""Numbers of French: thousands, units, products, ordinals and centuries, and what is bound to a number."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.model import MarkKind
from pipeline.typography.line import Edit
from pipeline.typography.spacing import NARROW, Spacing

# What a text must hold before the rest is looked for: far quicker to find, and most texts do not hold it.
_FIGURE = re.compile(r"\d")
_figure = lru_cache(maxsize=8)(_FIGURE.search)  # four habits ask it of a text, one after the other
_ROMAN_END = re.compile(r"[IVX](?:er|re|es?)(?![\w'’])")

_GROUPS = re.compile(r"(?<![\w.,])\d+(?: \d+)+")
_THOUSANDS = re.compile(r"(?:\d{4,} )?([1-9]\d{0,2}(?: \d{3})+)")

_SIGNS = r"[%‰€$£¥°′″]|º[CF]|[kM]€|Md€"
_UNITS = (
    r"(?:[kcdmnµμ]?m|ha|[km]?g|mg|t|[cdmh]?[lL]|h|min|s|ms|j)[²³]?(?:/h|/s|/min)?"
    r"|(?:[kKMGT]?o|[kKMGT]b(?:it)?(?:/s)?|px|dpi|ppp|pt)"
    r"|[kMG]?(?:W|Wh|Hz|V|A|J|N|Pa)|mAh|hPa|k?cal|dB|mol|lx|lm|K|[kM]?[\u03a9\u2126]"
    r"|EUR|USD|CHF|GBP|CAD|FF|F"
)
# A unit ends before what is no letter; an initial (« en 1984 V. Hugo ») is none.
_BEFORE_UNIT = re.compile(rf"\d([ \t\n]+)(?=(?:{_SIGNS})|(?:{_UNITS})(?![\w'’]|\.[ \u00a0\u202f]?[A-ZÀ-Þ]))")
_AFTER_UNIT = re.compile(r"\d\s*h([ \t\n]+)(?=\d\d?(?!\d))|[°º]([ \t\n]+)(?=\d)")

_FACTOR = r"\d[\d.,]*[\"'″′]?"
_PRODUCT = re.compile(rf"(?<![\w.,])(?!0x){_FACTOR}(?:\s*x\s*{_FACTOR})+")
_TIMES = re.compile(r"([ \t\n]*)x([ \t\n]*)")

_ORDINAL = re.compile(r"(?<![\w.,])(?:1(ers?|res?)|2(ds?|des?)|(?![01]e)\d+(es?))(?![\w'’])")
_ROMAN = r"(?:X{1,3}(?:IX|IV|V?I{0,3})|IX|IV|VI{0,3}|I{2,3})"
_ROMAN_ORDINAL = re.compile(rf"(?<!\w)(?:I(er)|I(re)(?=\s[A-ZÀ-Þ])|{_ROMAN}(es?))(?![\w'’])")
_ONE_CENTURY = rf"(?:Ier|{_ROMAN}e)"
_CENTURIES = re.compile(
    rf"(?<!\w){_ONE_CENTURY}(?:(?:\s?[-–—/]\s?|,?\s(?:et|ou|au|à|puis)\s(?:le\s|du\s|au\s)?|,\s){_ONE_CENTURY})*"
    r"(?=\s(?:siècles?|millénaires?)(?!\w))"
)
_NUMERAL = re.compile(r"[IVX]+")


def thousands(text: str, spacing: Spacing) -> list[Edit]:
    """Bind the groups of three figures of a number; a telephone number or a date is no such number."""
    del spacing
    edits: list[Edit] = []
    if not _figure(text):
        return edits
    for match in _GROUPS.finditer(text):
        number = _THOUSANDS.fullmatch(match.group())
        if number:
            start, end = match.start() + number.start(1), match.end()
            edits += (Edit(at, at + 1, NARROW) for at in range(start, end) if text[at] == " ")
    return edits


def units(text: str, spacing: Spacing) -> list[Edit]:
    """Bind a number to its unit or sign (12 km, 5 %, 20 °C), and hours, degrees and n° to the number that follows."""
    if not _figure(text):
        return []
    edits = [Edit(*match.span(1), spacing.word) for match in _BEFORE_UNIT.finditer(text)]
    for match in _AFTER_UNIT.finditer(text):
        edits.append(Edit(*match.span(match.lastindex or 0), spacing.word))
    return sorted(edits)


def products(text: str, spacing: Spacing) -> list[Edit]:
    """Write the sign × for an x between two numbers, bound to both when spaces were typed."""
    edits: list[Edit] = []
    if "x" not in text or not _figure(text):
        return edits
    for product in _PRODUCT.finditer(text):
        for match in _TIMES.finditer(text, *product.span()):
            before, after = (spacing.word if space else "" for space in match.groups())
            edits.append(Edit(*match.span(), f"{before}×{after}"))
    return edits


def ordinals(text: str, spacing: Spacing) -> list[Edit]:
    """Mark the raised letters of correctly written ordinals: 1er, 1re, 2e, 2d, XVIe; `2ème` is for the linter."""
    del spacing
    matches = list(_ORDINAL.finditer(text)) if _figure(text) else []
    if _ROMAN_END.search(text):
        matches += _ROMAN_ORDINAL.finditer(text)
    letters = (match.span(match.lastindex or 0) for match in matches)
    return sorted(Edit(start, end, text[start:end], MarkKind.ORDINAL) for start, end in letters)


def centuries(text: str, spacing: Spacing) -> list[Edit]:
    """Mark the numerals of centuries and millennia, whose letters stay capitals: small capitals are a style."""
    del spacing
    if "siècle" not in text and "millénaire" not in text:
        return []
    numerals = (found for match in _CENTURIES.finditer(text) for found in _NUMERAL.finditer(text, *match.span()))
    return [Edit(*found.span(), found.group(), MarkKind.CENTURY) for found in numerals]
