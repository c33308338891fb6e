"""Optical margins: how far a character hangs out of the measure, in thousandths of its own width.

The values stay within the range that Hàn Thế Thành found to be read as a straight margin ("Micro-typographic extensions
to the TeX typesetting system", TUGboat 21, 2000), guillemets and parentheses hanging least.
"""

import numpy as np

RIGHT: dict[str, int] = {
    ".": 600, ",": 600, "-": 500, "‐": 500, "\u00ad": 500, "’": 500, "'": 500, "…": 150, ":": 300, ";": 300,
    "»": 250, "”": 400, ")": 100, "]": 80, "–": 200, "—": 120, "!": 100, "?": 80,
}  # fmt: skip
LEFT: dict[str, int] = {"«": 250, "“": 400, "‘": 500, "(": 100, "[": 80, "’": 500, "'": 500}

# The same by code, as shares of the width; `HANGING` is the index of every character without an entry.
HANGING = 0x2100
HANGS_RIGHT, HANGS_LEFT = np.zeros(HANGING + 1), np.zeros(HANGING + 1)
for _table, _values in ((HANGS_RIGHT, RIGHT), (HANGS_LEFT, LEFT)):
    for _character, _share in _values.items():
        _table[ord(_character)] = _share / 1000
