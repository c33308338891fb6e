"""R1 and I1: links, references to other texts, index marks."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

from pipeline.diagnostic import Fix, Span
from pipeline.model import IndexMark, Inline, Mark, MarkKind, Run
from pipeline.rules.facts import SEPARATOR, fold
from pipeline.rules.rule import Found, Work, found
from pipeline.rules.text import Text

_BARE = re.compile(r"(?:https?://|www\.)[^\s<>«»]*[^\s<>«»,;:!?.)\]’'\"…]")
_EMPTY_WORDS = {
    "ici",
    "cliquez ici",
    "cliquer ici",
    "lien",
    "ce lien",
    "le lien",
    "là",
    "lire",
    "lire ici",
    "voir ici",
    "suite",
}
_SHORTENERS = {"bit.ly", "t.co", "goo.gl", "tinyurl.com", "ow.ly", "buff.ly", "lnkd.in", "is.gd", "fb.me"}
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|igshid|mc_[ce]id|_hs\w+")
_HERE = r"(?:ci-dess(?:us|ous)|de ce (?:livre|tome|volume))"
_PAGE = re.compile(
    rf"(?:[Vv]oir|[Cc]f\.)(?: aussi)? (?:la )?(?:page|p\.) ?\d+(?: {_HERE}|(?=[).,;]|$))"
    rf"|(?:page|p\.) (?:XX+|\?\?+|…)|(?:page|p\.) ?\d+ {_HERE}".replace(" ", "[ \u00a0]")
)
_LOCAL = re.compile(r"^(?:file:|[A-Za-z]:[\\/]|https?://(?:localhost|127\.|192\.168\.|10\.))")


def _links(text: Text, *kinds: MarkKind) -> Iterator[tuple[Mark, str, Inline]]:
    """Yield every link of the text with its words and its first inline."""
    for passage in text.passages:
        shown: dict[Mark, list[Inline]] = defaultdict(list)
        for inline in passage.inlines:
            for mark in inline.marks:
                if mark.kind in kinds:
                    shown[mark].append(inline)
        for mark, inlines in shown.items():
            yield mark, "".join(one.text for one in inlines if isinstance(one, Run)), inlines[0]


def bare_address(text: Text) -> Iterator[Found]:
    """An address in the running text that is no link."""
    for passage in text.passages:
        for match in _BARE.finditer(passage.text):
            kinds = {mark.kind for mark in passage.marks(match.start())}
            if not kinds & {MarkKind.LINK, MarkKind.CODE}:
                span = passage.span(*match.span())
                start, end = match.span()
                fixes: tuple[Fix, ...] = ()
                if match[0].startswith("http") and passage.fix(start, end, match[0]):
                    fixes = (Fix(span, f"<{match[0]}>"),)
                yield found(span, fixes, address=match[0])


def unencrypted_address(text: Text) -> Iterator[Found]:
    """A link that begins with `http:`: most sites have left it."""
    for mark, _, inline in _links(text, MarkKind.LINK):
        if mark.value.startswith("http:"):
            yield found(mark.span or inline.span, address=mark.value)


def link_words_say_nothing(text: Text) -> Iterator[Found]:
    """A link on « ici » or « ce lien »: out of its sentence, and on paper, it says nothing."""
    for mark, words, inline in _links(text, MarkKind.LINK, MarkKind.REFERENCE):
        if words.strip(" .…\u00a0").casefold() in _EMPTY_WORDS:
            yield found(mark.span or inline.span, words=words)


def local_address(text: Text) -> Iterator[Found]:
    """A link to a file or a machine that only its author has."""
    for mark, _, inline in _links(text, MarkKind.LINK):
        if _LOCAL.match(mark.value):
            yield found(mark.span or inline.span, address=mark.value)


def tracking_in_address(text: Text) -> Iterator[Found]:
    """An address that carries marks of a campaign (`utm_source`, `fbclid`)."""
    for mark, _, inline in _links(text, MarkKind.LINK):
        names = [name for name, _ in parse_qsl(urlsplit(mark.value).query, keep_blank_values=True)]
        tracking = [name for name in names if _TRACKING.fullmatch(name)]
        if tracking:
            yield found(mark.span or inline.span, names=", ".join(tracking))


def shortened_address(text: Text) -> Iterator[Found]:
    """An address of a shortening service: it says nothing of where it leads, and dies with the service."""
    for mark, _, inline in _links(text, MarkKind.LINK):
        if urlsplit(mark.value).hostname in _SHORTENERS:
            yield found(mark.span or inline.span, address=mark.value)


def page_number_typed(text: Text) -> Iterator[Found]:
    """`voir page 12`, `p. XX`: a page of this book typed by hand, wrong as soon as a line moves."""
    for passage, match in text.matches(_PAGE):
        if not any(mark.kind is MarkKind.REFERENCE for mark in passage.marks(match.start())):
            yield found(passage.span(*match.span()), words=match[0])


def link_to_itself(text: Text) -> Iterator[Found]:
    """A reference to the text that holds it."""
    for mark, _, inline in _links(text, MarkKind.REFERENCE):
        if mark.value == text.contribution.id:
            yield found(mark.span or inline.span)


def address_as_long_words(text: Text) -> Iterator[Found]:
    """A link whose words are an address of more than sixty characters: it breaks lines on paper."""
    for mark, words, inline in _links(text, MarkKind.LINK):
        if len(words) > 60 and " " not in words.strip():
            yield found(mark.span or inline.span, length=len(words))


def reference_to_unready_text(work: Work) -> Iterator[Found]:
    """A reference to a text that is not written yet or stands in no volume."""
    unready = {text.id: text.status for text in work.book.contributions if text.status != "ready"}
    placed = {identifier for volume in work.book.volumes for identifier in volume.contributions}
    lost = {text.id for text in work.book.contributions if placed and text.id not in placed}
    for _, fact in work.all("reference"):
        if fact.value in unready or fact.value in lost:
            yield found(fact.span, target=fact.value)


def _entries(work: Work) -> Iterator[tuple[str, tuple[str, ...], Span | None]]:
    for _, fact in work.all("index"):
        name, *entry = fact.value.split(SEPARATOR)
        yield name, tuple(entry), fact.span


def index_entries_alike(work: Work) -> Iterator[Found]:
    """Two index entries that differ only by case, accents, hyphens or a final s: two lines where one is meant."""
    spelled: dict[tuple[str, tuple[str, ...]], dict[tuple[str, ...], tuple[Span | None, int]]] = defaultdict(dict)
    for name, entry, span in _entries(work):
        key = (name, tuple(fold(step).removesuffix("s") for step in entry))
        first, count = spelled[key].get(entry, (span, 0))
        spelled[key][entry] = (first, count + 1)
    for spellings in spelled.values():
        usual = max(spellings, key=lambda one: spellings[one][1])
        for entry, (span, _) in spellings.items():
            if entry != usual:
                yield found(span, entry=" > ".join(entry), other=" > ".join(usual))


def index_entry_too_deep(text: Text) -> Iterator[Found]:
    """An index entry of more than two levels below its heading."""
    for mark in _marks(text):
        if len(mark.entry) > 3:
            yield found(mark.span, entry=" > ".join(mark.entry), depth=len(mark.entry))


def index_entry_with_punctuation(text: Text) -> Iterator[Found]:
    """An index entry that ends with a comma, a full stop or a colon."""
    for mark in _marks(text):
        if any(re.search(r"[,;:.]$", step) and not re.search(r"\b(?:etc|[A-Z])\.$", step) for step in mark.entry):
            yield found(mark.span, entry=" > ".join(mark.entry))


def index_entry_under_itself(text: Text) -> Iterator[Found]:
    """A sub-heading that says its heading again."""
    for mark in _marks(text):
        if any(fold(one) == fold(other) for one, other in zip(mark.entry, mark.entry[1:], strict=False)):
            yield found(mark.span, entry=" > ".join(mark.entry))


def _marks(text: Text) -> Iterator[IndexMark]:
    for passage in text.passages:
        yield from (inline for inline in passage.inlines if isinstance(inline, IndexMark))


def index_entry_crowded(work: Work) -> Iterator[Found]:
    """A heading with more than ten places and no sub-heading: a reader would try them all."""
    places: dict[tuple[str, str], list[Span | None]] = defaultdict(list)
    for name, entry, span in _entries(work):
        if len(entry) == 1:
            places[name, entry[0]].append(span)
    for (_, heading), spans in places.items():
        if len(spans) > 10:
            yield found(spans[0], entry=heading, count=len(spans))
