"""Copies for print, made once and kept beside the store."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from pipeline import program
from pipeline.images.copies import for_print
from pipeline.images.facts import ImageFault
from pipeline.model import Asset
from pipeline.store import Store, write_aside

# The folder of a book's `.tomes` folder where they are kept.
FOLDER = "print"


@cache
def _versions() -> str:
    return hashlib.sha256(f"{program.part('images')} {program.version('pillow')}".encode()).hexdigest()[:16]


def printed(asset: Asset, store: Store) -> Path:
    """Return the file of the copy of a picture for print; see `for_print`. Its media type is the picture's.

    Its name says what decides of its bytes, and ends with the hash of the picture. A picture that cannot be decoded,
    which reading refuses, is given as it is: the layout names it.
    """
    target = store.folder / FOLDER / f"{_versions()}-{asset.sha256}"
    if not target.is_file():
        try:
            data = for_print(asset, store)[0]
        except ImageFault:
            data = store.read(asset.sha256)
        write_aside(target, data)
    return target
