"""What every format needs besides the publication."""

from __future__ import annotations

from msgspec import Struct

from pipeline.store import Store
from pipeline.styles import Theme


class Context(Struct, frozen=True):
    """The theme of the edition, and the store where the files of the manuscript are."""

    theme: Theme
    store: Store
