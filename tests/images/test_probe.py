"""Only whole, sound pictures of a size that one can print pass; the others say what is wrong with them."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from pipeline.images.facts import ImageFault
from pipeline.images.probe import probe
from pipeline.images.worker import Prober, probe_all
from tests.images.conftest import encoded, gradient, header, photograph, png, svg

PNG = encoded(gradient(60, 40), "PNG")
JPEG = encoded(gradient(200, 140), "JPEG")


def refusal(data: bytes) -> str:
    with pytest.raises(ImageFault) as refused:
        probe(data, "a")
    return refused.value.code


@pytest.mark.parametrize(
    ("data", "media_type", "size", "mode"),
    [
        (PNG, "image/png", (60, 40), "RGB"),
        (encoded(gradient(60, 40, "L").convert("1"), "PNG"), "image/png", (60, 40), "1"),
        (JPEG, "image/jpeg", (200, 140), "RGB"),
        (encoded(gradient(60, 40, "CMYK"), "JPEG"), "image/jpeg", (60, 40), "CMYK"),
        (encoded(gradient(60, 40), "JPEG", progressive=True), "image/jpeg", (60, 40), "RGB"),
        (svg(), "image/svg+xml", (30, 20), "SVG"),
        (svg(attributes="width='10mm' height='1in'"), "image/svg+xml", (38, 96), "SVG"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n" + svg(), "image/svg+xml", (30, 20), "SVG"),
    ],
)
def test_sound_pictures(data: bytes, media_type: str, size: tuple[int, int], mode: str) -> None:
    facts = probe(data, "a")
    assert (facts.media_type, (facts.width, facts.height), facts.mode) == (media_type, size, mode)


def test_a_turned_photograph_has_the_size_at_which_it_is_shown() -> None:
    facts = probe(photograph(6), "a")
    assert (facts.width, facts.height, facts.orientation) == (40, 60, 6)
    assert facts.has_gps
    assert facts.has_profile
    assert not probe(photograph(1, gps=False), "a").has_gps


@pytest.mark.parametrize("share", [0.05, 0.3, 0.6, 0.9, 0.99])
@pytest.mark.parametrize("data", [PNG, JPEG], ids=["png", "jpeg"])
def test_a_picture_cut_short_is_refused(data: bytes, share: float) -> None:
    assert refusal(data[: int(len(data) * share)]) == "F011"


def test_a_wrong_sum_is_refused_wherever_it_stands() -> None:
    position = 8
    while position < len(PNG):
        (size,) = struct.unpack(">I", PNG[position : position + 4])
        at = position + 8 + size
        assert refusal(PNG[:at] + bytes([PNG[at] ^ 1]) + PNG[at + 1 :]) == "F011"
        position = at + 4


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "F018"),
        (b"Bonjour, je suis une image.", "F012"),
        (b"\x89PNG\r\n\x1a\n" + b"texte" * 20, "F011"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n", "F012"),
        (b"GIF89a" + bytes(20), "F012"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "F012"),
        (b"\0\0\0\x18ftypheic", "F012"),
        (png([header(20_000, 20_000), (b"IEND", b"")]), "F010"),
        (png([header(10_001, 10_000), (b"IEND", b"")]), "F010"),
        (png([header(2**31 - 1, 2**31 - 1), (b"IEND", b"")]), "F010"),
        (png([header(10, 10), (b"IEND", b"")]), "F011"),
        (png([header(10, 10), (b"IDAT", b"pas du zlib"), (b"IEND", b"")]), "F011"),
    ],
)
def test_what_is_no_picture_is_refused(data: bytes, code: str) -> None:
    assert refusal(data) == code


@pytest.mark.parametrize(
    ("inside", "what"),
    [
        ("<script>1</script>", "<script>"),
        ("<foreignObject/>", "<foreignObject>"),
        ("<a href='#x'/>", "<a>"),
        ("<animate attributeName='x'/>", "<animate>"),
        ("<set attributeName='href'/>", "<set>"),
        ("<path onclick='x()'/>", "onclick="),
        ("<image href='http://127.0.0.1/a.png'/>", "href=http://127.0.0.1/a.png"),
        ("<image xlink:href='file:///etc/passwd'/>", "href=file:///etc/passwd"),
        ("<use href='autre.svg#a'/>", "href=autre.svg#a"),
        ("<image href='data:image/svg+xml;base64,PHN2Zy8+'/>", "href=data:image/svg+xml;base64,PHN2Zy8+"),
        ("<path fill='url(http://a.fr/b#c)'/>", "url(http://a.fr/b#c)"),
        ("<path style='fill:url( \"http://a.fr\" )'/>", "url(http://a.fr)"),
        ("<style>@import 'a.css';</style>", "@import"),
        ("<style>path{fill:url(a.png)}</style>", "url(a.png)"),
        ("<?xml-stylesheet href='a.css'?>", "<?…?>"),
    ],
)
def test_a_drawing_that_does_something_is_refused(inside: str, what: str) -> None:
    with pytest.raises(ImageFault) as refused:
        probe(svg(inside), "a")
    assert (refused.value.code, refused.value.values) == ("F016", {"what": what})


def test_a_drawing_may_point_at_itself_and_hold_pictures() -> None:
    inside = "<defs><linearGradient id='g'/></defs><path fill='url(#g)'/><image href='data:image/png;base64,AA=='/>"
    assert probe(svg(inside + "<g id='x'/><use href='#x'/>"), "a").mode == "SVG"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<!DOCTYPE svg [<!ENTITY a 'b'>]>" + svg("<text>&a;</text>"), "F016"),
        (svg("<path"), "F011"),
        (svg(attributes=""), "F023"),
        (b"<html><svg/></html>", "F012"),
        (svg("<g>" * 300 + "</g>" * 300), "F011"),
    ],
)
def test_drawings_that_cannot_be_read(data: bytes, code: str) -> None:
    assert refusal(data) == code


def test_a_drawing_that_repeats_itself_without_end_is_refused() -> None:
    levels = "".join(f"<g id='l{n + 1}'>" + f"<use href='#l{n}'/>" * 10 + "</g>" for n in range(6))
    assert refusal(svg("<g id='l0'><path/></g>" + levels + "<use href='#l6'/>")) == "F017"
    assert refusal(svg("<g id='a'><use href='#a'/></g>")) == "F017"
    assert refusal(svg("".join(f"<g id='c{n}'><use href='#c{n + 1}'/></g>" for n in range(300)))) == "F017"
    assert probe(svg("<path id='p'/>" + "<use href='#p'/>" * 1000), "a").mode == "SVG"


def test_many_are_decoded_in_another_process_in_order(tmp_path: Path) -> None:
    files = []
    for number, data in enumerate((PNG, b"", photograph(8), svg("<script/>"), JPEG)):
        path = tmp_path / f"{number}"
        path.write_bytes(data)
        files.append((path, f"{number}.png"))
    results = probe_all(files)
    codes = [result.code if isinstance(result, ImageFault) else result.media_type for result in results]
    assert codes == ["image/png", "F018", "image/jpeg", "F016", "image/jpeg"]
    assert results[0] == probe(PNG, "0.png")
    assert isinstance(results[3], ImageFault)
    assert results[3].values == {"what": "<script>"}


def test_none_starts_nothing() -> None:
    assert probe_all([]) == []


def test_time_and_memory_are_limited_and_the_next_picture_is_still_read(tmp_path: Path) -> None:
    large = tmp_path / "large.png"
    large.write_bytes(encoded(gradient(9900, 9900, "L"), "PNG", compress_level=1))
    small = tmp_path / "small.png"
    small.write_bytes(PNG)
    files = [(large, "large.png"), (small, "small.png")]
    first, second = probe_all(files, memory=100 * 1024**2)
    assert isinstance(first, ImageFault)
    assert first.code == "F019"
    assert second == probe(PNG, "small.png")
    (late,) = probe_all(files[1:], seconds=0.01)
    assert isinstance(late, ImageFault)
    assert late.code == "F019"


def test_a_truncated_picture_is_refused_after_the_layout_engine_was_loaded() -> None:
    import weasyprint  # noqa: F401 — it tells Pillow to accept truncated pictures, for the whole process

    assert refusal(png([header(10, 10), (b"IDAT", b"pas du zlib"), (b"IEND", b"")])) == "F011"


def test_a_picture_is_grey_when_no_pixel_has_a_colour_that_one_could_see() -> None:
    grey = gradient(200, 140, "L")
    for mode in ("1", "L", "RGB", "P"):
        assert probe(encoded(grey.convert(mode), "PNG"), "a").grey
    assert probe(encoded(grey.convert("RGB"), "JPEG", quality=60), "a").grey
    dot = grey.convert("RGB")
    dot.putpixel((3, 3), (255, 128, 128))
    assert not probe(encoded(dot, "PNG"), "a").grey
    assert not probe(encoded(gradient(60, 40, "CMYK"), "JPEG"), "a").grey
    assert not probe(svg(), "a").grey


def test_what_was_asked_beside_a_picture_that_ends_the_process_is_asked_again(tmp_path: Path) -> None:
    large = tmp_path / "large.png"
    large.write_bytes(encoded(gradient(9900, 9900, "L"), "PNG", compress_level=1))
    small = tmp_path / "small.png"
    small.write_bytes(PNG)
    with Prober(memory=100 * 1024**2) as prober:
        for path in (large, small):
            prober.ask(path, path.name)
        first, second = prober.answer(), prober.answer()
    assert isinstance(first, ImageFault)
    assert first.code == "F019"
    assert second == probe(PNG, "small.png")
