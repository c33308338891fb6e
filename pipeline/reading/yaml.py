"""YAML 1.2 with the place of every value. Scalars stay text, `no` and `012` included: the schema gives them types.

Refused, because a book's files need none of it: anchors, aliases, tags, several documents, duplicate keys, more than
MAX_BYTES, more than MAX_DEPTH levels.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, StringMark, YAMLError
from ruamel.yaml.events import (
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from pipeline.diagnostic import BookError, Diagnostic, Span, error
from pipeline.reading.decode import CONTROL
from pipeline.reading.places import Source

# A book's metadata is a few kilobytes; a bomb of brackets or of text is not metadata.
MAX_BYTES = 256 * 1024
MAX_DEPTH = 20

Location = tuple[str | int, ...]


class Yaml(Struct, frozen=True):
    """A parsed file: its value (mappings, lists, text and None), the place of values and of keys by location."""

    path: str
    value: Any
    values: dict[Location, Span] = field(default_factory=dict)
    keys: dict[Location, Span] = field(default_factory=dict)
    sources: dict[Location, Source] = field(default_factory=dict)

    def span(self, *location: str | int) -> Span:
        """Return the place of the value at `location`, or of the nearest thing that holds it."""
        while location and location not in self.values:
            location = location[:-1]
        return self.values.get(location, Span(self.path))

    def key(self, *location: str | int) -> Span:
        """Return the place of the key at `location`, or of its value where it has no key."""
        return self.keys.get(location) or self.span(*location)

    def places(self, *location: str | int) -> tuple[tuple[str, Span], ...]:
        """Return the place of every value below `location`, by its keys from there: `isbn.epub`."""
        value = self.value
        for step in location:
            value = value[step]
        return tuple((".".join(map(str, below)), self.values[*location, *below]) for below in _below(value))

    def source(self, *location: str | int) -> Source:
        """Return the text at `location` as a source, for Markdown inside YAML."""
        return self.sources[location]


def _below(value: Any) -> Iterator[Location]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield (key,)
        yield from ((key, *rest) for rest in _below(inner))


@lru_cache(maxsize=16)  # book.yaml is asked for its language before it is read
def parse(text: str, path: str, line: int = 1) -> Yaml:
    """Parse a YAML text that begins on `line` of its file; BookError with every fault found."""
    if len(text.encode()) > MAX_BYTES:
        raise BookError([error("B009", Span(path, line), limit=MAX_BYTES // 1024)])
    builder = _Builder(text, path, line)
    try:
        value = builder.document()
    except MarkedYAMLError as problem:
        raise BookError([*builder.found, _unreadable(problem, text, path, line)]) from None
    except YAMLError:
        raise BookError([error("B002", Span(path, line))]) from None
    if builder.found:
        raise BookError(builder.found)
    return replace(builder.result, value=value)


def _unreadable(problem: MarkedYAMLError, text: str, path: str, line: int) -> Diagnostic:
    """Say in our words what the parser found: a tab, a colon that needs quotes, or that the text cannot be read."""
    mark = problem.problem_mark
    where = (mark.line, mark.column) if isinstance(mark, StringMark) else (0, 0)
    span = Span(path, line + where[0], where[1] + 1, line + where[0], where[1] + 2)
    rest = text.split("\n")[where[0]][where[1] :] if where[0] < text.count("\n") + 1 else ""
    if rest.startswith("\t"):
        return error("B003", span)
    if "mapping values are not allowed" in str(problem.problem):
        return error("B004", span)
    return error("B002", span)


class _Builder:
    def __init__(self, text: str, path: str, line: int) -> None:
        self.found: list[Diagnostic] = []
        self.result = Yaml(path, None)
        self._line = line
        self._lines = text.split("\n")
        self._events: Iterator[Event] = YAML(typ="safe", pure=True).parse(text)

    def document(self) -> Any:
        value, documents = None, 0
        for event in self._events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._refuse("B002", event)
                    break
            elif isinstance(event, NodeEvent):
                value = self._node(event, ())
        return value

    def _span(self, start: Event, end: Event | None = None) -> Span:
        first, last = start.start_mark, (end or start).end_mark
        return Span(
            self.result.path, self._line + first.line, first.column + 1, self._line + last.line, last.column + 1
        )

    def _refuse(self, code: str, event: Event, **values: object) -> None:
        self.found.append(error(code, self._span(event), **values))

    def _node(self, event: Event, location: Location) -> Any:
        if len(location) > MAX_DEPTH:
            raise BookError([*self.found, error("B008", self._span(event), limit=MAX_DEPTH)])
        self._refuse_extras(event)
        self.result.values[location] = self._span(event)
        if isinstance(event, ScalarEvent):
            return self._scalar(event, location)
        if isinstance(event, SequenceStartEvent):
            return self._sequence(event, location)
        if isinstance(event, MappingStartEvent):
            return self._mapping(event, location)
        return None

    def _refuse_extras(self, event: Event) -> None:
        if isinstance(event, NodeEvent) and event.anchor:
            self._refuse("B006", event, name=event.anchor)
        elif isinstance(event, (ScalarEvent, CollectionStartEvent)) and event.tag:
            self._refuse("B007", event, tag=event.tag)

    def _scalar(self, event: ScalarEvent, location: Location) -> str | None:
        if event.style is None and event.value in ("", "~", "null"):
            return None
        for match in CONTROL.finditer(event.value):  # written as an escape, it was no control in the file
            self._refuse("U002", event, character=f"U+{ord(match[0]):04X}", name="CONTROL CHARACTER")
        mark = event.start_mark
        line, column = self._line + mark.line, mark.column + 1
        if event.style in ("|", ">"):
            first = self._lines[mark.line + 1] if mark.line + 1 < len(self._lines) else ""
            line, column = line + 1, len(first) - len(first.lstrip()) + 1
        elif event.style:
            column += 1
        self.result.sources[location] = Source(self.result.path, event.value, line, column)
        return str(event.value)

    def _sequence(self, start: Event, location: Location) -> list[Any]:
        items: list[Any] = []
        for event in self._events:
            if isinstance(event, SequenceEndEvent):
                self.result.values[location] = self._span(start, event)
                break
            items.append(self._node(event, (*location, len(items))))
        return items

    def _mapping(self, start: Event, location: Location) -> dict[str, Any]:
        pairs: dict[str, Any] = {}
        for event in self._events:
            if isinstance(event, MappingEndEvent):
                self.result.values[location] = self._span(start, event)
                break
            if not isinstance(event, ScalarEvent):
                raise BookError([*self.found, error("B002", self._span(event))])
            here = (*location, event.value)
            self._refuse_extras(event)
            value = next(self._events)
            if here in self.result.keys:
                self._refuse("B005", event, key=event.value, other=self.result.keys[here].line)
                self._node(value, here)
            else:
                self.result.keys[here] = self._span(event)
                pairs[event.value] = self._node(value, here)
        return pairs
