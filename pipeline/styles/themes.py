"""Themes: the shipped ones, and those that a book adds in its own `styles/themes/` folder."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path, PurePosixPath
from typing import Any

from msgspec import json

from pipeline import program
from pipeline.diagnostic import BookError, Span, error
from pipeline.store import Ledger
from pipeline.styles.folder import FONT_LIMIT, Folder
from pipeline.styles.lint import check_sheet, check_variables
from pipeline.styles.tables import Checker, parse
from pipeline.styles.trims import page, page_variables, trim
from pipeline.styles.values import Cover, Face, Families, Measure, Proportions, Theme

# What a theme may extend is one of ours, so a chain is short; this only stops a circle.
CHAIN_LIMIT = 4

PRINT, EPUB = "print.css", "epub.css"

# How a font file begins (OpenType 1.9, "Organization of an OpenType Font"): with outlines of CFF or TrueType.
FONTS = (b"OTTO", b"\x00\x01\x00\x00")

Chain = list[tuple[Folder, dict[str, Any]]]

# The themes of this run, by the hash of the state of their files.
_LOADED: dict[str, Theme] = {}
_LOADED_MOST = 16
# The hashes of font files, by path, time and size.
_FONTS: dict[tuple[str, int, int], str] = {}
_THEME = json.Decoder(Theme, dec_hook=lambda kind, value: kind(value))  # a path is written as text


def load_theme(
    name: str, book_root: Path | None = None, span: Span | None = None, ledger: Ledger | None = None
) -> Theme:
    """Return the theme of that name: the book's own when it has one, else a shipped one.

    Every file is read through the theme's folder, again only when one has changed, which `ledger` remembers from one
    run to the next. BookError: S020 at `span` when there is no such theme, S022 to S043 for what is wrong in its files.
    """
    state = tuple(_state(_find(name, book_root, span).path))
    key = hashlib.sha256(repr((program.part("styles"), name, str(book_root), state)).encode()).hexdigest()
    theme = _LOADED.get(key)
    line = ledger.get(key) if ledger and theme is None else None
    if theme is None:
        if len(_LOADED) == _LOADED_MOST:
            _LOADED.clear()
        theme = _LOADED[key] = _THEME.decode(line) if line else _loaded(name, book_root)
    if ledger:
        ledger.put(key, line or json.encode(theme, enc_hook=str).decode())
    return theme


def _state(folder: Path) -> Iterator[tuple[str, int, int]]:
    """Yield path, time and size of each file that a theme may be made from: those of its folder and of shipped ones."""
    for home in (folder, program.styles() / "themes"):
        for file in sorted(home.rglob("*")):
            facts = file.lstat()
            yield str(file), facts.st_mtime_ns, facts.st_size


def _loaded(name: str, book_root: Path | None) -> Theme:
    chain = _chain(name, book_root)
    tables: dict[str, Any] = {}
    faces: dict[tuple[str, str, int], Face] = {}
    for folder, table in reversed(chain):
        tables = _laid_over(tables, table)
        own = (_face(folder, row, checker) for checker in [Checker(folder)] for row in table.get("face", []))
        faces |= {(face.family, face.style, face.weight): face for face in own}
    first = Checker(chain[0][0])
    tables.setdefault("face", [])
    first.complete(tables)
    _families(tables, faces, first)
    if first.findings:
        raise BookError(first.findings)
    reference = trim(tables["page"]["reference"], first.place("reference"))
    theme = _theme(name, chain, tables, tuple(faces.values()))
    check_variables(_variables(tables), page_variables(page(theme, reference)), first.place)
    return theme


def _chain(name: str, book_root: Path | None) -> Chain:
    """Return the theme's folder and table, then those of the theme that it extends, and so on."""
    chain: Chain = []
    folder = _find(name, book_root, None)
    while True:
        table = parse(folder)
        checker = Checker(folder)
        checker.tables(table)
        if checker.findings:
            raise BookError(checker.findings)
        chain.append((folder, table))
        if "extends" not in table:
            return chain
        if len(chain) == CHAIN_LIMIT:
            raise BookError([error("S035", checker.place("extends"), variable="extends")])
        folder = _find(table["extends"], None, checker.place("extends"))


def _find(name: str, book_root: Path | None, span: Span | None) -> Folder:
    shown = "styles/themes"
    places = [(program.styles(), program.styles() / "themes")]
    if book_root is not None:
        places.insert(0, (book_root, book_root / shown))
    for home, parent in places:
        known = {path.name for path in parent.iterdir() if path.is_dir()} if parent.is_dir() else set()
        if name in known:
            if not (parent / name).resolve().is_relative_to(home.resolve()):
                raise BookError([error("S027", span, file=f"{shown}/{name}")])
            return Folder(parent / name, f"{shown}/{name}")
    names = sorted({path.name for _, parent in places if parent.is_dir() for path in parent.iterdir() if path.is_dir()})
    near = get_close_matches(name, names, n=1, cutoff=0.5) or names
    raise BookError([error("S020", span, theme=name, near=", ".join(near))])


def _laid_over(under: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """Return the tables of `under` with those of `over` on top, key by key; lists are replaced whole."""
    merged = dict(under)
    for name, value in over.items():
        both = isinstance(value, dict) and isinstance(under.get(name), dict)
        merged[name] = {**under[name], **value} if both else value
    return merged


def _face(folder: Folder, row: Mapping[str, Any], checker: Checker) -> Face:
    checker.complete_row("face", row)
    if checker.findings:
        raise BookError(checker.findings)
    name = str(PurePosixPath("fonts") / row["file"])
    place = checker.place("file", row["file"])
    path = folder.find(name, place)
    facts = path.stat()
    state = str(path), facts.st_mtime_ns, facts.st_size
    if state not in _FONTS:  # a theme has the fonts of the one that it extends
        data = folder.read(name, FONT_LIMIT, place)
        if data[:4] not in FONTS:
            raise BookError([error("S043", place, font=row["file"])])
        _FONTS[state] = hashlib.sha256(data).hexdigest()
    return Face(
        family=row["family"],
        style=row["style"],
        weight=row["weight"],
        name=Path(row["file"]).name,
        path=path,
        sha256=_FONTS[state],
        scripts=tuple(row.get("scripts", ["Latn"])),
    )


def _families(tables: Mapping[str, Any], faces: Mapping[tuple[str, str, int], Face], checker: Checker) -> None:
    """Check that every family named has a regular face."""
    table = tables.get("families", {})
    regular = {family for family, style, weight in faces if (style, weight) == ("normal", 400)}
    named = [table.get(key) for key in ("text", "sans", "mono")] + list(table.get("fallback", []))
    missing = [family for family in named if family and family not in regular]
    checker.findings += [error("S030", checker.place("families"), family=family) for family in missing]


def _variables(tables: Mapping[str, Any]) -> dict[str, str]:
    rows = [tables["variables"], *(row.get("variables", {}) for row in tables["measure"])]
    return {key: value for row in rows for key, value in row.items()}


def _theme(name: str, chain: Chain, tables: Mapping[str, Any], faces: tuple[Face, ...]) -> Theme:
    families = tables["families"]
    measures = tuple(
        Measure(
            width=row["width"], size=row["size"], line=row["line"], variables=tuple(row.get("variables", {}).items())
        )
        for row in tables["measure"]
    )
    return Theme(
        name=name,
        families=Families(**{**families, "fallback": tuple(families.get("fallback", []))}),
        faces=faces,
        proportions=Proportions(
            **{key.replace("-", "_"): value for key, value in tables["page"].items()}, measures=measures
        ),
        variables=tuple(tables["variables"].items()),
        cover=Cover(ink=tables["cover"]["ink"], grounds=tuple(tables["cover"]["grounds"])),
        print_css=_sheets(chain, PRINT),
        epub_css=_sheets(chain, EPUB),
    )


def _sheets(chain: Chain, name: str) -> str:
    """Return the themes' own rules, those of the theme that is extended first; BookError for what they may not say."""
    sheets = []
    for folder, _ in reversed(chain):
        if folder.has(name):
            css = folder.text(name)
            findings = check_sheet(css, folder.span(name).path)
            if findings:
                raise BookError(findings)
            sheets.append(css)
    return "".join(sheets)
