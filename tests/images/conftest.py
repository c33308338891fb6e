"""Small pictures made here, sound ones and faulty ones."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from pipeline.model import Asset
from pipeline.store import Store

Keep = Callable[[bytes, str, int, int], Asset]


def gradient(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """Return a picture in which no two corners are alike."""
    red = Image.linear_gradient("L").resize((width, height))
    green = red.rotate(90).resize((width, height))
    bands = {"L": (red,), "RGB": (red, green, red), "CMYK": (red, green, red, green)}[mode]
    return Image.merge(mode, bands) if len(bands) > 1 else red


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def photograph(orientation: int = 1, *, gps: bool = True, size: tuple[int, int] = (60, 40)) -> bytes:
    """Return a JPEG with the data that a telephone adds: orientation, owner, place, words, colour profile."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x013B] = "Camille Propriétaire"
    if gps:
        exif.get_ifd(0x8825)[1] = "N"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return encoded(gradient(*size), "JPEG", exif=exif, icc_profile=profile, comment=b"Camille")


def png(chunks: list[tuple[bytes, bytes]]) -> bytes:
    """Return a PNG of these chunks, sums right."""
    parts = (struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d)) for k, d in chunks)
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def header(width: int, height: int) -> tuple[bytes, bytes]:
    return b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)


def svg(inside: str = "<path d='M0 0h9'/>", attributes: str = "viewBox='0 0 30 20'") -> bytes:
    names = "xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'"
    return f"<svg {names} {attributes}>{inside}</svg>".encode()


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


@pytest.fixture
def keep(store: Store) -> Keep:
    """Put an image in the store and return its asset."""

    def make(data: bytes, media_type: str, width: int, height: int) -> Asset:
        return Asset("a", media_type, store.add(data), len(data), width, height)

    return make
