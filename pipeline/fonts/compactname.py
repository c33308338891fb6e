"""The names inside a CFF table (Adobe Technical Note 5176), replaced by others of the same length: nothing moves."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

# Operators of the Top DICT whose operand is a name: FullName, FamilyName (5176, table 9).
NAMES = frozenset({2, 3})
# Strings that every reader of CFF knows come before those of the file (5176, appendix A).
STANDARD = 391


def renamed(table: bytes, name: str) -> bytes:
    """Return the table with `name`, ASCII, cut or filled to the length of each of its own names."""
    data = bytearray(table)
    fonts, place = _index(table, table[2])
    tops, place = _index(table, place)
    strings, _ = _index(table, place)
    wanted = list(fonts)
    for start, end in tops:
        numbers = [value for operator, value in _entries(table[start:end]) if operator in NAMES]
        wanted += [strings[number - STANDARD] for number in numbers if number >= STANDARD]
    for start, end in wanted:
        data[start:end] = name.encode("ascii")[: end - start].ljust(end - start, b"-")
    return bytes(data)


def _index(table: bytes, place: int) -> tuple[list[tuple[int, int]], int]:
    """Return where each object of the INDEX at `place` starts and ends, and where the INDEX ends (5176, 5)."""
    count = int.from_bytes(table[place : place + 2], "big")
    if not count:
        return [], place + 2
    size = table[place + 2]
    first = place + 3
    base = first + (count + 1) * size - 1
    offsets = [
        base + int.from_bytes(table[at : at + size], "big") for at in range(first, first + (count + 1) * size, size)
    ]
    return list(pairwise(offsets)), offsets[-1]


def _entries(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield the operators of a DICT, those of one byte, with their last operand where it is whole (5176, 4)."""
    place = value = 0
    while place < len(data):
        byte = data[place]
        place += 1
        if byte == 12:  # the first byte of two
            place += 1
        elif byte <= 21:
            yield byte, value
        elif byte in {28, 29}:
            size = 2 if byte == 28 else 4
            value = int.from_bytes(data[place : place + size], "big", signed=True)
            place += size
        elif byte == 30:  # decimal digits, four bits each; the last is 15
            while data[place] & 0xF != 0xF:
                place += 1
            place += 1
        elif byte <= 246:
            value = byte - 139
        else:
            high = byte - 247 if byte <= 250 else -(byte - 251)
            value = high * 256 + (data[place] + 108) * (1 if byte <= 250 else -1)
            place += 1
