"""A parsed YAML value against its schema: every fault at once, each where it stands."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import PurePosixPath
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from pipeline.diagnostic import BookError, Diagnostic, error
from pipeline.reading.yaml import Location, Yaml, parse

Value = TypeVar("Value")

# The codes of pydantic's kinds of error; a schema's own validators carry their code as their kind.
_CODES = {
    "string_type": "B012",
    "int_type": "B013",
    "int_parsing": "B013",
    "greater_than_equal": "B013",
    "bool_type": "B014",
    "bool_parsing": "B014",
    "date_type": "B015",
    "date_from_datetime_parsing": "B015",
    "date_parsing": "B015",
    "literal_error": "B016",
    "list_type": "B017",
    "dict_type": "B018",
    "model_type": "B018",
    "model_attributes_type": "B018",
    "string_pattern_mismatch": "B034",
}


def near(word: str, known: Any) -> str:
    """Return the known words most like `word`, or the first of them: what « did you mean » offers."""
    names = [str(name) for name in known]
    return ", ".join(get_close_matches(word, names, n=3, cutoff=0.6) or sorted(names)[:12]) or "—"


def validate(kind: type[Value], yaml: Yaml) -> Value:
    """Return the file's value in the schema's classes; BookError with every fault found."""
    try:
        return TypeAdapter(kind).validate_python(_without_nothing({} if yaml.value is None else yaml.value))
    except ValidationError as problem:
        details = problem.errors(include_url=False)
        raise BookError(_diagnostics(details, yaml, _model_inside(kind))) from None


def load(kind: type[Value], text: str, path: str) -> tuple[Value | None, Yaml, tuple[Diagnostic, ...]]:
    """Return a YAML text in the schema's classes: what of it is sound, how it was typed, and its faults.

    The first is None where nothing is sound; the value of the second where the text cannot be read.
    """
    parsed = Yaml(path, None)
    try:
        parsed = parse(text, path)
        parsed.value = {} if parsed.value is None else parsed.value  # nothing was typed yet
        return validate(kind, parsed), parsed, ()
    except BookError as problem:
        return _sound(kind, parsed) if parsed.value else None, parsed, problem.diagnostics


def _sound(kind: type[Value], yaml: Yaml) -> Value | None:
    """Return what of a faulty file is sound: its value without the keys of the first level that hold a fault.

    None when too little is left, because a key that must be there is missing.
    """
    value = _without_nothing({} if yaml.value is None else yaml.value)
    try:
        return TypeAdapter(kind).validate_python(value)
    except ValidationError as problem:
        faulty = {detail["loc"][0] for detail in problem.errors(include_url=False) if detail["loc"]}
    if not isinstance(value, dict) or not faulty:
        return None
    try:
        return TypeAdapter(kind).validate_python({key: item for key, item in value.items() if key not in faulty})
    except ValidationError:
        return None


def _without_nothing(value: Any) -> Any:
    """Leave out the keys that have no value: « publisher: » with nothing after it says nothing."""
    if isinstance(value, dict):
        return {key: _without_nothing(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [_without_nothing(item) for item in value]
    return value


def _diagnostics(details: list[ErrorDetails], yaml: Yaml, model: type | None) -> list[Diagnostic]:
    found: dict[tuple[str, object], Diagnostic] = {}
    for detail in details:
        location = _written(detail["loc"], yaml)
        diagnostic = _diagnostic(detail, location, yaml, model)
        # The branches of « a list or a table » each complain: the first one says enough.
        found.setdefault(("place", location), diagnostic)
    return list(found.values())


def _written(location: Location, yaml: Yaml) -> Location:
    """Return the part of a location that is written in the file, without pydantic's names for branches."""
    kept: Location = ()
    for step in location:
        if (*kept, step) in yaml.values:
            kept = (*kept, step)
    return kept


def _diagnostic(detail: ErrorDetails, location: Location, yaml: Yaml, model: type | None) -> Diagnostic:
    kind = detail["type"]
    last = str(detail["loc"][-1]) if detail["loc"] else ""
    if kind == "missing":
        return error("B011", yaml.key(*location), key=last)
    if kind == "extra_forbidden":
        return error("B010", yaml.key(*location), key=last, near=near(last, _fields(model, detail["loc"][:-1])))
    name = ".".join(str(step) for step in location) or PurePosixPath(yaml.path).name
    values: dict[str, object] = {"key": name, "value": _shown(detail["input"])}
    if kind == "literal_error":
        values["choices"] = str(detail["ctx"]["expected"]).replace("'", "").replace(" or ", ", ")
    if kind == "B021":
        values["right"] = detail["ctx"]["right"]
    span = yaml.key(*location) if last == "[key]" else yaml.span(*location)
    return error(_CODES.get(kind, kind if kind[:1] == "B" else "B012"), span, **values)


def _shown(value: Any) -> str:
    return value if isinstance(value, str) and len(value) <= 60 else "…"


def _fields(model: type | None, location: Location) -> list[str]:
    """Return the keys that the table at `location` may hold."""
    for step in location:
        if model is None:
            return []
        field = model.model_fields.get(str(step)) if issubclass(model, BaseModel) else None
        model = _model_inside(field.annotation) if field else model
    return list(model.model_fields) if model is not None and issubclass(model, BaseModel) else []


def _model_inside(annotation: Any) -> type | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_inside(part))), None)
