"""The navigation: contents, landmarks, page list, and where links lead."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from msgspec.structs import replace

from pipeline.formats import Context, epub
from pipeline.inspection.epub import EpubFacts, facts
from pipeline.model import Mark, MarkKind, Paragraph, Run, Section, text
from tests.epub import shelf


def test_contents_follow_the_levels(known: EpubFacts) -> None:
    lines = [(line.level, line.title) for line in known.contents]
    assert lines == [(1, "Première partie"), (2, "Léa & moi"), (2, "Omar"), (1, "À venir")]


def test_the_page_list_names_every_page_of_this_edition(known: EpubFacts) -> None:
    assert known.pages == ("1", "3", "5", "6", "7", "8", "9", "11")


def test_every_link_of_the_navigation_leads_somewhere(opened: zipfile.ZipFile) -> None:
    page = opened.read("EPUB/nav.xhtml").decode()
    targets = re.findall(r'href="([^"]+)"', page)
    assert len(targets) > 12
    for target in targets:
        file, _, anchor = target.partition("#")
        assert not anchor or f'id="{anchor}"' in opened.read(f"EPUB/{file}").decode(), target


def test_landmarks_name_the_parts_of_a_book(known: EpubFacts) -> None:
    assert known.landmarks == ("cover", "toc", "bodymatter", "titlepage", "index")


def test_landmarks_and_pages_are_hidden(opened: zipfile.ZipFile) -> None:
    page = opened.read("EPUB/nav.xhtml").decode()
    assert re.findall(r'<nav epub:type="([a-z-]+)"[^>]*hidden="hidden"', page) == ["landmarks", "page-list"]


def test_without_pages_there_is_no_page_list(context: Context) -> None:
    found = facts(epub.write(shelf.book(shelf.chapter("un", "x")), None, context), "x")
    assert found.pages == ()
    assert "pageBreakSource" not in dict(found.metadata)


def test_an_untitled_section_is_called_by_its_role(context: Context) -> None:
    awaited = Section(id="attendu", role="awaited", level=1)
    found = facts(epub.write(shelf.book(shelf.chapter("un", "x"), awaited), None, context), "x")
    assert [line.title for line in found.contents] == ["Un", "Texte attendu"]


@pytest.mark.parametrize(("listed", "spine"), [(True, False), (False, True)])
def test_the_navigation_is_read_where_no_page_lists_the_texts(context: Context, listed: bool, spine: bool) -> None:
    sections = (
        shelf.chapter("un", "x"),
        *((Section(id="table", role="contents", title=text("Table")),) if listed else ()),
    )
    data = epub.write(shelf.book(*sections), None, context)
    package = zipfile.ZipFile(io.BytesIO(data)).read("EPUB/content.opf").decode()
    assert ('idref="nav"' in package) == spine
    assert 'properties="nav"' in package


def test_references_lead_into_other_files(context: Context) -> None:
    away = Paragraph(inlines=(Run("là", (Mark(MarkKind.REFERENCE, "deux-1"),)),))
    here = Paragraph(inlines=(Run("ici", (Mark(MarkKind.REFERENCE, "un"),)),))
    anchored = Paragraph(inlines=(Run("mot", (Mark(MarkKind.ANCHOR, "mot"),)),))
    sections = (
        replace(shelf.chapter("un"), blocks=(away, here)),
        replace(shelf.chapter("deux", "x"), blocks=(Paragraph(id="deux-1", inlines=text("x")), anchored)),
        replace(shelf.chapter("trois"), blocks=(Paragraph(inlines=(Run("?", (Mark(MarkKind.REFERENCE, "mot"),)),)),)),
    )
    archive = zipfile.ZipFile(io.BytesIO(epub.write(shelf.book(*sections), None, context)))
    assert 'href="0003-deux.xhtml#deux-1"' in archive.read("EPUB/text/0002-un.xhtml").decode()
    assert 'href="#un"' in archive.read("EPUB/text/0002-un.xhtml").decode()
    assert 'href="0003-deux.xhtml#mot"' in archive.read("EPUB/text/0004-trois.xhtml").decode()


def test_the_cover_page_shows_one_image_and_says_its_words(opened: zipfile.ZipFile) -> None:
    page = opened.read("EPUB/text/cover.xhtml").decode()
    assert page.count("<img") == 1
    assert "svg" not in page
    assert "Collectif, Le livre, Récits, Tome I, Le Pré" in page


def test_the_old_contents_are_there_for_old_readers(opened: zipfile.ZipFile) -> None:
    page = opened.read("EPUB/toc.ncx").decode()
    ids = re.findall(r'navPoint id="([^"]+)"', page)
    assert len(ids) == len(set(ids)) >= 3
    assert "Léa &amp; moi" in page
