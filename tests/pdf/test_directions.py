"""Words written from right to left stand as their readers expect: begun, indented and ended at the other side."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pypdfium2 as _pdfium
import pytest
from msgspec.structs import replace

from pipeline.layout.values import Layout
from pipeline.model import Note, NoteCall, Quotation, Run, Verse, VerseLine, text
from pipeline.pdf import assemble
from tests.layout.books import chapter, contents, paragraph, publication
from tests.lines.pages import read

pypdfium2: Any = _pdfium  # has types in part
WORDS = "هذا نص عربي كامل ليرى القارئ أين تقع النقطة في آخر الجملة. "
SCALE = 4  # pixels in a point

Drawn = list[tuple[float, float, str]]


@pytest.fixture(scope="module")
def drawn(laid_out: Callable[..., Layout]) -> Drawn:
    """The lines of a page from the top: the left and right edges of what is drawn, in points, and the text by sight."""
    note = Note("un-n", 1, (paragraph("", "En français, sur deux lignes. " * 4 + "(note)."),))
    quoted = (paragraph("q-1", WORDS * 3, NoteCall("un-n")), paragraph("q-2", WORDS * 3))
    poem = (VerseLine(text("שלום עולם")), VerseLine(text("שורה שנייה"), indent=2))
    blocks = (
        paragraph("un-1", "Un alinéa en français. " * 12),
        Quotation(blocks=quoted, language="ar", attribution=(Run("المؤلف"),)),
        Verse(stanzas=(poem,), language="he"),
    )
    made = publication(chapter("un", title=(), blocks=blocks, notes=(note,)))
    data = assemble(laid_out(made), made)
    page = pypdfium2.PdfDocument(data)[0]
    dark = page.render(scale=SCALE, grayscale=True).to_numpy() < 128
    found = []
    for line in read(data):
        high = round((page.get_height() - line.baseline) * SCALE)
        edges = np.flatnonzero(dark[high - 9 * SCALE : high + 4 * SCALE].any(axis=0))
        found.append((float(edges[0]) / SCALE, float(edges[-1]) / SCALE, line.text.replace("\u00a0", " ")))
    return found


def test_lines_begin_at_the_right_and_fill_the_measure(drawn: Drawn) -> None:
    french, full, again, last, indented = drawn[0], *drawn[4:8]
    right = full[1]
    assert french[1] - right > 15  # the quotation is set in from the side where it begins
    assert [line[1] for line in (again, last)] == [pytest.approx(right, abs=0.6)] * 2
    assert [line[0] for line in (full, again, indented)] == [pytest.approx(french[0], abs=1)] * 3
    assert last[0] - french[0] > 50
    assert 10 < right - indented[1] < 20


def test_a_full_stop_ends_its_line_at_the_left(drawn: Drawn) -> None:
    assert [drawn[line][2].startswith(start) for line, start in ((6, "1 ."), (9, "."))] == [True, True]


def test_what_stands_at_the_end_of_a_line_and_a_line_of_verse_are_mirrored(drawn: Drawn) -> None:
    attribution, one, other = drawn[10:13]
    assert attribution[0] == pytest.approx(drawn[0][0], abs=1)
    assert one[1] == pytest.approx(drawn[4][1], abs=2)
    assert one[1] - other[1] > 15


def test_the_numbers_of_a_contents_stand_at_the_left(laid_out: Callable[..., Layout]) -> None:
    texts = chapter("un", title=text("نص أول"), blocks=(paragraph("un-1", WORDS * 9),), language="ar")
    made = publication(texts, replace(contents(texts), language="ar"))
    layout = laid_out(made)
    assert layout.diagnostics == ()
    (entry,) = [line for line in read(assemble(layout, made)) if ". . ." in line.text]
    assert entry.text.startswith("1")
    assert entry.text.endswith("صن")


def test_a_note_is_of_its_own_direction(drawn: Drawn) -> None:
    first, last = drawn[13:15]
    assert [first[0], last[0]] == [pytest.approx(drawn[0][0], abs=1.5)] * 2
    assert first[2].startswith("1.")
    assert last[2].endswith("(note).")
