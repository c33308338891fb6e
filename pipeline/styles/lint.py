"""What a theme's own rules may not say: nothing fetched, nothing imported, no page of another size, no bomb.

A theme comes with a book, and a book may come from a stranger: its rules style the page and do nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import tinycss2  # type: ignore[import-untyped] # it has no types

from pipeline.diagnostic import BookError, Diagnostic, Span, error
from pipeline.styles.variables import expanded

Node = Any  # tinycss2.ast.Node

# At-rules that style; @import, @font-face (faces are in theme.toml) and the rest are refused.
AT_RULES = frozenset({"media", "page", "footnote", "counter-style"})

# Functions that name a file or an address.
FETCHING = frozenset({"url", "src", "image", "image-set", "cross-fade", "element"})

# The trim is the edition's; a property of one's own could grow without end where it is used in another.
PROPERTIES = frozenset({"size", "marks", "bleed"})

# Beyond the largest number of a page in any unit, and deeper than a person nests: what only breaks the layout.
LARGEST_NUMBER = 10_000
DEEPEST = 8


def check_sheet(css: str, path: str) -> list[Diagnostic]:
    """Return what is wrong in a theme's own style sheet, with its place in the file `path`."""
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return list(_rules(rules, path, 0))


def check_variables(variables: Mapping[str, str], computed: Mapping[str, str], place: Callable[[str], Span]) -> None:
    """Check the values of a theme's variables; BookError with what is wrong in them, at `place(name)`.

    `computed` are the variables that the edition adds, which they may use.
    """
    findings: list[Diagnostic] = []
    for name, value in variables.items():
        span = place(name)
        parts = tinycss2.parse_component_value_list(value)
        broken = any(part.type == "{} block" or (part.type == "literal" and part.value in ";!") for part in parts)
        if broken or not re.fullmatch(r"[a-z][a-z0-9-]*", name):
            findings.append(error("S031", span, text=value.strip() or name))
        findings += [error(finding.code, span, **dict(finding.values)) for finding in _values(parts, span.path, 0)]
    if findings:
        raise BookError(findings)
    for name in variables:
        expanded(name, {**variables, **computed}, {}, place(name))


def _rules(rules: list[Node], path: str, depth: int) -> Iterator[Diagnostic]:
    for rule in rules:
        if rule.type == "error":
            yield error("S031", _at(rule, path), text=rule.message)
        elif rule.type == "at-rule":
            yield from _at_rule(rule, path, depth)
        elif rule.type == "qualified-rule":
            yield from _values(rule.prelude, path, 0)
            yield from _block(rule, path, depth)
        elif rule.type == "declaration":
            name = rule.lower_name
            if name in PROPERTIES or name.startswith("--"):
                yield error("S033", _at(rule, path), name=rule.name)
            yield from _values(rule.value, path, 0)


def _at_rule(rule: Any, path: str, depth: int) -> Iterator[Diagnostic]:
    if rule.lower_at_keyword == "import":
        yield error("S032", _at(rule, path), text="@import")
    elif rule.lower_at_keyword not in AT_RULES:
        yield error("S033", _at(rule, path), name=f"@{rule.at_keyword}")
    elif rule.content is not None:
        yield from _block(rule, path, depth)


def _block(rule: Any, path: str, depth: int) -> Iterator[Diagnostic]:
    if depth == DEEPEST:
        yield error("S036", _at(rule, path), number="{" * DEEPEST)
    else:
        contents = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
        yield from _rules(contents, path, depth + 1)


def _values(parts: list[Node], path: str, depth: int) -> Iterator[Diagnostic]:
    for part in parts:
        if part.type == "error":
            yield error("S031", _at(part, path), text=part.message)
        elif part.type == "url":
            yield error("S032", _at(part, path), text=f"url({part.value})")
        elif part.type == "function":
            if part.lower_name in FETCHING:
                yield error("S032", _at(part, path), text=f"{part.name}()")
            yield from _inside(part, part.arguments, path, depth)
        elif part.type in {"() block", "[] block"}:
            yield from _inside(part, part.content, path, depth)
        elif part.type in {"number", "dimension", "percentage"} and abs(part.value) > LARGEST_NUMBER:
            yield error("S036", _at(part, path), number=part.representation)


def _inside(part: Any, content: list[Node], path: str, depth: int) -> Iterator[Diagnostic]:
    if depth == DEEPEST:
        yield error("S036", _at(part, path), number="(" * DEEPEST)
    else:
        yield from _values(content, path, depth + 1)


def _at(node: Any, path: str) -> Span:
    return Span(path, node.source_line, node.source_column)
