"""L1: words and sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.rules import words
from pipeline.rules.rule import Found, found
from pipeline.rules.spaces import SPACE
from pipeline.rules.text import Text

# Words that nobody writes twice on purpose; « nous nous », « en en », « que que » are good French.
_FUNCTION = (
    "de|des|du|les|un|une|et|dans|pour|avec|sur|sous|par|au|aux|mais|ou|où|est|sont|ce|ces|cette|son|sa|ses|mon|ma|mes|notre"
    "|votre|leur|leurs|qui|quand|comme|car|donc|sans|vers|chez|entre|depuis|était|a|ont|il|ils|elle|elles|je|tu|on|ne|se|à"
)
_TWICE = re.compile(rf"(?<![\w’'-])({_FUNCTION})({SPACE}+\1)(?![\w’'-])")
_T = re.compile(r"(?<=[\wé])-?[ ]?t[’'](?=(?:il|elle|on|ils|elles)\b)|(?<=\ba )t-(?=(?:il|elle|on)\b)")
_ELISION = re.compile(
    rf"(?<![\w’'-])(?:(?:[JjLlDdNnMmTtSsCc]|[Qq]u)e|[Ll]a){SPACE}(?=(?:a[ibcdfglmnprtv]|é[a-z]|i[dlmnrst]|u[ns]|o[bcnrupf])[a-zà-ÿ]{{3}})"
)
_ENGLISH = re.compile(r"(?<![\w’'-])(?:(?!\ufffc)[A-Za-z’']+[ \u00a0,]+){3,}[A-Za-z’']+")
_ENGLISH_ONLY = {
    *(
        "the",
        "and",
        "of",
        "you",
        "with",
        "this",
        "that",
        "your",
        "what",
        "have",
        "from",
        "they",
        "are",
        "is",
        "was",
        "were",
    ),
    *(
        "will",
        "would",
        "should",
        "not",
        "but",
        "for",
        "my",
        "we",
        "our",
        "their",
        "his",
        "her",
        "when",
        "who",
        "how",
        "to",
    ),
}
_FRENCH_TOO = {"but", "for", "our", "was", "are", "her", "you", "is"}
_SENTENCE = re.compile(r"[^.!?…]+[.!?…]*")
_LONG = 100
_UNENDED = re.compile(r"[a-zà-ÿ]{2}$")
_WORDS = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_ABBREVIATIONS = {"chap", "édit", "coll", "trad", "fasc", "sect", "suiv", "suppl", "janv", "févr", "juil", "sept"}
_LOWER_START = re.compile(rf"(?<=[a-zà-ÿ]{{4}})[.]{SPACE}([a-zà-ÿ])(?=[a-zà-ÿ]{{3}})")


def word_twice(text: Text) -> Iterator[Found]:
    """`de de`: a short word typed twice."""
    for passage, match in text.matches(_TWICE):
        if passage.marks(match.start()) != passage.marks(match.end() - 1):
            continue  # a word that is spoken of: « beaucoup de *de* »
        yield found(passage.span(*match.span()), passage.fix(*match.span(2), "", safe=False), word=match[1])


def common_mistake(text: Text) -> Iterator[Found]:
    """A frequent fault of a list: `malgré que`, `comme même`, `si il`."""
    yield from _listed(text, "mistakes")


def hyphens_missing(text: Text) -> Iterator[Found]:
    """`c'est à dire`, `au dessus`: expressions that take hyphens."""
    yield from _listed(text, "hyphens")


def _listed(text: Text, name: str) -> Iterator[Found]:
    for passage, match in text.matches(words.pattern(name)):
        right = words.right(name, match[0])
        fix = passage.fix(*match.span(), right, safe=False)
        yield found(passage.span(*match.span()), fix, typed=match[0], right=right)


def apostrophe_in_inversion(text: Text) -> Iterator[Found]:
    """`a-t'il`: the t between verb and pronoun takes two hyphens."""
    for passage, match in text.matches(_T):
        yield found(passage.span(*match.span()), passage.fix(*match.span(), "-t-", safe=False), typed=match[0])


def unmarked_english(text: Text) -> Iterator[Found]:
    """A phrase in English without a language mark."""
    for passage, match in text.matches(_ENGLISH):
        found_words = [word.casefold() for word in re.findall(r"[A-Za-z’']+", match[0])]
        sure = [word for word in found_words if word in _ENGLISH_ONLY and word not in _FRENCH_TOO]
        if len(set(sure)) >= 2 and 3 * len(sure) >= len(found_words) - 4:
            yield found(passage.span(*match.span()), words=match[0])


def very_long_sentence(text: Text) -> Iterator[Found]:
    """A sentence of more than a hundred words."""
    for passage in text.french:
        for match in _SENTENCE.finditer(passage.prose):
            count = len(_WORDS.findall(match[0]))
            if count > _LONG:
                start = match.start() + len(match[0]) - len(match[0].lstrip())
                yield found(passage.span(start, start + 1), words=count, limit=_LONG)


def paragraph_without_end(text: Text) -> Iterator[Found]:
    """A long paragraph that stops without a full stop, as if it had been cut."""
    for passage in text.french:
        words_there = passage.text.rstrip()
        end = len(words_there)
        long = passage.kind == "paragraph" and len(words_there.split()) >= 15 and "\n" not in words_there
        if not long or {"list", "post", "letter"} & set(passage.inside):
            continue
        # Words in italics or in code at the end are a title or a formula, not a sentence that was cut.
        if _UNENDED.search(passage.prose[:end]) and not passage.marks(end - 1):
            yield found(passage.span(end - 1, end), words=" ".join(words_there.split()[-3:]))


def sentence_in_lower_case(text: Text) -> Iterator[Found]:
    """A sentence that begins with a small letter after a full stop."""
    for passage, match in text.matches(_LOWER_START):
        if passage.text[: match.start()].rsplit(None, 1)[-1].lstrip("(«“").casefold() in _ABBREVIATIONS:
            continue
        start, end = match.span(1)
        fix = passage.fix(start, end, match[1].upper(), safe=False)
        yield found(passage.span(start, end), fix, letter=match[1].upper())


def readability(text: Text) -> Iterator[Found]:
    """The figures of a text, on request: words, words a sentence, long words."""
    prose = " ".join(passage.prose for passage in text.french if passage.kind == "paragraph")
    count = _WORDS.findall(prose)
    sentences = [one for one in _SENTENCE.findall(prose) if _WORDS.search(one)]
    if len(count) >= 100 and sentences:
        long = sum(len(word) > 8 for word in count)
        mean = f"{len(count) / len(sentences):.1f}".replace(".", ",")
        yield found(text.contribution.span, words=len(count), mean=mean, long=f"{100 * long // len(count)}")
