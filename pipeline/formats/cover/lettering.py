"""Letters as outlines: words shaped with the theme's faces and drawn as paths, the same on every machine.

Shaping is HarfBuzz's (kerning, ligatures, small capitals); the outlines become operators of a PDF page, so no text
engine of the system, no installed font and no hinting has a say.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

import uharfbuzz as _uharfbuzz
from msgspec import Struct, field

from pipeline.diagnostic import BookError, error

uharfbuzz: Any = _uharfbuzz  # has no types

# OpenType features asked for, beside kerning and ligatures, which HarfBuzz always applies.
SMALL_CAPS = ("smcp", "c2sc")
# Beside these only half is added: they bring white of their own.
LIGHT = frozenset("’'-\u2010\u2011")


class Style(Struct, frozen=True):
    """How a line is lettered: faces in order of preference, size in px, space added after each letter in px."""

    faces: tuple[Path, ...]
    size: float
    tracking: float = 0.0
    features: tuple[str, ...] = ()


class _Path(Struct):
    """A pen that writes PDF path operators (ISO 32000-1, 8.5.2), moved and scaled to its place."""

    scale: float
    x: float
    y: float = 0.0
    out: list[str] = field(default_factory=list)
    at: tuple[float, float] = (0.0, 0.0)

    def _place(self, points: Sequence[tuple[float, float]]) -> str:
        placed = ((self.x + x * self.scale, self.y + y * self.scale) for x, y in points)
        return " ".join(f"{x:.3f} {y:.3f}" for x, y in placed)

    def moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802 — the pen protocol's name
        self.out.append(f"{self._place([point])} m")
        self.at = point

    def lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802 — the pen protocol's name
        self.out.append(f"{self._place([point])} l")
        self.at = point

    def curveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802 — the pen protocol's name
        self.out.append(f"{self._place(points)} c")
        self.at = points[-1]

    def qCurveTo(self, control: tuple[float, float], end: tuple[float, float]) -> None:  # noqa: N802 — the pen protocol's name
        """Draw the quadratic curve as the cubic that is equal to it."""
        first = tuple(a + (c - a) * 2 / 3 for a, c in zip(self.at, control, strict=True))
        second = tuple(e + (c - e) * 2 / 3 for e, c in zip(end, control, strict=True))
        self.curveTo((first[0], first[1]), (second[0], second[1]), end)

    def closePath(self) -> None:  # noqa: N802 — the pen protocol's name
        self.out.append("h")


@lru_cache(maxsize=16)
def _font(face: Path) -> Any:
    return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(face))))


def _stretches(text: str, faces: tuple[Path, ...]) -> list[tuple[Path, str]]:
    """Return `text` cut where another face must take over; an error when a letter is in none of them."""
    stretches: list[tuple[Path, str]] = []
    for letter in text:
        face = next((face for face in faces if _font(face).get_nominal_glyph(ord(letter))), None)
        if face is None:
            raise BookError([error("E001", letter=letter, point=f"U+{ord(letter):04X}", text=text)])
        if stretches and stretches[-1][0] == face:
            stretches[-1] = (face, stretches[-1][1] + letter)
        else:
            stretches.append((face, letter))
    return stretches


@lru_cache(maxsize=4096)
def _measured(text: str, faces: tuple[Path, ...], features: tuple[str, ...]) -> float:
    """Return the width of `text` in ems, tracking apart."""
    total = 0.0
    for face, stretch in _stretches(text, faces):
        total += sum(position.x_advance for position in _shaped(face, stretch, features).glyph_positions) / _upem(face)
    return total


def width(text: str, style: Style) -> float:
    """Return the width of `text` in px."""
    return _measured(text, style.faces, style.features) * style.size + style.tracking * sum(_shares(text))


def _shares(text: str) -> tuple[float, ...]:
    """Return for each letter how much of the tracking is added after it; none after the last one."""
    return (*(0.5 if LIGHT.intersection(pair) else 1.0 for pair in pairwise(text)), 0.0)[: len(text)]


def letter(text: str, style: Style) -> bytes:
    """Return the operators that draw `text` from the origin on its baseline.

    BookError E001 when a letter is in none of the style's faces.
    """
    x, out = 0.0, []
    shares = iter(_shares(text))
    for face, stretch in _stretches(text, style.faces):
        shaped, scale = _shaped(face, stretch, style.features), style.size / _upem(face)
        added = [style.tracking * share for share in islice(shares, len(stretch))]
        for glyph, position in zip(shaped.glyph_infos, shaped.glyph_positions, strict=True):
            pen = _Path(scale, x + position.x_offset * scale, position.y_offset * scale)
            _font(face).draw_glyph_with_pen(glyph.codepoint, pen)
            out += pen.out
            x += position.x_advance * scale + added[glyph.cluster]
    return "\n".join(out).encode("ascii")


def _upem(face: Path) -> int:
    upem: int = _font(face).face.upem
    return upem


def _shaped(face: Path, text: str, features: tuple[str, ...]) -> Any:
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(_font(face), buffer, dict.fromkeys(features, True))
    return buffer
