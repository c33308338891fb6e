"""U1: characters that look right and are not, or that no reader needs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from pipeline.rules.rule import Found, found
from pipeline.rules.text import Text

# Letters of other scripts that look like Latin ones (a small part of Unicode Technical Standard 39, confusables).
_ALIKE = dict(zip("АВЕКМНОРСТХаеорсухіјѕΑΒΕΖΗΙΚΜΝΟΡΤΥΧοι", "ABEKMHOPCTXaeopcyxijsABEZHIKMNOPTYXoi", strict=True))
_LATIN = "[A-Za-zÀ-ÿ]"
_MIXED = re.compile(rf"(?<={_LATIN})[{''.join(_ALIKE)}]|[{''.join(_ALIKE)}](?={_LATIN})")
_WORD = re.compile(r"[\w’'-]+")
_FANCY = re.compile(
    "[\U0001d400-\U0001d7ff\uff01-\uff5e\u24b6-\u24e9\U0001f130-\U0001f149]+(?: [\U0001d400-\U0001d7ff\uff01-\uff5e]+)*"
)
_MOJIBAKE = re.compile(
    "Ã[\u0080-\u00bf\u0152\u0153\u2018-\u203a€ƒ†‡‰™]|â€[\u0080-\u009f\u0152-\u0178\u2018-\u203a™œ¦\u00a0]|Â[«»°\u00a0](?=\\S)"
)
_PRESENTATION = re.compile("[\ufb00-\ufb06]")
_SPACES = re.compile("[\u2000-\u2008\u200a\u205f\u3000\u1680]")
_SOFT_HYPHEN = re.compile("\u00ad")
_HYPHENS = re.compile("[\u2010\u2011\u2043\ufe63\uff0d]")
_REPLACED = re.compile("\ufffd+")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
_DIGIT_LETTER = re.compile(r"(?<=[a-zà-ÿ])[01](?=[a-zà-ÿ]{2})|(?<=\d)[OolI](?=\d)|(?<=\b\d)O(?!\w)")
_ORDINAL_SIGN = re.compile(r"(?<=[\d \u00a0\u202f])º(?= ?[CF]\b)")
_LONE_ACCENT = re.compile(r"(?<=[^\W\d_])[´`¨ˆ](?=\s|$|[.,;])|(?<=\s)[´`¨ˆ](?=[^\W\d_])")
_MINUS = re.compile(r"(?<=[^\W\d_])\u2212(?=[^\W\d_])")


def letter_of_other_script(text: Text) -> Iterator[Found]:
    """A Cyrillic or Greek letter inside a Latin word, that looks the same and is not."""
    for passage in text.french:
        if not _MIXED.search(passage.prose):
            continue
        for match in _WORD.finditer(passage.prose):
            right = "".join(_ALIKE.get(char, char) for char in match[0])
            if right != match[0] and _MIXED.search(match[0]) and all(map(_latin, right)):
                yield found(passage.span(*match.span()), passage.fix(*match.span(), right), word=match[0])


def _latin(char: str) -> bool:
    return not char.isalpha() or unicodedata.name(char, "").startswith("LATIN")


def fancy_letters(text: Text) -> Iterator[Found]:
    """Mathematical, circled or full-width letters used as a style, as on social networks."""
    for passage in text.passages:
        for match in _FANCY.finditer(passage.prose):
            right = unicodedata.normalize("NFKC", match[0])
            if any(char.isalpha() for char in right):
                yield found(passage.span(*match.span()), passage.fix(*match.span(), right, safe=False), right=right)


def wrong_encoding(text: Text) -> Iterator[Found]:
    """`Ã©`, `â€™`: UTF-8 that was read as something else."""
    for passage in text.passages:
        for match in _MOJIBAKE.finditer(passage.text):
            right = _repaired(match[0])
            fix = passage.fix(*match.span(), right, safe=False) if right else ()
            yield found(passage.span(*match.span()), fix, typed=match[0], right=right or "?")


def _repaired(typed: str) -> str:
    for encoding in ("cp1252", "latin-1"):
        try:
            return typed.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
    return ""


def joined_letters(text: Text) -> Iterator[Found]:
    """`ﬁ`, `ﬂ` as one character: left by a copy from a PDF; fonts join letters by themselves."""
    for passage in text.passages:
        for match in _PRESENTATION.finditer(passage.text):
            right = unicodedata.normalize("NFKC", match[0])
            yield found(passage.span(*match.span()), passage.fix(*match.span(), right), typed=match[0], right=right)


def odd_space(text: Text) -> Iterator[Found]:
    """A space of a width that no rule of French asks for (em, en, figure, ideographic)."""
    for passage in text.passages:
        for match in _SPACES.finditer(passage.text):
            name = unicodedata.name(match[0]).lower()
            yield found(
                passage.span(*match.span()), passage.fix(*match.span(), " "), name=name, code=f"{ord(match[0]):04X}"
            )


def soft_hyphen(text: Text) -> Iterator[Found]:
    """A soft hyphen: words are divided at layout, and a search does not find this one."""
    for passage in text.passages:
        for match in _SOFT_HYPHEN.finditer(passage.text):
            yield found(passage.span(*match.span()), passage.fix(*match.span(), ""))


def odd_hyphen(text: Text) -> Iterator[Found]:
    """A hyphen that is not the keyboard's: another character for searches and spelling."""
    for passage in text.passages:
        for match in _HYPHENS.finditer(passage.text):
            yield found(passage.span(*match.span()), passage.fix(*match.span(), "-"), code=f"{ord(match[0]):04X}")


def minus_as_hyphen(text: Text) -> Iterator[Found]:
    """A minus sign between letters, for a hyphen."""
    for passage, match in text.matches(_MINUS):
        yield found(passage.span(*match.span()), passage.fix(*match.span(), "-"))


def lost_character(text: Text) -> Iterator[Found]:
    """U+FFFD: a character that was lost when the file was converted."""
    for passage in text.passages:
        for match in _REPLACED.finditer(passage.text):
            yield found(passage.span(*match.span()), count=len(match[0]))


def private_character(text: Text) -> Iterator[Found]:
    """A character of a private area: it means what one font says, and nothing anywhere else."""
    for passage in text.passages:
        for match in _PRIVATE.finditer(passage.text):
            yield found(passage.span(*match.span()), code=f"{ord(match[0]):04X}")


def digit_for_letter(text: Text) -> Iterator[Found]:
    """A digit inside a word, or a letter inside a number: left by character recognition."""
    for passage, match in text.matches(_DIGIT_LETTER):
        yield found(passage.span(*match.span()), char=match[0])


def ordinal_sign_for_degree(text: Text) -> Iterator[Found]:
    """`20 ºC`: the ordinal sign where French writes a degree sign; `nº` and `1º` (primo) are right."""
    for passage, match in text.matches(_ORDINAL_SIGN):
        yield found(passage.span(*match.span()), passage.fix(*match.span(), "°"))


def lone_accent(text: Text) -> Iterator[Found]:
    """An accent that stands on no letter."""
    for passage, match in text.matches(_LONE_ACCENT):
        yield found(passage.span(*match.span()), mark=match[0])
