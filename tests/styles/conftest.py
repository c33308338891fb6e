"""A page laid out as the book's are: the default theme's sheet, its private fonts, one section."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from pipeline.fonts import fontconfig_file
from pipeline.model import Edition
from pipeline.styles import Theme, load_theme, page, style_sheet, trim

POINTS = 0.75  # points in a CSS px
EDITION = Edition(name="print", format="pdf")
LONG = "Voilà bien longtemps que la page attend ses lignes, et les lignes leurs mots. " * 6


@dataclass(frozen=True)
class Line:
    """A line as it stands: page from 0, baseline in points below the type area's top, element it is of, words."""

    page: int
    baseline: float
    left: float
    right: float
    tag: str
    kind: str
    size: float
    words: str


@pytest.fixture(scope="session")
def theme() -> Theme:
    return load_theme("default")


Pages = Callable[..., list[Line]]


@pytest.fixture
def pages(
    theme: Theme, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> Iterator[Pages]:
    folder = tmp_path_factory.getbasetemp() / "fontconfig"
    monkeypatch.setenv("FONTCONFIG_FILE", str(fontconfig_file(theme, folder)))

    def lay_out(body: str, extra: str = "", edition: Edition = EDITION) -> list[Line]:
        from weasyprint import CSS, HTML
        from weasyprint.text.fonts import FontConfiguration

        fonts = FontConfiguration()
        css = CSS(string=style_sheet(theme, edition) + extra, font_config=fonts)
        html = f'<html lang="fr"><head><title>Essai</title></head><body>{body}</body></html>'
        document = HTML(string=html, base_url=str(Path(__file__).parent)).render(stylesheets=[css], font_config=fonts)
        return [line for number, one in enumerate(document.pages) for line in _lines(number, one._page_box)]

    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        yield lay_out
    assert [record.getMessage() for record in caplog.records] == []


def _lines(number: int, box: Any) -> Iterator[Line]:
    from weasyprint.formatting_structure import boxes
    from weasyprint.layout.absolute import AbsolutePlaceholder

    top, left = box.content_box_y(), box.content_box_x()

    def walk(child: Any, parent: Any) -> Iterator[Line]:
        if isinstance(child, AbsolutePlaceholder):
            child = child._box
        if isinstance(child, boxes.LineBox):
            texts = [one for one in child.descendants() if isinstance(one, boxes.TextBox) and one.text.strip()]
            if texts:
                yield Line(
                    page=number,
                    baseline=(child.position_y + child.baseline - top) * POINTS,
                    left=(texts[0].position_x - left) * POINTS,
                    right=(texts[-1].position_x + texts[-1].width - left) * POINTS,
                    tag=parent.element_tag,
                    kind=(parent.element.get("class") or "") if parent.element is not None else "",
                    size=texts[0].style["font_size"] * POINTS,
                    words="".join(one.text for one in texts),
                )
            return
        for one in getattr(child, "children", ()):
            yield from walk(one, child)

    yield from walk(box, box)


@pytest.fixture
def line(theme: Theme) -> float:
    return page(theme, trim(EDITION.trim)).line
