"""The cover's composition: one coloured ground, the words centred, and one point for each text of the book.

The points lie as seeds do in a sunflower's head, each at the golden angle from the one before: whatever their number,
they fill the same disc evenly. All measures are in px on a page of 1600 × 2400.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from pipeline.diagnostic import BookError, error
from pipeline.formats.cover import lettering
from pipeline.formats.cover.lettering import SMALL_CAPS, Style
from pipeline.formats.cover.lines import balanced
from pipeline.formats.cover.words import Words
from pipeline.styles import Theme

WIDTH, HEIGHT = 1600, 2400
CENTRE = WIDTH / 2
MEASURE = 1280

GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))
DISC_BOTTOM, LOW_DISC_BOTTOM = 2110, 2190  # above the publisher's name, and where there is none
DISC_RADIUS, SMALLEST_DISC = 440, 120
PUBLISHER = 2272
TITLE_HEIGHT = 780
VERY_MANY = 40
TITLE_SIZES = range(236, 47, -4)
LEADING = 1.08

Colour = tuple[float, float, float]


class Look(Struct, frozen=True):
    """What the theme brings: the faces of each part (the first that has a letter draws it), ground and ink (0 to 1)."""

    roman: tuple[Path, ...]
    italic: tuple[Path, ...]
    ground: Colour
    ink: Colour


def look(theme: Theme, number: int | None, *, sample: bool) -> Look:
    """Return the look of a volume: a ground for each tome, the last for a work in one; a sample has them reversed."""
    ink, grounds = _colour(theme.cover.ink), theme.cover.grounds
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


class _Line(Struct, frozen=True):
    """A line to draw: its words, their style, its baseline from the top."""

    text: str
    style: Style
    baseline: float


def page(words: Words, texts: Sequence[bool], look: Look) -> bytes:
    """Return the operators of a PDF page (ISO 32000-1, 8) that draw the cover.

    There is one point for each of `texts`, a ring for one that is not written yet (False). BookError E002 when the
    words do not hold on the page.
    """
    placed, below = _placed(words, look)
    out = [_fill(look.ground), b"0 0 %d %d re f" % (WIDTH, HEIGHT), _fill(look.ink)]
    for line in placed:
        x = CENTRE - lettering.width(line.text, line.style) / 2
        shape = lettering.letter(line.text, line.style)
        out.append(b"q 1 0 0 1 %.2f %.2f cm\n%s\nf Q" % (x, HEIGHT - line.baseline, shape))
    bottom = DISC_BOTTOM if words.publisher else LOW_DISC_BOTTOM
    if below > bottom:
        raise BookError([error("E002", title=words.title)])
    radius = min(DISC_RADIUS, (bottom - below - 110) / 2)
    if texts and radius > SMALLEST_DISC:
        out += _seeds(texts, radius, HEIGHT - bottom + radius)
    return b"\n".join(out)


def _fill(colour: Colour) -> bytes:
    return b"%.4f %.4f %.4f rg" % colour


def _placed(words: Words, look: Look) -> tuple[list[_Line], float]:
    """Return the lines of the cover, and how far down they go above the disc."""
    small = Style(look.roman, 64, tracking=8, features=SMALL_CAPS)
    italic = Style(look.italic, 60)
    title, large = _title(words.title, look)
    placed, _ = _stacked(words.author, small, 2, 220.0)
    at = (placed[-1].baseline if placed else 120.0) + 140 + large.size * 0.72
    for text in title:
        placed.append(_Line(text, large, at))
        at += large.size * LEADING
    # Under the title's descenders, as much white again as they and a line of the subtitle take.
    below = placed[-1].baseline + large.size * 0.3
    subtitle = replace(italic, size=min(78, large.size * 0.62))
    for words_below, style, most, space in (
        (words.subtitle, subtitle, 4, 90),
        (words.volume, replace(small, size=70), 2, 120),
        (words.helper, italic, 2, 60),
    ):
        lines, _ = _stacked(words_below, style, most, below + space + style.size * 0.6)
        placed += lines
        below = placed[-1].baseline if lines else below
    lines, _ = _stacked(words.publisher, small, 1, PUBLISHER)
    return placed + lines, placed[-1].baseline


def _stacked(text: str, style: Style, most: int, at: float) -> tuple[list[_Line], float]:
    """Return `text` in lines from the baseline `at`, at most `most` unless it is very long; and the next baseline."""
    if not text:
        return [], at
    for size in (style.size, style.size * 0.85, style.size * 0.7):
        fitting = replace(style, size=size)
        found = balanced(text, MEASURE, partial(_width, fitting), most)
        if found:
            break
    else:
        found = balanced(text, MEASURE, partial(_width, fitting), VERY_MANY) or (text,)
    step = fitting.size * 1.25
    return [_Line(line, fitting, at + number * step) for number, line in enumerate(found)], at + len(found) * step


def _width(style: Style, text: str) -> float:
    return lettering.width(text, style)


def _title(text: str, look: Look) -> tuple[tuple[str, ...], Style]:
    """Return the title's lines at the largest size that holds in the measure and in its part of the page."""
    for size in TITLE_SIZES:
        style = Style(look.roman, size)
        found = balanced(text, MEASURE, partial(_width, style), int(TITLE_HEIGHT / (size * LEADING)))
        if found:
            return found, style
    raise BookError([error("E002", title=text)])


def _seeds(texts: Sequence[bool], radius: float, middle: float) -> Iterator[bytes]:
    """Yield a point for each text, on a disc around `middle` (px from the bottom)."""
    step = radius / math.sqrt(len(texts))
    size = step * 0.56
    spread = (radius - size) / math.sqrt(max(len(texts) - 0.5, 1))
    for number, written in enumerate(texts):
        distance = spread * math.sqrt(number + 0.5) if len(texts) > 1 else 0.0
        angle = number * GOLDEN_ANGLE
        x, y = CENTRE + distance * math.cos(angle), middle + distance * math.sin(angle)
        yield _circle(x, y, size) + (b"\nf" if written else b"\n" + _circle(x, y, size * 0.88) + b"\nf*")


def _circle(x: float, y: float, r: float) -> bytes:
    """Return a circle as the path of four Bézier curves."""
    k = 0.5523 * r  # the usual constant, 4/3 (√2 − 1), off by less than 0.03 % of the radius
    curves = (
        (x + r, y + k, x + k, y + r, x, y + r),
        (x - k, y + r, x - r, y + k, x - r, y),
        (x - r, y - k, x - k, y - r, x, y - r),
        (x + k, y - r, x + r, y - k, x + r, y),
    )
    path = [b"%.2f %.2f m" % (x + r, y)] + [b"%.2f %.2f %.2f %.2f %.2f %.2f c" % curve for curve in curves]
    return b"\n".join(path)
