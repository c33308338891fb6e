"""What is known of an image once it has been decoded whole, and why one is refused."""

from __future__ import annotations

from dataclasses import dataclass

# A photograph for a full page at 300 dpi has 4 Mpx; a file of 200 MB or a picture of 100 Mpx is a mistake or a bomb.
MAX_BYTES = 200 * 1024 * 1024
MAX_PIXELS = 100_000_000


@dataclass(frozen=True, slots=True)
class ImageFacts:
    """A decoded image: `media_type` as its bytes say; `width` and `height` in px as shown (EXIF orientation applied).

    `mode` is Pillow's (`RGB`, `L`, `CMYK`…), `SVG` for a drawing. `remarks` are codes of warnings with their values.
    """

    media_type: str
    width: int
    height: int
    mode: str
    has_gps: bool = False
    has_profile: bool = False
    frames: int = 1
    remarks: tuple[tuple[str, dict[str, object]], ...] = ()


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
