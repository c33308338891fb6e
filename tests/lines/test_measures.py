"""The measures of a page, read from PDFs whose faults are known."""

import pytest

from pipeline.inspection.lines import measure_lines

from .pages import PROSE, plain_page, set_page

TEXT = f"<p>{PROSE * 4}"
INDENT = "p{text-indent:12pt}"


def test_even_lines_are_told_from_greedy_ones() -> None:
    even, greedy = measure_lines(set_page(TEXT).data), measure_lines(plain_page(TEXT).data)
    assert even.justified > 30
    assert even.good > 0.95 > greedy.good
    assert even.loose == 0 < greedy.loose
    assert 0.8 < even.middle < 1.3 < greedy.middle + 0.2
    assert {place.kind for place in greedy.worst} & {"loose", "hyphens"}


def test_loose_lines_are_found_with_their_page_and_words() -> None:
    made = plain_page(f"<p>{PROSE}<p>bien incommensurablement anticonstitutionnellement {PROSE}", "p{hyphens:manual}")
    loose = [place for place in measure_lines(made.data).worst if place.kind == "loose"]
    assert loose
    assert loose[0].page == 1
    assert loose[0].figure > 1.6
    assert loose[0].weight >= loose[-1].weight
    assert loose[0].text.replace(" ", "") in {"".join(line.text.split()) for line in made.lines}


def test_hyphens_in_a_row_and_at_a_page_end_are_found() -> None:
    made = plain_page(f"<p>{PROSE * 3}", "p{orphans:1;widows:1}", width=110, height=142)
    measures = measure_lines(made.data)
    texts = [line.text for line in made.lines]
    longest = run = 0
    for text in texts:
        run = run + 1 if text.endswith("‐") else 0
        longest = max(longest, run)
    assert measures.in_a_row == longest
    ends = [line.text for line, after in zip(made.lines, made.lines[1:], strict=False) if after.page != line.page]
    assert len(measures.page_ends) == sum(text.endswith("‐") for text in ends) > 0


@pytest.mark.parametrize(("lines_a_page", "lonely"), [(3, 1), (2, 0)])
def test_a_line_left_alone_is_found(lines_a_page: int, lonely: int) -> None:
    css = "p{text-indent:12pt;orphans:1;widows:1;hyphens:manual}"
    made = plain_page(f"<p>{PROSE[:220]}", css, height=14 * lines_a_page + 1)
    assert len(made.lines) == 4
    found = measure_lines(made.data).lonely
    assert len(found) == lonely
    assert all(place.page == 2 for place in found)


def test_runts_are_found() -> None:
    css = f"{INDENT}p{{hyphens:manual}}"
    full = next(
        PROSE[:end]
        for end in range(120, 400)
        if PROSE[end] == " " and plain_page(f"<p>{PROSE[:end]} à", css).lines[-1].text == "à"
    )
    assert [place.text for place in measure_lines(plain_page(f"<p>{full} à<p>{PROSE}", css).data).runts] == ["à"]
    assert not measure_lines(plain_page(f"<p>{PROSE}<p>{PROSE}", css).data).runts


def test_lines_off_the_grid_of_the_facing_page_are_found() -> None:
    def drift(margin: int) -> int:
        css = f"h2{{font-size:10pt;margin:{margin}pt 0 0}}p{{hyphens:manual}}"
        body = f"<p>{PROSE * 2}" + f"<h2>Titre</h2><p>{PROSE * 2}"
        return len(measure_lines(plain_page(f"<p>{PROSE}{body}", css, height=280).data).drift)

    assert drift(14) == 0
    assert drift(9) >= 1


def test_a_file_without_text_measures_nothing() -> None:
    measures = measure_lines(plain_page("").data)
    assert (measures.lines, measures.justified, measures.good, measures.worst) == (0, 0, 0.0, ())
