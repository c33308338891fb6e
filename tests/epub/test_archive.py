"""The zip: its order, its dates, its names; the same bytes wherever and whenever it is made."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from msgspec.structs import replace

from pipeline.formats import Context, epub
from pipeline.formats.epub.names import places, slug
from pipeline.model import text
from tests.epub import shelf

MAKE = """
import hashlib, sys
from pathlib import Path
from pipeline.formats import epub
from tests.epub import shelf
context = shelf.context(Path(sys.argv[1]))
print(hashlib.sha256(epub.write(shelf.everything(context.store), shelf.Laid(), context)).hexdigest())
"""


def test_the_type_comes_first_and_is_not_compressed(opened: zipfile.ZipFile) -> None:
    first = opened.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert opened.namelist()[1:3] == ["META-INF/container.xml", "EPUB/content.opf"]


def test_members_carry_no_clock(opened: zipfile.ZipFile) -> None:
    assert {info.date_time for info in opened.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert {(info.create_system, info.external_attr >> 16) for info in opened.infolist()} == {(3, 0o644)}


def test_names_are_plain(opened: zipfile.ZipFile) -> None:
    names = opened.namelist()[2:]
    assert all(re.fullmatch(r"EPUB/[a-z0-9/-]+\.[a-z0-9]+", name) for name in names), names
    assert len({name.casefold() for name in names}) == len(names)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("léa-à-l’école", "lea-a-l-ecole"), ("日本", "x"), ("CON", "con"), ("a" * 90, "a" * 40)],
)
def test_a_slug_is_ascii(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_ids_that_differ_by_an_accent_are_two_files() -> None:
    found = places(shelf.book(shelf.chapter("été"), shelf.chapter("ete"), shelf.chapter("Été"))).files
    assert len(set(found.values())) == len(found)


@pytest.mark.parametrize(("zone", "folder"), [("Pacific/Auckland", "a"), ("America/Lima", "b/c d")])
def test_bytes_owe_nothing_to_place_and_time(whole: bytes, tmp_path: Path, zone: str, folder: str) -> None:
    import hashlib
    import os

    home = tmp_path / folder
    home.mkdir(parents=True)
    environment = {**os.environ, "TZ": zone, "PYTHONHASHSEED": "7", "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-c", MAKE, str(home)]
    made = subprocess.run(command, cwd=home, env=environment, capture_output=True, text=True, check=True)
    assert made.stdout.strip() == hashlib.sha256(whole).hexdigest()


def test_documents_are_written_as_the_serialiser_gives_them(context: Context) -> None:
    one = shelf.chapter("un", "« Fin »\u202f!")
    data = epub.write(replace(shelf.book(one), title="Un & deux"), None, context)
    import io

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        page = archive.read("EPUB/text/0002-un.xhtml").decode()
    assert "« Fin »\u202f!" in page
    assert "<title>Un – Un &amp; deux</title>" in page


def test_there_is_no_soft_hyphen(opened: zipfile.ZipFile) -> None:
    texts = [opened.read(name).decode() for name in opened.namelist() if name.endswith((".xhtml", ".opf", ".ncx"))]
    assert not any("\u00ad" in one for one in texts)


def test_fonts_are_cut_down_and_only_those_needed(opened: zipfile.ZipFile) -> None:
    fonts = [info for info in opened.infolist() if "/fonts/" in info.filename]
    assert "EPUB/fonts/linux-libertine-400-italic.otf" in {info.filename for info in fonts}
    assert not any("arabic" in info.filename for info in fonts)
    assert max(info.file_size for info in fonts) < 80_000


@pytest.mark.parametrize(("rules", "shown"), [("", False), ("dt { font-family: var(--sans-family) }", True)])
def test_a_family_that_no_rule_names_is_left_out(rules: str, shown: bool, context: Context) -> None:
    themed = replace(context, theme=replace(context.theme, epub_css=rules))
    data = epub.write(shelf.book(shelf.chapter("un", "x")), None, themed)
    assert (b"EPUB/fonts/linux-biolinum-400-normal.otf" in data) is shown


def test_letters_of_another_script_bring_their_font(context: Context) -> None:
    data = epub.write(shelf.book(shelf.chapter("un", "سلام")), None, context)
    assert b"EPUB/fonts/noto-naskh-arabic-400-normal.ttf" in data


def test_a_picture_that_is_not_shown_stays_out(context: Context) -> None:
    assets = (shelf.image(context.store, "images/ailleurs.png"),)
    assert b"images/0001" not in epub.write(shelf.book(shelf.chapter("un", "x"), assets=assets), None, context)


def test_a_title_alone_is_a_text(context: Context) -> None:
    assert epub.write(shelf.book(shelf.chapter("un", title=text("Seul"))), None, context)
