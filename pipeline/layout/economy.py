"""Work that WeasyPrint does for any document and that a chunk does not need, left out while a chunk is made.

The reference of the tests is made without any of this, and shows the same words at the same places.
"""

from __future__ import annotations

import gc
import re
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from typing import Any
from xml.etree import ElementTree

from pipeline.layout.engine import (
    HTML,
    UA_STYLESHEET,
    ElementWrapper,
    Font,
    pydyf,
    weasyprint_layout,
    weasyprint_page,
)

# What WeasyPrint's own sheet gives every element, and who needs it here; the notes of CSS GCPM 4 are not used.
_PSEUDO: Mapping[str, tuple[tuple[str, str], ...]] = {
    "marker": (("lower_local_name_selectors", "li"), ("lower_local_name_selectors", "summary")),
    "footnote-call": (("class_selectors", "footnote"),),
    "footnote-marker": (("class_selectors", "footnote"),),
    "note-call": (),
    "note-marker": (),
    "note-callback": (),
}
_FOOTNOTES = re.compile(r"float\s*:\s*footnote\b")
_OTHERS = re.compile(r"float\s*:\s*note\b|display\s*:[^;}]*list-item")

# zlib's own choice between time and size.
_LEVEL = 6

# Boxes at the page's margins that are not heads and folios: the place of notes.
_AREAS = frozenset(("@footnote", "@note-area"))


def parsed(markup: str, fetcher: Any, own_sheet: Any) -> Any:
    """Return a document for `render()`, its markup read by the C parser of XML: ours is well formed.

    `own_sheet` is the engine's own style sheet, see `own_sheet`.
    """
    document = HTML.__new__(HTML)
    document.base_url = None
    document.url_fetcher = fetcher
    document.media_type = "print"
    tree = ElementTree.fromstring(markup.removeprefix("<!DOCTYPE html>"))
    document.wrapper_element = ElementWrapper.from_html_root(tree, content_language=None)
    document.etree_element = document.wrapper_element.etree_element
    document._ua_stylesheets = lambda forms=False: [own_sheet]
    return document


def own_sheet(css: str) -> Any:
    """Return the engine's own style sheet for documents with the style sheet `css`.

    It gives every element six styles for markers and notes. Where only list items can have markers, and only
    `.footnote` is a note, only these have them: of the styles of a chapter, six in seven are never asked for.
    """
    if len(_FOOTNOTES.findall(css)) > 1 or _OTHERS.search(css):
        return UA_STYLESHEET
    sheet, matcher = copy(UA_STYLESHEET), copy(UA_STYLESHEET.matcher)
    matcher.other_selectors = [entry for entry in matcher.other_selectors if entry[3] not in _PSEUDO]
    matcher.lower_local_name_selectors = dict(matcher.lower_local_name_selectors)
    matcher.class_selectors = dict(matcher.class_selectors)
    for entry in UA_STYLESHEET.matcher.other_selectors:
        for where, name in _PSEUDO.get(entry[3], ()):
            known = getattr(matcher, where)
            known[name] = [*known.get(name, ()), entry]
    sheet.matcher = matcher
    return sheet


def has_margin_boxes(page_rules: Sequence[Any]) -> bool:
    """Return whether the page rules of a style sheet put anything in the margins."""
    areas = {area for _, selectors, _ in page_rules for _, area, _ in selectors}
    return bool(areas - _AREAS - {None})


def numbers_pages(page_rules: Sequence[Any]) -> bool:
    """Return whether page rules of a style sheet ask for the number of a page (`:nth()`)."""
    return any(asked.index is not None for _, selectors, _ in page_rules for _, _, asked in selectors)


@contextmanager
def sparing(*, margin_boxes: bool, numbered: bool) -> Iterator[None]:
    """Make chunks without font programs, and without the sixteen boxes of the margins unless `margin_boxes`.

    The merger embeds one subset a face for the whole book: cutting one costs more than laying out a page, and a book
    has hundreds of chunks. Pages are compressed as programs commonly do: pydyf takes twice as long for 1.6 % less.
    Pages of one kind share their style, unless there are margin boxes or the sheet asks which page it is (`numbered`).
    """
    clean, boxes, compression = Font.clean, weasyprint_layout.make_margin_boxes, pydyf.zlib
    styled = weasyprint_page.set_page_type_computed_styles
    Font.clean, pydyf.zlib = _emptied, _Zlib
    if not margin_boxes:
        weasyprint_layout.make_margin_boxes = lambda *_: ()
        if not numbered:
            weasyprint_page.set_page_type_computed_styles = _PageStyles(styled)
    try:
        yield
    finally:
        Font.clean, weasyprint_layout.make_margin_boxes, pydyf.zlib = clean, boxes, compression
        weasyprint_page.set_page_type_computed_styles = styled


class _PageStyles:
    """In place of `page.set_page_type_computed_styles`: one style for all pages that the sheet cannot tell apart."""

    def __init__(self, made: Callable[..., None]) -> None:
        self._made = made
        self._known: dict[tuple[Any, ...], Any] = {}

    def __call__(self, page_type: Any, html: Any, style_for: Any) -> None:
        """Give a page its style, known by what page selectors ask for (CSS Paged Media Level 3, 4.1)."""
        kind = page_type.side, page_type.blank, page_type.index == 0, page_type.name
        styles = style_for.get_computed_styles()
        if kind in self._known:
            styles[page_type, None] = self._known[kind]
        else:
            self._made(page_type, html, style_for)
            self._known[kind] = styles[page_type, None]


@contextmanager
def uncollected() -> Iterator[None]:
    """Look for garbage once, at the end of the block, and only among what the block made.

    Nearly all that WeasyPrint makes of a section lives until its PDF is written: looking through it again and again
    takes a fifth of the time and frees 2 % of the memory.
    """
    on = gc.isenabled()
    gc.disable()
    gc.freeze()
    try:
        yield
    finally:
        gc.collect()
        gc.unfreeze()
        if on:
            gc.enable()


class _Zlib:
    """What pydyf takes from the module `zlib`."""

    compress = staticmethod(zlib.compress)

    @staticmethod
    def compressobj(level: int) -> Any:
        """Return what compresses a stream."""
        return zlib.compressobj(min(level, _LEVEL))


def _emptied(font: Any, *_arguments: Any) -> None:
    font.file_content = b"OTTO" if font.type == "otf" else b""
