"""What every format needs besides the publication."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.store import Store
from pipeline.styles import Theme


@dataclass(frozen=True, slots=True)
class Context:
    """The theme of the edition, and the store where the files of the manuscript are."""

    theme: Theme
    store: Store
