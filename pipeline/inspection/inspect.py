"""What is checked on an artifact: our own checks at every build, the field's validators when asked."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.diagnostic import Diagnostic
from pipeline.inspection import epubcheck
from pipeline.inspection.words import epub_words, pdf_words
from pipeline.model import Publication

if TYPE_CHECKING:
    from pipeline.layout import Layout


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was found, and the names of the validators that ran on the file and of those that did not."""

    diagnostics: tuple[Diagnostic, ...]
    gates: tuple[str, ...]
    not_run: tuple[str, ...]


# The validators of each format, by name.
GATES: dict[str, dict[str, Callable[[Path], tuple[Diagnostic, ...]]]] = {
    "epub": {"epubcheck": epubcheck.validate},
    "pdf": {},
    "cover": {},
}


def inspect(data: bytes, publication: Publication, layout: Layout | None, *, gates: bool) -> Inspection:
    """Check a finished file against the publication that it was made from; with `gates` the validators run too."""
    kind = publication.edition.format
    found = list(_own(data, publication, layout))
    if not gates:
        return Inspection(tuple(found), (), tuple(GATES[kind]))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"{publication.name}.{kind}"
        file.write_bytes(data)
        for gate in GATES[kind].values():
            found += gate(file)
    return Inspection(tuple(found), tuple(GATES[kind]), ())


def _own(data: bytes, publication: Publication, layout: Layout | None) -> tuple[Diagnostic, ...]:
    pages = layout.page_map if layout else None
    match publication.edition.format:
        case "epub":
            return epub_words(publication, data, pages)
        case "pdf" if pages:
            return pdf_words(publication, data, pages)
        case _:
            return ()
