"""Tables of a theme's TOML turned into values, every fault found at once and placed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any, NamedTuple

from pipeline.diagnostic import BookError, Diagnostic, Span, error
from pipeline.styles.folder import Folder

FILE = "theme.toml"


class Pattern(NamedTuple):
    """What a text must look like, an example, and whether it is a list of them (one at least)."""

    shape: re.Pattern[str]
    example: str
    several: bool = False

    def fits(self, value: object) -> bool:
        """Return whether a value is such a text, or such a list."""
        texts = value if self.several else [value]
        return (
            isinstance(texts, list)
            and texts != []
            and all(isinstance(text, str) and self.shape.fullmatch(text) for text in texts)
        )


# What the tables of a theme hold. A tuple lists the values allowed; `float` takes whole numbers too.
Kind = Pattern | type[str] | type[float] | type[list[str]] | type[dict[str, str]] | tuple[str | int, ...]
WEIGHTS = (100, 200, 300, 400, 500, 600, 700, 800, 900)
COLOUR = Pattern(re.compile(r"#[0-9a-fA-F]{6}"), '"#1f3b4d"')
COLOURS = Pattern(COLOUR.shape, '["#1f3b4d", "#7a2f2b"]', several=True)
KEYS: Mapping[str, Mapping[str, Kind]] = {
    "families": {"text": str, "sans": str, "mono": str, "fallback": list[str]},
    "face": {"family": str, "style": ("normal", "italic"), "weight": WEIGHTS, "file": str, "scripts": list[str]},
    "page": {"reference": str, "inner": float, "top": float, "outer": float, "bottom": float, "longest-line": float},
    "cover": {"ink": COLOUR, "grounds": COLOURS},
    "measure": {"width": float, "size": float, "line": float, "variables": dict[str, str]},
}
OPTIONAL = {"scripts", "variables", "fallback"}
# The key that a line sets, or the table that it opens.
_KEY = re.compile(r"\s*(?:\[+\s*)?\"?([\w-]+)")
TABLES = (*KEYS, "variables", "extends")


def parse(folder: Folder) -> dict[str, Any]:
    """Return the theme's TOML as it is; BookError S022 where it is no TOML."""
    text = folder.text(FILE)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        place = re.search(r"line (\d+), column (\d+)", str(fault))
        line, column = (int(place[1]), int(place[2])) if place else (text.count("\n") + 1, 1)
        raise BookError([error("S022", folder.span(FILE, line, column))]) from fault


class Checker:
    """Checks the tables of one theme file and keeps what is wrong with them."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._lines = folder.text(FILE).splitlines()
        self._keys = [match[1] if (match := _KEY.match(line)) else "" for line in self._lines]
        self.findings: list[Diagnostic] = []

    def place(self, key: str, value: object = None) -> Span:
        """Return the first line that sets `key` (to `value`, when given), else the file's first."""
        lines = [number for number, first in enumerate(self._keys, 1) if first == key]
        exact = [number for number in lines if value is not None and str(value) in self._lines[number - 1]]
        return self._folder.span(FILE, (exact or lines or [1])[0])

    def tables(self, theme: Mapping[str, Any]) -> None:
        """Check every table of a theme file for what it may hold; what is missing is not looked at here."""
        for name, table in theme.items():
            if name not in TABLES:
                self._unknown(name, FILE, TABLES)
            elif name == "extends":
                self._kind(name, table, str)
            elif name == "variables":
                self._kind(name, table, dict[str, str])
            else:
                for row in table if isinstance(table, list) else [table]:
                    self._row(name, row)

    def _row(self, table: str, row: Any) -> None:
        if not isinstance(row, dict):
            self.findings.append(error("S025", self.place(table), key=table, expected=f"[{table}]"))
            return
        for key, value in row.items():
            if key not in KEYS[table]:
                self._unknown(key, table, tuple(KEYS[table]))
            else:
                self._kind(key, value, KEYS[table][key])

    def _unknown(self, key: str, table: str, known: tuple[str, ...]) -> None:
        near = get_close_matches(key, known, n=1, cutoff=0.5) or known
        self.findings.append(error("S023", self.place(key), key=key, table=table, near=", ".join(near)))

    def _kind(self, key: str, value: object, kind: Kind) -> None:
        if isinstance(kind, Pattern):
            right, expected = kind.fits(value), kind.example
        elif isinstance(kind, tuple):
            right, expected = value in kind and value is not True, " | ".join(map(str, kind))
        elif kind is float:
            right, expected = isinstance(value, int | float) and not isinstance(value, bool) and value >= 0, "1.5"
        elif kind is str:
            right, expected = isinstance(value, str), '"…"'
        elif kind == list[str]:
            right = isinstance(value, list) and all(isinstance(item, str) for item in value)
            expected = '["…", "…"]'
        else:
            right = isinstance(value, dict) and all(isinstance(item, str) for item in value.values())
            expected = '{ name = "…" }'
        if not right:
            self.findings.append(error("S025", self.place(key), key=key, expected=expected))

    def complete(self, theme: Mapping[str, Any]) -> None:
        """Check that nothing is missing from a theme, once those that it extends were laid under it."""
        for table in KEYS:
            rows = theme.get(table, {})
            for row in rows if isinstance(rows, list) else [rows]:
                self.complete_row(table, row)

    def complete_row(self, table: str, row: Mapping[str, Any]) -> None:
        """Check that nothing is missing from one row of `table`."""
        missing = [key for key in KEYS[table] if key not in row and key not in OPTIONAL]
        self.findings += [error("S024", self.place(table), key=key, table=table) for key in missing]
