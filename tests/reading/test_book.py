"""Whole books: what is found in a folder, in which order, and what one file says of another."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.diagnostic import BookError, Severity
from pipeline.model import MarkKind, plain
from pipeline.reading import find_root, read
from pipeline.reading.book import Reading
from pipeline.store import Store
from tests.conftest import Golden
from tests.reading import notation
from tests.reading.conftest import ReadBook

BOOKS = Path(__file__).parent.parent / "books"
TEXT = "# Un titre\n\nTexte.\n"


def said(reading: Reading, *names: str) -> list[str]:
    return [
        " ".join((f"{item.span.path}:{notation.fault(item)}", *(dict(item.values)[name] for name in names)))
        for item in reading.diagnostics
        if item.span
    ]


def test_everything_reads_without_a_finding(tmp_path: Path, golden: Golden) -> None:
    reading = read(BOOKS / "everything", Store(tmp_path))
    assert reading.diagnostics == ()
    assert reading.book is not None
    for text in reading.book.contributions:
        written = notation.contribution(text)
        assert written == golden(f"reading/{text.id}.txt", written)


def test_volumes_parts_and_editions_of_everything(tmp_path: Path) -> None:
    book = read(BOOKS / "everything", Store(tmp_path)).book
    assert book is not None
    volumes = {volume.id: volume for volume in book.volumes}
    assert list(volumes) == ["tome-1", "tome-2", "integrale", "extrait"]
    assert volumes["tome-1"].contributions == ("dedicace", "preface", "camille", "nour")
    assert [plain(part.title) for part in volumes["tome-1"].parts] == ["Les lieux", "Les voix"]
    assert volumes["tome-2"].contributions == ("lettre", "a-venir", "remerciements")
    assert volumes["tome-2"].front == (
        ("epub", ("title-page", "copyright")),
        ("*", ("half-title", "title-page", "copyright", "contents")),
    )
    assert volumes["integrale"].contributions == (*volumes["tome-1"].contributions, *volumes["tome-2"].contributions)
    assert volumes["integrale"].collects == ("tome-1", "tome-2")
    assert volumes["extrait"].contributions == ("camille", "lettre")
    assert volumes["extrait"].sample
    assert [edition.name for edition in book.editions] == ["epub", "print", "screen", "cover"]
    assert [text.part for text in book.contributions][2:4] == ["tome-1-les-lieux", "tome-1-les-voix"]
    assert book.words == ("tribun", "Mastodon")
    assert [(asset.media_type, asset.width, asset.height) for asset in book.assets] == [
        ("image/png", 600, 400),
        ("image/svg+xml", 120, 12),
    ]
    assert len(book.sources) == 15


def test_plain_files_make_a_book(tmp_path: Path) -> None:
    reading = read(BOOKS / "plain", Store(tmp_path))
    book = reading.book
    assert book is not None
    assert [(text.id, plain(text.title)) for text in book.contributions] == [
        ("matin", "Le matin"),
        ("midi", "Midi"),
        ("soir", "Le soir"),
    ]
    assert [volume.contributions for volume in book.volumes] == [("matin", "midi", "soir")]
    assert (book.metadata.title, book.slug) == ("Le matin", "le-matin")
    assert [(item.code, item.severity) for item in reading.diagnostics] == [("B027", Severity.WARNING)]


def test_three_lines_of_metadata_are_enough(read_book: ReadBook) -> None:
    reading = read_book({"book.yaml": "title: Mon livre\nlanguage: en\nrevised: 2026-02-01\n", "b.md": TEXT})
    assert reading.diagnostics == ()
    assert reading.book is not None
    assert reading.book.metadata.title == "Mon livre"
    assert {text.language for text in reading.book.contributions} == {"en"}


def test_texts_come_by_number_then_by_name(read_book: ReadBook) -> None:
    names = ("10-j.md", "9-i.md", "010-k.md", "b.md", "Z.md", "é.md", "02-partie/1-x.md", "_brouillon.md", ".cache.md")
    reading = read_book({"001-lea.md": "", **dict.fromkeys(names, TEXT)})
    assert reading.book is not None
    assert [text.id for text in reading.book.contributions] == ["x", "i", "k", "j", "z", "b", "e"]
    assert [(part.id, plain(part.title)) for part in reading.book.volumes[0].parts] == [("part-partie", "Partie")]


def test_two_texts_of_one_name_are_both_named(read_book: ReadBook) -> None:
    reading = read_book({"027-lea.md": TEXT})
    assert said(reading, "other") == ["001-lea.md:1:1 M019 027-lea.md", "027-lea.md:1:1 M019 001-lea.md"]


def test_one_anchor_twice_is_located_in_both_places(read_book: ReadBook) -> None:
    reading = read_book({"a.md": "# A\n\n## X {#ici}\n", "b.md": "# B\n\n[y]{#ici} et [z]{#lea}\n"})
    assert said(reading, "id") == [
        "001-lea.md:1:1 R002 lea",
        "a.md:3:1 R002 ici",
        "b.md:3:1 R002 ici",
        "b.md:3:14 R002 lea",
    ]


def test_references_reach_texts_and_anchors_of_other_files(read_book: ReadBook) -> None:
    files = {"a.md": "# A\n\n[x](001-lea.md) [x](../livre/900-lea.md) [x](#ici)\n", "b.md": "# B\n\n## I {#ici}\n"}
    assert read_book(files).diagnostics == ()


def test_a_reference_to_nothing_says_what_looks_like_it(read_book: ReadBook) -> None:
    assert said(read_book({"a.md": "# A\n\n[x](#laa)\n"}), "near") == ["a.md:3:1 R001 lea, a"]


def test_authors_are_in_the_register(read_book: ReadBook) -> None:
    files = {"contributors.yaml": "camille: {name: Camille}\n", "a.md": "---\ntitle: A\nauthors: [camile]\n---\nT.\n"}
    assert said(read_book(files), "near") == ["a.md:3:11 C001 camille"]


def test_a_register_is_checked_and_private_contacts_are_not_read(read_book: ReadBook) -> None:
    files = {
        "contributors.yaml": "lé: {name: L}\nnour: {nom: N, role: auteur, consent: oui}\n",
        "contributors.private.yaml": "[[[",
    }
    assert said(read_book(files)) == [
        "contributors.yaml:1:1 B033",
        "contributors.yaml:2:1 B011",
        "contributors.yaml:2:8 B010",
        "contributors.yaml:2:22 B034",
        "contributors.yaml:2:39 B016",
    ]


def test_metadata_is_checked_all_at_once(read_book: ReadBook) -> None:
    book = """\
title: [Un, titre]
langage: fr
language: Français
collective: peut-être
revised: 2026-02-30
set_isbn: 978-2-07-000000-1
editions:
  epub: {format: epub, page_from: print}
  papier: {format: papier, pages_from: encre}
volumes:
  x: {number: un, collects: tome-9, front: {papiers: [faux]}}
  é: {}
"""
    assert said(read_book({"book.yaml": book})) == [
        "book.yaml:1:8 B012",
        "book.yaml:2:1 B010",
        "book.yaml:3:11 B019",
        "book.yaml:4:13 B014",
        "book.yaml:5:10 B015",
        "book.yaml:6:11 B021",
        "book.yaml:8:24 B010",
        "book.yaml:9:20 B016",
        "book.yaml:11:15 B013",
        "book.yaml:12:3 B033",
    ]


def test_volumes_and_editions_name_what_exists(read_book: ReadBook) -> None:
    book = """\
title: T
editions:
  papier: {format: pdf, pages_from: encre, cover: ../../x.png}
volumes:
  x: {collects: tome-9, contents: [lea, 001-lea.md, leo], editions: [numerique]}
  y: {contents: [lea], front: {papiers: [title-page]}, back: [faux]}
  tome-1: {contents: [lea]}
  z: {}
"""
    found = said(read_book({"book.yaml": book, "tome-1/tome.yaml": "number: 1\n", "tome-1/a.md": TEXT}))
    assert found == [
        "book.yaml:3:37 B023",
        "book.yaml:3:51 F003",
        "book.yaml:5:17 B022",
        "book.yaml:5:41 B030",
        "book.yaml:5:53 B024",
        "book.yaml:5:70 B023",
        "book.yaml:6:32 B023",
        "book.yaml:6:63 B035",
        "book.yaml:7:3 B032",
        "book.yaml:8:3 B031",
    ]


def test_trims_and_themes_that_editions_name_exist(read_book: ReadBook) -> None:
    book = """\
title: T
editions:
  a: {format: pdf, trim: 14x21}
  b: {format: pdf, theme: maisn}
  c: {format: pdf, trim: 148x210, theme: maison}
  d: {format: pdf, theme: faux}
"""
    themes = {
        "styles/themes/maison/theme.toml": 'extends = "default"\n',
        "styles/themes/faux/theme.toml": 'extends = "default"\n[variables]\nindent = "1em;"\n',
    }
    reading = read_book({"book.yaml": book, **themes})
    assert said(reading) == ["book.yaml:3:26 S021", "book.yaml:4:27 S020", "styles/themes/faux/theme.toml:3:1 S031"]
    assert dict(reading.diagnostics[1].values)["near"].startswith("maison")


@pytest.mark.parametrize("typed", ["title:Un livre\n", "- a\n- b\n"])
def test_a_file_that_is_no_table_is_named(read_book: ReadBook, typed: str) -> None:
    (found,) = read_book({"book.yaml": typed}).diagnostics
    assert (found.code, dict(found.values)["key"]) == ("B018", "book.yaml")


def test_a_folder_called_like_a_text_is_told(read_book: ReadBook) -> None:
    files = {
        "03-suite.md/a.md": "# A\n\nUn.\n",
        "04-fin.md/b.md": "# B\n\nDeux.\n",
        "04-fin.md/part.yaml": "title: Fin\n",
    }
    files |= {"05-vide.md/note.csv": "1"}
    assert said(read_book(files), "title") == ["03-suite.md:1:1 M037 Suite.md"]


def test_texts_too_deep_or_in_another_format_are_not_forgotten(read_book: ReadBook) -> None:
    files = {"tome-1/tome.yaml": "number: 1\n", "tome-1/p/a.md": TEXT, "tome-1/p/q/b.md": TEXT, "tome-1/c.docx": b"x"}
    assert said(read_book(files), "name") == ["tome-1/c.docx:1:1 M032 c.docx", "tome-1/p/q:1:1 M023 q"]


def test_a_text_that_is_too_large_is_refused(read_book: ReadBook) -> None:
    reading = read_book({"a.md": b"a" * (3 * 1024 * 1024)})
    assert said(reading, "size", "limit") == ["a.md:1:1 M013 3.0 2"]


def test_without_a_text_there_is_no_book(read_book: ReadBook) -> None:
    reading = read_book({"001-lea.md": ""})
    assert reading.book is None
    assert said(reading) == ["book.yaml:1:1 M033"]


def test_unsaved_texts_stand_for_the_files(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(TEXT, encoding="utf-8")
    unsaved = {"a.md": "# Neuf\n\nTexte.\n", "book.yaml": "title: Neuf aussi\n"}
    reading = read(tmp_path, Store(tmp_path / "store"), unsaved)
    assert reading.book is not None
    assert plain(reading.book.contributions[0].title) == "Neuf"
    assert reading.book.metadata.title == "Neuf aussi"


def test_the_root_is_looked_for_upwards(tmp_path: Path) -> None:
    inside = tmp_path / "livre" / "manuscript" / "tome-1"
    inside.mkdir(parents=True)
    with pytest.raises(BookError) as refused:
        find_root(inside)
    assert [item.code for item in refused.value.diagnostics] == ["B001"]
    (inside / "a.md").write_text(TEXT, encoding="utf-8")
    assert find_root(inside) == inside
    (inside.parent / "book.yaml").write_text("title: T\n", encoding="utf-8")
    assert find_root(inside) == find_root(inside.parent) == find_root(tmp_path / "livre") == tmp_path / "livre"


def test_a_reference_without_words_is_kept_to_say_the_title_of_what_it_leads_to(read_book: ReadBook) -> None:
    reading = read_book({"a.md": "# A\n\nVoir [](#lea).\n"})
    assert reading.diagnostics == ()
    assert reading.book is not None
    (paragraph,) = reading.book.contributions[1].blocks
    (_, reference, _) = paragraph.inlines
    assert (reference.text, [mark.kind for mark in reference.marks]) == ("", [MarkKind.REFERENCE])
    assert (reference.span.column, reference.span.end_column) == (6, 14)


def test_what_is_sound_in_a_faulty_file_counts(read_book: ReadBook) -> None:
    files = {
        "book.yaml": "title: Un livre\nisbn: 12\npublisher: Nous\nkeywords: {a: b}\n",
        "contributors.yaml": "lea: {name: Léa, orcidd: 3}\nmax: {name: Max}\n",
        "a.md": "---\ntitle: A\nauthors: [lea, max, nour]\n---\nT.\n",
    }
    reading = read_book(files)
    assert said(reading) == [
        "a.md:3:21 C001",
        "book.yaml:2:1 B010",
        "book.yaml:4:11 B017",
        "contributors.yaml:1:18 B010",
    ]
    assert reading.book is not None
    assert reading.book.metadata.publisher == "Nous"
    assert [person.name for person in reading.book.contributors] == ["Max"]


@pytest.mark.parametrize(("register", "found"), [("lea: [", ["contributors.yaml:2:7 B002"]), ("", ["a.md:3:11 C001"])])
def test_a_register_that_cannot_be_read_is_one_fault_and_an_empty_one_is_empty(
    read_book: ReadBook, register: str, found: list[str]
) -> None:
    files = {"contributors.yaml": f"# Personne\n{register}", "a.md": "---\ntitle: A\nauthors: [lea]\n---\nT.\n"}
    assert said(read_book(files)) == found
