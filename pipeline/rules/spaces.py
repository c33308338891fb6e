"""T1: spaces that are wrong, doubled or missing. The no-break ones are typography's work: a plain space is enough here.

The habits are those of the Lexique des règles typographiques en usage à l'Imprimerie nationale.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.rules.rule import Found, found
from pipeline.rules.text import Text

# Every space of Unicode that stands inside a line, the tabulation included.
SPACE = "[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]"
LETTER = r"[^\W\d_]"

_DOUBLE = re.compile(rf"(?<=\S){SPACE}{{2,}}(?=\S)")
_BEFORE_COMMA = re.compile(rf"(?<=[^\s(\[«“—–]){SPACE}+(?=,(?!\d)|\.(?![\w.…]))")
_AFTER_COMMA = re.compile(rf"(?<={LETTER}{{2}})[,;](?={LETTER})|(?<=\s);(?={LETTER})")
_HIGH = re.compile(rf"(?<=[\w)\]»”…%€]){SPACE}{{0}}(?:[!?](?=[!?]*(?:[\s»”)]|$))|[;:](?=[\s»”]|$))")
_BRANDS = re.compile(r"\b(?:Yahoo|Jeopardy|Wham|Joomla)$")
_GUILLEMET = re.compile(r"«(?=[^\s»])|(?<=[^\s«])(?=»)|»(?=\w)|(?<=\w)(?=«)")
_BRACKET = re.compile(rf"(?<=\(){SPACE}+(?=[^\s)»])|(?<=[^\s(«]){SPACE}+(?=\))")
_ELLIPSIS = re.compile(rf"(?<=[{LETTER[1:-1]}»)!?]){SPACE}+(?=(?:…|\.{{3,}})(?!\w))")
_APOSTROPHE = re.compile(
    rf"(?<![\w’'])(?:[ldjmtscn]|qu|jusqu|lorsqu|puisqu|quoiqu|aujourd|presqu|quelqu)(?:()[’']({SPACE}+)|({SPACE}+)’({SPACE}*))"
    rf"(?={LETTER})",
    re.IGNORECASE,
)
_QUOTE = re.compile(
    rf"(?<=[“‘]){SPACE}+(?=[^\s»])|(?<=[^\s“‘«]){SPACE}+(?=”|’(?!\w))"
    rf'|(?:(?<=^")|(?<=[\s(]")){SPACE}+(?=[^"»]{{0,200}}")|(?<=[^\W\d]){SPACE}+(?="(?:[\s,.)]|$))'
)
_TIGHT_DASH = re.compile(r"(?<=[a-zà-ÿ])—(?=[a-zà-ÿ])|^[—–](?=\w)")
_UNIT = re.compile(
    r"(?<![\w.,:/-])\d+(?:[.,]\d+)?()"
    r"(?:(?:km|cm|mm|kg|mg|ml|cl|m|g|min|°C|°F|Go|Mo|Ko|To|kWh|kW|MW|Hz|€|\$|£|%|‰)(?![\w²³/°])|m()(?=\d\d(?!\w)))"
)
_NUMBER_SIGN = re.compile(r"\b[nN]°()(?=\d)")
_SENTENCE = re.compile(rf"(?:(?<=[a-zà-ÿ]{{2}})\.|(?<=[a-zà-ÿ\s])[!?])()(?=[A-ZÀ-Ý][a-zà-ÿ]|[A-ZÀ-Ý]{SPACE})")


def double_space(text: Text) -> Iterator[Found]:
    """Several spaces where one is meant; a no-break one among them is kept."""
    for passage, match in text.matches(_DOUBLE):
        kept = next((char for char in match[0] if char in "\u202f\u00a0"), " ")
        yield found(passage.span(*match.span()), passage.fix(*match.span(), kept), count=len(match[0]))


def space_before_comma(text: Text) -> Iterator[Found]:
    """A space before a comma or a full stop."""
    for passage, match in text.matches(_BEFORE_COMMA):
        mark = passage.text[match.end()]
        yield found(passage.span(match.start(), match.end() + 1), passage.fix(*match.span(), ""), mark=mark)


def comma_without_space(text: Text) -> Iterator[Found]:
    """A comma or semicolon glued to the next word."""
    for passage, match in text.matches(_AFTER_COMMA):
        if passage.called(match.end()):
            continue
        yield found(passage.span(*match.span()), passage.insert_after(match.end() - 1, " "), mark=match[0])


def high_punctuation_without_space(text: Text) -> Iterator[Found]:
    """No space before `;`, `:`, `!` or `?`; typography makes no-break what is typed, but adds none."""
    for passage, match in text.matches(_HIGH):
        country = passage.language.partition("-")[2].upper()
        if country in {"CA", "CH"} or _BRANDS.search(passage.text, 0, match.start()):
            continue
        before = passage.text[match.start() - 1]
        if match[0] == ":" and before.isdigit() and re.match(r":\s*\d", passage.text[match.start() :]):
            continue
        yield found(passage.span(*match.span()), passage.insert_before(match.start(), " "), mark=match[0])


def guillemet_without_space(text: Text) -> Iterator[Found]:
    """No space inside guillemets, or none between them and the next word."""
    for passage, match in text.matches(_GUILLEMET):
        start = match.start()
        if passage.called(match.end()):
            continue
        fix = passage.insert_after(start, " ") if match[0] else passage.insert_before(start, " ")
        yield found(passage.span(start, start + 1), fix, mark=passage.text[start])


def space_inside_brackets(text: Text) -> Iterator[Found]:
    """A space just inside parentheses."""
    for passage, match in text.matches(_BRACKET):
        yield found(passage.span(*match.span()), passage.fix(*match.span(), ""))


def space_before_ellipsis(text: Text) -> Iterator[Found]:
    """A space before an ellipsis that ends a word."""
    for passage, match in text.matches(_ELLIPSIS):
        yield found(passage.span(match.start(), match.end() + 1), passage.fix(*match.span(), ""))


def space_around_apostrophe(text: Text) -> Iterator[Found]:
    """A space before or after the apostrophe of an elision."""
    for passage, match in text.matches(_APOSTROPHE):
        gaps = [match.span(group) for group in (1, 2, 3, 4) if match[group]]
        fixes = tuple(fix for gap in gaps for fix in passage.fix(*gap, ""))
        yield found(passage.span(*match.span()), fixes, word=match[0].strip())


def space_inside_quotes(text: Text) -> Iterator[Found]:
    """A space just inside English or straight quotation marks."""
    for passage, match in text.matches(_QUOTE):
        if passage.text[match.end() : match.end() + 1] == "’" and "‘" not in passage.text[: match.start()]:
            continue  # an apostrophe, not a closing quotation mark
        yield found(passage.span(*match.span()), passage.fix(*match.span(), ""))


def dash_without_space(text: Text) -> Iterator[Found]:
    """A dash glued to words: French sets it off by spaces."""
    for passage, match in text.matches(_TIGHT_DASH):
        wanted = f"{match[0]} " if match.start() == 0 else f" {match[0]} "
        yield found(passage.span(*match.span()), passage.fix(*match.span(), wanted), mark=match[0])


def unit_without_space(text: Text) -> Iterator[Found]:
    """A unit glued to its number (`2km`, `50%`, `1m80`)."""
    for passage, match in text.matches(_UNIT):
        fixes = passage.insert_after(match.start(1) - 1, " ")
        if match.start(2) >= 0:
            fixes += passage.insert_after(match.start(2) - 1, "\u00a0")
        yield found(passage.span(*match.span()), fixes, number=match[0])


def number_sign_without_space(text: Text) -> Iterator[Found]:
    """`n°` glued to its number."""
    for passage, match in text.matches(_NUMBER_SIGN):
        yield found(passage.span(*match.span()), passage.insert_after(match.end() - 1, " "))


def sentence_without_space(text: Text) -> Iterator[Found]:
    """Two sentences with no space between them."""
    for passage, match in text.matches(_SENTENCE):
        if passage.called(match.end()):
            continue
        fix = passage.insert_after(match.end() - 1, " ", safe=False)
        yield found(passage.span(*match.span()), fix, mark=match[0])
