"""What a theme is: faces, variables, the proportions of its page."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct


class Trim(Struct, frozen=True):
    """The size of a trimmed page, in millimetres."""

    name: str
    width: float
    height: float


class Face(Struct, frozen=True, kw_only=True):
    """One font file of a theme: the family it is called by, `normal` or `italic`, its weight (400, 700).

    `name` is the file's name, `sha256` the hash of its bytes; `scripts` are ISO 15924 codes (`Latn`, `Zsye` for emoji).
    """

    family: str
    style: str
    weight: int
    name: str
    path: Path
    sha256: str
    scripts: tuple[str, ...] = ("Latn",)


class Families(Struct, frozen=True, kw_only=True):
    """The families by what they are for; `fallback` are those asked, in order, for what the others do not have."""

    text: str
    sans: str
    mono: str
    fallback: tuple[str, ...] = ()


class Measure(Struct, frozen=True, kw_only=True):
    """The type of a page at most `width` millimetres wide: size and line in points, and variables that go with it."""

    width: float
    size: float
    line: float
    variables: tuple[tuple[str, str], ...] = ()


class Proportions(Struct, frozen=True, kw_only=True):
    """The margins of the page `reference` in millimetres, and the longest line in em; other trims keep the ratios."""

    reference: str
    inner: float
    top: float
    outer: float
    bottom: float
    longest_line: float
    measures: tuple[Measure, ...]


class Cover(Struct, frozen=True, kw_only=True):
    """The colours of covers (#rrggbb): the ink, and the ground of each tome in turn, the last for a work in one."""

    ink: str
    grounds: tuple[str, ...]


class Theme(Struct, frozen=True, kw_only=True):
    """The look of a book. `print_css` and `epub_css` are the theme's own rules, laid over the shared ones."""

    name: str
    families: Families
    faces: tuple[Face, ...]
    proportions: Proportions
    variables: tuple[tuple[str, str], ...]
    cover: Cover
    print_css: str = ""
    epub_css: str = ""


class Page(Struct, frozen=True, kw_only=True):
    """The page of an edition: trim and margins in millimetres, text size and line in points, lines of text a page."""

    width: float
    height: float
    inner: float
    top: float
    outer: float
    bottom: float
    size: float
    line: float
    lines: int

    @property
    def measure(self) -> float:
        """Return the width of a line of text, in millimetres."""
        return self.width - self.inner - self.outer
