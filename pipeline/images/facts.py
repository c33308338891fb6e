"""What is known of an image once it has been decoded whole, and why one is refused."""

from __future__ import annotations

from typing import NamedTuple

# A photograph for a full page at 300 dpi has 4 Mpx; a file of 200 MB or a picture of 100 Mpx is a mistake or a bomb.
MAX_BYTES = 200 * 1024 * 1024
MAX_PIXELS = 100_000_000

PNG, JPEG, SVG = "image/png", "image/jpeg", "image/svg+xml"


class ImageFacts(NamedTuple):
    """A decoded image: `media_type` as its bytes say; `width` and `height` in px as shown (EXIF orientation applied).

    `mode` is Pillow's (`RGB`, `L`, `CMYK`…), `SVG` for a drawing. `grey` when no pixel has a colour, whatever the mode.
    `orientation` is EXIF's, 1 when nothing is to turn. No `Struct`: the process that decodes need not load msgspec.
    """

    media_type: str
    width: int
    height: int
    mode: str
    orientation: int = 1
    has_gps: bool = False
    has_profile: bool = False
    grey: bool = False


class ImageFault(Exception):  # noqa: N818 - the name that other packages know
    """An image that is refused: `code` and `values` of the Diagnostic that says why."""

    def __init__(self, code: str, **values: object) -> None:
        self.code = code
        self.values = values
        super().__init__(code, values)

    def __reduce__(self) -> tuple[object, ...]:
        """Come whole out of the worker process."""
        return _rebuilt, (self.code, self.values)


def _rebuilt(code: str, values: dict[str, object]) -> ImageFault:
    return ImageFault(code, **values)


# The first bytes of files that people send as pictures, and what to call them; only the first two are taken.
_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"GIF8", "GIF"),
    (b"RIFF", "WebP"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"BM", "BMP"),
    (b"%PDF", "PDF"),
    (b"%!PS", "EPS"),
    (b"\xc5\xd0\xd3\xc6", "EPS"),
    (b"8BPS", "Photoshop"),
    (b"PK\x03\x04", "ZIP"),
)


def sniff(data: bytes) -> str:
    """Return the media type that the bytes say; ImageFault F012 for a kind that is not taken, F018 for none."""
    if not data:
        raise ImageFault("F018")
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            if kind in (PNG, JPEG):
                return kind
            raise ImageFault("F012", kind=kind)
    if data[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif"):
        raise ImageFault("F012", kind="HEIC")
    head = data[:1024].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"<") and (b"<svg" in data[:65536] or b":svg" in data[:65536]):
        return SVG
    raise ImageFault("F012", kind="?")
