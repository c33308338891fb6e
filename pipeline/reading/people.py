"""contributors.yaml -> the register of contributors, their notices read as Markdown."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import asdict

from pipeline.diagnostic import Diagnostic, Span
from pipeline.model import Block, Contributor
from pipeline.reading.blocks import read_blocks
from pipeline.reading.context import Context, tree
from pipeline.reading.contribution import shared_parser
from pipeline.reading.shapes import Contributors
from pipeline.reading.validation import load


class Register(Struct, frozen=True):
    """The register as it was read: `people` in the order of the file, and what their notices ask of the book.

    `names` are all the ids that were typed, those of faulty entries too; `readable` is false where nobody can tell.
    `anchors`, `references` and `pictures` are those of a ContributionReading.
    """

    people: tuple[Contributor, ...] = ()
    names: tuple[str, ...] = ()
    readable: bool = True
    diagnostics: tuple[Diagnostic, ...] = ()
    anchors: tuple[tuple[str, Span], ...] = ()
    references: tuple[tuple[str, Span], ...] = ()
    pictures: tuple[tuple[str, Span], ...] = ()


def read_register(path: str, text: str) -> Register:
    """Read the register whose file is `path`; faults are collected, none is raised."""
    entries, yaml, faults = load(Contributors, text, path)
    contexts: list[Context] = []
    found: list[Contributor] = []
    for identifier, person in (entries or {}).items():
        notice: tuple[Block, ...] = ()
        if person.notice:
            context = Context(f"notice-{identifier}", path, yaml.source(identifier, "notice"), shared_parser())
            notice = read_blocks(context, tree(context.parser.parse(person.notice.strip(), {})))
            contexts.append(context)
        values = asdict(person)
        values.update(notice=notice, handles=tuple(person.handles.items()), links=tuple(person.links))
        found.append(Contributor(id=identifier, span=yaml.key(identifier), places=yaml.places(identifier), **values))
    return Register(
        people=tuple(found),
        names=tuple(yaml.value) if isinstance(yaml.value, dict) else (),
        readable=isinstance(yaml.value, dict),
        diagnostics=(*faults, *(fault for context in contexts for fault in context.diagnostics)),
        anchors=tuple(anchor for context in contexts for anchor in context.anchors),
        references=tuple(reference for context in contexts for reference in context.references),
        pictures=tuple(picture for context in contexts for picture in context.pictures),
    )
