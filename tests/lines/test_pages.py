"""Where the lines of a paragraph fall on pages: hyphens at a page's end, lines left alone, notes that take room."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import pytest

from pipeline.layout.lines import ahead, breaks, fit, plan, shaping
from pipeline.layout.lines.flow import Flow

from .pages import PROSE, Set, set_page

HYPHENS = "‐\u00ad\u0002\ufffe"
INDENT = "p{text-indent:12pt}"
NOTE = (
    ".n{float:footnote;footnote-policy:line;display:block;font-size:8pt;line-height:10pt;text-indent:0}"
    "::footnote-call{content:'*';vertical-align:baseline;font-size:10pt;line-height:0}"
    "::footnote-marker{content:'* '}"
)


def _feet(made: Set) -> list[str]:
    """The last full line of each page but the last: of those above its notes, which are set closer."""
    found = []
    for page in sorted({line.page for line in made.lines})[:-1]:
        lines = [line for line in made.lines if line.page == page]
        steps = [abs(before.baseline - after.baseline - 14) < 0.3 for before, after in pairwise(lines)]
        body = lines[: steps.index(False) + 1] if False in steps else lines
        found.append([line.text for line in body if len(line.text) > 30][-1])
    return found


def _ends(made: Set) -> int:
    """How many pages end in a hyphen."""
    return sum(foot[-1] in HYPHENS for foot in _feet(made))


def _set(height: float, start: int) -> Set:
    paragraphs = "".join(f"<p>{PROSE[at:]}" for at in range(start, 300, 11))
    return set_page(paragraphs, INDENT, height=height)


def test_a_page_seldom_ends_in_a_hyphen(monkeypatch: pytest.MonkeyPatch) -> None:
    def ends() -> int:
        return sum(_ends(_set(height, start)) for height in (154, 168, 182) for start in (0, 5))

    with_rule = ends()
    monkeypatch.setattr(fit, "PAGE_END_HYPHEN", 0.0)
    assert with_rule < ends() / 3


def test_a_note_that_takes_room_moves_the_page_s_end_and_so_the_plan() -> None:
    def paragraph(number: int, start: int) -> str:
        text = f"{PROSE[start:]} {PROSE}"
        call = text.index(" ", 150 + 7 * number % 200)
        note = f"<span class=n>{PROSE[: 30 + 5 * number]}</span>" if number % 3 == 0 else ""
        return f"<p>{text[:call]}{note}{text[call:]}"

    body = "".join(paragraph(number, start) for number, start in enumerate(range(0, 300, 11)))
    made = [set_page(body, INDENT + NOTE, height=height) for height in (182, 210, 252)]
    assert sum(len(_feet(one)) for one in made) > 100
    assert sum(map(_ends, made)) <= 4


def test_a_note_laid_out_again_is_neither_shaped_nor_planned_again(monkeypatch: pytest.MonkeyPatch) -> None:
    counts = Counter[str]()
    shape, find = shaping.Shaper._shape, breaks.find

    def shaped(shaper: shaping.Shaper, text: str, style: object, face: shaping.Face) -> shaping.Shaped:
        counts[text[:20]] += 1
        return shape(shaper, text, style, face)

    def found(flow: Flow, ask: breaks.Ask, shaper: shaping.Shaper) -> breaks.Breaks:
        counts["plans"] += flow.text.startswith("* ")
        return find(flow, ask, shaper)

    monkeypatch.setattr(shaping.Shaper, "_shape", shaped)
    monkeypatch.setattr(breaks, "find", found)
    notes = [f"<span class=n>Note {number}. {PROSE[:150]}</span>" for number in range(1, 9)]
    made = set_page("".join(f"<p>Un appel{note}." for note in notes), NOTE)
    assert len([line for line in made.lines if "Note" in line.text]) == 8
    assert [counts[f"Note {number}. {PROSE[:12]}"] for number in range(1, 9)] == [1] * 8
    assert 8 <= counts["plans"] <= 8 * 3, "as often as there are passes, not notes"


@pytest.mark.parametrize(
    ("count", "kept", "full"),
    [(3, 3, 5), (5, 5, 4), (6, 4, 4), (7, 5, 5), (20, 5, 5)],
)
def test_how_many_lines_decides_where_the_page_ends(count: int, kept: int, full: int) -> None:
    room = plan.Room(5, 2, 2)
    assert room.kept(count) == kept
    assert room.full(count) == full


def test_too_few_lines_go_to_the_next_page_together() -> None:
    assert plan.Room(2, 2, 2).kept(3) == 0
    assert plan.Room(2, 0, 2).kept(3) == 1
    assert plan.Room(1, 1, 1).kept(2) == 1


def _depths(made: Set) -> list[int]:
    """How many lines each page but the last holds."""
    counts = Counter(line.page for line in made.lines)
    return [counts[page] for page in sorted(counts)[:-1]]


def test_paragraphs_further_up_make_up_for_a_line_that_a_page_would_lose(monkeypatch: pytest.MonkeyPatch) -> None:
    starts = ((13 * at % 200, 60 + 37 * at % 380) for at in range(0, 900, 7))
    paragraphs = "".join(f"<p>{PROSE[start : start + length]}" for start, length in starts)

    def short() -> int:
        made = ((lines, set_page(paragraphs, INDENT, height=14 * lines)) for lines in (22, 23, 24, 25))
        return sum(depth < lines for lines, one in made for depth in _depths(one))

    with_rule = short()
    monkeypatch.setattr(ahead.Foresight, "wanted", lambda *_: None)
    assert with_rule < short() * 0.8


def test_a_page_is_filled_where_that_costs_least() -> None:
    room = plan.Room(10, 2, 2)
    assert ahead._fullest([{5: 0.0}, {4: 7.0, 5: 2.0}, {2: 0.0}], room) == (0.0, (5, 5))
    assert ahead._fullest([{5: 0.0, 6: 9.0}, {4: 0.0}, {2: 0.0}], room) == (9.0, (6, 4))
    assert ahead._fullest([{5: 0.0, 6: 1e9}, {4: 0.0}, {2: 0.0}], room) == (plan.SHORT_PAGE, (5, 4, 2))
    assert ahead._fullest([{5: 0.0}, {8: 0.0}], room) == (0.0, (5, 8))


def test_only_what_is_set_alike_is_foreseen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Below what is set in another way, or has notes, nobody knows where the page ends."""
    seen = []
    page = ahead.Foresight._page

    def looked(
        foresight: ahead.Foresight, flows: Iterator[Flow], measure: plan.Measure, room: plan.Room
    ) -> list[tuple[Flow, int, int]]:
        found = page(foresight, flows, measure, room)
        seen.append([flow.text[:3] for flow, _, _ in found])
        return found

    monkeypatch.setattr(ahead.Foresight, "_page", looked)
    plain = "".join(f"<p id={name[:2]}>{name} {PROSE[:90]}" for name in ("Un.", "Du.", "Tr."))
    made = set_page(f"{plain}<blockquote><p>Qu. {PROSE[:90]}</p></blockquote>{plain}<p>No<span class=n>x</span>", NOTE)
    assert not made.report.fallbacks
    assert seen[0] == ["Un.", "Du.", "Tr."]
    assert all("Qu." not in names or names == ["Qu."] for names in seen)
    assert ["Un.", "Du.", "Tr."] in seen[1:]
