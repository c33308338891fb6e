"""The cover: its size, its words, its lines; the image that a book gives."""

from __future__ import annotations

import io

import pytest
from msgspec.structs import replace
from PIL import Image

from pipeline.diagnostic import BookError
from pipeline.formats import Context, cover
from pipeline.formats.cover.design import Look, look, page
from pipeline.formats.cover.lettering import Style, width
from pipeline.formats.cover.lines import balanced
from pipeline.formats.cover.words import Words, words
from pipeline.model import Asset, Edition, Section, Volume
from pipeline.styles import Cover
from tests.epub import shelf


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def drawn(context: Context, title: str = "Rencontres", **fields: str) -> bytes:
    return page(
        Words(**{"author": "Collectif", "title": title, **fields}), (True,) * 9, look(context.theme, 1, sample=False)
    )


def test_the_cover_is_what_shops_take(context: Context) -> None:
    image = opened(cover.write(shelf.book(), None, context))
    assert (image.format, image.size, image.mode) == ("JPEG", (1600, 2400), "RGB")


def test_the_same_book_has_the_same_cover(context: Context) -> None:
    assert cover.write(shelf.book(), None, context) == cover.write(shelf.book(), None, context)


def test_its_words_are_those_of_the_title_page() -> None:
    assert words(shelf.book()) == Words("Collectif", "Le livre", "Récits", "Tome I", publisher="Le Pré")


def test_without_a_title_page_its_words_are_those_of_the_metadata() -> None:
    bare = replace(shelf.book(), sections=())
    assert words(bare) == Words("Collectif", "Le livre, tome I", "Récits", publisher="Le Pré")
    assert words(replace(bare, title="Pourquoi ?")).title == "Pourquoi\u202f?"


def test_each_tome_has_its_ground_and_a_sample_is_reversed(context: Context) -> None:
    grounds = {look(context.theme, number, sample=False).ground for number in (1, 2, None)}
    assert len(grounds) == 3
    plain, sample = (look(context.theme, None, sample=sample) for sample in (False, True))
    assert (sample.ground, sample.ink) == (plain.ink, plain.ground)


def test_ground_and_ink_are_told_apart(context: Context) -> None:
    def luminance(colour: tuple[float, float, float]) -> float:  # WCAG 2.2, relative luminance
        linear = (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in colour)
        return sum(share * value for share, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    for number in (1, 2, 3, 4):
        seen: Look = look(context.theme, number, sample=False)
        light, dark = sorted((luminance(seen.ink), luminance(seen.ground)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) > 7


def test_there_is_a_point_for_each_text(context: Context) -> None:
    one = page(Words("A", "B"), (True,), look(context.theme, 1, sample=False)).count(b"\nf\n")
    many = page(Words("A", "B"), (True,) * 31, look(context.theme, 1, sample=False)).count(b"\nf\n")
    assert many - one == 30


def test_a_text_that_is_awaited_is_a_ring(context: Context) -> None:
    ring = page(Words("A", "B"), (False, True), look(context.theme, 1, sample=False))
    assert ring.count(b"f*") == 1


@pytest.mark.parametrize("title", ["Rencontres", "Anticonstitutionnellement", "Un titre " * 20])
def test_titles_of_every_length_hold(context: Context, title: str) -> None:
    assert drawn(context, title.strip())


def test_a_title_that_does_not_hold_is_refused(context: Context) -> None:
    with pytest.raises(BookError) as refused:
        drawn(context, "Un titre sans fin " * 60)
    assert refused.value.diagnostics[0].code == "E002"


def test_a_subtitle_that_does_not_hold_is_refused(context: Context) -> None:
    with pytest.raises(BookError) as refused:
        drawn(context, subtitle="Un sous-titre sans fin " * 60)
    assert refused.value.diagnostics[0].code == "E002"


def test_a_letter_in_no_face_is_refused(context: Context) -> None:
    with pytest.raises(BookError) as refused:
        drawn(context, "Le \U000f0000")
    finding = refused.value.diagnostics[0]
    assert (finding.code, dict(finding.values)["point"]) == ("E001", "U+F0000")


def test_a_letter_that_the_text_face_lacks_comes_from_another(context: Context) -> None:
    assert drawn(context, "Salut سلام")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("un deux trois quatre", ("un deux", "trois quatre")),
        ("aaaa de bbbbbb", ("aaaa", "de bbbbbb")),  # a short word leans on the next one
        ("un\u00a0deux\u00a0trois quatre", ("un\u00a0deux\u00a0trois", "quatre")),  # a no-break space holds
        ("un", ("un",)),
        ("aaaaa bbbb cccccc", ("aaaaa", "bbbb cccccc")),  # no word alone on the last line
    ],
)
def test_lines_are_even(text: str, expected: tuple[str, ...]) -> None:
    assert balanced(text, 13, len, 2) == expected


def test_what_cannot_be_cut_is_not() -> None:
    assert balanced("anticonstitutionnellement", 10, len, 5) is None


def test_letters_are_kerned(context: Context) -> None:
    style = Style(look(context.theme, 1, sample=False).roman, 100)
    assert width("AVATAR", style) < sum(width(one, style) for one in "AVATAR") - 5


def test_apostrophes_and_hyphens_are_spaced_less_than_letters(context: Context) -> None:
    plain = Style(look(context.theme, 1, sample=False).roman, 100)
    spaced = replace(plain, tracking=8)
    added = {text: width(text, spaced) - width(text, plain) for text in ("", "A", "AB", "L’E", "M-A")}
    assert added == pytest.approx({"": 0, "A": 0, "AB": 8, "L’E": 8, "M-A": 8})


def test_its_colours_are_the_theme_s(context: Context) -> None:
    theme = replace(context.theme, cover=Cover(ink="#000000", grounds=("#ffffff", "#ff0000")))
    grounds = [look(theme, number, sample=False).ground for number in (1, 2, 3, None)]
    assert grounds == [(1, 1, 1), (1, 0, 0), (1, 1, 1), (1, 0, 0)]
    assert look(theme, 1, sample=False).ink == (0, 0, 0)


def test_what_stands_under_the_title_leaves_it_air(context: Context) -> None:
    def gap(**words: str) -> float:
        with_words, alone = drawn(context, **words), drawn(context)
        places = [float(line.split()[6]) for line in with_words.decode().splitlines() if line.startswith("q 1 0 0 1")]
        assert with_words != alone
        return places[-2] - places[-1]  # from the title's baseline down to the next

    assert gap(subtitle="Récits") > 180
    assert gap(volume="Tome I") > 180


def test_a_given_cover_is_kept(context: Context) -> None:
    asset = shelf.image(context.store, "images/couverture.png", (300, 450), "RGBA")
    given = replace(shelf.book(), assets=(asset,), volume=Volume(id="tome-1", cover=asset.name))
    image = opened(cover.write(given, None, context))
    assert (image.size, image.mode, image.format) == ((300, 450), "RGB", "JPEG")


def test_a_large_given_cover_is_made_smaller(context: Context) -> None:
    asset = shelf.image(context.store, "images/couverture.jpg", (3200, 4800))
    given = replace(shelf.book(), assets=(asset,), edition=Edition(name="cover", format="cover", cover=asset.name))
    assert opened(cover.write(given, None, context)).size == (1600, 2400)


def test_a_drawing_is_no_cover(context: Context) -> None:
    data = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 3"><path d="M0 0h2v3z"/></svg>'
    asset = Asset("images/c.svg", "image/svg+xml", context.store.add(data), len(data))
    given = replace(shelf.book(), assets=(asset,), volume=Volume(id="tome-1", cover=asset.name))
    with pytest.raises(BookError) as refused:
        cover.write(given, None, context)
    assert refused.value.diagnostics[0].code == "E003"


def test_only_texts_are_counted(context: Context) -> None:
    index = Section(id="index", role="index")
    assert cover.write(shelf.book(shelf.chapter("un"), index), None, context) == cover.write(
        shelf.book(shelf.chapter("un")), None, context
    )
