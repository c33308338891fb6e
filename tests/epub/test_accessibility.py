"""Accessibility metadata say what the files hold, no more and no less."""

from __future__ import annotations

import pytest

from pipeline.composition import labels
from pipeline.formats import Context, epub
from pipeline.formats.epub.accessibility import examine
from pipeline.inspection.epub import EpubFacts, facts
from pipeline.model import Figure, Picture
from tests.epub import shelf

PAGE = '<html xmlns="http://www.w3.org/1999/xhtml"><body>{}</body></html>'
PLAIN = {"tableOfContents", "readingOrder", "displayTransformability"}


def found(*bodies: str, css: str = "", pages: bool = False) -> dict[str, set[str]]:
    values: dict[str, set[str]] = {}
    for name, value in examine(map(PAGE.format, bodies), css, labels("fr"), pages=pages).metadata():
        values.setdefault(name.removeprefix("schema:"), set()).add(value)
    return values


def test_text_alone_is_read_as_text() -> None:
    values = found("<p>x</p>")
    assert values["accessMode"] == {"textual"}
    assert values["accessModeSufficient"] == {"textual"}
    assert values["accessibilityFeature"] == PLAIN
    assert values["accessibilityHazard"] == {"none"}


@pytest.mark.parametrize(
    ("body", "feature"),
    [
        ("<h2>x</h2>", "structuralNavigation"),
        ('<img src="a" alt="un plan"/>', "alternativeText"),
        ('<details class="description"><p>x</p></details>', "longDescription"),
        ('<section role="doc-chapter"><p>x</p></section>', "ARIA"),
        ('<section role="doc-index"><p>x</p></section>', "index"),
    ],
)
def test_what_is_there_is_said(body: str, feature: str) -> None:
    assert feature in found(body)["accessibilityFeature"]
    assert feature not in found("<p>x</p>")["accessibilityFeature"]


def test_one_image_without_words_takes_the_claim_away() -> None:
    values = found('<img src="a" alt="un plan"/>', '<img src="b" alt=""/>')
    assert "alternativeText" not in values["accessibilityFeature"]
    assert values["accessModeSufficient"] == {"textual,visual"}
    assert values["accessMode"] == {"textual", "visual"}


def test_a_decorative_image_shows_nothing() -> None:
    values = found('<img src="a" alt="" role="presentation"/>')
    assert values["accessMode"] == {"textual"}
    assert "alternativeText" not in values["accessibilityFeature"]


@pytest.mark.parametrize("size", ["12px", "11pt", "4.5mm"])
def test_a_fixed_size_cannot_be_changed(size: str) -> None:
    assert "displayTransformability" not in found("<p/>", css=f"p {{ font-size: {size} }}")["accessibilityFeature"]
    assert "displayTransformability" in found("<p/>", css="p { font-size: 1.1em }")["accessibilityFeature"]


def test_pages_are_said_where_they_are_listed(known: EpubFacts) -> None:
    features = {value for name, value in known.accessibility if name == "schema:accessibilityFeature"}
    assert features >= {"pageBreakMarkers", "pageNavigation", "longDescription", "structuralNavigation", "index"}


def test_the_summary_is_in_the_language_of_the_book(known: EpubFacts) -> None:
    summary = dict(known.accessibility)["schema:accessibilitySummary"]
    assert "Chaque image porteuse de sens a un texte de remplacement." in summary
    assert "édition imprimée" in summary


def test_conformance_is_not_claimed_without_a_certifier(package: str) -> None:
    assert "conformsTo" not in package
    assert "certifiedBy" not in package


def test_a_book_whose_image_says_nothing_is_honest(context: Context) -> None:
    asset = shelf.image(context.store, "images/plan.png")
    section = shelf.chapter("un", blocks=(Figure(picture=Picture("images/plan.png", "")),))
    values = facts(epub.write(shelf.book(section, assets=(asset,)), None, context), "x").accessibility
    assert ("schema:accessModeSufficient", "textual") not in values
