"""Variables of the style sheets, put in at build time: e-readers do not know `var()`, and nothing is left to expand."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipeline.diagnostic import BookError, Span, error

_USE = re.compile(r"var\(\s*--([a-zA-Z0-9-]+)\s*\)")

# A value is a length, a list of names or a few numbers; more than this is a bomb.
VALUE_LIMIT = 2000


def expand(variables: Mapping[str, str], span: Span | None = None) -> dict[str, str]:
    """Return the variables with those that they use put in.

    BookError S034 for a name that does not exist, S035 for one that uses itself or grows beyond VALUE_LIMIT.
    """
    done: dict[str, str] = {}

    def value(name: str, path: tuple[str, ...]) -> str:
        if name in path:
            raise BookError([error("S035", span, variable=name)])
        if name not in variables:
            raise BookError([error("S034", span, variable=name)])
        if name not in done:
            found = _USE.sub(lambda use: value(use[1], (*path, name)), variables[name])
            if len(found) > VALUE_LIMIT:
                raise BookError([error("S035", span, variable=name)])
            done[name] = found
        return done[name]

    for name in variables:
        value(name, ())
    return done


def put_in(css: str, values: Mapping[str, str], file: str) -> str:
    """Return a style sheet with expanded values in place of its variables; BookError S034 at the place in `file`."""

    def replace(use: re.Match[str]) -> str:
        if use[1] not in values:
            line = css.count("\n", 0, use.start()) + 1
            column = use.start() - css.rfind("\n", 0, use.start())
            raise BookError([error("S034", Span(file, line, column), variable=use[1])])
        return values[use[1]]

    return _USE.sub(replace, css)
