"""The places where a line of a flow may end, and what ending there costs.

Spaces and other opportunities are those of UAX 14 as Pango tailors it, less what the French trade refuses: no line
begins with a closing dash, points of suspension or a closing mark; a compound word is divided at its hyphen with enough
letters on both sides; addresses are divided as the Chicago Manual of Style (17th edition, 14.18) divides them, never
with a hyphen, and an e-mail address, a handle or a hashtag only before a full stop or the at sign. What the trade
avoids, but likes better than words far apart, is dear: a line that begins with the dash of a speech or a remark, a word
parted from its mute last syllable, a compound parted from two letters.
"""

from __future__ import annotations

import re

import numpy as np
from msgspec import Struct

from pipeline.layout.lines import hyphens
from pipeline.layout.lines.flow import ATOM, Flow
from pipeline.layout.lines.margins import HANGING, HANGS_LEFT, HANGS_RIGHT
from pipeline.layout.lines.shaping import NO_BREAK_SPACE, SPACE, Flags, Floats, Integers, Shaper

# Demerits (TeX's scale: a line whose spaces are at their limit costs about 12 000).
HYPHEN = 30000.0
COMPOUND = 5000.0
ADDRESS = 2500.0
PROPER_NOUN = 80000.0
LAST_WORD = 30000.0
INSIDE_COMPOUND = 8000.0
OPENING_DASH = 60000.0
SHORT_COMPOUND = 100000.0
MUTE = 100000.0

_NO_START = "–—―…‥;:!?»)]}.,’”/%°‰"
_TABLE = 0x2100  # characters from here on have no entry in the tables
_NO_START_TABLE = np.zeros(_TABLE + 1, dtype=bool)
_NO_START_TABLE[[ord(character) for character in _NO_START]] = True
_DASHES = np.zeros(_TABLE + 1, dtype=bool)
_DASHES[[ord(character) for character in "–—―"]] = True
_SENTENCE_END = frozenset(".!?…")
_MARKS = _SENTENCE_END | frozenset(",;:")
_BEFORE_SENTENCE = " \u00a0\u202f«»“”‘’\"'([–—―-"
_TOKEN = re.compile(
    r"(?:https?://|www\.)\S+|\S*\w@\w\S*|[@#]\w\S*|(?:[A-Za-z0-9_-]+\.)+[A-Za-z]{2,}(?:/\S*)?", re.ASCII | re.IGNORECASE
)
_INNER_STOP = re.compile(r"\.\w")
_HYPHENS = "-‐"
_SHORT_TAIL = 2  # letters of a compound that may stand alone after its hyphen, at a price: n’est-ce
_APOSTROPHE = re.compile("['’]")  # chef-d’œuvre


class Breaks(Struct):
    """Candidates in order of place: the line ends before character `end`, the next starts at `start`.

    `hyphen[i]`: a hyphen is added; `flagged[i]`: the line ends in a hyphen, added or written. `x_end` and `x_start` are
    the edges in px that the line's width is counted from, with the hyphen and the optical margins in them; `hang_start`
    and `hang_end` are what hangs out of the measure. The first candidate is the start of the text, the last its end.
    """

    end: Integers
    start: Integers
    cost: Floats
    hyphen: Flags
    flagged: Flags
    x_end: Floats
    x_start: Floats
    hang_start: Floats
    hang_end: Floats


# A candidate as a row: end, start, cost, a hyphen added, a hyphen at the end.
_Row = tuple[float, float, float, float, float]
_END, _START = 0, 1


class Ask(Struct, frozen=True):
    """What candidates are wanted: those between the characters `begin` and `stop`; lengths in px.

    `hyphen` is the width of an added hyphen; the first line starts `indent` further left, as if the indent were a box
    of its own. Words are divided only when `window` is given: the narrowest and the widest natural width of a line;
    words that no line can end in stay whole. `mute` lets a word be parted from its mute last syllable. `optical` lets
    punctuation hang out of the measure.
    """

    begin: int
    stop: int
    hyphen: float
    indent: float
    window: tuple[float, float] | None
    optical: bool
    mute: bool = False


def find(flow: Flow, ask: Ask, shaper: Shaper) -> Breaks:
    """The candidates of a flow."""
    begin, stop = ask.begin, ask.stop
    rows = flow.opportunities.get((begin, stop))
    if rows is None:
        rows = flow.opportunities[begin, stop] = _opportunities(flow, begin, stop)
    extra = _words(flow, ask, ask.window) if ask.window else []
    for low, high in _tokens(flow.text, begin, stop):
        rows = rows[(rows[:, _START] <= low) | (rows[:, _START] >= high)]
        extra = [one for one in extra if not low <= one[_END] < high] + _address_breaks(flow.text, low, high)
    last = stop
    while last > begin + 1 and flow.text[last - 1] == " ":
        last -= 1
    inner = np.array([(begin, begin, 0, 0, 0), *extra, (last, stop, 0, 0, 0)], dtype=np.float64)
    table = np.concatenate([inner[:-1], rows, inner[-1:]])
    if extra:
        table = table[table[:, _END].argsort(kind="stable")]
    end, start = table[:, _END].astype(np.int64), table[:, _START].astype(np.int64)
    added = table[:, 3] > 0
    no_hang = np.zeros(len(end))
    found = Breaks(end, start, table[:, 2], added, table[:, 4] > 0, flow.right[end], flow.left[start], no_hang, no_hang)
    for index in (~flow.whole[end]).nonzero()[0].tolist():
        split = flow.split(int(end[index]), shaper)
        found.x_end[index] = flow.left[split.start] + split.head.width
        found.x_start[index] = flow.right[split.stop] - split.tail.width
    found.x_end += np.where(added, ask.hyphen, 0.0)
    found.x_start[0] -= ask.indent
    if ask.optical:
        _hang(flow, found, ask.hyphen)
    return found


def _opportunities(flow: Flow, begin: int, stop: int) -> Floats:
    codes, text = flow.codes, flow.text
    places = (flow.breaks[begin + 1 : stop] & 1).nonzero()[0] + (begin + 1)
    if len(flow.leaves) > 1 or not flow.leaves[0].shaped.face.wraps:
        places = _wrapping(flow, places)
    before, after = codes[places - 1], codes[places]
    spaced = before == SPACE
    end = places - spaced
    hidden = codes[places - 2]  # the character before the space
    flagged = spaced & ((hidden == 0x2D) | (hidden == 0x2010))
    mark = np.minimum(after, _TABLE)
    # A dash that opens a speech or a remark is bound to what follows, a closing one to what precedes.
    opening = spaced & _DASHES[mark] & (codes[np.minimum(places + 1, stop - 1)] == NO_BREAK_SPACE)
    keep = (end > begin) & (opening | ~_NO_START_TABLE[mark])
    if len(flow.leaves) > 1:
        keep &= ~((after == ord(ATOM)) & ~spaced)
    cost = np.where(opening, OPENING_DASH, 0.0)
    for index in (~spaced & keep).nonzero()[0].tolist():
        price, hyphen = _tight(text, int(places[index]), begin, stop)
        keep[index] = price >= 0 and bool(flow.whole[places[index]])
        cost[index], flagged[index] = price, hyphen
    rows: Floats = np.array([end, places, cost, np.zeros(len(end)), flagged]).T[keep]
    return rows


def _wrapping(flow: Flow, places: Integers) -> Integers:
    keep = np.ones(len(places), dtype=bool)
    for leaf in flow.leaves:
        if not leaf.shaped.face.wraps:
            keep &= ~((places > leaf.start) & (places < leaf.stop))
    return places[keep]


def _tight(text: str, place: int, begin: int, stop: int) -> tuple[float, bool]:
    """The cost (negative: refused) of a break with no space before it, and whether the line ends in a hyphen."""
    before, after = text[place - 1], text[place]
    if ATOM in (before, after) or before == "\u00ad" or (after.isdigit() and before in _MARKS):
        return -1.0, False  # a figure that follows a mark at once is the call of a note
    if before in _HYPHENS:
        head = text[max(begin, place - 1 - hyphens.LETTERS_BEFORE) : place - 1]
        tail = _APOSTROPHE.sub("", text[place : min(stop, place + hyphens.LETTERS_AFTER + 1)])[: hyphens.LETTERS_AFTER]
        if len(head) < hyphens.LETTERS_BEFORE or len(tail) < _SHORT_TAIL or not (head + tail[:_SHORT_TAIL]).isalpha():
            return -1.0, True
        return (COMPOUND if len(tail) == hyphens.LETTERS_AFTER and tail.isalpha() else SHORT_COMPOUND), True
    return COMPOUND / 2, False


def _words(flow: Flow, ask: Ask, window: tuple[float, float]) -> list[_Row]:
    """Places inside words, with an added hyphen."""
    found: list[_Row] = []
    text, begin, stop = flow.text, ask.begin, ask.stop
    x = (flow.left - flow.left[begin] + ask.indent).tolist()
    final = text.rfind(" ", begin, stop)
    for leaf in flow.leaves:
        face = leaf.shaped.face
        low, high = max(begin, leaf.start), min(stop, leaf.stop)
        if low >= high or face.hyphens == "none" or not face.wraps:
            continue
        soft = []
        if "\u00ad" in text[low:high]:
            soft = [match.span() for match in hyphens.SOFT_WORD.finditer(text, low, high)]
            places = [low for a, b in soft for low in range(a + 1, b - 1) if text[low] == "\u00ad"]
            found += [(at, at + 1, HYPHEN, 1, 1) for at in places]
        if face.hyphens != "auto":
            continue
        for match in hyphens.WORD.finditer(text, low, high):
            first = match.start()
            if not _reachable(x[first], x[match.end()], window):
                continue
            word = match.group()
            inside = hyphens.points(word, face.language, face.limits, text[match.end() : match.end() + 1])
            mute = hyphens.mute(word, face.language, face.limits) if ask.mute else 0
            if not inside and not mute:
                continue
            if soft and any(a <= first < b for a, b in soft):
                continue
            cost = HYPHEN + _dearness(text, first, match.end(), begin, final)
            found += [(first + at, first + at, cost, 1, 1) for at in inside]
            if mute and _common(text, match, final):
                found.append((first + mute, first + mute, cost + MUTE, 1, 1))
    return found


def _common(text: str, match: re.Match[str], final: int) -> bool:
    """Whether a word is neither a name, nor part of a compound, nor the last one, which begins after `final`."""
    first, last = match.span()
    alone = text.rfind(" ", 0, first) + 1
    return first < final and text[first].islower() and not any(hyphen in text[alone : last + 1] for hyphen in _HYPHENS)


def _reachable(low: float, high: float, window: tuple[float, float]) -> bool:
    """Whether some number of lines of the window's widths can end between two places, in px from the text's start."""
    narrowest, widest = window
    return int(low / widest + 1) * narrowest <= high


def _dearness(text: str, first: int, last: int, begin: int, final: int) -> float:
    cost = 0.0
    if text[first].isupper() and not _starts_sentence(text, first, begin):
        cost += PROPER_NOUN
    if first > final:
        cost += LAST_WORD
    if (first > begin and text[first - 1] in _HYPHENS) or text[last : last + 1] in tuple(_HYPHENS):
        cost += INSIDE_COMPOUND
    return cost


def _starts_sentence(text: str, first: int, begin: int) -> bool:
    at = first - 1
    while at >= begin and text[at] in _BEFORE_SENTENCE:
        at -= 1
    return at < begin or text[at] in _SENTENCE_END


def _tokens(text: str, begin: int, stop: int) -> list[tuple[int, int]]:
    if "@" not in text and "/" not in text and "#" not in text and not _INNER_STOP.search(text, begin, stop):
        return []
    return [match.span() for match in _TOKEN.finditer(text, begin, stop)]


def _address_breaks(text: str, low: int, high: int) -> list[_Row]:
    token = text[low:high]
    address = "/" in token
    found: list[_Row] = []
    for at in range(low + 2, high - 1):
        before, after = text[at - 1], text[at]
        if address:
            wanted = text[at - 2 : at] == "//" or before in "=&" or (after in "/.,~-_?#%" and before not in "/:")
        else:
            wanted = after in ".@"
        if wanted and text[at + 1 : at + 2].strip():
            found.append((at, at, ADDRESS, 0, 0))
    return found


def hang_left(flow: Flow, start: int) -> float:
    """What the first character of a line hangs out of the measure, in px."""
    share = HANGS_LEFT[min(int(flow.codes[start]), HANGING)] if start < len(flow.codes) else 0.0
    return float(share * (flow.right[start + 1] - flow.left[start])) if share else 0.0


def _hang(flow: Flow, found: Breaks, hyphen_width: float) -> None:
    """Take what hangs out of the measure off the widths."""
    last = np.minimum(flow.codes[found.end - 1], HANGING)
    outside = HANGS_RIGHT[last] * (flow.right[found.end] - flow.left[found.end - 1])
    outside[0] = 0.0
    found.hang_end = np.where(found.hyphen, hyphen_width * HANGS_RIGHT[ord("‐")], outside)
    start = np.minimum(found.start, len(flow.codes) - 1)
    found.hang_start = HANGS_LEFT[np.minimum(flow.codes[start], HANGING)] * (flow.right[start + 1] - flow.left[start])
    found.x_end -= found.hang_end
    found.x_start += found.hang_start
