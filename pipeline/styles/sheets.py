"""The style sheet of an edition: shared rules, then the theme's, with every variable put in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from pipeline import program
from pipeline.model import Edition
from pipeline.styles.trims import measure, page, page_variables, trim
from pipeline.styles.values import Face, Theme
from pipeline.styles.variables import put_in

# The shared sheets of paged editions, in the order in which they are laid over one another.
BASE = (
    "page",
    "text",
    "headings",
    "quotations",
    "verse",
    "letters",
    "posts",
    "lists",
    "tables",
    "figures",
    "notes",
    "front",
    "contents",
    "back",
    "furniture",
)


def style_sheet(theme: Theme, edition: Edition, faces: Iterable[Face] = ()) -> str:
    """Return the whole style sheet of an edition: CSS without variables, nothing imported.

    An EPUB passes the `faces` that it embeds: they are declared as `../fonts/<name>`, from the sheet's own folder. A
    paged edition needs none: its faces come from `fonts.fontconfig_file`. BookError S021, S034, S035.
    """
    if edition.format == "epub":
        embedded = tuple(faces)
        return font_faces(embedded, lambda face: f"../fonts/{face.name}") + _epub_rules(theme, embedded)
    size = trim(edition.trim, edition.span)
    files = {f"styles/base/{topic}.css": _shared(f"base/{topic}.css") for topic in BASE}
    files[f"styles/themes/{theme.name}/print.css"] = theme.print_css
    own = dict(theme.variables) | dict(measure(theme, size).variables)
    return _join(files, page_variables(page(theme, size)) | _families(theme) | own)


def epub_families(theme: Theme) -> frozenset[str]:
    """Return the families of the theme that the rules of an EPUB name: no other is ever shown."""
    rules = _epub_rules(theme, theme.faces).lower()
    return frozenset(face.family for face in theme.faces if face.family.lower() in rules)


def font_faces(faces: Iterable[Face], address: Callable[[Face], str]) -> str:
    """Return the `@font-face` rules of `faces`, their files at `address(face)`."""
    rules = (
        f'@font-face {{\n  font-family: "{face.family}";\n  font-style: {face.style};\n'
        f'  font-weight: {face.weight};\n  src: url("{address(face)}");\n}}\n'
        for face in faces
    )
    return "".join(rules)


def _epub_rules(theme: Theme, embedded: tuple[Face, ...]) -> str:
    files = {"styles/epub.css": _shared("epub.css"), f"styles/themes/{theme.name}/epub.css": theme.epub_css}
    return _join(files, dict(theme.variables) | _families(theme, embedded))


def _shared(name: str) -> str:
    return (program.styles() / name).read_text(encoding="utf-8")


def _join(files: Mapping[str, str], values: Mapping[str, str]) -> str:
    return "".join(put_in(css, values, file) for file, css in files.items())


def _families(theme: Theme, embedded: tuple[Face, ...] | None = None) -> dict[str, str]:
    """Return the stacks of families: on paper every family of the theme and no other.

    In an EPUB those that are `embedded`, then a generic one for the reader who refuses our fonts.
    """
    names = theme.families
    known = {face.family for face in (theme.faces if embedded is None else embedded)}
    stacks = {}
    for key, family, generic in (
        ("text", names.text, "serif"),
        ("sans", names.sans, "sans-serif"),
        ("mono", names.mono, "monospace"),
    ):
        stack = [f'"{name}"' for name in (family, *names.fallback) if name in known]
        stacks[f"{key}-family"] = ", ".join(stack if embedded is None else [*stack, generic])
    return stacks
