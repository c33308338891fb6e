"""The trims by name, and the page that a theme makes of one."""

from __future__ import annotations

import tomllib
from difflib import get_close_matches
from functools import cache

from pipeline import program
from pipeline.diagnostic import BookError, Span, error
from pipeline.styles.values import Measure, Page, Theme, Trim

POINT = 25.4 / 72  # a PostScript point in millimetres

# Taken off the bottom margin, in millimetres, so that rounding never costs a page its last line.
HAIR = 0.02


@cache
def trims() -> dict[str, Trim]:
    """Return every trim of `styles/trims.toml` by its name."""
    table = tomllib.loads((program.styles() / "trims.toml").read_text(encoding="utf-8"))
    return {name: Trim(name, width, height) for name, (width, height) in table.items()}


def trim(name: str, span: Span | None = None) -> Trim:
    """Return the trim of that name; BookError S021 at `span` when there is none."""
    found = trims().get(name)
    if found is None:
        near = get_close_matches(name, trims(), n=3, cutoff=0.5) or sorted(trims())
        raise BookError([error("S021", span, trim=name, near=", ".join(near))])
    return found


def page(theme: Theme, size: Trim) -> Page:
    """Return the page of `theme` on a trim.

    Margins keep the theme's ratios to the trim; where lines would be longer than the theme allows, the side margins
    grow. The bottom margin takes what is left of the height after a whole number of lines.
    """
    ratios, reference = theme.proportions, trim(theme.proportions.reference)
    type_ = measure(theme, size)
    sides = (ratios.inner + ratios.outer) / reference.width * size.width
    longest = ratios.longest_line * type_.size * POINT
    sides = max(sides, size.width - longest)
    inner = sides * ratios.inner / (ratios.inner + ratios.outer)
    top = ratios.top / reference.height * size.height
    line = type_.line * POINT
    lines = round((size.height * (1 - (ratios.top + ratios.bottom) / reference.height)) / line)
    return Page(
        width=size.width,
        height=size.height,
        inner=inner,
        top=top,
        outer=sides - inner,
        bottom=size.height - top - lines * line,
        size=type_.size,
        line=type_.line,
        lines=lines,
    )


def measure(theme: Theme, size: Trim) -> Measure:
    """Return the type that the theme sets on a trim: the first of its measures that is wide enough, else the last."""
    measures = theme.proportions.measures
    return next((found for found in measures if size.width <= found.width), measures[-1])


def page_variables(found: Page) -> dict[str, str]:
    """Return a page as variables of the style sheets: millimetres for the paper, points for the type."""
    millimetres = {
        "page-width": found.width,
        "page-height": found.height,
        "margin-inner": found.inner,
        "margin-top": found.top,
        "margin-outer": found.outer,
        "margin-bottom": found.bottom - HAIR,
        "measure": found.measure,
    }
    points = {"size": found.size, "line": found.line, "depth": found.line * found.lines}
    return (
        {name: f"{value:.4f}mm" for name, value in millimetres.items()}
        | {name: f"{value:g}pt" for name, value in points.items()}
        # Three quarters of a line, in px, where they are a round number: WeasyPrint adds up the notes of a page, and
        # sends away one that fits when rounding makes the sum a hair too long.
        | {"note-line": f"{found.line:g}px", "lines": str(found.lines)}
    )
