"""Lines of a PDF are found in the manuscript by their letters."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.diagnostic import Span
from pipeline.inspection.sources import Sources
from pipeline.reading import read
from pipeline.store import Store

TEXT = """\
# Un texte

Les réseaux sociaux sont de *formidables* moyens et outils à notre
disposition, témoins de la capacité d'adaptation au monde[^1].

Une phrase écrite deux fois, mot pour mot, sans rien changer.

- Une phrase écrite deux fois, mot pour mot, sans rien changer.

[^1]: La note dit qu'un cœur suffit pour trouver le chemin.
"""


@pytest.fixture
def sources(tmp_path: Path) -> Sources:
    (tmp_path / "001-texte.md").write_text(TEXT, encoding="utf-8")
    (tmp_path / "book.yaml").write_text("title: Essai\nlanguage: fr\n", encoding="utf-8")
    book = read(tmp_path, Store(tmp_path / ".tomes")).book
    assert book
    return Sources(book)


def line(sources: Sources, text: str) -> tuple[str, int] | None:
    span: Span | None = sources.span(text)
    return span and (span.path, span.line)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Les réseaux sociaux sont de formi-", 3),
        ("moyens et outils à notre", 3),
        ("disposition, témoins de la capa", 4),
        ("d’adaptation au monde¹. La page", None),  # half of it is too short, and the rest is written nowhere
        ("témoins de la capacité d’adaptation (tome II, p. 7)", 4),
        ("note dit qu’un cœur suffit", 10),
        ("Une phrase écrite deux fois", None),
        ("ment.", None),
    ],
)
def test_a_line_is_found_where_it_is_written(sources: Sources, text: str, number: int | None) -> None:
    assert line(sources, text) == (number and ("001-texte.md", number))
