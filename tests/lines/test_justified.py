"""Plain paragraphs: their lines are full, even, and hyphenated as the trade asks."""

import re
from itertools import pairwise

import pytest

from pipeline.layout.lines import breaks, edges, plan, shaping

from .pages import PROSE, Line, plain_page, set_page, words

SPACE = 0.25  # em: the space of Linux Libertine
NO_BREAK, NARROW = "\u00a0", "\u202f"
HYPHENS = "‐\u00ad\u0002\ufffe"


def _full(lines: list[Line]) -> list[Line]:
    return lines[:-1]


def test_lines_fill_the_measure() -> None:
    made = set_page(f"<p>{PROSE}", optical=False)
    assert made.report.lines == len(made.lines) > 8
    assert not made.report.fallbacks
    assert all(line.left == pytest.approx(20, abs=0.6) for line in made.lines)
    assert all(line.right == pytest.approx(260, abs=0.3) for line in _full(made.lines))
    assert made.lines[-1].right < 259


def test_spaces_stay_between_four_fifths_and_seven_fifths() -> None:
    made = set_page(f"<p>{PROSE}")
    for line in _full(made.lines):
        gaps = line.gaps()
        assert gaps, line.text
        assert 0.79 < sum(gaps) / len(gaps) / (10 * SPACE) < 1.41, line.text


def test_spaces_are_more_even_than_greedy_ones() -> None:
    def spread(lines: list[Line]) -> float:
        means = [sum(line.gaps()) / len(line.gaps()) for line in _full(lines) if line.gaps()]
        return max(means) - min(means)

    assert spread(set_page(f"<p>{PROSE}").lines) < spread(plain_page(f"<p>{PROSE}").lines)


def test_words_are_those_of_plain_weasyprint() -> None:
    made, plain = set_page(f"<p>{PROSE}"), plain_page(f"<p>{PROSE}")
    assert words(made.lines) == PROSE.split()
    assert "".join(words(made.lines)) == "".join(words(plain.lines))


def test_never_three_hyphens_in_a_row() -> None:
    made = set_page(f"<p>{PROSE * 3}", width=110)
    flags = "".join("h" if line.text[-1] in HYPHENS + "-" else "." for line in made.lines)
    assert "h" in flags
    assert "hhh" not in flags


def test_at_least_two_letters_before_a_hyphen_and_three_after() -> None:
    lines = set_page(f"<p>{PROSE * 2}", width=90).lines
    divided = [(a.text, b.text) for a, b in pairwise(lines) if a.text[-1] in HYPHENS]
    assert divided
    for before, after in divided:
        assert re.search(r"[^\W\d_]{2,}.$", before), before
        assert re.match(r"[^\W\d_]{3,}|[^\W\d_]{2}’", after), after


def test_proper_nouns_are_not_divided(monkeypatch: pytest.MonkeyPatch) -> None:
    words_ = PROSE.split()
    for at in range(len(words_) - 3, 3, -7):
        words_.insert(at, "Derozerays")
    text = " ".join(words_)

    def divided() -> int:
        count = 0
        for width in range(240, 330, 10):
            for line in set_page(f"<p>{text}", width=width).lines:
                count += line.text[-1] in HYPHENS and line.text.split()[-1][0].isupper()
        return count

    with_rule = divided()
    monkeypatch.setattr(breaks, "PROPER_NOUN", 0.0)
    assert with_rule <= 0.7 * divided()


def test_runts_are_avoided(monkeypatch: pytest.MonkeyPatch) -> None:
    text = f"<p>{PROSE[: PROSE.index(' ', 330)]} là."

    def runts() -> int:
        last = (set_page(text, "p{text-indent:12pt}", width=width).lines[-1] for width in range(200, 330, 3))
        return sum(line.right - line.left < 18 for line in last)

    assert not runts()
    monkeypatch.setattr(edges, "RUNT", 0.0)
    assert runts()


def test_the_end_of_a_divided_word_is_seldom_a_line_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    text = f"<p>{PROSE[: PROSE.index(' ', 330)]} suffisamment."

    def alone() -> int:
        ends = [set_page(text, "p{text-indent:12pt}", width=width).lines[-2:] for width in range(150, 330, 3)]
        return sum(before.text[-1] in HYPHENS and " " not in last.text for before, last in ends)

    with_rule = alone()
    monkeypatch.setattr(edges, "FRAGMENT", 0.0)
    assert with_rule < alone()


def test_no_word_space_is_narrower_than_two_thirds_of_the_font_s() -> None:
    made = [set_page(f"<p>{PROSE}", "p{hyphens:none}", width=width) for width in range(60, 200, 4)]
    gaps = [found for one in made for line in _full(one.lines) if len(found := line.gaps()) > 2]
    assert 0.63 < min(sum(found) / len(found) / 2.5 for found in gaps) < 0.8


def test_words_stay_apart_for_programs_that_read_pages_by_their_look(monkeypatch: pytest.MonkeyPatch) -> None:
    """They see no space below 0.15 em: a font whose own space is narrow lends less of it."""
    monkeypatch.setattr(edges, "_READ", 0.19)
    made = [set_page(f"<p>{PROSE}", "p{hyphens:none}", width=width) for width in range(60, 200, 4)]
    gaps = [found for one in made for line in _full(one.lines) if len(found := line.gaps()) > 2]
    assert min(sum(found) / len(found) for found in gaps) > 1.88


def test_no_line_starts_with_a_dash_or_points_of_suspension() -> None:
    text = "Il avait – disait-on – tout vu … et tout entendu – sauf cela – du moins … jusqu’alors – peut-être … " * 6
    lines = set_page(f"<p>{text}", width=150).lines
    assert len(lines) > 10
    assert not [line.text for line in lines if line.text[0] in "–—…"]


def test_a_dash_that_opens_a_speech_begins_a_line_rather_than_spread_the_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def set_line() -> Line:
        said = f"Le secouant par ses mains, elle ajouta{NO_BREAK}: —{NO_BREAK}Écoute-moi donc."
        return set_page(f"<p>{said}", width=174).lines[0]

    assert set_line().text.endswith(":")
    monkeypatch.setattr(breaks, "_DASHES", breaks._DASHES & False)
    assert set_line().text.endswith("elle")


def test_no_line_begins_with_the_dash_of_a_speech_when_it_need_not(monkeypatch: pytest.MonkeyPatch) -> None:
    text = f"<p>{PROSE.replace(', ', f', —{NO_BREAK}')}"

    def begun() -> int:
        lines = [line for width in range(240, 340, 10) for line in set_page(text, width=width).lines]
        return sum(line.text.startswith("—") for line in lines)

    with_rule = begun()
    monkeypatch.setattr(breaks, "OPENING_DASH", 0.0)
    assert with_rule < begun()


@pytest.mark.parametrize(("width", "end"), [(296, "groupes"), (300, "d’hom"), (304, "d’hom"), (308, "d’hommes")])
def test_a_mute_last_syllable_is_parted_from_its_word_only_when_spaces_would_pass_16_tenths(
    width: float, end: str
) -> None:
    text = "Quand la danse fut finie, tout le parquet resta libre pour les groupes d’hommes qui causaient debout et"
    (line, _) = set_page(f"<p>{text}", width=width).lines
    assert line.text.rstrip(HYPHENS).split()[-1] == end
    assert 0.7 < sum(line.gaps()) / len(line.gaps()) / (10 * SPACE) < 1.6


def test_names_compounds_and_last_words_keep_their_mute_syllable() -> None:
    for text in ("un long voyage vers Nantes et puis rien", "un petit chef-d’œuvre et puis rien", "tous ces hommes"):
        for width in range(40, 150, 2):
            lines = set_page(f"<p>{text}", width=width).lines
            assert not [line.text for line in lines if line.text.rstrip(HYPHENS).endswith(("Nan", "œu", "hom"))]


@pytest.mark.parametrize(("width", "end"), [(262, "due,"), (268, "n’est"), (276, "n’est-ce")])
def test_a_compound_is_parted_from_two_letters_only_when_spaces_would_be_too_wide(width: float, end: str) -> None:
    text = "Mais pourquoi donc faut-il payer le surplus de la somme due, n’est-ce pas de trop ?"
    assert set_page(f"<p>{text}", width=width).lines[0].text.rstrip(HYPHENS + "-").split()[-1] == end


def test_no_break_spaces_stretch_with_the_others() -> None:
    made = set_page(f"<p>{PROSE.replace(' : ', NO_BREAK + ': ') * 2}", width=150)
    line = next(line for line in _full(made.lines) if NO_BREAK in line.text)
    gaps = line.gaps()
    assert len(gaps) > 3
    assert max(gaps) - min(gaps) < 0.4


def test_narrow_no_break_spaces_keep_their_width() -> None:
    text = f"<p>{PROSE.replace(' : ', NARROW + ': ').replace(',', NARROW + '!') * 2}"
    widths = []
    for width in (150, 163, 171):
        for line in _full(set_page(text, width=width).lines):
            for before, space, after in zip(line.characters, line.characters[1:], line.characters[2:], strict=False):
                if space[2] == NARROW:
                    widths.append(after[0] - before[1])
    assert len(widths) > 8
    assert max(widths) - min(widths) < 0.15


def test_no_break_spaces_are_as_wide_as_word_spaces_and_narrow_ones_half_as_wide_at_most(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def width(space: str) -> float:
        (line,) = set_page(f"<p style='font-style: italic; text-align: left'>mot{space}mot").lines
        return line.right - line.left

    assert width("\u00a0") == pytest.approx(width(" "), abs=0.01)  # the italic has them of two widths
    letters = width("")
    monkeypatch.setattr(shaping, "_NARROWER", 0.25)
    assert width("\u202f") - letters == pytest.approx((width(" ") - letters) / 4, abs=0.02)


def test_the_space_after_the_dash_of_a_speech_is_the_same_everywhere() -> None:
    speeches = "".join(f"<p>– {PROSE[start:]}" for start in (0, 60, 130))
    made = set_page(speeches, width=170)
    opened = [line for line in made.lines if line.text.startswith("–")]
    assert len(opened) == 3
    spaces = {round(line.gaps()[0] / 2.5, 1) for line in opened}
    assert spaces == {1.0}


def test_glyphs_are_scaled_by_at_most_one_and_a_half_percent() -> None:
    data = set_page(f"<p>{PROSE}").data.decode("latin-1")
    scales = [float(scale) for scale in re.findall(r"([\d.]+) 0 0 -1 [\d.]+ [\d.]+ Tm", data)]
    assert len(scales) > 5
    assert all(0.985 <= scale <= 1.015 for scale in scales)
    assert any(scale != 1 for scale in scales)


def test_ligatures_are_divided_into_their_letters() -> None:
    made = set_page("<p>Un effet difficile, un effet difficile, un effet difficile, un effet difficile", width=60)
    assert [line.text for line in made.lines if line.text.rstrip(HYPHENS).split()[-1] in ("ef", "dif")], made.texts()
    assert set(words(made.lines)) == {"Un", "un", "effet", "difficile,", "difficile"}


def test_the_same_syllable_does_not_end_three_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    text = (
        "la situation nous a paru demander quelque condition qui fût dans la position de celui qui en a mention, "
        "avec une solution dont on voit la portion, la ration, et la nation sans tension, une attention sans mention, "
    ) * 4

    def stacked() -> int:
        ends = [line.text.rstrip(" ,‐")[-3:] for line in set_page(f"<p>{text}", width=210).lines[:-1]]
        return sum(a == b == c for a, b, c in zip(ends, ends[1:], ends[2:], strict=False) if a.isalpha())

    assert not stacked()
    monkeypatch.setattr(plan, "STACKED", 0.0)
    assert stacked()


def test_optical_margins_let_punctuation_hang_and_only_it() -> None:
    made = set_page(f"<p>{PROSE * 2}")
    for line in _full(made.lines):
        if line.text[-1] in HYPHENS + ",.":
            assert 260.5 < line.right < 262.5, line.text
        elif line.text[-1].isalpha():
            assert line.right == pytest.approx(260, abs=0.3)


def test_the_same_page_is_the_same_bytes() -> None:
    assert [one.characters for one in set_page(f"<p>{PROSE}").lines] == [
        one.characters for one in set_page(f"<p>{PROSE}").lines
    ]


def test_an_opening_mark_hangs_out_of_a_single_line_as_of_the_first_of_many() -> None:
    one, many, *_ = set_page(f"<p>« Oui. »<p>« {PROSE}").lines
    assert one.left == pytest.approx(many.left, abs=0.01)
    assert 18 < one.left < 19.7
    (ragged,) = set_page("<p>« Oui. »", "p{text-align:left}").lines
    assert ragged.left == pytest.approx(20, abs=0.6)


def test_opening_marks_hang_out_on_the_left() -> None:
    text = PROSE.replace(", ", ", « ").replace(" et ", " et « ")
    found = []
    for width in range(150, 230, 10):
        for line in set_page(f"<p>{text}", width=width).lines[1:]:
            if line.text.startswith("«"):
                found.append(line.left)
    assert found
    assert all(18 < left < 19.7 for left in found)
