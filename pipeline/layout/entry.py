"""Chunks and stamps as bytes, for the cache and from workers: JSON and a PDF, never pickled objects."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from pipeline.layout.values import Bookmark, Chunk, Facts, Fault, FontFacts, Job, PageFacts, Stamp, Surroundings

# The length of the JSON stands first, in this many bytes.
_PREFIX = 8


def pack(chunk: Chunk) -> bytes:
    """Return a chunk as bytes: the length of its facts, its facts, its PDF."""
    facts = chunk.facts
    data = {
        "pages": [asdict(page) for page in facts.pages],
        "anchors": facts.anchors,
        "bookmarks": [asdict(bookmark) for bookmark in facts.bookmarks],
        "fonts": _font_table(facts.fonts),
        "records": facts.records,
        "faults": [asdict(fault) for fault in facts.faults],
        "lines": facts.lines,
        "left": facts.left,
    }
    text = _json(data)
    return len(text).to_bytes(_PREFIX, "big") + text + chunk.pdf


def _json(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def _font_table(fonts: Mapping[str, FontFacts]) -> dict[str, Any]:
    return {name: {"sha256": font.sha256, "family": font.family, "glyphs": font.glyphs} for name, font in fonts.items()}


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
        lines=data["lines"],
        left=data["left"],
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


def pack_sample(sample: Job) -> bytes:
    """Return a job as bytes, as far as it says what jobs like it need."""
    around = sample.surroundings
    return _json([sample.html, around.css, around.faces, around.fontconfig])


def unpack_sample(data: bytes) -> Job:
    """Return the job that `pack_sample` wrote."""
    html, css, faces, fontconfig = json.loads(data)
    return Job("", html, Surroundings(css, tuple((sha256, path) for sha256, path in faces), fontconfig))


def pack_stamps(stamps: Mapping[str, Stamp]) -> bytes:
    """Return stamps by name as bytes."""
    return _json(
        {
            name: {
                "operators": stamp.operators.decode("latin-1"),
                "fonts": _font_table(stamp.fonts),
                "opacities": stamp.opacities,
                "lines": stamp.lines,
            }
            for name, stamp in stamps.items()
        }
    )


def unpack_stamps(data: bytes) -> dict[str, Stamp]:
    """Return the stamps that `pack_stamps` wrote."""
    return {
        name: Stamp(stamp["operators"].encode("latin-1"), _fonts(stamp["fonts"]), stamp["opacities"], stamp["lines"])
        for name, stamp in json.loads(data).items()
    }
