"""`{#id .class key=value}`: the attributes that follow a link, an image, a span, a code span or a heading."""

from __future__ import annotations

import re

from msgspec import Struct

# A value without quotes goes to the next space, so `width=50%` is one; a bare word is no attribute.
_ITEM = re.compile(
    r"\s*(?:#(?P<id>[^\s{}=\"'#.]+)|\.(?P<class>[^\s{}=\"'#.]+)"
    r"|(?P<key>[A-Za-z][\w-]*)=(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s{}\"'=“”«»]+)))"
)
_END = re.compile(r"\s*\}")
_OPENING = re.compile(r"\{\s*(?:[#.][^\s{}.#]|[A-Za-z][\w-]*\s*=)")


class Attributes(Struct, frozen=True):
    """What stands between braces: an id, classes, and pairs in the order typed."""

    id: str = ""
    classes: tuple[str, ...] = ()
    values: tuple[tuple[str, str], ...] = ()

    def get(self, key: str) -> str:
        """Return the value of `key`, empty when it is not given."""
        return dict(self.values).get(key, "")


def parse(source: str, position: int, maximum: int) -> tuple[Attributes, int] | None:
    """Read the attributes whose `{` is at `position`; return them and where they end, None when they are malformed."""
    identifier, classes, values = "", [], []
    cursor = position + 1
    while not (end := _END.match(source, cursor, maximum)):
        item = _ITEM.match(source, cursor, maximum)
        if item is None:
            return None
        cursor = item.end()
        if item["id"]:
            identifier = item["id"]
        elif item["class"]:
            classes.append(item["class"])
        else:
            value = next(item[name] for name in ("double", "single", "bare") if item[name] is not None)
            values.append((item["key"], " ".join(value.split())))
    if not (identifier or classes or values):
        return None
    return Attributes(identifier, tuple(classes), tuple(values)), end.end()


def looks_meant(source: str, position: int) -> bool:
    """Return whether the `{` at `position` was meant to begin attributes, right or wrong."""
    return _OPENING.match(source, position) is not None
