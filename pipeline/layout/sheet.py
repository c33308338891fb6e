"""What one process keeps between chunks: the parsed style sheet and the font configuration."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from msgspec import Struct

from pipeline.layout.economy import has_margin_boxes, numbers_pages, own_sheet
from pipeline.layout.engine import CSS, LOGGER, FontConfiguration
from pipeline.layout.fetcher import Fetcher
from pipeline.layout.values import Surroundings


class Sheet(Struct, frozen=True):
    """A style sheet ready for use, the engine's own, the fonts named, and what WeasyPrint said while it read it."""

    css: Any
    own: Any
    fonts: Any
    records: tuple[str, ...]
    margin_boxes: bool
    numbered: bool


class _Recorder(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


@contextmanager
def recorded() -> Iterator[list[str]]:
    """Collect what WeasyPrint says, warnings and errors, while the block runs; nothing is printed."""
    recorder = _Recorder()
    propagate, LOGGER.propagate = LOGGER.propagate, False
    LOGGER.addHandler(recorder)
    try:
        yield recorder.said
    finally:
        LOGGER.removeHandler(recorder)
        LOGGER.propagate = propagate


def sheet(surroundings: Surroundings) -> Sheet:
    """Return the parsed sheet of `surroundings`; the faces of the fontconfig file are the only ones that exist."""
    return _sheet(surroundings.css, surroundings.faces, surroundings.fontconfig)


@lru_cache(maxsize=4)
def _sheet(css: str, faces: tuple[tuple[str, str], ...], fontconfig: str) -> Sheet:
    os.environ["FONTCONFIG_FILE"] = fontconfig
    fonts = FontConfiguration()
    files = {sha256: ("font/otf", path) for sha256, path in faces}
    with recorded() as records:
        parsed = CSS(string=css, url_fetcher=Fetcher(files), font_config=fonts)
    return Sheet(
        parsed,
        own_sheet(css),
        fonts,
        tuple(records),
        has_margin_boxes(parsed.page_rules),
        numbers_pages(parsed.page_rules),
    )
