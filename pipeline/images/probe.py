"""An image decoded whole: what is truncated, damaged, disguised or too large is refused here, not in print."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from typing import TYPE_CHECKING

from pipeline.images.facts import JPEG, MAX_BYTES, MAX_PIXELS, PNG, SVG, ImageFacts, ImageFault, sniff

if TYPE_CHECKING:
    from PIL.Image import Image

# Tags of EXIF 2.32: orientation, and the directory of the place where a photograph was taken.
ORIENTATION, GPS = 0x0112, 0x8825
# By how much of 255 two lights may differ in a grey: JPEG rounds, nobody sees it.
_COLOURED = [0] * 9 + [255] * 247


def probe(data: bytes, name: str) -> ImageFacts:
    """Return the facts of an image after decoding it whole; ImageFault says why one is refused.

    `name` is what the editor calls it. Bytes of strangers are decoded through `probe_all`, in another process.
    """
    if len(data) > MAX_BYTES:
        raise ImageFault("F009", limit=MAX_BYTES // 1024 // 1024)
    kind = sniff(data)
    if kind == SVG:
        from pipeline.images.svg import drawing_facts

        return drawing_facts(data)
    if kind == PNG:
        chunks(data)
    image = decoded(data, kind)
    exif = image.getexif()
    orientation = exif.get(ORIENTATION, 1)
    width, height = image.size if orientation < 5 else image.size[::-1]
    return ImageFacts(
        media_type=kind,
        width=width,
        height=height,
        mode=image.mode,
        orientation=orientation if orientation in range(1, 9) else 1,
        has_gps=GPS in exif,
        has_profile=bool(image.info.get("icc_profile")),
        grey=_grey(image),
    )


def _grey(image: Image) -> bool:
    """Return whether no pixel has a colour that one could see."""
    from PIL import ImageChops

    if image.mode in ("1", "L", "LA") or image.mode.startswith("I"):
        return True
    red, green, blue = image.convert("RGB").split()
    return not any(ImageChops.difference(red, other).point(_COLOURED).getbbox() for other in (green, blue))


def decoded(data: bytes, kind: str) -> Image:
    """Return the picture, all its pixels read; ImageFault when its header asks for too much or its data is damaged."""
    from PIL import Image as Pictures
    from PIL import ImageFile

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        # Our own limit, checked before any pixel is decoded, stands for Pillow's warning.
        warnings.simplefilter("ignore", Pictures.DecompressionBombWarning)
        try:
            image = Pictures.open(io.BytesIO(data), formats=["PNG" if kind == PNG else "JPEG"])
            if image.width * image.height > MAX_PIXELS:
                raise ImageFault("F010", pixels=image.width * image.height // 1_000_000, limit=MAX_PIXELS // 1_000_000)
            ImageFile.LOAD_TRUNCATED_IMAGES = False  # the layout engine, once loaded, has made it True for all
            image.load()
        except Pictures.DecompressionBombError:
            raise ImageFault("F010", pixels=f"> {2 * MAX_PIXELS // 1_000_000}", limit=MAX_PIXELS // 1_000_000) from None
        except MemoryError:
            raise ImageFault("F019") from None
        except (OSError, SyntaxError, ValueError, EOFError, Warning, struct.error, zlib.error, KeyError, IndexError):
            raise ImageFault("F011") from None
    if kind == JPEG and b"\xff\xd9" not in data[-65536:]:
        raise ImageFault("F011")
    return image


def chunks(data: bytes) -> list[tuple[bytes, bytes]]:
    """Return the chunks of a PNG, type and whole bytes (PNG 3rd edition, §5.3); ImageFault F011 when one is damaged."""
    found: list[tuple[bytes, bytes]] = []
    position = 8
    while position + 12 <= len(data):
        (size,) = struct.unpack(">I", data[position : position + 4])
        end = position + 12 + size
        kind, body = data[position + 4 : position + 8], data[position + 4 : end - 4]
        if end > len(data) or zlib.crc32(body) != struct.unpack(">I", data[end - 4 : end])[0]:
            raise ImageFault("F011")
        found.append((kind, data[position:end]))
        if kind == b"IEND":
            return found
        position = end
    raise ImageFault("F011")
