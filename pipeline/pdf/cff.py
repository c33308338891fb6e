"""A CFF program whose glyphs are chosen by number (Adobe Technical Note 5176, « The Compact Font Format »).

In a PDF, the codes of a text are glyph numbers, but a CFF program that names its glyphs is read through those names by
some readers and by veraPDF, and in one with numbers of its own (CIDs) they are not always those of the glyphs. What is
made here has the glyphs' own numbers; the names of glyphs, which no reader needs, are left out.
"""

from __future__ import annotations

from msgspec import Struct

# Operators of DICTs (5176, tables 9, 10 and 23); those of two bytes begin with 12.
_FONT_BOX, _CHARSET, _CHARSTRINGS, _PRIVATE = b"\x05", b"\x0f", b"\x11", b"\x12"
_MATRIX, _ROS, _CID_COUNT, _FD_ARRAY, _FD_SELECT = b"\x0c\x07", b"\x0c\x1e", b"\x0c\x22", b"\x0c\x24", b"\x0c\x25"
# « Adobe », « Identity », supplement 0: the first strings after the 391 standard ones.
_IDENTITY = b"\xf8\x1b\xf8\x1c\x8b"
_STRINGS = (b"Adobe", b"Identity")


class _Index(Struct, frozen=True):
    """An INDEX: where it begins and ends, and its offsets, from the byte before its data."""

    begin: int
    end: int
    offsets: tuple[int, ...]
    data: bytes

    def items(self) -> list[bytes]:
        base = self.end - self.offsets[-1] if self.offsets else 0
        bounds = zip(self.offsets, self.offsets[1:], strict=False)
        return [self.data[base + first : base + last] for first, last in bounds]


def numbered(program: bytes) -> bytes:
    """Return a CFF program with the same glyphs, its CIDs their numbers; its charstrings call no local subroutines."""
    names = _index(program, program[2])
    tops = _index(program, names.end)
    strings = _index(program, tops.end)
    subroutines = _index(program, strings.end)
    top = _dict(tops.items()[0])
    glyphs = _index(program, _integers(top[_CHARSTRINGS])[0])
    count = len(glyphs.offsets) - 1
    if _ROS in top:
        fonts = [_dict(item) for item in _index(program, _integers(top[_FD_ARRAY])[0]).items()]
        select = _selection(program, _integers(top[_FD_SELECT])[0], count)
    else:
        fonts = [{_PRIVATE: top[_PRIVATE]}]
        select = b"\x03\0\1\0\0\0" + count.to_bytes(2, "big")  # all glyphs are of the first font
    begin = program[: names.end]
    fixed = b"".join(top[key] + key for key in (_FONT_BOX, _MATRIX) if key in top)
    pieces = [
        _write_index(_STRINGS) + program[subroutines.begin : subroutines.end],
        b"\x02\0\1" + (count - 2).to_bytes(2, "big"),  # one range: the first glyph's number is 1
        select,
        program[glyphs.begin : glyphs.end],
    ]
    # Offsets are written in five bytes, so that their places do not depend on them.
    size = len(_write_index([_top(fixed, count, (0, 0, 0, 0))]))
    places = [len(begin) + size]
    for piece in pieces:
        places.append(places[-1] + len(piece))
    privates, written = places[-1], b""
    dicts = []
    for font in fonts:
        length, offset = _integers(font[_PRIVATE])
        matrix = font[_MATRIX] + _MATRIX if _MATRIX in font else b""
        dicts.append(matrix + _number(length) + _number(privates + len(written)) + _PRIVATE)
        written += program[offset : offset + length]
    array = privates + len(written)
    ends = _write_index([_top(fixed, count, (places[1], places[2], places[3], array))])
    return b"".join((begin, ends, *pieces, written, _write_index(dicts)))


def _top(fixed: bytes, count: int, places: tuple[int, int, int, int]) -> bytes:
    """Return the DICT of the whole; `places` are those of the charset, the selection, the glyphs and the fonts."""
    operators = (_CHARSET, _FD_SELECT, _CHARSTRINGS, _FD_ARRAY)
    offsets = b"".join(_number(place) + key for place, key in zip(places, operators, strict=True))
    return _IDENTITY + _ROS + fixed + _number(count) + _CID_COUNT + offsets


def _index(program: bytes, begin: int) -> _Index:
    count = int.from_bytes(program[begin : begin + 2], "big")
    if not count:
        return _Index(begin, begin + 2, (), program)
    size = program[begin + 2]
    first = begin + 3
    table = program[first : first + size * (count + 1)]
    offsets = tuple(int.from_bytes(table[at : at + size], "big") for at in range(0, len(table), size))
    return _Index(begin, first + len(table) - 1 + offsets[-1], offsets, program)


def _write_index(items: tuple[bytes, ...] | list[bytes]) -> bytes:
    offsets = [1]
    for item in items:
        offsets.append(offsets[-1] + len(item))
    table = b"".join(offset.to_bytes(4, "big") for offset in offsets)
    return len(items).to_bytes(2, "big") + b"\x04" + table + b"".join(items)


def _dict(data: bytes) -> dict[bytes, bytes]:
    """Return the operands of each operator, as they are written."""
    found: dict[bytes, bytes] = {}
    begin = at = 0
    while at < len(data):
        lead = data[at]
        if lead <= 21:
            key = data[at : at + (2 if lead == 12 else 1)]
            found[key] = data[begin:at]
            begin = at = at + len(key)
        elif lead == 30:  # a real number: half a byte a digit, 15 ends it
            at += 1
            while data[at] & 0x0F != 0x0F and data[at] >> 4 != 0x0F:
                at += 1
            at += 1
        else:
            at += {28: 3, 29: 5}.get(lead, 1 if lead < 247 else 2)
    return found


def _integers(operands: bytes) -> list[int]:
    found, at = [], 0
    while at < len(operands):
        lead = operands[at]
        if lead in (28, 29):
            size = 2 if lead == 28 else 4
            found.append(int.from_bytes(operands[at + 1 : at + 1 + size], "big", signed=True))
            at += 1 + size
        elif lead < 247:
            found.append(lead - 139)
            at += 1
        else:
            high, low = lead, operands[at + 1]
            found.append((high - 247) * 256 + low + 108 if high < 251 else -(high - 251) * 256 - low - 108)
            at += 2
    return found


def _number(value: int) -> bytes:
    return b"\x1d" + value.to_bytes(4, "big", signed=True)


def _selection(program: bytes, begin: int, count: int) -> bytes:
    """Return the table that gives the font of each glyph (5176, 19): of format 0 or 3."""
    if program[begin] == 0:
        return program[begin : begin + 1 + count]
    ranges = int.from_bytes(program[begin + 1 : begin + 3], "big")
    return program[begin : begin + 5 + 3 * ranges]
