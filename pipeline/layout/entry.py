"""Chunks and stamps as bytes, for the cache and for workers: JSON and a PDF, never pickled objects."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from pipeline.layout.values import Bookmark, Chunk, Facts, Fault, FontFacts, PageFacts, Stamp

# The length of the JSON stands first, in this many bytes.
_PREFIX = 8


def pack(chunk: Chunk) -> bytes:
    """Return a chunk as bytes: the length of its facts, its facts, its PDF."""
    facts = json.dumps(asdict(chunk.facts), ensure_ascii=False, separators=(",", ":")).encode()
    return len(facts).to_bytes(_PREFIX, "big") + facts + chunk.pdf


def unpack(data: bytes) -> Chunk:
    """Return the chunk that `pack` wrote."""
    length = int.from_bytes(data[:_PREFIX], "big")
    facts = json.loads(data[_PREFIX : _PREFIX + length])
    return Chunk(_facts(facts), data[_PREFIX + length :])


def _facts(data: Mapping[str, Any]) -> Facts:
    return Facts(
        pages=tuple(PageFacts(**{**page, "begins": _pair(page["begins"])}) for page in data["pages"]),
        anchors={name: (page, x, y) for name, (page, x, y) in data["anchors"].items()},
        bookmarks=tuple(Bookmark(**bookmark) for bookmark in data["bookmarks"]),
        fonts=_fonts(data["fonts"]),
        records=tuple(data["records"]),
        faults=tuple(Fault(**fault) for fault in data["faults"]),
    )


def _pair(value: list[Any] | None) -> tuple[str, int] | None:
    return (value[0], value[1]) if value else None


def _fonts(data: Mapping[str, Any]) -> dict[str, FontFacts]:
    return {
        name: FontFacts(
            font["sha256"],
            font["family"],
            {int(glyph): (text, width) for glyph, (text, width) in font["glyphs"].items()},
        )
        for name, font in data.items()
    }


def pack_stamps(stamps: Mapping[str, Stamp]) -> bytes:
    """Return stamps by name as bytes."""
    return json.dumps(
        {name: {**asdict(stamp), "operators": stamp.operators.decode("latin-1")} for name, stamp in stamps.items()},
        ensure_ascii=False,
        separators=(",", ":"),
    ).encode()


def unpack_stamps(data: bytes) -> dict[str, Stamp]:
    """Return the stamps that `pack_stamps` wrote."""
    return {
        name: Stamp(stamp["operators"].encode("latin-1"), _fonts(stamp["fonts"]), stamp["lines"])
        for name, stamp in json.loads(data).items()
    }
