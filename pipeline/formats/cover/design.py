"""The cover's composition: one coloured ground, the words centred, and one point for each text of the book.

The points lie as seeds do in a sunflower's head, each at the golden angle from the one before: whatever their number,
they fill the same disc evenly. All measures are in px on a page of 1600 × 2400.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from pipeline.formats.cover import lettering, lines
from pipeline.formats.cover.lettering import SMALL_CAPS, Style
from pipeline.formats.cover.words import Words
from pipeline.styles import Theme

WIDTH, HEIGHT = 1600, 2400
CENTRE = WIDTH / 2
MEASURE = 1280

GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))
DISC_BOTTOM, DISC_RADIUS = 2110, 430
TITLE_SIZES = range(232, 71, -4)
LEADING = 1.08

# The palette, unless the theme's variables `cover-ink` and `cover-grounds` give another (#rrggbb, apart by spaces).
INK = "#f6efe2"
GROUNDS = "#1f3b4d #7a2f2b #4a3b5c #2b4638"

Colour = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Look:
    """What the theme brings: the faces of each part (the first that has a letter draws it), ground and ink (0 to 1)."""

    roman: tuple[Path, ...]
    italic: tuple[Path, ...]
    ground: Colour
    ink: Colour


def look(theme: Theme, number: int | None, *, sample: bool) -> Look:
    """Return the look of a volume: a ground for each tome, the last for a work in one; a sample has them reversed."""
    variables = dict(theme.variables)
    ink = _colour(variables.get("cover-ink", INK))
    grounds = variables.get("cover-grounds", GROUNDS).split()
    ground = _colour(grounds[-1 if number is None else (number - 1) % len(grounds)])
    if sample:
        ink, ground = ground, ink
    return Look(_faces(theme, "normal"), _faces(theme, "italic"), ground, ink)


def _faces(theme: Theme, style: str) -> tuple[Path, ...]:
    """Return the text family in that style, then its regular face, then the fallbacks."""
    families = (theme.families.text, *theme.families.fallback)
    own = (face.path for face in theme.faces if (face.family, face.style, face.weight) == (families[0], style, 400))
    rest = (
        face.path
        for family in families
        for face in theme.faces
        if (face.family, face.style, face.weight) == (family, "normal", 400)
    )
    return tuple(dict.fromkeys((*own, *rest)))


def _colour(value: str) -> Colour:
    red, green, blue = bytes.fromhex(value.removeprefix("#"))
    return red / 255, green / 255, blue / 255


@dataclass(frozen=True, slots=True)
class _Line:
    """A line to draw: its words, their style, its baseline from the top."""

    text: str
    style: Style
    baseline: float


def page(words: Words, points: int, look: Look) -> bytes:
    """Return the operators of a PDF page (ISO 32000-1, 8) that draw the cover; `points` is how many texts there are."""
    placed, below = _placed(words, look)
    out = [_fill(look.ground), b"0 0 %d %d re f" % (WIDTH, HEIGHT), _fill(look.ink)]
    for line in placed:
        x = CENTRE - lettering.width(line.text, line.style) / 2
        shape = lettering.letter(line.text, line.style)
        out.append(b"q 1 0 0 1 %.2f %.2f cm\n%s\nf Q" % (x, HEIGHT - line.baseline, shape))
    radius = min(DISC_RADIUS, (DISC_BOTTOM - below - 110) / 2)
    if points and radius > 120:
        out += _seeds(points, radius)
    return b"\n".join(out)


def _fill(colour: Colour) -> bytes:
    return b"%.4f %.4f %.4f rg" % colour


def _placed(words: Words, look: Look) -> tuple[list[_Line], float]:
    """Return the lines of the cover and how far down the words go above the disc."""
    small = Style(look.roman, 58, tracking=7, features=SMALL_CAPS)
    placed, top = [], 215.0
    for text in _broken(words.author, small, 2):
        placed.append(_Line(text, small, top))
        top += 78
    title, style = _title(words.title, look)
    baseline = top + 120 + style.size * 0.72
    for text in title:
        placed.append(_Line(text, style, baseline))
        baseline += style.size * LEADING
    below = baseline - style.size * LEADING
    if words.subtitle:
        italic = Style(look.italic, min(76, style.size * 0.62))
        below += 58 + italic.size * 0.7
        for text in _broken(words.subtitle, italic, 4):
            placed.append(_Line(text, italic, below))
            below += italic.size * 1.2
        below -= italic.size * 1.2
    if words.volume:
        below += 132
        for text in _broken(words.volume, replace(small, size=66), 2):
            placed.append(_Line(text, replace(small, size=66), below))
            below += 84
        below -= 84
    if words.publisher:
        placed += [_Line(text, small, 2268) for text in _broken(words.publisher, small, 1)]
    return placed, below


def _broken(text: str, style: Style, most: int) -> tuple[str, ...]:
    """Return `text` in at most `most` lines, the style's size kept or, for one that is too long, the text cut short."""
    if not text:
        return ()
    found = lines.balanced(text, MEASURE, partial(_width, style), most)
    return found or lines.balanced(text, MEASURE, partial(_width, style), 99) or (text,)


def _width(style: Style, text: str) -> float:
    return lettering.width(text, style)


def _title(text: str, look: Look) -> tuple[tuple[str, ...], Style]:
    """Return the title's lines at the largest size that holds in the measure and in its part of the page."""
    for size in TITLE_SIZES:
        style = Style(look.roman, size)
        most = max(1, int(760 / (size * LEADING)))
        found = lines.balanced(text, MEASURE, partial(_width, style), most)
        if found:
            return found, style
    return _broken(text, style, 12), style


def _seeds(count: int, radius: float) -> list[bytes]:
    """Return `count` points on a disc that stands on DISC_BOTTOM."""
    step = radius / math.sqrt(count)
    size = step * 0.56
    spread = (radius - size) / math.sqrt(max(count - 0.5, 1))
    middle = HEIGHT - DISC_BOTTOM + radius
    out = []
    for number in range(count):
        distance = spread * math.sqrt(number + 0.5) if count > 1 else 0.0
        angle = number * GOLDEN_ANGLE
        out.append(_circle(CENTRE + distance * math.cos(angle), middle + distance * math.sin(angle), size))
    return out


def _circle(x: float, y: float, r: float) -> bytes:
    """Return a circle as four Bézier curves."""
    k = 0.5523 * r  # the usual constant, 4/3 (√2 − 1), off by less than 0.03 % of the radius
    curves = (
        (x + r, y + k, x + k, y + r, x, y + r),
        (x - k, y + r, x - r, y + k, x - r, y),
        (x - r, y - k, x - k, y - r, x, y - r),
        (x + k, y - r, x + r, y - k, x + r, y),
    )
    path = [b"%.2f %.2f m" % (x + r, y)] + [b"%.2f %.2f %.2f %.2f %.2f %.2f c" % curve for curve in curves]
    return b"\n".join([*path, b"f"])
