"""Inline markup, breaks inside addresses, floats, titles, pages: what a book's paragraphs are made of."""

import re
from itertools import pairwise

import pikepdf
import pytest

from pipeline.layout.lines import edges, engine

from .pages import PROSE, plain_page, set_page, words

HYPHENS = "‐\u00ad\u0002\ufffe"
MIXED = (
    "<p>La difficulté de l’affaire est <em>suffisamment effrayante</em> pour qu’on l’affiche, disait-elle en "
    '<a href="https://example.org/">regardant l’horizon lointain</a>, puis un appel<sup>12</sup> de note, du '
    "<code>code fixe</code> et <span class=sc>des petites capitales</span> avant la suite du paragraphe, qui va son "
    "chemin ordinaire jusqu’à la fin de la dernière ligne que voici."
)
CSS = "code{font-family:Code;hyphens:none}.sc{font-variant:small-caps;letter-spacing:.05em}sup{font-size:70%}"


def test_inline_markup_is_set_by_the_engine_and_fills_the_measure() -> None:
    made = set_page(MIXED, CSS, optical=False)
    assert not made.report.fallbacks
    assert made.report.lines >= 5
    baselines = {line.baseline for line in made.lines if len(line.text) > 20}
    ends = [max(line.right for line in made.lines if line.baseline == base) for base in sorted(baselines)[1:]]
    assert ends == [pytest.approx(260, abs=0.3)] * len(ends)


def test_words_of_mixed_text_are_those_of_plain_weasyprint() -> None:
    made, plain = set_page(MIXED, CSS), plain_page(MIXED, CSS)
    assert sorted("".join(words(made.lines))) == sorted("".join(words(plain.lines)))


@pytest.mark.parametrize("mark", [".", "\u202f!", "\u202f?", "…", ","])
def test_no_line_begins_with_the_call_of_a_note(mark: str) -> None:
    for letters in range(30):
        filling = "n" * letters + " et puis la phrase va jusqu’à son dernier mot"
        made = set_page(f"<p>{filling}{mark}<sup>12</sup> Une autre commence alors et va plus loin.", CSS)
        (call,) = [line for line in made.lines if line.text.startswith("12")]
        assert call.left > 25, "it stands at the margin"


def test_links_and_tags_are_those_of_plain_weasyprint() -> None:
    from io import BytesIO

    def facts(data: bytes) -> tuple[set[str], int, list[str]]:
        with pikepdf.open(BytesIO(data)) as pdf:
            links = {str(link.A.URI) for link in pdf.pages[0].Annots}
            tags = [
                str(one.S) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/S" in one and "/P" in one
            ]
            kinds = sorted(tag for tag in set(tags))
            return links, tags.count("/P"), kinds

    made, plain = set_page(MIXED, CSS, tags=True), plain_page(MIXED, CSS, tags=True)
    assert facts(made.data) == facts(plain.data)


def test_underlines_follow_the_words() -> None:
    made = set_page(f"<p>{PROSE[:120]} <u>{PROSE[120:260]}</u> {PROSE[260:]}")
    assert not made.report.fallbacks
    strokes = re.findall(r"([\d.]+) [\d.]+ m\n([\d.]+) [\d.]+ l", made.data.decode("latin-1"))
    assert len(strokes) >= 3
    assert all(19 / 0.75 <= float(start) < float(stop) <= 262 / 0.75 for start, stop in strokes)


def test_languages_have_their_own_hyphens() -> None:
    english = "<p>" + "unconditionally representation transformation establishment " * 5

    def ends(language: str) -> set[str]:
        made = [set_page(f"<div lang={language}>{english}</div>", width=width) for width in range(100, 150, 5)]
        return {line.text.split()[-1] for one in made for line in one.lines if line.text[-1] in HYPHENS}

    assert "rep‐" in ends("en")
    assert "rep‐" not in ends("fr")


def test_soft_hyphens_are_the_only_divisions_of_their_word() -> None:
    text = "<p>" + PROSE.replace("canton", "dés\u00adinconstitutionnellement") * 2
    divided = []
    for width in range(100, 180, 8):
        made = set_page(text, width=width)
        assert "désinconstitutionnellement." in words(made.lines)
        divided += [a.text.split()[-1] for a, b in pairwise(made.lines) if b.text.startswith("inconstitutionnell")]
        assert not [line.text for line in made.lines if line.text.endswith(("désin‐", "désincons‐", "nelle‐"))]
    assert "dés‐" in divided


def test_addresses_are_divided_without_hyphens_and_handles_at_stops_only() -> None:
    address = "https://www.exemple.org/une/adresse/longue/qui/ne/tient/pas.html"
    made = set_page(f"<p>Voir {address} et le compte @quelquun.exemple.social, {PROSE[:200]}", width=150)
    lines = made.texts()
    assert not [text for text in lines if text[-1] in HYPHENS and ("/" in text or "@" in text)]
    assert address in "".join(lines).replace(" ", "")
    assert not [text for text in lines if text.endswith(("@quel", "@quelqu", "exem"))]


def test_a_compound_is_divided_at_its_hyphen_also_before_an_elision() -> None:
    ends = set()
    for width in range(60, 150, 2):
        lines = set_page("<p>Un chef-d’œuvre, deux chefs-d’œuvre, trois va-t-en-guerre " * 3, width=width).texts()
        ends |= {line.split()[-1][:-1] for line in lines if line[-1] in f"-{HYPHENS}"}
    assert "chef" in ends
    assert not ends & {"va", "va-t"}


def test_titles_are_balanced_and_keep_no_word_alone() -> None:
    title = "Un titre assez long pour tenir sur deux lignes, et dont la fin est seule"
    for css in ("h2{text-align:center;hyphens:manual}", "h2{text-align:left;hyphens:manual}"):
        made = set_page(f"<h2>{title}</h2>", css, width=270)
        widths = [line.right - line.left for line in made.lines]
        assert len(widths) == 2
        assert min(widths) > 0.7 * max(widths)
        assert not made.report.fallbacks


def test_no_line_of_a_title_ends_in_a_word_that_leans_on_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    def ends() -> set[str]:
        made = set_page("<h2>612 rencontres sur les réseaux sociaux</h2>", "h2{text-align:center}", width=170)
        assert len(made.lines) == 2
        return {made.lines[0].text.split()[-1]}

    assert ends() == {"rencontres"}
    monkeypatch.setattr(edges, "LEANING", 0.0)
    assert ends() == {"sur"}


def test_ragged_lines_are_more_even_than_greedy_ones() -> None:
    def rag(texts: list[float]) -> float:
        return sum((240 - width) ** 2 for width in texts[:-1])

    css = "p{text-align:left;hyphens:manual}"
    made, plain = set_page(f"<p>{PROSE}", css), plain_page(f"<p>{PROSE}", css)
    assert not made.report.fallbacks
    widths = [line.right - line.left for line in made.lines]
    greedy = [line.right - line.left for line in plain.lines]
    assert max(widths) < 240.3
    assert rag(widths) < rag(greedy)


def test_text_goes_round_a_float() -> None:
    css = ".f{float:right;width:80pt;height:50pt}"
    made = set_page(f"<div class=f></div><p>{PROSE}", css, optical=False)
    assert not made.report.fallbacks
    assert [round(line.right) for line in made.lines[:3]] == [180] * 3
    assert [round(line.right) for line in made.lines[5:8]] == [260] * 3


def test_a_dropped_initial_narrows_the_lines_beside_it() -> None:
    css = "p::first-letter{float:left;font-size:28pt;line-height:28pt}"
    made = set_page(f"<p>{PROSE}", css, optical=False)
    assert not made.report.fallbacks
    body = [line for line in made.lines if len(line.text) > 3]
    assert body[1].left > 28
    assert body[4].left == pytest.approx(20, abs=0.6)
    assert "".join(words(made.lines)).replace("L", "") == PROSE.replace(" ", "").replace("L", "")


def test_pictures_in_a_line_are_fixed_boxes() -> None:
    square = "<span class=b></span>"
    body = "<p>" + f"quelques mots {square} encore {square} {square} et d’autres, " * 8
    css = ".b{display:inline-block;width:14pt;height:6pt;border-bottom:1pt solid}"
    for width in (60, 75, 90, 120, 200):
        made, plain = set_page(body, css, width=width), plain_page(body, css, width=width)
        assert not made.report.fallbacks
        assert "".join(words(made.lines)) == "".join(words(plain.lines))
        assert max(line.right for line in made.lines) < 20 + width + 2.5
        assert made.data.count(b"rg\n") >= plain.data.count(b"rg\n") // 2


def test_forced_breaks_end_a_line_without_stretching_it() -> None:
    made = set_page(f"<p>Une ligne forcée<br>{PROSE}", optical=False)
    assert made.lines[0].text == "Une ligne forcée"
    assert made.lines[0].right < 120
    assert made.lines[1].right == pytest.approx(260, abs=0.3)
    assert not made.report.fallbacks


def test_a_turned_line_of_verse_is_indented() -> None:
    css = "p{padding-left:40pt;text-indent:-40pt;text-align:left;hyphens:none}"
    made = set_page("<p>Un vers assez long pour être renvoyé à la ligne suivante parce qu’il ne tient pas", css)
    assert [round(line.left) for line in made.lines] == [20, 60]


@pytest.mark.parametrize(
    ("body", "css", "kind"),
    [
        ("<p>Un mot العربية dans la ligne.", "", "right-to-left"),
        ("<pre>du code</pre>", "", "white-space"),
        ("<p>Une ligne.", "p::first-line{color:red}", "first line"),
        ("<p>Un titre<span class=l></span>12", ".l::after{content:leader('.')}", "leader"),
        (f"<p>{PROSE[:60]}<span class=f>x</span>{PROSE}", ".f{float:right;width:40pt}", "float inside a paragraph"),
    ],
)
def test_what_is_not_covered_falls_back_and_is_counted(body: str, css: str, kind: str) -> None:
    made, plain = set_page(body, css), plain_page(body, css)
    assert kind in made.report.fallbacks
    assert "".join(made.texts()) == "".join(plain.texts())


def test_an_endless_word_is_divided_wherever_it_may_be() -> None:
    body = f"<p>Un début {'mot' * 700} et une fin.<p>Un début <em>{'mot' * 300}</em>{'mot' * 300} et une fin."
    made = set_page(body)
    assert not made.report.fallbacks
    assert "".join(words(made.lines)) == re.sub(r"<.*?>| ", "", body)
    divided = [line for line in made.lines if line.text[-1] in HYPHENS]
    assert len(divided) > 40
    assert {line.text[-5:-1] for line in divided} == {"tmot"}
    assert all(240 < line.right < 262 for line in divided)


@pytest.mark.parametrize("align", ["justify", "left", "center"])
def test_a_word_too_long_for_its_column_runs_out_of_it_and_leaves_the_other_lines_alone(align: str) -> None:
    css = f"p{{hyphens:none;width:90pt;text-align:{align}}}"
    text = f"On trouve ici un mot, {'incommensurable' * 3}, puis d’autres mots pour finir la phrase."
    made, plain = set_page(f"<p>{text}", css), plain_page(f"<p>{text}", css)
    assert not made.report.fallbacks
    assert words(made.lines) == text.split()
    (long,) = [line for line in made.lines if "incomm" in line.text]
    assert [long.left, long.right] == pytest.approx(
        next([line.left, line.right] for line in plain.lines if "incomm" in line.text), abs=2.5
    )
    assert all(line.right < 112 for line in made.lines if line is not long)


def test_pages_neither_end_in_a_hyphen_nor_leave_a_line_alone() -> None:
    paragraphs = "".join(f"<p>{PROSE[at:]}" for at in range(0, 300, 11))
    made = set_page(paragraphs, "p{text-indent:12pt}", height=182)
    pages = {line.page for line in made.lines}
    assert len(pages) > 8
    last = [[line for line in made.lines if line.page == page][-1] for page in pages]
    assert not [line.text for line in last if line.text[-1] in HYPHENS]
    full = [len([line for line in made.lines if line.page == page]) for page in sorted(pages)[:-1]]
    plain = plain_page(paragraphs, "p{text-indent:12pt}", height=182)
    plain_full = [
        len([line for line in plain.lines if line.page == page])
        for page in sorted({one.page for one in plain.lines})[:-1]
    ]
    assert sum(count < max(full) for count in full) <= sum(count < max(plain_full) for count in plain_full)


def test_nothing_is_left_replaced_after_the_block() -> None:
    from pipeline.layout.lines.private import drawing, inline

    before = inline.get_next_linebox, inline.split_text_box, inline.justify_line, drawing.draw_first_line
    with engine():
        assert inline.get_next_linebox is not before[0]
    assert (inline.get_next_linebox, inline.split_text_box, inline.justify_line, drawing.draw_first_line) == before
