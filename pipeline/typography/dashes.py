"""Dashes of French: `--`, the dash that opens a line of dialogue, and the pair that sets a remark apart."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.typography.line import LINE_END, Edit
from pipeline.typography.spacing import Spacing

_TYPED = " \t\n"
_BRACKETS = ("(", "[", "«", "“")
_DOUBLE = re.compile(r"(?<![^\s«“\"(\[])-{2,3}(?=[\s,.;:!?…)\]»”\"]|$)")
_RANGE = re.compile(r"(?<=\d)--(?=\d)")
_HYPHEN = re.compile(r"(?<=\S\s)-(?=\s\S)")
# A sentence ends before a capital; the dot of an initial or of « M. » ends none.
_SENTENCE = re.compile(r"[.!?…](?<![A-ZÀ-Þ]\.)[\"»”)\s]*\s(?=[«“\"—–\s]*[A-ZÀ-ÞŒ])")
_SPEECH = re.compile(r"\s*(?:[«“]\s*)?([—–])([ \t\n]*)")
_DASH = re.compile(r"[—–](?:(?<!\S[—–])(?=[\s,.;:!?…)\]»”]|$)|(?<=[(\[«“][—–])(?=\s))")


def double_hyphens(text: str, spacing: Spacing) -> list[Edit]:
    """Turn `--` and `---` that stand alone into an em dash, and `--` between figures into an en dash."""
    del spacing
    if "--" not in text:
        return []
    dashes = [Edit(*match.span(), "—") for match in _DOUBLE.finditer(text)]
    return sorted(dashes + [Edit(*match.span(), "–") for match in _RANGE.finditer(text)])


def hyphen_pairs(text: str, spacing: Spacing) -> list[Edit]:
    """Turn the only two spaced hyphens of a sentence, which set a remark apart, into en dashes.

    Three or more make a list, one may be anything, and figures on both sides make a span or a sum: they stay.
    """
    del spacing
    if " - " not in text:
        return []
    hyphens = [match.start() for match in _HYPHEN.finditer(text) if not _between_figures(text, match.start())]
    ends = [match.end() for match in _SENTENCE.finditer(text)]
    edits: list[Edit] = []
    for start, end in zip([0, *ends], [*ends, len(text)], strict=True):
        inside = [at for at in hyphens if start <= at < end]
        if len(inside) == 2:
            edits += (Edit(at, at + 1, "–") for at in inside)
    return edits


def speech_dash(text: str, spacing: Spacing) -> list[Edit]:
    """Bind the dash that opens a line of dialogue to its first word."""
    if "—" not in text and "–" not in text:
        return []
    return [Edit(*match.span(2), spacing.word) for match in _speeches(text) if match.group(2)]


def dashes_of_remarks(text: str, spacing: Spacing) -> list[Edit]:
    """Bind each dash of a remark on its inner side: the opening one to what follows, the closing one to what precedes.

    A dash that finds none open in its sentence opens: the closing one falls before a full stop.
    """
    if "—" not in text and "–" not in text:
        return []
    sides = dict.fromkeys(_inner_sides(text))  # two dashes with nothing between them share one
    return [Edit(start, end, spacing.word) for start, end in sides if start < end]


def _speeches(text: str) -> list[re.Match[str]]:
    """Return the dash at the beginning of each line that has one; an empty line has that of the next."""
    begins = [0, *(at + 1 for at, sign in enumerate(text) if sign == LINE_END)] if LINE_END in text else [0]
    found = [match for at in begins if (match := _SPEECH.match(text, at))]
    return list({match.start(1): match for match in found}.values())


def _inner_sides(text: str) -> Iterator[tuple[int, int]]:
    speeches = {match.start(1) for match in _speeches(text)}
    ends = [match.end() for match in _SENTENCE.finditer(text)]
    opened = -1
    for match in _DASH.finditer(text):
        at = match.start()
        if at in speeches or _between_figures(text, at):
            continue
        before, after = text[:at], text[at + 1 :]
        fresh = opened < 0 or before.rstrip().endswith(".") or any(opened < end <= at for end in ends)
        if after[:1].isspace() and (fresh or before.endswith(_BRACKETS)):
            opened = at
            yield at + 1, len(text) - len(after.lstrip(_TYPED))
        else:
            opened = -1
            yield len(before.rstrip(_TYPED)), at


def _between_figures(text: str, at: int) -> bool:
    return text[:at].rstrip()[-1:].isdigit() and text[at + 1 :].lstrip()[:1].isdigit()
