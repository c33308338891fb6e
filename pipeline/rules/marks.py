"""T1: quotation marks, apostrophes, ellipses, dashes. What typography mends by itself is only reported when mixed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from pipeline.rules.passages import Passage
from pipeline.rules.rule import Found, found
from pipeline.rules.spaces import LETTER, SPACE
from pipeline.rules.text import Text

_STRAIGHT_PAIR = re.compile(r'(?<![\w"])"([^"\n]+)"(?![\w"])')
_STRAIGHT = re.compile(r'(?<!\d)"')
_STRAIGHT_APOSTROPHE = re.compile(rf"(?<={LETTER})'(?={LETTER})")
_CURLY_APOSTROPHE = re.compile(rf"(?<={LETTER})’(?={LETTER})")
_WRONG_APOSTROPHE = re.compile(rf"(?<={LETTER})[´`‘′ʼ‛](?={LETTER})")
_DOTS = re.compile(r"(?<!\.)\.\.\.(?!\.)")
_TOO_MANY_DOTS = re.compile(r"(?<![eE]tc)(?:\.…|…(?:\.(?!\w)|…+)|\.{4,}|(?<!\.)\.\.(?![./\w…]))")
_ETC_DOTS = re.compile(rf"\b[eE]tc\.?({SPACE}*(?:…|\.{{2,}}))")
_ETC_BARE = re.compile(rf"(?<![\w/])[eE]tc\b(?!\.|{SPACE}*…)")
_DOUBLE_HYPHEN = re.compile(r"(?:(?<=\s)|^)--(?=\s)|(?<=[a-zà-ÿ])--(?=[a-zà-ÿ])")
_SPACED_HYPHEN = re.compile(r"(?<=[^\W\d_)»”’%?!.,…] )-(?= [^\W_«“(])|(?<=\d )-(?= [^\W\d_])")
_DIALOGUE_HYPHEN = re.compile(r"^-(?=[A-ZÀ-Ý][\w’'])")
_DIALOGUE = re.compile(rf"^([—–]){SPACE}")
_TWICE = re.compile(r",{2,}|(?<![;&]);{2,}")
_SHOUT = re.compile(r"!{3,}|\?{3,}")
_DOT_AFTER = re.compile(r"(?<=[!?])\.(?![.\w])")
_FOREIGN = re.compile("[„‚‹›]")
_ENGLISH_PAIR = re.compile("“([^“”«»\n]*)”")


def _depth(passage: Passage, offset: int) -> int:
    """Return how many guillemets are open before `offset`."""
    return passage.text.count("«", 0, offset) - passage.text.count("»", 0, offset)


def straight_quote_among_guillemets(text: Text) -> Iterator[Found]:
    """Straight double quotes in a text that also uses guillemets."""
    if not any("«" in passage.prose for passage in text.french):
        return
    for passage, match in text.matches(_STRAIGHT_PAIR):
        if passage.prose[match.start() - 1 : match.start()].isdigit() or match[1] != match[1].strip():
            continue
        opening, closing = ("“", "”") if _depth(passage, match.start()) > 0 else ("« ", " »")
        first = passage.fix(match.start(), match.start() + 1, opening)
        second = passage.fix(match.end() - 1, match.end(), closing)
        yield found(passage.span(*match.span()), first + second if first and second else (), quoted=match[1])


def straight_quote_alone(text: Text) -> Iterator[Found]:
    """A straight double quote that has no partner in its paragraph."""
    for passage in text.french:
        places = [match.start() for match in _STRAIGHT.finditer(passage.prose)]
        if len(places) % 2:
            yield found(passage.span(places[-1], places[-1] + 1))


def straight_apostrophe_among_curly(text: Text) -> Iterator[Found]:
    """Straight apostrophes in a text that also uses curly ones: one finding a paragraph, mended at once."""
    if not any(_CURLY_APOSTROPHE.search(passage.prose) for passage in text.french):
        return
    for passage in text.french:
        places = [match.span() for match in _STRAIGHT_APOSTROPHE.finditer(passage.prose)]
        if places:
            fixes = tuple(fix for place in places for fix in passage.fix(*place, "’"))
            yield found(passage.span(*places[0]), fixes, count=len(places))


def wrong_apostrophe(text: Text) -> Iterator[Found]:
    """An accent, a prime or an opening quote in the place of an apostrophe."""
    for passage, match in text.matches(_WRONG_APOSTROPHE):
        yield found(passage.span(*match.span()), passage.fix(*match.span(), "’"), mark=match[0])


def guillemet_without_partner(text: Text) -> Iterator[Found]:
    """A guillemet that is opened and never closed, or the other way round.

    A paragraph that begins with « while a quotation is open goes on with it, and one » may close two quotations that
    end together.
    """
    streams: dict[tuple[str, int], list[Passage]] = {}
    for passage in text.french:
        note = passage.place.line if "note" in passage.inside and passage.place else 0
        apart = passage.kind if passage.kind in {"title", "subtitle", "signature", "attribution", "caption"} else ""
        streams.setdefault((apart, note), []).append(passage)
    for passages in streams.values():
        yield from _unpaired(passages)


def _unpaired(passages: list[Passage]) -> Iterator[Found]:
    pending: list[tuple[Passage, int]] = []
    for passage in passages:
        carried = len(pending)
        for match in re.finditer("[«»]", passage.prose):
            at = match.start()
            if match[0] == "«":
                if carried and not passage.prose[:at].strip(" \u00a0\u202f—–-(“"):
                    continue
                if carried:  # opened in an earlier paragraph, and a new one begins here: the first was left open
                    yield from (_guillemet(*lost) for lost in pending)
                    pending, carried = [], 0
                pending.append((passage, at))
            elif pending:
                pending.pop()
                carried = min(carried, len(pending))
            else:
                yield _guillemet(passage, at)
        if passage.prose.rstrip(" .,;!?…\u00a0\u202f)").endswith("»"):
            pending.clear()
    yield from (_guillemet(*lost) for lost in pending)


def _guillemet(passage: Passage, at: int) -> Found:
    return found(passage.span(at, at + 1), mark=passage.text[at])


def guillemets_inside_guillemets(text: Text) -> Iterator[Found]:
    """Guillemets inside guillemets: the inner quotation takes English marks."""
    for passage in text.french:
        depth = 0
        for match in re.finditer("[«»]", passage.prose):
            if match[0] == "«" and depth and passage.prose[: match.start()].strip(" \u00a0\u202f—–"):
                yield found(passage.span(*match.span()))
            depth = depth + 1 if match[0] == "«" else max(depth - 1, 0)


def english_quotes_among_guillemets(text: Text) -> Iterator[Found]:
    """English quotation marks at the first level of a text that also uses guillemets."""
    if not any("«" in passage.prose for passage in text.french):
        return
    pending = False
    for passage in text.french:
        for match in re.finditer(r"[«»]|“[^“”«»\n]*”", passage.prose):
            if match[0] in "«»":
                pending = match[0] == "«"
            elif not pending and not passage.prose.lstrip(" —–").startswith("«"):
                start, end = match.span()
                fixes = passage.fix(start, start + 1, "« ", safe=False) + passage.fix(end - 1, end, " »", safe=False)
                yield found(passage.span(start, end), fixes if len(fixes) == 2 else (), quoted=match[0][1:-1])


def dots_among_ellipses(text: Text) -> Iterator[Found]:
    """Three full stops in a text that also uses the ellipsis."""
    if not any("…" in passage.prose for passage in text.french):
        return
    for passage, match in text.matches(_DOTS):
        yield found(passage.span(*match.span()), passage.fix(*match.span(), "…"))


def too_many_dots(text: Text) -> Iterator[Found]:
    """Two full stops, four or more, or an ellipsis with a full stop beside it."""
    for passage, match in text.matches(_TOO_MANY_DOTS):
        safe = match[0] != ".."
        yield found(passage.span(*match.span()), passage.fix(*match.span(), "…", safe=safe), dots=match[0])


def etc_with_ellipsis(text: Text) -> Iterator[Found]:
    """`etc.` followed by an ellipsis, which says the same thing twice."""
    for passage, match in text.matches(_ETC_DOTS):
        dotted = match[0][3:4] == "." and not match[1].startswith(".")
        span = match.span(1)
        yield found(passage.span(*match.span()), passage.fix(*span, "" if dotted else "."))


def etc_without_dot(text: Text) -> Iterator[Found]:
    """`etc` without its full stop."""
    for passage, match in text.matches(_ETC_BARE):
        yield found(passage.span(*match.span()), passage.insert_after(match.end() - 1, "."))


def double_hyphen(text: Text) -> Iterator[Found]:
    """Two hyphens for a dash."""
    for passage, match in text.matches(_DOUBLE_HYPHEN):
        tight = passage.text[match.start() - 1 : match.start()].isalpha()
        wanted = " – " if tight else "—" if match.start() == 0 else "–"
        yield found(passage.span(*match.span()), passage.fix(*match.span(), wanted))


def hyphen_as_dash(text: Text) -> Iterator[Found]:
    """A hyphen between spaces, in the place of a dash."""
    for passage, match in text.matches(_SPACED_HYPHEN):
        yield found(passage.span(*match.span()), passage.fix(*match.span(), "–", safe=False))


def hyphen_as_dialogue_dash(text: Text) -> Iterator[Found]:
    """A hyphen glued to the first word of a reply."""
    for passage, match in text.matches(_DIALOGUE_HYPHEN):
        if passage.kind == "paragraph":
            yield found(passage.span(*match.span()), passage.fix(*match.span(), "— "))


def mixed_dialogue_dashes(text: Text) -> Iterator[Found]:
    """Replies that begin with an em dash and others with an en dash in one text; the most frequent is right."""
    replies = [(passage, match) for passage, match in text.matches(_DIALOGUE) if passage.kind == "paragraph"]
    counts = Counter(match[1] for _, match in replies)
    if len(counts) < 2:
        return
    usual = counts.most_common(1)[0][0]
    for passage, match in replies:
        if match[1] != usual:
            yield found(passage.span(0, 1), passage.fix(0, 1, usual), usual=usual)


def punctuation_twice(text: Text) -> Iterator[Found]:
    """Two commas or semicolons in a row."""
    for passage, match in text.matches(_TWICE):
        yield found(passage.span(*match.span()), passage.fix(*match.span(), match[0][0]), marks=match[0])


def shouting(text: Text) -> Iterator[Found]:
    """Three or more exclamation or question marks in a row, outside posts."""
    for passage, match in text.matches(_SHOUT):
        if "post" not in passage.inside:
            yield found(passage.span(*match.span()), marks=match[0])


def full_stop_after_mark(text: Text) -> Iterator[Found]:
    """A full stop after a question or exclamation mark."""
    for passage, match in text.matches(_DOT_AFTER):
        yield found(passage.span(*match.span()), passage.fix(*match.span(), ""))


def foreign_quotes(text: Text) -> Iterator[Found]:
    """German low quotes or single guillemets, which French books do not use."""
    for passage, match in text.matches(_FOREIGN):
        yield found(passage.span(*match.span()), mark=match[0])
