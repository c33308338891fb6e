"""Lines drawn from the glyphs already shaped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.layout.lines.private import FROM_UNITS, pango
from pipeline.layout.lines.setting import GlyphLine
from pipeline.layout.lines.shaping import Floats, GlyphRun, Shaped

_VISIBLE = 0.75  # thousandths of an em: a smaller correction waits for the next one
# In a tagged PDF, a hyphen that only breaks a word is read as nothing (ISO 32000-1, 14.8.2.2.3).
_SOFT_HYPHEN = b"/Span <</ActualText <FEFF00AD>>> BDC"


@dataclass(frozen=True, slots=True)
class _Slice:
    """Glyphs [low, high) of a run of a shaped text."""

    run: GlyphRun
    shaped: Shaped
    low: int
    high: int


class Drawer:
    """Writes glyph lines to PDF streams; remembers the fonts of each document and the widths of their glyphs."""

    def __init__(self) -> None:
        self._fonts: dict[tuple[int, int], tuple[Any, float, Floats, npt.NDArray[np.bool_]]] = {}
        self._owners: dict[int, Any] = {}
        self._widths: dict[int, tuple[Floats, npt.NDArray[np.bool_]]] = {}

    def draw(self, stream: Any, line: GlyphLine, matrix: Any) -> None:
        """Show a line whose origin is the matrix's; its glyphs are scaled by the text matrix, as `Tz` would."""
        _, b, c, d, e, f = matrix.values
        stream.set_text_matrix(round(line.scale, 5), b, c, d, e + line.shift, f)
        for shaped in line.before:
            self._all(stream, line, shaped)
        for run in line.shaped.runs:
            low, high = run.clusters.searchsorted((line.start, line.stop)).tolist()
            if low < high:
                self._run(stream, line, _Slice(run, line.shaped, low, high))
        soft = line.hyphen and stream._tags is not None
        for shaped in line.after[: len(line.after) - soft]:
            self._all(stream, line, shaped)
        if soft:
            stream.stream.append(_SOFT_HYPHEN)
            self._all(stream, line, line.after[-1])
            stream.end_marked_content()
        if line.end is not None:
            self._all(stream, line, line.end)

    def _all(self, stream: Any, line: GlyphLine, shaped: Shaped) -> None:
        for run in shaped.runs:
            self._run(stream, line, _Slice(run, shaped, 0, len(run.glyphs)))

    def _run(self, stream: Any, line: GlyphLine, part: _Slice) -> None:
        run, shaped, low, high = part.run, part.shaped, part.low, part.high
        font, size, widths, known = self._font(stream, run)
        glyphs = run.glyphs[low:high]
        if not known[glyphs].all():
            self._learn(stream, font, size, part)
        stream.set_font_size(font.hash, size)
        em = 1000 / size
        after = widths[glyphs] - run.widths[low:high] * em
        if line.extra and shaped is line.shaped:
            after[shaped.glue[run.clusters[low:high]]] -= line.extra * em / line.scale
        before = 0.0
        if run.offsets is not None:
            offsets = run.offsets[low:high] * em
            before = -float(offsets[0])
            after = after + offsets
            after[:-1] -= offsets[1:]
        if run.rises is not None and run.rises[low:high].any():
            _show_raised(stream, glyphs, before, after, run.rises[low:high])
        else:
            stream.show_text(_array(glyphs, before, after))

    def _font(self, stream: Any, run: GlyphRun) -> tuple[Any, float, Floats, npt.NDArray[np.bool_]]:
        owner = stream._fonts
        key = id(owner), run.address
        found = self._fonts.get(key)
        if found is None:
            self._owners[id(owner)] = owner
            font, size = stream.add_font(run.font)
            if id(font) not in self._widths:
                self._widths[id(font)] = np.zeros(65536), np.zeros(65536, dtype=bool)
            found = self._fonts[key] = font, size, *self._widths[id(font)]
        return found

    def _learn(self, stream: Any, font: Any, size: float, part: _Slice) -> None:
        """Give the PDF font the width and the text of glyphs it has not shown yet."""
        run, shaped = part.run, part.shaped
        widths, known = self._widths[id(font)]
        glyphs = run.glyphs
        edges = np.unique(np.concatenate([*(other.clusters for other in shaped.runs), [int(shaped.bytes_at[-1])]]))
        text = shaped.text.encode()
        for index in range(part.low, part.high):
            glyph = int(glyphs[index])
            if known[glyph]:
                continue
            if glyph not in font.to_unicode:
                start = int(run.clusters[index])
                stop = int(edges[np.searchsorted(edges, start, side="right")])
                font.to_unicode[glyph] = text[start:stop].decode()
            if glyph not in font.widths:
                pango.pango_font_get_glyph_extents(run.font, glyph, stream.ink_rect, stream.logical_rect)
                font.widths[glyph] = round(stream.logical_rect.width * 1000 * FROM_UNITS / size)
            widths[glyph], known[glyph] = font.widths[glyph], True


def _array(glyphs: npt.NDArray[np.uint16], before: float, after: Floats) -> str:
    """The glyphs as the inside of a TJ array; rounding errors are carried, so that the line ends where it must."""
    shown = np.abs(after) >= _VISIBLE
    shown[-1] = True
    places = shown.nonzero()[0]
    totals = np.rint(after.cumsum()[places])
    totals[1:] -= totals[:-1].copy()
    shifts = totals.astype(int).tolist()
    digits = glyphs.astype(">u2").tobytes().hex()
    parts = [f"{round(before)}"] if before else []
    done = 0
    for place, shift in zip((places * 4 + 4).tolist(), shifts, strict=True):
        parts.append(f"<{digits[done:place]}>{shift}" if shift else f"<{digits[done:place]}>")
        done = place
    return "".join(parts)


def _show_raised(stream: Any, glyphs: npt.NDArray[np.uint16], before: float, after: Floats, rises: Floats) -> None:
    """Glyphs that leave the baseline (marks), each run of one height shown apart."""
    start = 0
    cuts = [*(np.flatnonzero(np.diff(rises)) + 1).tolist(), len(glyphs)]
    for stop in cuts:
        stream.set_text_rise(-float(rises[start]))
        stream.show_text(_array(glyphs[start:stop], before, after[start:stop]))
        before, start = 0.0, stop
    stream.set_text_rise(0)
