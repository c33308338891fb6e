"""Copies are turned as they are shown, say nothing of their owner, keep their colours and are no larger than useful."""

from __future__ import annotations

import io

from PIL import Image, ImageChops

from pipeline.images.copies import for_epub, for_print
from pipeline.images.printed import printed
from pipeline.images.probe import probe
from pipeline.model import Asset
from pipeline.store import Store
from tests.images.conftest import Keep, encoded, gradient, photograph, svg


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def test_the_owner_the_place_and_words_go_the_profile_stays(keep: Keep, store: Store) -> None:
    data = photograph()
    asset = keep(data, "image/jpeg", 60, 40)
    for copy, media_type in (for_epub(asset, store), for_print(asset, store)):
        assert media_type == "image/jpeg"
        assert b"Camille" not in copy
        image = opened(copy)
        assert not image.getexif()
        assert image.info["icc_profile"] == opened(data).info["icc_profile"]
        assert image.tobytes() == opened(data).tobytes()


def test_words_go_from_a_png_and_its_pixels_stay(keep: Keep, store: Store) -> None:
    from PIL.PngImagePlugin import PngInfo

    words = PngInfo()
    words.add_text("Author", "Camille")
    words.add_itxt("XML:com.adobe.xmp", "Camille")
    data = encoded(gradient(60, 40), "PNG", pnginfo=words)
    assert b"Camille" in data
    copy, _ = for_epub(keep(data, "image/png", 60, 40), store)
    assert b"Camille" not in copy
    assert opened(copy).tobytes() == opened(data).tobytes()


def test_a_photograph_is_turned_as_it_is_shown(keep: Keep, store: Store) -> None:
    data = photograph(6)
    asset = keep(data, "image/jpeg", 40, 60)
    shown = opened(data).transpose(Image.Transpose.ROTATE_270)
    for copy, _ in (for_epub(asset, store), for_print(asset, store)):
        image = opened(copy)
        assert image.size == (40, 60)
        assert not image.getexif()
        assert "icc_profile" in image.info
        difference = ImageChops.difference(image, shown).convert("L").getextrema()
        assert isinstance(difference[1], int | float)
        assert difference[1] < 20


def test_large_pictures_are_made_smaller_for_an_epub_only(keep: Keep, store: Store) -> None:
    for size, wanted in (((2000, 500), (1600, 400)), ((1500, 6000), (1000, 4000)), ((1600, 2500), (1600, 2500))):
        asset = keep(encoded(gradient(*size, "L"), "PNG"), "image/png", *size)
        copy, media_type = for_epub(asset, store)
        assert (opened(copy).size, media_type) == (wanted, "image/png")
        assert opened(for_print(asset, store)[0]).size == size


def test_what_is_transparent_is_white_in_an_epub_whose_page_may_be_black(keep: Keep, store: Store) -> None:
    drawing = Image.new("RGBA", (60, 40), (0, 0, 0, 0))
    drawing.paste((0, 0, 0, 255), (10, 10, 20, 20))
    palette = drawing.quantize(4)
    for image in (drawing, drawing.convert("LA"), palette, palette.resize((3200, 100))):
        asset = keep(encoded(image, "PNG"), "image/png", *image.size)
        shown = opened(for_epub(asset, store)[0])
        assert not shown.has_transparency_data
        assert shown.convert("RGB").getpixel((0, 0)) == (255, 255, 255)
        assert shown.convert("L").getextrema() == (0, 255)
        assert opened(for_print(asset, store)[0]).has_transparency_data


def test_an_opaque_picture_with_an_unused_alpha_is_kept_as_it_is(keep: Keep, store: Store) -> None:
    data = encoded(gradient(60, 40).convert("RGBA"), "PNG")
    assert for_epub(keep(data, "image/png", 60, 40), store)[0] == data


def test_a_drawing_stands_on_white_in_an_epub(keep: Keep, store: Store) -> None:
    for attributes, ground in (
        ("viewBox='-5 -5 30 20'", 'x="-5" y="-5" width="30" height="20"'),
        ("width='30' height='20'", 'x="0" y="0" width="100%" height="100%"'),
    ):
        asset = keep(svg("<style>rect {fill: black}</style><path d='M0 0h9'/>", attributes), "image/svg+xml", 30, 20)
        copy = for_epub(asset, store)[0].decode()
        assert f'<rect {ground} style="fill:#fff;' in copy
        assert copy.index("<rect") < copy.index("<style")
        assert b"<rect" not in for_print(asset, store)[0]


def test_four_inks_become_three_lights_on_screen_only(keep: Keep, store: Store) -> None:
    asset = keep(encoded(gradient(60, 40, "CMYK"), "JPEG"), "image/jpeg", 60, 40)
    assert opened(for_epub(asset, store)[0]).mode == "RGB"
    assert opened(for_print(asset, store)[0]).mode == "CMYK"


def test_a_drawing_loses_what_its_program_added(keep: Keep, store: Store) -> None:
    inside = (
        "<!-- Camille --><metadata>Camille</metadata>"
        "<x:vue xmlns:x='http://inkscape.example/x'>Camille</x:vue>"
        "<text xmlns:y='http://other.example/y' y:nom='Camille'>Un<!-- Camille --> mot</text>"
    )
    copy, media_type = for_epub(keep(svg(inside), "image/svg+xml", 30, 20), store)
    assert media_type == "image/svg+xml"
    assert b"Camille" not in copy
    assert b"<text>Un mot</text>" in copy


def test_the_same_picture_gives_the_same_bytes(keep: Keep, store: Store) -> None:
    asset = keep(photograph(6, size=(2000, 1000)), "image/jpeg", 1000, 2000)
    assert for_epub(asset, store) == for_epub(asset, store)


def test_a_png_without_colours_is_printed_in_greys_of_eight_bits(store: Store) -> None:
    grey = gradient(60, 40, "L")
    deep = Image.new("I;16", (60, 40))
    deep.putdata([shade * 257 for shade in grey.get_flattened_data()])
    for image in (grey, grey.convert("1"), grey.convert("RGB"), grey.convert("P"), grey.convert("RGBA"), deep):
        data = encoded(image, "PNG")
        facts = probe(data, "a.png")
        asset = Asset("a.png", facts.media_type, store.add(data), len(data), 60, 40, facts.mode, grey=facts.grey)
        shown = opened(for_print(asset, store)[0])
        bits = image.mode == "1"
        assert shown.mode in ("L", "LA")
        assert list(shown.getchannel(0).get_flattened_data()) == list(
            (grey.convert("1") if bits else grey).convert("L").get_flattened_data()
        )


def test_colours_are_printed_as_they_are(store: Store) -> None:
    for image in (gradient(60, 40), gradient(60, 40).quantize(16)):
        data = encoded(image, "PNG")
        asset = Asset("a.png", "image/png", store.add(data), len(data), 60, 40, image.mode, grey=probe(data, "a").grey)
        assert for_print(asset, store)[0] == data


def test_the_copy_for_print_is_made_once(keep: Keep, store: Store) -> None:
    asset = keep(photograph(), "image/jpeg", 60, 40)
    copy = printed(asset, store)
    assert copy.read_bytes() == for_print(asset, store)[0]
    assert copy.name.endswith(asset.sha256)
    copy.write_bytes(b"kept")
    assert printed(asset, store).read_bytes() == b"kept"
    assert [file.name for file in copy.parent.iterdir()] == [copy.name]
