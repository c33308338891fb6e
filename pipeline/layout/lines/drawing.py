"""Lines drawn from the glyphs already shaped."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from pipeline.layout.lines.letters import Letters, is_involved
from pipeline.layout.lines.private import FROM_UNITS, pango
from pipeline.layout.lines.setting import GlyphLine
from pipeline.layout.lines.shaping import Flags, Floats, GlyphRun, NotCovered, Shaped, read_line

_VISIBLE = 0.75  # thousandths of an em: a smaller correction waits for the next one
# In a tagged PDF, a hyphen that only breaks a word is read as nothing (ISO 32000-1, 14.8.2.2.3).
_SOFT_HYPHEN = "\u00ad"


_Pen = tuple[Any, float, Floats, npt.NDArray[np.bool_]]
"""A PDF font, the size in which it is asked for, the widths of its glyphs, and those of which all is known."""


class _Slice(NamedTuple):
    """Glyphs [low, high) of a run of a line of text, that `runs` draw."""

    run: GlyphRun
    runs: tuple[GlyphRun, ...]
    text: str
    low: int
    high: int

    def letters(self, wanted: Flags | None = None) -> Iterator[tuple[int, int, str]]:
        """Yield each cluster: its first glyph, the one after its last, both counted from `low`, and its letters.

        With `wanted`, only clusters of which a glyph is.
        """
        text = self.text.encode()
        edges = np.sort(np.concatenate([*(run.clusters for run in self.runs), [len(text)]]))
        clusters = self.run.clusters[self.low : self.high]
        starts = np.flatnonzero(np.diff(clusters, prepend=-1))
        stops = edges[np.searchsorted(edges, clusters[starts], side="right")]
        lasts = np.append(starts[1:], len(clusters))
        if wanted is not None:
            some = np.logical_or.reduceat(wanted, starts)
            starts, lasts, stops = starts[some], lasts[some], stops[some]
        for first, last, stop in zip(starts.tolist(), lasts.tolist(), stops.tolist(), strict=True):
            yield first, last, text[clusters[first] : stop].decode()


class Drawer:
    """Writes glyph lines to PDF streams; remembers the fonts of each document and the widths of their glyphs."""

    def __init__(self) -> None:
        self._fonts: dict[tuple[int, int], _Pen] = {}
        self._owners: dict[int, Any] = {}
        self._widths: dict[int, tuple[Floats, npt.NDArray[np.bool_]]] = {}
        self._letters = Letters()
        self._written: dict[tuple[int, int], tuple[GlyphRun, str]] = {}

    def draw(self, stream: Any, line: GlyphLine, matrix: Any) -> None:
        """Show a line whose origin is the matrix's; its glyphs are scaled by the text matrix, as `Tz` would."""
        _, b, c, d, e, f = matrix.values
        stream.set_text_matrix(round(line.scale, 5), b, c, d, e + line.shift, f)
        for shaped in line.before:
            self._all(stream, shaped)
        whole = line.shaped
        for run in whole.runs:
            low, high = run.clusters.searchsorted((line.start, line.stop)).tolist()
            if low < high:
                glue = whole.glue[run.clusters[low:high]] if line.extra else None
                part = _Slice(run, whole.runs, whole.text, low, high)
                self._run(stream, self._pen(stream, run), part, glue, line.extra / line.scale)
        soft = line.hyphen and stream._tags is not None
        for shaped in line.after[: len(line.after) - soft]:
            self._all(stream, shaped)
        if soft:
            stream.stream.append(_read_as(_SOFT_HYPHEN))
            self._all(stream, line.after[-1])
            stream.end_marked_content()
        if line.end is not None:
            self._all(stream, line.end)

    def draw_own(self, stream: Any, layout: Any, matrix: Any) -> bool:
        """Show a line of WeasyPrint's own in which letters may share glyphs; return False where it is to show it.

        Some readers lose part of its word spaces, too (PDFium passes over what follows an empty string).
        """
        if not is_involved(layout.text):
            return False
        try:
            runs = read_line(layout, leftward=True)
        except NotCovered:
            return False
        stream.set_text_matrix(*matrix.values)
        for run in runs:
            # The font may go with its layout: it is not kept by its address.
            self._run(stream, self._new_pen(stream, run), _Slice(run, runs, layout.text, 0, len(run.glyphs)))
        return True

    def _all(self, stream: Any, shaped: Shaped) -> None:
        for run in shaped.runs:
            pen = self._pen(stream, run)
            name = id(pen[0]), id(run)
            _, written = self._written.get(name, (run, ""))
            if written:  # hyphens, mostly: shaped once, shown at the end of many lines
                stream.set_font_size(pen[0].hash, pen[1])
                stream.show_text(written)
            else:
                part = _Slice(run, shaped.runs, shaped.text, 0, len(run.glyphs))
                self._written[name] = run, self._run(stream, pen, part)

    def _run(self, stream: Any, pen: _Pen, part: _Slice, glue: Flags | None = None, extra: float = 0) -> str:
        """Show glyphs, and return how where that was done in one go."""
        run, low, high = part.run, part.low, part.high
        font, size, widths, known = pen
        glyphs = run.glyphs[low:high]
        if not known[glyphs].all():
            self._learn(stream, pen, part)
        stream.set_font_size(font.hash, size)
        em = 1000 / size
        after = widths[glyphs] - run.widths[low:high] * em
        if glue is not None:
            after[glue] -= extra * em
        before = 0.0
        if run.offsets is not None:
            offsets = run.offsets[low:high] * em
            before = -float(offsets[0])
            after = after + offsets
            after[:-1] -= offsets[1:]
        shared = run.shared and (run.clusters[low + 1 : high] == run.clusters[low : high - 1]).any()
        raised = run.rises is not None and run.rises[low:high].any()
        if not shared and not raised:
            written = _array(glyphs, before, after)
            stream.show_text(written)
            return written
        shown = _Shown(glyphs, before, after, run.rises[low:high] if run.rises is not None and raised else None)
        if shared:
            shown.spell(stream, part)
        else:
            shown.show(stream, 0, len(glyphs))
        return ""

    def _pen(self, stream: Any, run: GlyphRun) -> _Pen:
        owner = stream._fonts
        key = id(owner), run.address
        found = self._fonts.get(key)
        if found is None:
            self._owners[id(owner)] = owner
            found = self._fonts[key] = self._new_pen(stream, run)
        return found

    def _new_pen(self, stream: Any, run: GlyphRun) -> _Pen:
        font, size = stream.add_font(run.font)
        if id(font) not in self._widths:
            self._widths[id(font)] = np.zeros(65536), np.zeros(65536, dtype=bool)
        return font, size, *self._widths[id(font)]

    def _learn(self, stream: Any, pen: _Pen, part: _Slice) -> None:
        """Give the PDF font the width and the text of glyphs it has not shown yet."""
        font, size, widths, known = pen
        glyphs = part.run.glyphs[part.low : part.high]
        for first, last, text in part.letters(~known[glyphs]):
            cluster = glyphs[first:last].tolist()
            if known[cluster].all():  # it came twice in the line
                continue
            certain = self._letters.learn(font, cluster, text)
            for glyph in cluster:
                if glyph not in font.widths:
                    pango.pango_font_get_glyph_extents(part.run.font, glyph, stream.ink_rect, stream.logical_rect)
                    font.widths[glyph] = round(stream.logical_rect.width * 1000 * FROM_UNITS / size)
                widths[glyph], known[glyph] = font.widths[glyph], certain


class _Shown(NamedTuple):
    """Glyphs with the shifts (thousandths of an em) `before` the first and `after` each, and their heights, if any."""

    glyphs: npt.NDArray[np.uint16]
    before: float
    after: Floats
    rises: Floats | None

    def spell(self, stream: Any, part: _Slice) -> None:
        """Show all; a cluster of several glyphs is read as its letters, whatever other clusters its glyphs are in."""
        start = 0
        for first, last, text in part.letters():
            if last - first > 1:
                if start < first:
                    self.show(stream, start, first)
                stream.stream.append(_read_as(text))
                self.show(stream, first, last)
                stream.end_marked_content()
                start = last
        if start < len(self.glyphs):
            self.show(stream, start, len(self.glyphs))

    def show(self, stream: Any, start: int, stop: int) -> None:
        """Show glyphs [start, stop), those of one height together: marks may leave the baseline."""
        before = 0.0 if start else self.before
        if self.rises is None:
            stream.show_text(_array(self.glyphs[start:stop], before, self.after[start:stop]))
            return
        for upto in (*(np.flatnonzero(np.diff(self.rises[start:stop])) + start + 1).tolist(), stop):
            stream.set_text_rise(-float(self.rises[start]))
            stream.show_text(_array(self.glyphs[start:upto], before, self.after[start:upto]))
            before, start = 0.0, upto
        stream.set_text_rise(0)


def _read_as(text: str) -> bytes:
    """The beginning of content that is read as another text (ISO 32000-1, 14.9.4)."""
    return b"/Span <</ActualText <FEFF%b>>> BDC" % text.encode("utf-16-be").hex().upper().encode()


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
