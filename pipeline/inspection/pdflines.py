"""The lines of a PDF read back: characters with their edges, gathered by baseline."""

from __future__ import annotations

import ctypes
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

import pypdfium2 as _pdfium
from pypdfium2 import raw as _raw

pypdfium2: Any = _pdfium  # both have types in part
raw: Any = _raw

HYPHENS = frozenset("-\u00ad\u2010\u0002\ufffe")  # pdfium gives U+0002 or U+FFFE for a hyphen that it joins
_BASELINES = 1.0  # points: characters nearer than this stand on one line
_GAP = 0.1  # em: a wider step between two characters is a word space
# Spaces beside these are narrow or no-break by French custom, and do not tell how tight a line is.
_OPENING, _CLOSING = frozenset("«—–(["), frozenset(";:!?»)]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line: lengths in points, the page from 1; `gaps` are its word spaces, `size` the size most of it is set in.

    `space` is the natural width of the space that it was written with, 0 when no space was written.
    """

    page: int
    text: str
    left: float
    right: float
    baseline: float
    size: float
    gaps: tuple[float, ...]
    space: float

    @property
    def hyphenated(self) -> bool:
        """Whether it ends in a hyphen."""
        return self.text[-1] in HYPHENS


@dataclass(frozen=True, slots=True)
class _Sign:
    left: float
    right: float
    character: str
    size: float
    baseline: float


def read_lines(data: bytes) -> tuple[Line, ...]:
    """Every line of every page, downwards."""
    with pypdfium2.PdfDocument(data) as document:
        return tuple(line for number, page in enumerate(document, 1) for line in _page_lines(page, number))


def _page_lines(page: Any, number: int) -> Iterator[Line]:
    text = page.get_textpage()
    rows: dict[int, list[_Sign]] = defaultdict(list)
    try:
        for sign in _signs(text):
            rows[round(sign.baseline / _BASELINES)].append(sign)
    finally:
        text.close()
        page.close()
    for row in sorted(rows, reverse=True):
        line = _line(number, sorted(rows[row], key=lambda sign: sign.left))
        if line is not None:
            yield line


def _signs(text: Any) -> Iterator[_Sign]:
    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(text.count_chars()):
        if raw.FPDFText_IsGenerated(text, index) == 1:
            continue
        raw.FPDFText_GetLooseCharBox(text, index, box)
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        raw.FPDFText_GetMatrix(text, index, matrix)
        size = raw.FPDFText_GetFontSize(text, index) * abs(matrix.d)
        yield _Sign(box.left, box.right, chr(raw.FPDFText_GetUnicode(text, index)), size, y.value)


def _line(page: int, signs: list[_Sign]) -> Line | None:
    inked = [sign for sign in signs if not sign.character.isspace()]
    if not inked:
        return None
    size = Counter(round(sign.size, 1) for sign in inked).most_common(1)[0][0]
    gaps, written = [], [inked[0].character]
    for before, after in pairwise(inked):
        gap = after.left - before.right
        if gap > _GAP * size:
            written.append(" ")
            if before.character not in _OPENING and after.character not in _CLOSING:
                gaps.append(gap)
        written.append(after.character)
    spaces = [sign.right - sign.left for sign in signs if sign.character == " " and round(sign.size, 1) == size]
    return Line(
        page, "".join(written), inked[0].left, max(sign.right for sign in inked), median(s.baseline for s in inked),
        size, tuple(gaps), median(spaces) if spaces else 0.0,
    )  # fmt: skip
