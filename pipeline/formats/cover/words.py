"""What the cover says, taken from the metadata and from nowhere else."""

from __future__ import annotations

from dataclasses import dataclass

@dataclass(frozen=True, slots=True)
class Words:
    """The words of a cover, each empty when it is not known."""

    author: str
    title: str
    subtitle: str = ""
    volume: str = ""
    publisher: str = ""
