"""Bytes become text or are refused with their place: nothing is guessed, nothing disappears."""

from __future__ import annotations

import pytest

from pipeline.reading.decode import MAX_BYTES, decode
from tests.reading.notation import fault


@pytest.mark.parametrize(
    ("encoding", "named"),
    [("cp1252", "Windows-1252"), ("latin-1", "ISO-8859-1"), ("mac-roman", "Mac OS Roman"), ("utf-16", "UTF-16")],
)
def test_other_encodings_are_named_and_located(encoding: str, named: str) -> None:
    quote = "’" if encoding in ("cp1252", "mac-roman") else "'"
    text, found = decode(f"Un\nl{quote}été à la mer, déjà".encode(encoding), "a.md")
    assert text == ""
    assert [item.code for item in found] == ["U001"]
    values = dict(found[0].values)
    assert values["encoding"] == named
    if encoding == "latin-1":
        assert (fault(found[0]), values["offset"], values["byte"]) == ("2:3 U001", "5", "0xE9")


def test_a_mark_and_the_ends_of_lines_are_made_ours() -> None:
    assert decode("\ufeff# Un\r\ndeux\rtrois\n".encode(), "a.md") == ("# Un\ndeux\ntrois\n", [])


def test_letters_are_composed() -> None:
    assert decode("e\u0301te\u0301".encode(), "a.md") == ("été", [])


@pytest.mark.parametrize("character", ["\0", "\x07", "\x0c", "\x85", "\ufffe", "\ufdd0"])
def test_what_is_no_text_is_an_error_and_leaves_its_place(character: str) -> None:
    text, found = decode(f"Un\nab{character}c".encode(), "a.md")
    assert [fault(item) for item in found] == ["2:3 U002"]
    assert text == "Un\nab\ufffdc"


@pytest.mark.parametrize(("character", "code"), [("\u202e", "U004"), ("\u2066", "U004"), ("\u200b", "U005")])
def test_invisible_characters_are_named(character: str, code: str) -> None:
    text, found = decode(f"a{character}b".encode(), "a.md")
    assert text == f"a{character}b"
    assert [(item.code, dict(item.values)["character"]) for item in found] == [(code, f"U+{ord(character):04X}")]


def test_joiners_direction_marks_soft_hyphens_and_line_separators_are_text() -> None:
    text = "👩\u200d👩 می\u200cخواهم \u200e\u200f\u00ad\u2028\u00a0\u202f\t."
    assert decode(text.encode(), "a.md") == (text, [])


def test_a_file_of_more_than_two_megabytes_is_refused() -> None:
    assert [item.code for item in decode(b"a" * (MAX_BYTES + 1), "a.md")[1]] == ["M013"]
    assert decode(b"a" * MAX_BYTES, "a.md")[1] == []
