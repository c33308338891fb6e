"""Whatever is wrong in a book is said with a code and a place; nothing is published, and no traceback is ever shown."""

from __future__ import annotations

import os
import re
import struct
import zlib
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.build.books import PLAIN, write_book
from tests.build.conftest import Invoke, tomes

Files = Mapping[str, str | bytes]
EDITIONS = "editions:\n  epub: {format: epub}\n"


def text(body: str | bytes) -> Files:
    """Return the book of one page with another text."""
    return {"01-lea.md": body}


def sheet(rows: str | bytes) -> Files:
    """Return the book of one page with another book.yaml."""
    return {"book.yaml": rows}


def picture(data: str | bytes, name: str = "rue.png") -> Files:
    """Return the book of one page with a picture."""
    return {"01-lea.md": f"# Léa\n\nUne rue.\n\n![Une rue]({name})\n", name: data}


def header(width: int, height: int) -> bytes:
    """Return the beginning of a PNG that claims that size."""
    row = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + row + struct.pack(">I", zlib.crc32(row))


def svg(inside: str, before: str = "") -> str:
    return f'{before}<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{inside}</svg>'


LAUGHS = "<!DOCTYPE l [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9)
)

WRONG: dict[str, Files] = {
    # book.yaml
    "no title": sheet(EDITIONS),
    "a title of spaces": sheet(f"title: '   '\n{EDITIONS}"),
    "a control in a title": sheet(f'title: "Es\\0sai"\n{EDITIONS}'),
    "half a letter in a title": sheet(f'title: "Es\\ud800sai"\n{EDITIONS}'),
    "empty": sheet(""),
    "a list": sheet("- title\n- Essai\n"),
    "a word": sheet("Essai"),
    "a tab": sheet("title: Essai\n\teditions: {}\n"),
    "a key twice": sheet("title: A\ntitle: B\n" + EDITIONS),
    "an unknown key": sheet("titel: Essai\ntitle: Essai\n" + EDITIONS),
    "an alias": sheet("title: &t Essai\nsubtitle: *t\n" + EDITIONS),
    "a tag": sheet("title: !!python/object/apply:os.system ['true']\n" + EDITIONS),
    "a title that is a list": sheet("title: [1, 2]\n" + EDITIONS),
    "a language that is none": sheet("title: Essai\nlanguage: '!!'\n" + EDITIONS),
    "a date that is none": sheet("title: Essai\nrevised: demain\n" + EDITIONS),
    "an edition without format": sheet("title: Essai\neditions:\n  epub: {}\n"),
    "a format that is not there": sheet("title: Essai\neditions:\n  mot: {format: docx}\n"),
    "a trim that is not there": sheet("title: Essai\neditions:\n  p: {format: pdf, variant: print, trim: 1x1}\n"),
    "a theme outside the book": sheet("title: Essai\neditions:\n  e: {format: epub, theme: ../../themes}\n"),
    "a theme that is not there": sheet("title: Essai\neditions:\n  e: {format: epub, theme: absent}\n"),
    "pages of an edition that is not there": sheet(
        "title: Essai\neditions:\n  e: {format: epub, pages_from: papier}\n"
    ),
    "pages of an ebook": sheet("title: Essai\neditions:\n  e: {format: epub, pages_from: e}\n"),
    "a volume of texts that are not there": sheet(f"title: Essai\nvolumes:\n  v: {{contents: [absent]}}\n{EDITIONS}"),
    "a volume of volumes that are not there": sheet(f"title: Essai\nvolumes:\n  v: {{collects: [absent]}}\n{EDITIONS}"),
    "a volume of itself": sheet(f"title: Essai\nvolumes:\n  v: {{collects: [v]}}\n{EDITIONS}"),
    "a cover that is not there": sheet("title: Essai\neditions:\n  e: {format: epub, cover: absente.jpg}\n"),
    "a wrong ISBN": sheet("title: Essai\nset_isbn: 978-2-07-036822-7\n" + EDITIONS),
    "nested without end": sheet("title: Essai\nx: " + "[" * 3000),
    "a null byte": sheet(b"title: Es\0sai\n"),
    "bytes that are no text": sheet(b"title: \xff\xfe\n"),
    "a book in UTF-16": sheet("title: Essai\n".encode("utf-16")),
    # contributors.yaml
    "contributors that are a list": {"contributors.yaml": "- lea\n"},
    "a contributor without a name": {"contributors.yaml": "lea: {}\n"},
    "an author that nobody knows": text("---\nauthor: personne\n---\n\n# Léa\n\nUne phrase.\n"),
    # texts
    "a text in Latin-1": text("# Léa\n\nUn été.\n".encode("latin-1")),
    "a text in UTF-16": text("# Léa\n\nUn été.\n".encode("utf-16")),
    "a text of noise": text(bytes(range(256)) * 4),
    "a null in a text": text("# Léa\n\nUne\0 phrase.\n"),
    "a letter that is none": text("# Léa\n\nUne \ufffe phrase.\n"),
    "a letter of private use": text("# Léa\n\nUne \U000f0000 phrase.\n"),
    "a front matter without end": text("---\ntitle: Léa\n\nUne phrase.\n"),
    "a front matter that is no YAML": text("---\ntitle: [\n---\n\nUne phrase.\n"),
    "raw HTML": text("# Léa\n\n<div>Une phrase.</div>\n"),
    "a script": text("# Léa\n\n<script>alert(1)</script>\n"),
    "a division without end": text("# Léa\n\n::: verse\nUn vers.\n"),
    "a division that is not there": text("# Léa\n\n::: absente\nUn mot.\n:::\n"),
    "a note without text": text("# Léa\n\nUne phrase[^1].\n"),
    "a note without call": text("# Léa\n\nUne phrase.\n\n[^1]: Une note.\n"),
    "a reference to nothing": text("# Léa\n\nVoir [ici](#absent).\n"),
    "a link to a text that is not there": text("# Léa\n\nVoir [ici](02-absent.md).\n"),
    "a link that runs": text("# Léa\n\n[Ici](javascript:alert(1)).\n"),
    "a link to the disk": text("# Léa\n\n[Ici](file:///etc/passwd).\n"),
    "an id twice": text("# Léa\n\n## A {#a}\n\nUn mot.\n\n## B {#a}\n\nUn mot.\n"),
    "quotations without end": text("# Léa\n\n" + "> " * 200 + "Un mot.\n"),
    "lists without end": text("# Léa\n\n" + "".join(f"{'  ' * n}- a\n" for n in range(200))),
    "two texts of one name": {"02-lea.md": "# Léa encore\n\nUne phrase.\n"},
    "a text of three megabytes": text("# Léa\n\n" + "Une phrase. " * 250_000),
    # pictures
    "a picture that is not there": text("# Léa\n\n![Une rue](absente.png)\n"),
    "a picture of the network": text("# Léa\n\n![Une rue](https://exemple.fr/rue.png)\n"),
    "a picture outside": text("# Léa\n\n![Une rue](../../../../etc/passwd)\n"),
    "a picture with a hidden way out": text("# Léa\n\n![Une rue](%2e%2e/%2e%2e/rue.png)\n"),
    "a picture at the root": text("# Léa\n\n![Une rue](/etc/passwd)\n"),
    "an empty picture": picture(b""),
    "a text as picture": picture("Une rue."),
    "a header without picture": picture(header(60, 60)),
    "a picture of four billion dots": picture(header(65_535, 65_535)),
    "a picture of a program": picture(b"GIF89a" + bytes(40)),
    "a drawing that runs": picture(svg("<script>alert(1)</script>"), "rue.svg"),
    "a drawing that laughs": picture(svg("<text>&j;</text>", LAUGHS + "]>"), "rue.svg"),
    "a drawing of the disk": picture(
        svg("<text>&x;</text>", "<!DOCTYPE s [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"), "rue.svg"
    ),
    "a drawing that is no XML": picture("<svg><g></svg>", "rue.svg"),
}

HARMLESS: dict[str, Files] = {
    "a PDF that does not say which": sheet("title: Essai\neditions:\n  pages: {format: pdf}\n"),
    "a title without end": sheet(f"title: {'mot ' * 200}\n{EDITIONS}"),
    "a mark at the beginning": text("\ufeff# Léa\n\nUne phrase.\n"),
    "lines of Windows": text("# Léa\r\n\r\nUne phrase.\r\n"),
    "lines of an old Mac": text("# Léa\r\rUne phrase.\r"),
    "letters in pieces": text("# Le\u0301a\n\nUn e\u0301te\u0301.\n"),
    "letters of everywhere": text("# Léa\n\nالعربية עברית 中文 ελληνικά русский 😀.\n"),
    "a long word": text("# Léa\n\n" + "a" * 5000 + "\n"),
    "many empty lines": text("# Léa\n" + "\n" * 5000 + "Une phrase.\n"),
    "brackets without end": text("# Léa\n\n" + "[" * 5000 + "\n"),
    "a wide table": text("# Léa\n\n" + "| a " * 60 + "|\n" + "|---" * 60 + "|\n" + "| b " * 60 + "|\n"),
    "a book of Windows": sheet(f"\ufefftitle: Essai\r\n{EDITIONS}".replace("\n", "\r\n").replace("\r\r", "\r")),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said_with_its_place(tmp_path: Path, invoke: Invoke, case: str) -> None:
    root = write_book(tmp_path / "book", {**PLAIN, **WRONG[case]})
    done = invoke(root, "build", "-q")
    assert done.exit_code == 1, done.output
    assert re.search(r"^[^ ]+:\d+:\d+: erreur [A-Z]\d{3} ", done.output, re.MULTILINE), done.output
    assert not (root / "dist").exists()


@pytest.mark.parametrize("case", HARMLESS)
def test_what_is_odd_but_right_is_built(tmp_path: Path, invoke: Invoke, case: str) -> None:
    root = write_book(tmp_path / "book", {**PLAIN, **HARMLESS[case]})
    done = invoke(root, "build", "-q")
    assert done.exit_code == 0, done.output


def _folder(root: Path, name: str) -> None:
    (root / name).unlink()
    (root / name).mkdir()


def _pipe(root: Path, name: str) -> None:
    (root / name).unlink()
    os.mkfifo(root / name)


def _link_out(root: Path, name: str) -> None:
    (root / name).unlink()
    (root / name).symlink_to("/etc/passwd")


def _circle(root: Path, name: str) -> None:
    (root / name).unlink()
    (root / name).symlink_to(root / name)


@pytest.mark.parametrize("name", ["book.yaml", "01-lea.md"])
@pytest.mark.parametrize("trick", [_folder, _pipe, _link_out, _circle])
def test_what_is_no_file_is_not_read(tmp_path: Path, trick: object, name: str) -> None:
    root = write_book(tmp_path / "book", PLAIN)
    assert callable(trick)
    trick(root, name)
    done = tomes("build", "-q", cwd=root)  # in a process of its own: a pipe that is read waits for ever
    assert done.returncode in {1, 2}
    assert re.search(r"erreur [A-Z]\d{3} ", done.stderr), done.stderr
    assert "Traceback" not in done.stderr
    assert "root:" not in done.stderr
    assert not (root / "dist").exists()
