"""Straight quotes that pair, apostrophes, ellipses: what languages share, each with its own glyphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pipeline.typography.line import HIDDEN, Edit
from pipeline.typography.spacing import Spacing

# An opening and a closing glyph for each depth.
Glyphs = tuple[tuple[str, str], ...]

_BRACKETS = frozenset("([{«‹“‘")
_JOINTS = frozenset("'’-–—/")
_ENDS = frozenset(")]}»›”,;:!?.…")
_OPENING, _CLOSING, _EITHER = 1, 2, 3


def _role(text: str, at: int, sign: str) -> int:
    """Return what the straight quote at `at` may be, from the characters on its two sides."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    starts = not before or before.isspace() or before in _BRACKETS
    ends = not after or after.isspace() or after in _ENDS
    if starts or ends:
        return _EITHER if starts and ends else _OPENING if starts else _CLOSING
    if before.isalnum():
        return _CLOSING
    if before == sign:  # as the first of a row of quotes
        return _role(text, len(text[:at].rstrip(sign)), sign)
    return _OPENING if before in _JOINTS else _EITHER


def pairs(text: str, sign: str, places: Sequence[int]) -> list[tuple[int, int]]:
    """Return the offsets of the opening and the closing `sign` of each pair among `places`, outer pairs first."""
    roles = [_role(text, at, sign) for at in places]
    waiting: list[int] = []
    found: list[tuple[int, int]] = []
    for index, (at, role) in enumerate(zip(places, roles, strict=True)):
        if role == _OPENING or (role == _EITHER and not waiting):
            waiting.append(at)
        elif waiting and not (text[at - 1].isdigit() and _closers(roles[index + 1 :]) >= len(waiting)):
            found.append((waiting.pop(), at))
    return sorted(pair for pair in found if pair[1] > pair[0] + 1)


def _closers(roles: Iterable[int]) -> int:
    """Return how many quotes close before the next one opens: enough of them, and one after a digit is a prime."""
    count = 0
    for role in roles:
        if role == _OPENING:
            break
        count += 1
    return count


def paired(text: str, glyphs: Glyphs) -> list[Edit]:
    """Turn the straight double quotes that pair into `glyphs`, by depth; those without a partner stay."""
    edits: list[Edit] = []
    if '"' not in text:
        return edits
    places = [match.start() for match in re.finditer('"', text)]
    ends: list[int] = []
    for start, end in pairs(text, '"', places):
        ends = [outer for outer in ends if outer > end]
        typed = text.count(glyphs[0][0], 0, start) > text.count(glyphs[0][1], 0, start)
        opening, closing = glyphs[min(len(ends) + typed, len(glyphs) - 1)]
        edits += (Edit(start, start + 1, opening), Edit(end, end + 1, closing))
        ends.append(end)
    return sorted(edits)


# Between two letters, between a letter and a figure, in a Swiss number: nothing else than an apostrophe.
_PLAIN = re.compile(r"'(?:(?<=[^\W\d_]')(?=[^\W_])|(?<=\d')(?=\d{3}(?!\d)))")


def apostrophes(text: str, quotes: tuple[str, str] | None) -> list[Edit]:
    """Turn straight apostrophes into ’; single quotes that pair become `quotes`, or stay when it is None.

    After a figure `'` is a prime; after a sign it belongs to an emoticon: both stay.
    """
    if "'" not in text:
        return []
    edits = [Edit(match.start(), match.end(), "’") for match in _PLAIN.finditer(text)]
    if len(edits) == text.count("'"):
        return edits
    plain = {edit.start for edit in edits}
    places = [match.start() for match in re.finditer("'", text) if match.start() not in plain]
    matched: dict[int, str] = {}
    for start, end in pairs(text, "'", places):
        if text[start + 1 : end] in ("n", "N"):  # rock 'n' roll
            continue
        matched |= {start: quotes[0] if quotes else "'", end: quotes[1] if quotes else "'"}
    for at in places:
        glyph = matched.get(at) or ("’" if _is_apostrophe(text, at) else "'")
        if glyph != "'":
            edits.append(Edit(at, at + 1, glyph))
    return sorted(edits)


def _is_apostrophe(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if before.isdigit():
        return after.isalpha()
    elided = not before or before.isspace() or before in _BRACKETS or before in _JOINTS
    return before.isalpha() or before == HIDDEN or (elided and after.isalnum())


_ELLIPSIS = re.compile(r"\.{3,}")


def ellipses(text: str, spacing: Spacing) -> list[Edit]:
    """Write … for three dots or more; two dots stay."""
    del spacing
    return [Edit(*match.span(), "…") for match in _ELLIPSIS.finditer(text)] if "..." in text else []
