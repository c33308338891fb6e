"""Texts are typeset once: what is recalled is what would be made."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.composition import Typesetter, compose, typeset_lines
from pipeline.composition import typesetting as module
from pipeline.model import Inlines, Paragraph
from pipeline.reading import read
from pipeline.store import Ledger, Store
from pipeline.typography import typeset
from tests.build.books import BOOKS


def test_texts_are_recalled_as_they_would_be_typeset(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = read(BOOKS / "everything", Store(tmp_path)).book
    assert book is not None
    pairs = [(volume, edition) for volume in book.volumes for edition in book.editions]
    expected = [compose(book, *pair) for pair in pairs]
    first = Typesetter(Ledger(tmp_path / "typeset.kept"))
    assert [compose(book, *pair, first) for pair in pairs] == expected
    first.save()
    made: list[Inlines] = []

    def counted(inlines: Inlines, language: str, spacing: str) -> Inlines:
        made.append(inlines)
        return typeset(inlines, language, spacing)

    monkeypatch.setattr(module, "typeset", counted)
    again = Typesetter(Ledger(tmp_path / "typeset.kept"))
    assert [compose(book, *pair, again) for pair in pairs] == expected
    paragraphs = {block.inlines for text in book.contributions for block in text.blocks if isinstance(block, Paragraph)}
    assert len(paragraphs) > 5
    assert paragraphs.isdisjoint(made)


def test_what_is_made_ahead_is_not_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = read(BOOKS / "everything", Store(tmp_path)).book
    assert book is not None
    text = max(book.contributions, key=lambda one: len(one.source))
    ahead = typeset_lines(text, "fr", ("mixed",))

    def refused(*_: object) -> Inlines:
        raise AssertionError

    monkeypatch.setattr(module, "typeset", refused)
    Typesetter(ahead=ahead).recall(text, "fr", "mixed")
    with pytest.raises(AssertionError):
        Typesetter(ahead=ahead).recall(text, "fr", "all-fine")
