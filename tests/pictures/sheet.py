"""Pictures side by side on one sheet, each with a caption."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageDraw

_GAP, _CAPTION = 16, 22
_PAPER, _INK = "#808080", "white"
_DESK = "#e4e4e4"


class Shot(NamedTuple):
    """A picture and what it shows."""

    caption: str
    image: Image.Image


def write_sheets(file: Path, shots: Sequence[Shot], columns: int, rows: int) -> list[Path]:
    """Write `shots` in reading order on as many sheets as they need: `file`, then the same name with a number."""
    room = columns * rows
    written = []
    for number, first in enumerate(range(0, len(shots), room), 1):
        target = file if number == 1 else file.with_stem(f"{file.stem}-{number}")
        target.parent.mkdir(parents=True, exist_ok=True)
        _sheet(shots[first : first + room], columns).save(target, optimize=True)
        written.append(target)
    return written


def write_strip(file: Path, images: Sequence[Image.Image]) -> list[Path]:
    """Write images of one size side by side on light grey, without captions; few greys keep the file small."""
    gap = 3 * _GAP // 2
    width, height = images[0].size
    strip = Image.new("RGB", (gap + (width + gap) * len(images), height + 2 * gap), _DESK)
    for number, image in enumerate(images):
        strip.paste(image, (gap + (width + gap) * number, gap))
    file.parent.mkdir(parents=True, exist_ok=True)
    strip.convert("L").quantize(32).save(file, optimize=True)
    return [file]


def _sheet(shots: Sequence[Shot], columns: int) -> Image.Image:
    width = max(shot.image.width for shot in shots) + _GAP
    height = max(shot.image.height for shot in shots) + _GAP + _CAPTION
    across, down = min(columns, len(shots)), -(-len(shots) // columns)
    sheet = Image.new("RGB", (width * across + _GAP, height * down + _GAP), _PAPER)
    draw = ImageDraw.Draw(sheet)
    for number, shot in enumerate(shots):
        left, top = _GAP + width * (number % columns), _GAP + height * (number // columns)
        draw.text((left, top), shot.caption, fill=_INK, font_size=14)
        sheet.paste(shot.image, (left, top + _CAPTION))
    return sheet
