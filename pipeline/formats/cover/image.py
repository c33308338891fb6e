"""The cover as an image: drawn from its design, or brought into the form that shops take."""

from __future__ import annotations

import io
import tempfile
from typing import Any

from PIL import Image

from pipeline.diagnostic import BookError, Span, error
from pipeline.formats.cover.design import HEIGHT, WIDTH, look, page
from pipeline.formats.cover.words import words
from pipeline.images.copies import on_screen
from pipeline.model import Asset, Publication
from pipeline.store import Store
from pipeline.styles import Theme

QUALITY = 90
SVG = "image/svg+xml"
TEXTS = {"chapter": True, "awaited": False}  # the sections that a point stands for: written or not


def drawn(publication: Publication, theme: Theme) -> bytes:
    """Return the cover that the metadata makes, as a JPEG."""
    import pikepdf
    import pypdfium2 as _pdfium

    pypdfium2: Any = _pdfium  # has types in part
    texts = tuple(TEXTS[section.role] for section in publication.sections if section.role in TEXTS)
    volume = publication.volume
    operators = page(words(publication), texts, look(theme, volume.number, sample=volume.sample))
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(WIDTH, HEIGHT))
        pdf.pages[0].Contents = pdf.make_stream(operators)
        written = io.BytesIO()
        pdf.save(written)
    with pypdfium2.PdfDocument(written.getvalue()) as document:
        return _jpeg(document[0].render(scale=1).to_pil())


def given(asset: Asset, store: Store, span: Span | None) -> bytes:
    """Return the book's own cover: no larger than ours in pixels, in RGB, as a JPEG.

    BookError E003 at `span` when it is a drawing, which has no pixels.
    """
    if asset.media_type == SVG:
        raise BookError([error("E003", span, image=asset.name)])
    image = on_screen(asset, store)
    share = (WIDTH * HEIGHT / (image.width * image.height)) ** 0.5
    size = (round(image.width * share), round(image.height * share)) if share < 1 else image.size
    return _jpeg(image.convert("RGB").resize(size, Image.Resampling.LANCZOS))


def _jpeg(image: Image.Image) -> bytes:
    with tempfile.TemporaryFile() as file:  # a real one: Pillow lets go of the interpreter while it writes to that
        image.convert("RGB").save(file, "JPEG", quality=QUALITY, subsampling=0, optimize=True, dpi=(300, 300))
        file.seek(0)
        return file.read()
