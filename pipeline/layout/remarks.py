"""What the layout engine and the readers of its boxes remarked, as diagnostics that point at the manuscript."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from pipeline.diagnostic import Diagnostic, Span, error, warning
from pipeline.layout.places import Places
from pipeline.layout.values import Facts, Fault
from pipeline.model import Asset, Section

# What WeasyPrint logs, by its beginning, and the code of the diagnostic; the first group is its value. A record that no
# row knows is P010, so that nothing it says is lost.
RECORDS = (
    (re.compile(r"\.notdef glyph rendered .*?: \"(.*?)\" \(U\+", re.DOTALL), "P004"),
    (re.compile(r"Failed to load image at '(.*?)'"), "P005"),
    (re.compile(r"Anchor defined twice: '(.*?)'"), "P006"),
    (re.compile(r"No anchor #(.*?) for internal URI reference"), "P007"),
    (re.compile(r"((?:@|Ignored|Invalid|Unknown|Unsupported|Unable to compute|Parse error).*)", re.DOTALL), "S001"),
    (re.compile(r"(Font-face .*)", re.DOTALL), "S002"),
    (re.compile(r"(.*)", re.DOTALL), "P010"),
)

# Records that say nothing an editor or a theme's author could mend: an image with an empty alternative text is
# decorative, and is taken out of the structure when the book is put together.
HARMLESS = (re.compile(r'Image ".*" has no required alt description'),)

FAULTS = {"off-page": (error, "P001"), "lost": (error, "P002"), "loose": (warning, "P013")}


def remarks(section: Section, facts: Facts, labels: Sequence[str], assets: tuple[Asset, ...]) -> Iterator[Diagnostic]:
    """Yield what was remarked while `section` was laid out; `labels` are those of its pages."""
    places = Places(section)
    for fault in _once(facts.faults):
        yield _fault(fault, places, labels[fault.page])
    for record in dict.fromkeys(facts.records):
        if not any(pattern.match(record) for pattern in HARMLESS):
            yield _record(record, places, assets)


def _once(faults: Iterable[Fault]) -> Iterator[Fault]:
    """Leave out text that runs off the page in a block of which that was said: the other cells of too wide a table."""
    told = set()
    for fault in faults:
        if fault.kind != "off-page" or fault.block not in told:
            yield fault
        if fault.kind == "off-page" and fault.block:
            told.add(fault.block)


def _fault(fault: Fault, places: Places, page: str) -> Diagnostic:
    finding, code = FAULTS[fault.kind]
    return finding(code, places.span(fault.block), text=fault.excerpt.strip(), page=page)


def _record(record: str, places: Places, assets: tuple[Asset, ...]) -> Diagnostic:
    pattern, code = next(row for row in RECORDS if row[0].match(record))
    found = pattern.match(record)
    value = found[1] if found else record
    span: Span | None = places.span("")
    if code == "P004":
        return error(code, places.span_of_character(value), character=value, code_point=f"U+{ord(value[0]):04X}")
    if code == "P005":
        names = [asset.name for asset in assets if value.endswith(asset.sha256)]
        return error(code, span, image=", ".join(names) or value, detail=record)
    if code.startswith("S"):
        return error(code, None, detail=value)
    if code in {"P006", "P007"}:
        return error(code, places.span(value), anchor=value)
    return error(code, span, detail=value)
