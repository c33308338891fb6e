"""Variables of the style sheets, put in at build time: e-readers do not know `var()`, and nothing is left to expand."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipeline.diagnostic import BookError, Span, error

_USE = re.compile(r"var\(\s*--([a-zA-Z0-9-]+)\s*\)")

# A value is a length, a list of names or a few numbers; more than this is a bomb.
VALUE_LIMIT = 2000


def put_in(css: str, variables: Mapping[str, str], file: str) -> str:
    """Return a style sheet with its variables, and those that they use, replaced by their values.

    At the place in `file`, BookError S034 for a name that does not exist, S035 for a value that uses itself or grows
    beyond VALUE_LIMIT.
    """
    known: dict[str, str] = {}

    def replace(use: re.Match[str]) -> str:
        line = css.count("\n", 0, use.start()) + 1
        column = use.start() - css.rfind("\n", 0, use.start())
        return expanded(use[1], variables, known, Span(file, line, column))

    return _USE.sub(replace, css)


def expanded(
    name: str,
    variables: Mapping[str, str],
    known: dict[str, str],
    span: Span,
    inside: tuple[str, ...] = (),
) -> str:
    """Return the value of a variable, kept in `known`; BookError S034, S035 at `span`. It is used `inside` others."""
    if name in inside:
        raise BookError([error("S035", span, variable=name)])
    if name not in variables:
        raise BookError([error("S034", span, variable=name)])
    if name not in known:
        path = (*inside, name)
        value = _USE.sub(lambda use: expanded(use[1], variables, known, span, path), variables[name])
        if len(value) > VALUE_LIMIT:
            raise BookError([error("S035", span, variable=name)])
        known[name] = value
    return known[name]
