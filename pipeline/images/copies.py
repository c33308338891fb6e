"""Copies of images for the files we make: turned as they are shown, without the owner's data, no larger than useful."""

from __future__ import annotations

import io
import struct
from typing import TYPE_CHECKING

from pipeline.images.facts import JPEG, PNG, SVG
from pipeline.images.probe import ORIENTATION, chunks, decoded
from pipeline.images.svg import cleaned, grounded
from pipeline.model import Asset
from pipeline.store import Store

if TYPE_CHECKING:
    from PIL.Image import Image

# A screen of 1600 px is wider than any reading device shows; shops refuse pictures above 5.6 Mpx (Kobo, Apple): 4 Mpx.
EPUB_WIDTH = 1600
EPUB_PIXELS = 4_000_000
EPUB_QUALITY = 85
PRINT_QUALITY = 95

# What a PNG says beside its pixels and colours: words, dates, EXIF (PNG 3rd edition, §11.3.3 and §11.3.4).
_PNG_WORDS = frozenset({b"tEXt", b"zTXt", b"iTXt", b"tIME", b"eXIf"})
# Segments of a JPEG that hold pixels, colours and the profile; APP1 is EXIF and XMP, APP13 IPTC (T.81, table B.1).
_JPEG_OWNER = frozenset({0xE1, 0xFE, *range(0xE3, 0xEE), 0xEF})


def for_epub(asset: Asset, store: Store) -> tuple[bytes, str]:
    """Return the bytes and media type of an image for an EPUB: at most EPUB_WIDTH px wide and EPUB_PIXELS in all.

    Its type is kept, and its bytes too when nothing but the owner's data has to go; CMYK becomes RGB. What is
    transparent becomes white, as on paper: a reader's page may be black.
    """
    data = store.read(asset.sha256)
    if asset.media_type == SVG:
        return grounded(cleaned(data)), SVG
    image = decoded(data, asset.media_type)
    fit = _fit_for_screens(image, asset.width)
    if fit is image:
        return _stripped(data, asset.media_type), asset.media_type
    return _encoded(fit, asset.media_type, EPUB_QUALITY), asset.media_type


def on_screen(asset: Asset, store: Store) -> Image:
    """Return the pixels of a picture, which is no drawing, as an EPUB shows them."""
    return _fit_for_screens(decoded(store.read(asset.sha256), asset.media_type), asset.width)


def _fit_for_screens(image: Image, width: int) -> Image:
    """Return a picture, `width` px wide as it is shown, fit for screens: itself where nothing has to change."""
    scale = min(1.0, EPUB_WIDTH / width, (EPUB_PIXELS / (image.width * image.height)) ** 0.5)
    if scale == 1.0 and image.mode != "CMYK" and _upright(image) and not _transparent(image):
        return image
    image = _turned(image)
    if image.mode == "CMYK":
        image = _to_rgb(image)
    if scale < 1.0:
        image = _smaller(image, scale)
    if _transparent(image):
        image = _grounded(image)
    return image


def for_print(asset: Asset, store: Store) -> tuple[bytes, str]:
    """Return the bytes and media type of an image for print: every pixel and colour kept, the owner's data gone.

    A PNG without colours is written in greys of 8 bits, whatever it was: the engine of pages would make three colours
    of its bits or of its palette, and black of its 16 bits.
    """
    data = store.read(asset.sha256)
    if asset.media_type == SVG:
        return cleaned(data), SVG
    image = decoded(data, asset.media_type)
    if asset.grey and asset.media_type == PNG and image.mode not in ("L", "LA"):
        return _encoded(_greys(_turned(image)), PNG, PRINT_QUALITY), PNG
    if _upright(image):
        return _stripped(data, asset.media_type), asset.media_type
    return _encoded(_turned(image), asset.media_type, PRINT_QUALITY), asset.media_type


def _greys(image: Image) -> Image:
    """Return a picture in greys of 8 bits, with what shines through."""
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda shade: shade * (1 / 257)).convert("L")
    greys = image.convert("LA" if image.has_transparency_data else "L")
    greys.info = {}
    return greys


def _upright(image: Image) -> bool:
    return image.getexif().get(ORIENTATION, 1) in (0, 1)


def _turned(image: Image) -> Image:
    from PIL import ImageOps

    turned = ImageOps.exif_transpose(image)
    turned.info = {key: value for key, value in image.info.items() if key in ("icc_profile", "transparency")}
    return turned


def _to_rgb(image: Image) -> Image:
    """Return a CMYK picture in sRGB, through its own profile when it has one."""
    from PIL import ImageCms

    profile = image.info.get("icc_profile")
    if not profile:
        return image.convert("RGB")
    given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    converted = ImageCms.profileToProfile(image, given, ImageCms.createProfile("sRGB"), outputMode="RGB")
    result = converted if converted is not None else image.convert("RGB")
    result.info = {}
    return result


def _transparent(image: Image) -> bool:
    """Return whether something shines through: 16-bit greys aside, whose one transparent shade Pillow cannot lay."""
    if not image.has_transparency_data or image.mode.startswith("I"):
        return False
    return image.convert("RGBA").getchannel("A").getextrema() != (255, 255)


def _grounded(image: Image) -> Image:
    """Return a picture on white."""
    from PIL import Image as Pictures

    profile = image.info.get("icc_profile")
    layer = image.convert("RGBA")
    ground = Pictures.new("RGBA", image.size, "white")
    result = Pictures.alpha_composite(ground, layer).convert("L" if image.mode in ("L", "LA", "1") else "RGB")
    result.info = {"icc_profile": profile} if profile else {}
    return result


def _smaller(image: Image, scale: float) -> Image:
    from PIL.Image import Resampling

    # Palettes and bits have no shades between their colours.
    if image.mode in ("P", "PA"):
        image = image.convert("RGBA" if "transparency" in image.info else "RGB")
    elif image.mode == "1":
        image = image.convert("L")
    size = (max(1, int(image.width * scale)), max(1, int(image.height * scale)))
    info = image.info
    image = image.resize(size, Resampling.LANCZOS)
    image.info = info
    return image


def _encoded(image: Image, media_type: str, quality: int) -> bytes:
    out = io.BytesIO()
    profile = image.info.get("icc_profile")
    if media_type == PNG:
        image.save(out, "PNG", optimize=True, icc_profile=profile)
    else:
        image.save(out, "JPEG", quality=quality, optimize=True, icc_profile=profile, subsampling=0)
    return out.getvalue()


def _stripped(data: bytes, media_type: str) -> bytes:
    """Return the same pixels, byte for byte, without what says who took the picture, where and when."""
    if media_type == PNG:
        return data[:8] + b"".join(whole for kind, whole in chunks(data) if kind not in _PNG_WORDS)
    return _stripped_jpeg(data) if media_type == JPEG else data


def _stripped_jpeg(data: bytes) -> bytes:
    kept, position = [data[:2]], 2
    while position + 4 <= len(data) and data[position] == 0xFF:
        marker = data[position + 1]
        if marker == 0xDA:  # start of scan: pixels from here on
            break
        if marker == 0xFF:  # a byte of padding
            position += 1
            continue
        (size,) = struct.unpack(">H", data[position + 2 : position + 4])
        if marker not in _JPEG_OWNER:
            kept.append(data[position : position + 2 + size])
        position += 2 + size
    return b"".join((*kept, data[position:]))
