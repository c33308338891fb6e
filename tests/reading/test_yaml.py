"""YAML keeps text as text, knows where everything stands, and refuses what could multiply."""

from __future__ import annotations

import pytest

from pipeline.diagnostic import BookError
from pipeline.reading import schema
from pipeline.reading.yaml import MAX_BYTES, parse
from tests.reading.conftest import ReadBook
from tests.reading.notation import fault, place

SOURCE = """\
title: no
number: 012
version: 1.10
time: 12:30:45
isbn: 9782070000005
empty:
nothing: ~
list: [un, "deux"]
table:
  a: b
text: |
  Ligne *une*
  ligne deux
"""


def refusal(text: str) -> list[str]:
    with pytest.raises(BookError) as refused:
        parse(text, "a.yaml")
    return [fault(item) for item in refused.value.diagnostics]


def test_scalars_stay_what_was_typed() -> None:
    value = parse(SOURCE, "a.yaml").value
    assert (value["title"], value["number"], value["version"]) == ("no", "012", "1.10")
    assert (value["time"], value["isbn"]) == ("12:30:45", "9782070000005")
    assert (value["empty"], value["nothing"], value["list"]) == (None, None, ["un", "deux"])


def test_everything_has_its_place() -> None:
    yaml = parse(SOURCE, "a.yaml")
    assert place(yaml.span("title")) == "1:8-10"
    assert place(yaml.span("list", 1)) == "8:12-18"
    assert place(yaml.key("table", "a")) == "10:3-4"
    assert place(yaml.span("table", "z")) == "10:3-11:1"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: &x b\nc: *x\n", ["1:4 B006", "2:4 B006"]),
        ("a: !!python/object:os.system b\n", ["1:4 B007"]),
        ("a: b\na: c\n", ["2:1 B005"]),
        ("a: b: c\n", ["1:5 B004"]),
        ("a:\n\tb: c\n", ["2:1 B003"]),
        ("a: [b\nc: d", ["2:2 B002"]),
        ("a: 'b\n", ["2:1 B002"]),
        ("a: b\n---\nc: d\n", ["2:1 B002"]),
        ("? [a]\n: b\n", ["1:3 B002"]),
        ("[" * 3000, ["1:22 B008"]),
        ("a: " + "{b: " * 30, ["1:84 B008"]),
        ("a: " + "b" * MAX_BYTES, ["1:1 B009"]),
    ],
)
def test_what_is_refused(text: str, said: list[str]) -> None:
    assert refusal(text) == said


def test_markdown_inside_yaml_is_located(read_book: ReadBook) -> None:
    block = "lea:\n  name: Léa\n  notice: |\n    Une *ligne*.\n\n    Une [autre](#non).\n"
    people = block + 'an: {name: A, notice: "Une [x](#y)."}\n'
    found = read_book({"contributors.yaml": people}).diagnostics
    assert [fault(item) for item in found] == ["6:9 R001", "7:28 R001"]


@pytest.mark.parametrize("name", ["book", "tome", "contributors", "contribution"])
def test_every_file_has_a_schema(name: str) -> None:
    from jsonschema import Draft202012Validator

    found = schema(name)
    Draft202012Validator.check_schema(found)
    assert found["type"] == "object"


def test_the_schema_of_a_book_takes_a_book() -> None:
    from jsonschema import Draft202012Validator

    check = Draft202012Validator(schema("book"))
    assert check.is_valid({"title": "T", "editions": {"epub": {"format": "epub"}}})
    assert not check.is_valid({"title": "T", "editions": {"epub": {"format": "papier"}}})
    assert not check.is_valid({"titel": "T"})
