"""Titles cut into lines: even lengths, no article or preposition left hanging, no word alone on the last line."""

from __future__ import annotations

import re
from collections.abc import Callable

# A short word leans on the next one: « sur les », « de la », "of the".
LEANING = 3
# Added to the raggedness, a share of the squared measure, for a line that such a word ends, or a last one of one word.
HANGING = 0.1


def balanced(text: str, measure: float, width: Callable[[str], float], most: int) -> tuple[str, ...] | None:
    """Return `text` in the most even lines no wider than `measure` (px), in as few lines as hold it.

    `width` gives a line's width in px; `most` is the greatest number of lines. None when no such cut exists. Lines
    break at plain spaces only: a no-break space holds.
    """
    if width(text) > measure * most:
        return None
    words = re.split(r" +", text.strip(" "))
    for count in range(1, min(most, len(words)) + 1):
        cut = _cut(words, count, measure, width)
        if cut:
            return cut
    return None


def _cut(words: list[str], count: int, measure: float, width: Callable[[str], float]) -> tuple[str, ...] | None:
    """Return the cut into exactly `count` lines with the least raggedness, by the shortest path over the words."""
    best: dict[tuple[int, int], tuple[float, tuple[str, ...]]] = {(0, 0): (0.0, ())}
    for line in range(1, count + 1):
        for end in range(line, len(words) - (count - line) + 1):
            options = []
            for start in range(end - 1, line - 2, -1):
                before = best.get((line - 1, start))
                piece = " ".join(words[start:end])
                if width(piece) > measure:
                    break
                if before:
                    cost = before[0] + _raggedness(piece, width(piece), measure, last=end == len(words))
                    options.append((cost, (*before[1], piece)))
            if options:
                best[line, end] = min(options)
    found = best.get((count, len(words)))
    return found[1] if found else None


def _raggedness(line: str, length: float, measure: float, *, last: bool) -> float:
    *others, end = line.split(" ")
    hangs = not others if last else len(end) <= LEANING and not end[-1].isdigit()
    return ((measure - length) / measure) ** 2 + (HANGING if hangs else 0.0)
