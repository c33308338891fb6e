"""The lines of a PDF read back: characters with their edges, gathered by baseline, and what its tags call them."""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise
from statistics import median
from typing import Any

import pypdfium2 as _pdfium
from msgspec import Struct
from pypdfium2 import raw as _raw

from pipeline.inspection.pdfroles import ARTIFACT, UNTAGGED, Role, roles

pypdfium2: Any = _pdfium  # both have types in part
raw: Any = _raw

HYPHENS = frozenset("-\u00ad\u2010")
_JOINED = {"\u0002": "-", "\ufffe": "-"}  # what pdfium gives for a hyphen that divides a word
_BASELINES = 1.0  # points: characters nearer than this stand on one line
_GAP = 0.1  # em: a wider step between two characters is a word space
_RAISED, _SMALLER = 0.6, 0.85  # em and share: superscripts and subscripts stand this near a line and are this small
# Spaces beside these are narrow or no-break by French custom, and do not tell how tight a line is.
_OPENING, _CLOSING = frozenset("«—–(["), frozenset(";:!?»)]")


class Line(Struct, frozen=True):
    """A line: lengths in points, the page from 1; `gaps` are its word spaces, `size` the size most of it is set in.

    `space` is the natural width of the space that it was written with, 0 when no space was written. `role` is what the
    tags of the file call it.
    """

    page: int
    text: str
    left: float
    right: float
    baseline: float
    size: float
    gaps: tuple[float, ...]
    space: float
    role: Role

    @property
    def hyphenated(self) -> bool:
        """Whether it ends in a hyphen."""
        return self.text[-1] in HYPHENS


class Page(Struct, frozen=True):
    """A page: the left, right, top and bottom of what is left of it when it is trimmed (points), and its lines."""

    number: int
    box: tuple[float, float, float, float]
    lines: tuple[Line, ...]


class _Sign(Struct, frozen=True):
    left: float
    right: float
    character: str
    baseline: float
    size: float
    role: Role


def read_pages(data: bytes) -> tuple[Page, ...]:
    """Every page with its lines, downwards."""
    known = roles(data)
    with pypdfium2.PdfDocument(data) as document:
        return tuple(_page(page, number, known) for number, page in enumerate(document, 1))


def _page(page: Any, number: int, known: Mapping[tuple[int, int], Role]) -> Page:
    left, bottom, right, top = page.get_trimbox()
    text = page.get_textpage()
    try:
        rows = _rows(list(_signs(text, _Objects(number, known))))
    finally:
        text.close()
        page.close()
    lines = (_line(number, sorted(row, key=lambda sign: sign.left)) for row in rows)
    return Page(number, (left, right, top, bottom), tuple(line for line in lines if line is not None))


class _Objects:
    """The text objects of one page: the size of their letters, and what the marked content calls them (14.6)."""

    def __init__(self, page: int, known: Mapping[tuple[int, int], Role]) -> None:
        self._page, self._known = page, known
        self._seen: dict[int | None, tuple[float, Role]] = {}
        self._matrix = raw.FS_MATRIX()

    def facts(self, text: Any, index: int) -> tuple[float, Role]:
        """Return the size and the role of the object that drew a character."""
        drawn = raw.FPDFText_GetTextObject(text, index)
        address = ctypes.cast(drawn, ctypes.c_void_p).value
        if address not in self._seen:
            raw.FPDFText_GetMatrix(text, index, self._matrix)
            size = raw.FPDFText_GetFontSize(text, index) * abs(self._matrix.d)
            self._seen[address] = size, self._role(drawn)
        return self._seen[address]

    def _role(self, drawn: Any) -> Role:
        count = raw.FPDFPageObj_CountMarks(drawn)
        if any(_mark_name(raw.FPDFPageObj_GetMark(drawn, place)) == ARTIFACT.kind for place in range(count)):
            return ARTIFACT
        return self._known.get((self._page, raw.FPDFPageObj_GetMarkedContentID(drawn)), UNTAGGED)


def _mark_name(mark: Any) -> str:
    buffer, size = ctypes.create_unicode_buffer(64), ctypes.c_ulong()
    raw.FPDFPageObjMark_GetName(mark, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), 64, size)
    encoded = ctypes.string_at(buffer, size.value)
    return encoded.decode("utf-16-le").rstrip("\0")


def _signs(text: Any, objects: _Objects) -> Iterator[_Sign]:
    box = raw.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(text.count_chars()):
        if raw.FPDFText_IsGenerated(text, index) == 1:
            continue
        raw.FPDFText_GetLooseCharBox(text, index, box)
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        character = chr(raw.FPDFText_GetUnicode(text, index))
        yield _Sign(box.left, box.right, _JOINED.get(character, character), y.value, *objects.facts(text, index))


def _rows(signs: list[_Sign]) -> list[list[_Sign]]:
    """Gather characters by baseline, downwards; raised and lowered ones go to the line that they stand in."""
    rows: list[list[_Sign]] = []
    for sign in sorted(signs, key=lambda sign: -sign.baseline):
        if rows and rows[-1][-1].baseline - sign.baseline < _BASELINES:
            rows[-1].append(sign)
        else:
            rows.append([sign])
    whole = [
        row
        for place, row in enumerate(rows)
        if not any(_leans(row, other) for other in rows[max(place - 1, 0) : place + 2])
    ]
    for row in rows:
        if not any(row is other for other in whole):
            next(other for other in whole if _leans(row, other)).extend(row)
    return whole


def _leans(row: list[_Sign], other: list[_Sign]) -> bool:
    """Return whether a row is made of superscripts or subscripts of another."""
    size = max(sign.size for sign in other)
    near = abs(row[0].baseline - other[0].baseline) < _RAISED * size
    return near and max(sign.size for sign in row) < _SMALLER * size


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
    own = [sign for sign in signs if round(sign.size, 1) == size]
    spaces = [sign.right - sign.left for sign in own if sign.character == " "]
    return Line(
        page, "".join(written), inked[0].left, max(sign.right for sign in inked), median(s.baseline for s in own),
        size, tuple(gaps), median(spaces) if spaces else 0.0, Counter(s.role for s in inked).most_common(1)[0][0],
    )  # fmt: skip
