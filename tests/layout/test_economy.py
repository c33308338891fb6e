"""What is left out while a chunk is made changes nothing, and is left in where a style sheet may need it."""

from __future__ import annotations

import pytest

from pipeline.layout.economy import own_sheet, parsed
from pipeline.layout.engine import CSS, UA_STYLESHEET
from pipeline.layout.fetcher import Fetcher

NOTES = ".footnote { float: footnote }"
NOTE_STYLES = {"footnote-call", "footnote-marker"}
MARKUP = (
    '<!DOCTYPE html><html><body><ol start="3"><li>un</li><li>deux</li></ol>'
    '<p>Un mot<span class="footnote">une note</span>.</p></body></html>'
)


def drawn(css: str, *, spared: bool) -> bytes:
    sheet = own_sheet(css) if spared else UA_STYLESHEET
    return bytes(parsed(MARKUP, Fetcher({}), sheet).write_pdf(stylesheets=[CSS(string=css)], uncompressed_pdf=True))


@pytest.mark.parametrize("css", ["", NOTES, NOTES + "::marker { color: red } .footnote::footnote-call { color: red }"])
def test_lists_and_notes_look_as_with_the_engine_s_whole_sheet(css: str) -> None:
    assert own_sheet(css) is not UA_STYLESHEET
    assert drawn(css, spared=True) == drawn(css, spared=False)


@pytest.mark.parametrize(
    "css", [NOTES + "p { float : footnote }", "em{float:note}", "p { color: red; display: block list-item }"]
)
def test_a_style_sheet_with_other_markers_or_notes_gets_the_whole_sheet(css: str) -> None:
    assert own_sheet(css) is UA_STYLESHEET


@pytest.mark.parametrize(("name", "pseudo"), [("p", set()), ("li", {"marker"}), ("span", NOTE_STYLES)])
def test_only_what_can_have_a_marker_or_is_a_note_has_styles_for_it(name: str, pseudo: set[str]) -> None:
    elements = parsed(MARKUP, Fetcher({}), own_sheet(NOTES)).wrapper_element.iter_subtree()
    named = [element for element in elements if element.local_name == name]
    matched = [entry for element in named for entry in own_sheet(NOTES).matcher.match(element)]
    assert {kind for _, _, kind, _ in matched if kind} == pseudo
