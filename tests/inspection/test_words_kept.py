"""Words that were found on the pages of a file are not looked for again on pages that say the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from pipeline.diagnostic import Diagnostic
from pipeline.formats import Context, pdf
from pipeline.inspection import words
from pipeline.inspection.expected import Expected, squeeze
from pipeline.inspection.pdftext import page_texts
from pipeline.inspection.words import _struck, pdf_words
from pipeline.layout.lay_out import lay_out
from pipeline.model import Edition
from pipeline.store import Ledger, Store
from pipeline.styles import load_theme
from tests.epub import shelf

PRINT = Edition(name="print", format="pdf", variant="print")


def test_only_what_changed_is_looked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    context = Context(theme=load_theme("default"), store=Store(tmp_path))
    texts = [shelf.chapter(name, f"Le {name} était vide.", "Il pleuvait.") for name in ("banc", "mur", "toit")]
    book = replace(shelf.book(*texts), edition=PRINT)
    layout = lay_out(book, context.theme, context.store, lambda *_: None)
    said = [squeeze(page) for page in page_texts(pdf.write(book, layout, context))]
    looked: list[str] = []

    def struck(part: Expected, *arguments: Any) -> Iterator[Diagnostic]:
        looked.append(part.section.id)
        return _struck(part, *arguments)

    def found(pages: list[str]) -> list[str]:
        looked.clear()
        kept = Ledger(tmp_path / "said")
        codes = [finding.code for finding in pdf_words(book, pages, layout.page_map, kept)]
        kept.save()
        return codes

    monkeypatch.setattr(words, "_struck", struck)
    assert (found(said), len(looked)) == ([], len(book.sections))
    assert (found(said), looked) == ([], [])
    lost = [page.replace(squeeze("Le mur était vide."), "") for page in said]
    assert lost != said
    assert (found(lost), looked) == (["W001"], ["mur"])
    assert (found(lost), looked) == (["W001"], ["mur"])  # what was not found is looked for each time
