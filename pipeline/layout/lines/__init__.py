"""The paragraph engine: lines chosen together, set and drawn in place of WeasyPrint's own.

One public door, `engine()`, used around `HTML(...).render()` and `write_pdf()`. Inside it, every paragraph that the
engine covers is shaped once and all its lines are chosen together (Knuth and Plass, "Breaking Paragraphs into Lines",
Software: Practice and Experience 11, 1981); what it does not cover is left to WeasyPrint, counted by kind. Nothing of
it outlives the `with` block.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.layout.lines.report import Report

__all__ = ["engine"]


@contextmanager
def engine(*, optical_margins: bool = True) -> Iterator[Report]:
    """Let the engine set the lines of whatever WeasyPrint lays out and writes inside the block.

    Yields the Report, complete when the block ends. `optical_margins` lets hyphens, stops and guillemets hang slightly
    out of a justified measure. Not reentrant: one layout at a time in a process, as in WeasyPrint itself.
    """
    from pipeline.layout.lines.hooks import Engine

    running = Engine(optical_margins=optical_margins)
    with running.installed():
        yield running.report
