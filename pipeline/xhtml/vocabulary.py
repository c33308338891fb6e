"""The names that sections, marks and blocks have in the markup: every one stands in these tables."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.model import MarkKind


class Structure(NamedTuple):
    """What a section is, for reading systems: EPUB 3 Structural Semantics Vocabulary, then DPUB-ARIA 1.1 role."""

    type: str
    role: str
    division: str


ROLES = {
    "half-title": Structure("halftitlepage", "", "frontmatter"),
    "other-volumes": Structure("", "", "frontmatter"),
    "title-page": Structure("titlepage", "", "frontmatter"),
    "copyright": Structure("copyright-page", "", "frontmatter"),
    "dedication": Structure("dedication", "doc-dedication", "frontmatter"),
    "epigraph": Structure("epigraph", "doc-epigraph", "frontmatter"),
    "preface": Structure("preface", "doc-preface", "frontmatter"),
    "foreword": Structure("foreword", "doc-foreword", "frontmatter"),
    "introduction": Structure("introduction", "doc-introduction", "frontmatter"),
    "part": Structure("part", "doc-part", "bodymatter"),
    "chapter": Structure("chapter", "doc-chapter", "bodymatter"),
    "awaited": Structure("chapter", "doc-chapter", "bodymatter"),
    "conclusion": Structure("conclusion", "doc-conclusion", "bodymatter"),
    "more": Structure("", "", "backmatter"),
    "afterword": Structure("afterword", "doc-afterword", "backmatter"),
    "appendix": Structure("appendix", "doc-appendix", "backmatter"),
    "notices": Structure("contributors", "", "backmatter"),
    "index": Structure("index", "doc-index", "backmatter"),
    "bibliography": Structure("bibliography", "doc-bibliography", "backmatter"),
    "acknowledgments": Structure("acknowledgments", "doc-acknowledgments", "backmatter"),
    "contents": Structure("toc", "doc-toc", "backmatter"),
    "colophon": Structure("colophon", "doc-colophon", "backmatter"),
}

# The element and the class of each mark.
MARKS = {
    MarkKind.EMPHASIS: ("em", ""),
    MarkKind.STRONG: ("strong", ""),
    MarkKind.SMALL_CAPS: ("span", "small-caps"),
    MarkKind.SUPERSCRIPT: ("sup", ""),
    MarkKind.SUBSCRIPT: ("sub", ""),
    MarkKind.DELETED: ("del", ""),
    MarkKind.CODE: ("code", ""),
    MarkKind.LINK: ("a", "external"),
    MarkKind.REFERENCE: ("a", "reference"),
    MarkKind.LANGUAGE: ("span", ""),
    MarkKind.ANCHOR: ("span", ""),
    MarkKind.ORDINAL: ("sup", "ordinal"),
    MarkKind.CENTURY: ("span", "century"),
}

# Paragraphs of a kind that are another element than `p`.
PARAGRAPHS = {"title": "h1"}

# Divisions of a kind that are another element than `div`.
DIVISIONS = {"aside": "aside"}

# Languages, and scripts in tags (`az-Arab`), that are written from right to left (CLDR 46, characterOrder).
RIGHT_TO_LEFT = frozenset(
    ("ar", "arc", "ckb", "dv", "fa", "he", "ks", "lrc", "mzn", "nqo", "ps", "sd", "syr", "ug", "ur", "yi")
)
RIGHT_TO_LEFT_SCRIPTS = frozenset(("adlm", "arab", "hebr", "mand", "nkoo", "rohg", "samr", "syrc", "thaa"))


def is_right_to_left(tag: str) -> bool:
    """Return whether the language of a BCP 47 tag is written from right to left."""
    language, *parts = tag.lower().split("-")
    scripts = [part for part in parts if len(part) == 4 and part.isalpha()]
    return scripts[0] in RIGHT_TO_LEFT_SCRIPTS if scripts else language in RIGHT_TO_LEFT
