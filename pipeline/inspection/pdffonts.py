"""The fonts of a PDF: is each one inside the file, and does every glyph that is shown exist?"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from typing import Any

import pikepdf
from msgspec import Struct
from pikepdf import Name, Pdf

from pipeline.diagnostic import Diagnostic, Span, error

# Six capitals and a plus before the name of a font of which only some glyphs are there (ISO 32000-1, 9.6.4).
_SUBSET = re.compile(r"[A-Z]{6}\+")
_PROGRAMS = ("/FontFile", "/FontFile2", "/FontFile3")
# A string in hexadecimal with something else in it: white space, which may stand anywhere.
_LOOSE = re.compile(rb"<[0-9A-Fa-f]++[^0-9A-Fa-f>]")
_SHOWING = "Tf Tj TJ ' \""
# Pages that a message names.
_NAMED = 5


class Font(Struct, frozen=True):
    """A font: its name without the mark of a subset, its kind, whether it is embedded, and only in part."""

    name: str
    kind: str
    embedded: bool
    subset: bool


def fonts(pages: Sequence[Any]) -> tuple[Font, ...]:
    """Return the fonts that the pages name, in the order of their names."""
    return tuple(sorted(set(map(_font, _objects(pages))), key=lambda font: (font.name, font.kind)))


def font_faults(pdf: Pdf, name: str, good: Container[int] = ()) -> tuple[Diagnostic, ...]:
    """Return an error for each font that is not in the file (P203), and one for pages that show glyph 0 (P204).

    `good` are the pages, from 0, that are known to show none.
    """
    pages = [page.obj for page in pdf.pages]
    missing = [font for font in fonts(pages) if not font.embedded]
    found = [error("P203", Span(name), file=name, font=font.name) for font in missing]
    new = (page for number, page in enumerate(pdf.pages) if number not in good)
    empty = [str(page.label) for page in new if _shows_glyph_zero(page.obj)]
    if empty:
        named = ", ".join(empty[:_NAMED]) + (" …" if len(empty) > _NAMED else "")
        found.append(error("P204", Span(name), file=name, pages=named))
    return tuple(found)


def _objects(pages: Sequence[Any]) -> Iterator[Any]:
    """Yield every font object once, those of forms inside pages included."""
    seen: set[tuple[int, int]] = set()
    for page in pages:
        for resources in _resources(page.get("/Resources", {}), seen):
            for font in resources.get("/Font", {}).values():
                if not font.is_indirect or font.objgen not in seen:
                    seen.add(font.objgen)
                    yield font


def _resources(resources: Any, seen: set[tuple[int, int]]) -> Iterator[Any]:
    yield resources
    for item in resources.get("/XObject", {}).values():
        if item.get("/Subtype") == Name.Form and item.objgen not in seen:
            seen.add(item.objgen)
            yield from _resources(item.get("/Resources", {}), seen)


def _font(font: Any) -> Font:
    inner = font.DescendantFonts[0] if font.get("/Subtype") == Name.Type0 else font
    descriptor = inner.get("/FontDescriptor", {})
    name = str(font.get("/BaseFont", "/?")).removeprefix("/")
    kind = str(inner.get("/Subtype", "/?")).removeprefix("/")
    embedded = kind == "Type3" or any(key in descriptor for key in _PROGRAMS)
    return Font(_SUBSET.sub("", name, count=1), kind, embedded, bool(_SUBSET.match(name)))


def _shows_glyph_zero(page: Any, seen: frozenset[tuple[int, int]] = frozenset()) -> bool:
    """Return whether a page, or a form on it, shows code 0 of a font whose codes are glyphs: an empty box."""
    resources = page.get("/Resources", {})
    if _may_show_zero(_content(page)) and _reads_zero(page, _wide(resources)):
        return True
    forms = (item for item in resources.get("/XObject", {}).values() if item.get("/Subtype") == Name.Form)
    return any(_shows_glyph_zero(form, seen | {form.objgen}) for form in forms if form.objgen not in seen)


def _may_show_zero(content: bytes) -> bool:
    """Return False for content that cannot show glyph 0, whichever way its strings are written; quickly."""
    if b"\0\0" in content or b"\\0" in content or _LOOSE.search(content):
        return True
    at = content.find(b"0000")
    while at >= 0:
        start = content.rfind(b"<", 0, at) + 1
        if (at - start) % 4 == 0 and b">" not in content[start:at]:  # four figures of a string are a code
            return True
        at = content.find(b"0000", at + 1)
    return False


def _content(page: Any) -> bytes:
    if isinstance(page, pikepdf.Stream):
        return page.read_bytes()
    content = page.get("/Contents")
    streams = content if isinstance(content, pikepdf.Array) else [content] if content is not None else []
    return b"\n".join(stream.read_bytes() for stream in streams)


def _wide(resources: Any) -> Mapping[str, Any]:
    """Return the fonts with codes of two bytes that are the glyphs' own numbers (ISO 32000-1, 9.7.5.2)."""
    fonts_of = resources.get("/Font", {}).items()
    return {str(key): font for key, font in fonts_of if str(font.get("/Encoding", "")).startswith("/Identity")}


def _reads_zero(page: Any, wide: Mapping[str, Any]) -> bool:
    current = False
    for instruction in pikepdf.parse_content_stream(page, _SHOWING):
        operands: Any = instruction.operands
        if str(instruction.operator) == "Tf":
            current = str(operands[0]) in wide
        elif current and any(_holds_zero(operand) for operand in operands):
            return True
    return False


def _holds_zero(operand: Any) -> bool:
    if isinstance(operand, pikepdf.Array):
        return any(_holds_zero(item) for item in operand)
    if not isinstance(operand, pikepdf.String):
        return False
    codes = bytes(operand)
    return any(codes[at : at + 2] == b"\0\0" for at in range(0, len(codes) - 1, 2))
