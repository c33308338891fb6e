"""Numbers as books write them."""

from __future__ import annotations

_ROMAN = (
    ("M", 1000), ("CM", 900), ("D", 500), ("CD", 400), ("C", 100), ("XC", 90),
    ("L", 50), ("XL", 40), ("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1),
)  # fmt: skip


def roman(number: int) -> str:
    """Return a number from 1 in roman capitals."""
    written = ""
    for letters, value in _ROMAN:
        times, number = divmod(number, value)
        written += letters * times
    return written
