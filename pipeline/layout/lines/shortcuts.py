"""Answers that WeasyPrint works out again and again, given from memory: they do not depend on the place."""

from __future__ import annotations

from typing import Any

from pipeline.layout.lines.private import boxes, line_break, resolve_percentages
from pipeline.layout.lines.shaping import NotCovered, Shaper

# What `percent.resolve_percentages` sets.
_RESOLVED = (
    *(f"{kind}_{side}" for kind in ("margin", "padding") for side in ("top", "right", "bottom", "left")),
    *(f"border_{side}_width" for side in ("top", "right", "bottom", "left")),
    "width", "min_width", "max_width", "height", "min_height", "max_height",
)  # fmt: skip
_LONGEST = 60  # characters of a text that is likely to come again


class Shortcuts:
    """The initial values of anonymous boxes, and the least widths of short texts (heads, labels, cells)."""

    def __init__(self, shaper: Shaper) -> None:
        self._shaper = shaper
        self._initial: dict[str, Any] = {}
        self._widths: dict[tuple[Any, ...], Any] = {}

    def resolve(self, box: Any, containing_block: Any) -> None:
        """In place of `inline.resolve_percentages`: text and line boxes are anonymous, all their values are initial."""
        if not isinstance(box, (boxes.TextBox, boxes.LineBox)):
            resolve_percentages(box, containing_block)
        elif self._initial:
            box.__dict__.update(self._initial)
        else:
            resolve_percentages(box, containing_block)
            self._initial = {name: getattr(box, name) for name in _RESOLVED}

    def first_line(  # noqa: PLR0913, PLR0917  (WeasyPrint's signature)
        self, text: str, style: Any, context: Any, max_width: float | None, justification_spacing: float,
        is_line_start: bool = True, minimum: bool = False,
    ) -> Any:  # fmt: skip
        """In place of `preferred.split_first_line`, which only looks at widths."""
        arguments = text, style, context, max_width, justification_spacing, is_line_start, minimum
        if len(text) > _LONGEST:
            return line_break.split_first_line(*arguments)
        try:
            face = self._shaper.face(style)
        except NotCovered:
            return line_break.split_first_line(*arguments)
        key = face.key, style["overflow_wrap"], text, max_width, justification_spacing, is_line_start, minimum
        if key not in self._widths:
            self._widths[key] = line_break.split_first_line(*arguments)
        return self._widths[key]
