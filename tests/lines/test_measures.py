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
    assert len(measures.faults["page end"]) == sum(text.endswith("‐") for text in ends) > 0


@pytest.mark.parametrize(("lines_a_page", "lonely"), [(3, 1), (2, 0)])
def test_a_line_left_alone_is_found(lines_a_page: int, lonely: int) -> None:
    css = "p{text-indent:12pt;orphans:1;widows:1;hyphens:manual}"
    made = plain_page(f"<p>{PROSE[:220]}", css, height=14 * lines_a_page + 1)
    assert len(made.lines) == 4
    found = measure_lines(made.data).faults["lonely"]
    assert len(found) == lonely
    assert all(place.page == 2 for place in found)


def test_runts_are_found() -> None:
    css = f"{INDENT}p{{hyphens:manual}}"
    full = next(
        PROSE[:end]
        for end in range(120, 400)
        if PROSE[end] == " " and plain_page(f"<p>{PROSE[:end]} à", css).lines[-1].text == "à"
    )
    assert [place.text for place in measure_lines(plain_page(f"<p>{full} à<p>{PROSE}", css).data).faults["runt"]] == [
        "à"
    ]
    assert not measure_lines(plain_page(f"<p>{PROSE}<p>{PROSE}", css).data).faults["runt"]


def test_lines_off_the_grid_of_the_facing_page_are_found() -> None:
    def drift(margin: int) -> int:
        css = f"h2{{font-size:10pt;margin:{margin}pt 0 0}}p{{hyphens:manual}}"
        body = f"<p>{PROSE * 2}" + f"<h2>Titre</h2><p>{PROSE * 2}"
        return len(measure_lines(plain_page(f"<p>{PROSE}{body}", css, height=280).data).faults["drift"])

    assert drift(14) == 0
    assert drift(9) >= 1


def test_a_file_without_text_measures_nothing() -> None:
    measures = measure_lines(plain_page("").data)
    assert (measures.lines, measures.justified, measures.good, measures.worst) == (0, 0, 0.0, ())


def test_hyphens_that_leave_too_few_letters_are_found() -> None:
    css = f"{INDENT}p{{hyphens:manual;text-align-last:justify}}"

    def pieces(text: str) -> list[tuple[float, str]]:
        measures = measure_lines(plain_page(f"<p>{text.replace('/', '-<br>')}<p>{PROSE}", css).data)
        return [(place.figure, place.text[-5:]) for place in measures.faults["piece"]]

    assert pieces("Il disait toujours que sa maison était é/norme et belle") == [(1, "it é-")]
    assert pieces("Il disait toujours que sa maison était plei/ne et belle") == [(2, "plei-")]
    assert pieces("Il disait toujours que sa maison était nou/velle") == []
    assert pieces("Il disait toujours que sa maison, c’est-à/dire belle, plaît") == []


def test_three_lines_that_end_alike_are_found() -> None:
    css = f"{INDENT}p{{hyphens:manual;text-align-last:justify}}"

    def stacks(*ends: str) -> int:
        lines = "<br>".join(f"Une ligne de quelques mots pour voir la {end}," for end in ends)
        return len(measure_lines(plain_page(f"<p>{lines}<p>{PROSE}", css).data).faults["stack"])

    assert stacks("maison", "saison", "raison") == 1
    assert stacks("maison", "table", "raison") == 0


def test_a_heading_without_two_lines_under_it_is_found() -> None:
    css = f"{INDENT}p{{orphans:1;widows:1;text-align-last:justify}}h2{{font:14pt/14pt Text;margin:0;break-after:auto}}"

    def found(lines: int) -> int:
        before = "<br>".join("Une ligne de quelques mots pour voir la page" for _ in range(lines))
        made = plain_page(f"<p>{before}<h2>Titre</h2><p>{PROSE * 2}", css, height=14 * 10 + 1)
        return len(measure_lines(made.data).faults["heading"])

    assert [found(lines) for lines in (9, 8, 7, 6)] == [1, 1, 0, 0]


def test_facing_pages_of_unequal_depth_are_found() -> None:
    def depths(lines: int) -> list[tuple[int, float]]:
        text = "<p>" + "<br>".join(["Une ligne de quelques mots pour voir la page"] * 12)
        short = text.replace("<p>", "<p style='break-after:page'>").rsplit("<br>", 12 - lines)[0]
        made = plain_page(text + short + text * 2, f"{INDENT}p{{text-align-last:justify}}", height=14 * 12 + 1)
        return [(place.page, place.figure) for place in measure_lines(made.data).faults["depth"]]

    assert depths(12) == []
    assert depths(10) == [(2, 2)]


def test_the_end_of_a_hyphenated_word_alone_on_a_line_is_a_runt() -> None:
    def runts(end: str) -> list[str]:
        line = "<p style='text-align-last:justify'>Il disait toujours que sa maison était de nou-"
        text = f"<p>{PROSE}{line}<p style='text-indent:0'>{end}<p>{PROSE}"
        found = measure_lines(plain_page(text, f"{INDENT}p{{hyphens:manual}}").data).faults["runt"]
        return [place.text for place in found]

    assert runts("velle.") == ["velle."]
    assert runts("velle façon.") == []
