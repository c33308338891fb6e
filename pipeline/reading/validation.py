"""A parsed YAML value against its schema: every fault at once, each where it stands.

The schema is made of msgspec's types (`shapes`). msgspec stops at the first fault: tables and lists are gone through
here, and it is asked about single values.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from functools import cache
from pathlib import PurePosixPath
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

from msgspec import Struct, ValidationError, convert
from msgspec.structs import FieldInfo, fields, replace

from pipeline.diagnostic import BookError, Diagnostic, Span, error
from pipeline.reading.shapes import ONE_OR_MORE, RefusedError
from pipeline.reading.yaml import Location, Yaml, parse

Value = TypeVar("Value")

# The code of what is not of a type.
_CODES = {str: "B012", int: "B013", bool: "B014", date: "B015", Literal: "B016", list: "B017", dict: "B018"}
# How an editor may write what is true or not; YAML 1.2 has only the first of each.
_TRUTHS = dict.fromkeys(("true", "yes", "on", "1"), True) | dict.fromkeys(("false", "no", "off", "0"), False)


def near(word: str, known: Any) -> str:
    """Return the known words most like `word`, or the first of them: what « did you mean » offers."""
    names = [str(name) for name in known]
    return ", ".join(get_close_matches(word, names, n=3, cutoff=0.6) or sorted(names)[:12]) or "—"


def validate(kind: type[Value], yaml: Yaml) -> Value:
    """Return the file's value in the schema's classes; BookError with every fault found."""
    value: Value
    value, faults = _validated(kind, yaml)
    if faults:
        raise BookError(faults)
    return value


def load(kind: type[Value], text: str, path: str) -> tuple[Value | None, Yaml, tuple[Diagnostic, ...]]:
    """Return a YAML text in the schema's classes: what of it is sound, how it was typed, and its faults.

    What is sound of a faulty file is all but the keys of its first level that hold a fault; None where too little is
    left, because a key is missing that must be there. The value of the second is None where the text cannot be read.
    """
    try:
        parsed = parse(text, path)
    except BookError as problem:
        return None, Yaml(path, None), problem.diagnostics
    if parsed.value is None:
        parsed = replace(parsed, value={})  # nothing was typed yet
    value, faults = _validated(kind, parsed)
    return value, parsed, faults


def _validated(kind: type[Value], yaml: Yaml) -> tuple[Any, tuple[Diagnostic, ...]]:
    """Return what is sound of a file's value, in the schema's classes, and its faults."""
    walk = _Walk(yaml)
    value = walk.value(kind, _without_nothing({} if yaml.value is None else yaml.value), ())
    return value, tuple(walk.faults)


def _without_nothing(value: Any) -> Any:
    """Leave out the keys that have no value: « publisher: » with nothing after it says nothing."""
    if isinstance(value, dict):
        return {key: _without_nothing(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [_without_nothing(item) for item in value]
    return value


class _Walk:
    """Goes through a value beside its schema and gathers the faults; what a fault is in is left out of its table."""

    def __init__(self, yaml: Yaml) -> None:
        self.faults: list[Diagnostic] = []
        self._yaml = yaml

    def value(self, kind: Any, given: Any, at: Location) -> Any:
        """Return what was `given` as a value of `kind`, of no use (None or less) when that has a fault."""
        origin = get_origin(kind)
        if origin is Annotated:
            return self._annotated(kind, given, at)
        if origin in (Union, UnionType):  # of nothing and something, or of a list and a table
            members = [member for member in get_args(kind) if member is not NoneType]
            return self.value(next((one for one in members if get_origin(one) is type(given)), members[0]), given, at)
        if origin is dict:
            return self._entries(kind, given, at)
        if origin is list:
            return self._items(kind, given, at)
        if isinstance(kind, type) and issubclass(kind, Struct):
            return self._table(kind, given, at)
        return self._single(kind, given, at)

    def _annotated(self, kind: Any, given: Any, at: Location) -> Any:
        base, *notes = get_args(kind)
        if ONE_OR_MORE in notes:
            return self.value(base, [given] if isinstance(given, str) else given, at)
        value = self._single(kind, given, at)
        self._check(kind, value, at, self._yaml.span(*at))
        return value

    def _check(self, kind: Any, value: Any, at: Location, span: Span) -> None:
        """Ask the functions that a type is annotated with, when a value came out of it."""
        for check in filter(callable, getattr(kind, "__metadata__", ()) if value is not None else ()):
            try:
                check(value)
            except RefusedError as refusal:
                self._refuse(refusal.code, value, at, span, **refusal.values)

    def _single(self, kind: Any, given: Any, at: Location) -> Any:
        base = get_args(kind)[0] if get_origin(kind) is Annotated else get_origin(kind) or kind
        if base is bool and isinstance(given, str) and given.lower() in _TRUTHS:
            return _TRUTHS[given.lower()]
        try:
            return convert(given, kind, strict=False)
        except ValidationError:
            span = self._yaml.span(*at)
            code = "B034" if base is str and isinstance(given, str) else _CODES[base]
            self._refuse(code, given, at, span, **({"choices": ", ".join(get_args(kind))} if base is Literal else {}))

    def _items(self, kind: Any, given: Any, at: Location) -> Any:
        if not isinstance(given, list):
            return self._refuse(_CODES[list], given, at, self._yaml.span(*at))
        (inner,) = get_args(kind)
        return [self.value(inner, item, (*at, index)) for index, item in enumerate(given)]

    def _entries(self, kind: Any, given: Any, at: Location) -> Any:
        """Return a table whose keys are free, the sound entries of it."""
        if not isinstance(given, dict):
            return self._refuse(_CODES[dict], given, at, self._yaml.span(*at))
        found = {}
        names, inner = get_args(kind)
        for name, item in given.items():
            faults = len(self.faults)
            self._check(names, name, (*at, name), self._yaml.key(*at, name))
            value = self.value(inner, item, (*at, name))
            if len(self.faults) == faults:
                found[name] = value
        return found

    def _table(self, kind: type[Struct], given: Any, at: Location) -> Any:
        """Return a table whose keys are known, the sound ones of it; None when one is missing that must be there."""
        if not isinstance(given, dict):
            return self._refuse(_CODES[dict], given, at, self._yaml.span(*at))
        known = _fields(kind)
        for name in given:
            if name not in known:
                span = self._yaml.key(*at, name)
                self.faults.append(error("B010", span, key=name, near=near(name, known)))
        found = {}
        for name, field in known.items():
            faults = len(self.faults)
            if name in given:
                value = self.value(field.type, given[name], (*at, name))
                if len(self.faults) == faults:
                    found[name] = value
            elif field.required:
                self.faults.append(error("B011", self._yaml.key(*at), key=name))
        whole = all(name in found for name, field in known.items() if field.required)
        return kind(**found) if whole else None

    def _refuse(self, code: str, given: Any, at: Location, span: Span, **values: object) -> None:
        name = ".".join(map(str, at)) or PurePosixPath(self._yaml.path).name
        self.faults.append(error(code, span, **{"key": name, "value": _shown(given), **values}))


@cache
def _fields(kind: type[Struct]) -> Mapping[str, FieldInfo]:
    return {field.name: field for field in fields(kind)}


def _shown(value: Any) -> str:
    return value if isinstance(value, str) and len(value) <= 60 else "…"
