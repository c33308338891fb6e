"""contributors.yaml -> the register of contributors, their notices read as Markdown."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.model import Block, Contributor
from pipeline.reading.blocks import read_blocks
from pipeline.reading.context import Context, tree
from pipeline.reading.contribution import shared_parser
from pipeline.reading.shapes import Person
from pipeline.reading.yaml import Yaml


def people(register: Mapping[str, Person], yaml: Yaml) -> tuple[tuple[Contributor, ...], list[Context]]:
    """Return the contributors in the order of the file, and what reading their notices gathered."""
    contexts: list[Context] = []
    found: list[Contributor] = []
    for identifier, person in register.items():
        notice: tuple[Block, ...] = ()
        if person.notice:
            context = Context(f"notice-{identifier}", yaml.path, yaml.source(identifier, "notice"), shared_parser())
            notice = read_blocks(context, tree(context.parser.parse(person.notice.strip(), {})))
            contexts.append(context)
        values = dict(person)
        values.update(notice=notice, handles=tuple(person.handles.items()), links=tuple(person.links))
        found.append(Contributor(id=identifier, span=yaml.key(identifier), places=yaml.places(identifier), **values))
    return tuple(found), contexts
