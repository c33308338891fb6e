"""A face cut down to the characters of a book, for its EPUB. The same characters give the same bytes."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping
from typing import Any

from pipeline.diagnostic import BookError, error
from pipeline.fonts.compactname import renamed
from pipeline.styles import Face

# What a reader may ask of our style sheet, beside what shaping needs (OpenType feature registry).
STYLISTIC = frozenset({"smcp", "c2sc", "onum", "lnum", "tnum", "sups", "frac"})

# What the line is to a reader who leaves it to the font (`line-height: normal`), in em. Set in the font and not in the
# style sheet, which would take the choice away (Kindle Publishing Guidelines: body text at the default line height).
LEADING = 1.32

# OpenType `name`: copyright, style, version, licence and its address stay as they are; family, unique name and full
# name, then the PostScript name, are ours.
KEPT, RENAMED, POSTSCRIPT = (0, 2, 5, 13, 14), (1, 3, 4), 6
# Windows, Unicode BMP or whole; English of the United States.
WINDOWS, ENGLISH = 3, 0x0409
# OpenType, "Table directory" and `head`: the checksum of the whole file with its own field at 0 brings it to this.
WHOLE = 0xB1B0AFBA


def subset(face: Face, characters: Iterable[str]) -> bytes:
    """Return the face, OpenType or TrueType as it is, with only the glyphs that `characters` need.

    Ligatures and alternates are included. The copy does not carry the font's own name: the licence of many faces
    reserves it (SIL OFL 1.1, condition 3). BookError S043 when the face is broken.
    """
    import uharfbuzz

    harfbuzz: Any = uharfbuzz  # has no types
    whole = harfbuzz.Face(harfbuzz.Blob.from_file_path(str(face.path)))
    try:
        cut = harfbuzz.subset(whole, _wanted(harfbuzz, characters))
        tables = {tag: bytes(cut.reference_table(tag).data) for tag in cut.table_tags}
        _open_lines(tables)
    except (RuntimeError, KeyError, struct.error) as fault:  # no glyphs, a table missing, a table cut short
        raise BookError([error("S043", None, font=face.name)]) from fault
    name = f"Extract {face.sha256[:8]}"
    names = {number: whole.get_name(number) for number in KEPT}
    names |= dict.fromkeys(RENAMED, name) | {POSTSCRIPT: name.replace(" ", "-")}
    tables["name"] = _names({number: text for number, text in names.items() if text})
    if "CFF " in tables:
        tables["CFF "] = renamed(tables["CFF "], f"Extract-{face.sha256}")
    return _file(tables)


def _wanted(harfbuzz: Any, characters: Iterable[str]) -> Any:
    wanted = harfbuzz.SubsetInput()
    wanted.unicode_set.update(ord(letter) for letter in characters)
    wanted.layout_feature_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in STYLISTIC)
    wanted.drop_table_tag_set.add(int.from_bytes(b"name", "big"))
    wanted.flags = harfbuzz.SubsetFlags.NO_HINTING | harfbuzz.SubsetFlags.NOTDEF_OUTLINE
    return wanted


def _names(texts: Mapping[int, str]) -> bytes:
    """Return a `name` table, version 0, for Windows: the records stand in the order of their numbers."""
    records, strings = b"", b""
    for number, text in sorted(texts.items()):
        data = text.encode("utf-16-be")
        records += struct.pack(">6H", WINDOWS, 1, ENGLISH, number, len(data), len(strings))
        strings += data
    return struct.pack(">3H", 0, len(texts), 6 + len(records)) + records + strings


def _open_lines(tables: dict[str, bytes]) -> None:
    """Give the font the line gap that brings its lines to LEADING; fonts with taller ones keep theirs."""
    (em,) = struct.unpack_from(">H", tables["head"], 18)
    for tag, place in (("hhea", 4), ("OS/2", 68)):
        table = bytearray(tables[tag])
        ascent, descent, gap = struct.unpack_from(">3h", table, place)
        struct.pack_into(">h", table, place + 4, max(gap, round(LEADING * em) - (ascent - descent)))
        tables[tag] = bytes(table)


def _file(tables: Mapping[str, bytes]) -> bytes:
    """Return the file of these tables (OpenType, "Organization of an OpenType font"), in the order of their tags."""
    contents = {tag: data + b"\0" * (-len(data) % 4) for tag, data in sorted(tables.items())}
    contents["head"] = contents["head"][:8] + b"\0" * 4 + contents["head"][12:]
    count = len(tables)
    power = count.bit_length() - 1
    kind = b"OTTO" if "CFF " in tables else b"\0\1\0\0"
    directory = kind + struct.pack(">4H", count, 16 << power, power, 16 * count - (16 << power))
    place = 12 + 16 * count
    for tag, data in contents.items():
        directory += struct.pack(">4s3L", tag.encode(), _checksum(data), place, len(tables[tag]))
        place += len(data)
    total = _checksum(directory + b"".join(contents.values()))
    adjusted = struct.pack(">L", (WHOLE - total) % (1 << 32))
    contents["head"] = contents["head"][:8] + adjusted + contents["head"][12:]
    return directory + b"".join(contents.values())


def _checksum(data: bytes) -> int:
    total: int = sum(struct.unpack(f">{len(data) // 4}L", data))
    return total % (1 << 32)
