"""An EPUB from anybody: its facts, and what is refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import pytest

from pipeline.diagnostic import BookError
from pipeline.formats import epub
from pipeline.inspection import archive
from pipeline.inspection.epub import EpubFacts, Line, facts
from tests.epub import shelf

CONTAINER = (
    b'<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    b'<rootfile full-path="EPUB/content.opf"/></rootfiles></container>'
)
PACKAGE = b'<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata/><manifest/><spine/></package>'
SOUND = {
    "mimetype": b"application/epub+zip",
    "META-INF/container.xml": CONTAINER,
    "EPUB/content.opf": PACKAGE,
}


def zipped(members: Mapping[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in members.items():
            target.writestr(name, content)
    return data.getvalue()


def refusal(data: bytes) -> str:
    with pytest.raises(BookError) as refused:
        facts(data, "x.epub")
    return refused.value.diagnostics[0].code


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> EpubFacts:
    context = shelf.context(tmp_path_factory.mktemp("facts"))
    return facts(epub.write(shelf.everything(context.store), shelf.Laid(), context), "livre.epub")


def test_a_small_epub_opens() -> None:
    assert facts(zipped(SOUND), "x.epub").version == "3.0"


@pytest.mark.parametrize(
    "members",
    [
        {"EPUB/../../evil.png": b"x"},
        {"/etc/passwd": b"x"},
        {"a\\b.png": b"x"},
        {"EPUB/a.png": b"x", "EPUB/A.png": b"x"},
        {"EPUB/bomb.xhtml": b"\0" * 40_000_000},
    ],
    ids=["upwards", "absolute", "backslash", "same but for case", "bomb"],
)
def test_a_dangerous_archive_is_refused(members: dict[str, bytes]) -> None:
    assert refusal(zipped(SOUND | members)) == "E011"


def test_too_many_members_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_MEMBERS", 2)
    assert refusal(zipped(SOUND)) == "E011"


def test_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_TOTAL", 100)
    assert refusal(zipped(SOUND)) == "E011"


@pytest.mark.parametrize("data", [b"", b"rien", zipped({"mimetype": b"application/pdf"}), zipped({"a": b"b"})])
def test_what_is_no_epub_is_refused(data: bytes) -> None:
    assert refusal(data) == "E010"


@pytest.mark.parametrize(
    "members",
    [
        {"META-INF/container.xml": b"<container/>"},
        {"META-INF/container.xml": b"<container"},
        {"EPUB/content.opf": b"<package>&x;</package>"},
    ],
    ids=["no package", "no XML", "an entity"],
)
def test_a_damaged_epub_is_refused(members: dict[str, bytes]) -> None:
    assert refusal(zipped(SOUND | members)) == "E012"


def test_a_member_that_was_cut_is_damage() -> None:
    data = bytearray(zipped(SOUND))
    at = data.index(b"EPUB/content.opf") + len("EPUB/content.opf")
    data[at : at + 20] = bytes(20)
    assert refusal(bytes(data)) == "E012"


def test_another_compression_is_refused() -> None:
    data = io.BytesIO(zipped(SOUND))
    with zipfile.ZipFile(data, "a", zipfile.ZIP_BZIP2) as target:
        target.writestr("EPUB/a.txt", b"a")
    assert refusal(data.getvalue()) == "E011"


def test_no_entity_is_read() -> None:
    bomb = b'<!DOCTYPE p [<!ENTITY a SYSTEM "file:///etc/hostname">]><package xmlns="x">&a;</package>'
    found = facts(zipped(SOUND | {"EPUB/content.opf": bomb}), "x.epub")
    assert found.metadata == ()


def test_facts_are_read_back(known: EpubFacts) -> None:
    assert (known.version, known.language) == ("3.0", "fr")
    assert known.values("dc:title") == ("Le livre, tome I", "Récits")
    assert known.contents[1] == Line(2, "Léa & moi", "text/0003-lea.xhtml")
    assert known.landmarks[0] == "cover"
    assert known.pages[0] == "1"
    assert known.documents == 8
    assert known.words > 120
    assert {file.media_type for file in known.fonts} == {"font/otf"}
    assert [image.alternative for image in known.images][1:4] == ["un cœur", "un plan", ""]
