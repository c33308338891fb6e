from __future__ import annotations

from itertools import zip_longest

import pytest
from lxml import etree
from msgspec.structs import replace

from pipeline.model import BACK_ROLES, FRONT_ROLES, GENERATED_PAGES, Section
from pipeline.xhtml import Target, section_body, section_document
from pipeline.xhtml.vocabulary import ROLES
from tests.conftest import Golden
from tests.xhtml.everything import EPUB, LEA, LISTS, OMAR, PAGED, PUBLICATION

TARGETS = {"epub.xhtml": EPUB, "paged.html": PAGED}


@pytest.mark.parametrize("name", TARGETS)
@pytest.mark.parametrize("section", [LEA, OMAR, LISTS], ids=lambda section: section.id)
def test_every_construct_is_written_as_agreed(golden: Golden, section: Section, name: str) -> None:
    written = section_document(section, PUBLICATION, TARGETS[name])
    assert written == golden(f"xhtml/{section.id}-{name}", written)


@pytest.mark.parametrize("section", [LEA, OMAR, LISTS], ids=lambda section: section.id)
@pytest.mark.parametrize("notes", ["foot", "gathered"])
def test_an_html_parser_reads_the_tree_that_was_written(section: Section, notes: str) -> None:
    import tinyhtml5

    written = section_body(section, PUBLICATION, replace(PAGED, notes=notes))
    parsed = tinyhtml5.parse(f"<!DOCTYPE html><title></title><body>{written}", namespace_html_elements=False)
    body = parsed.find("body")
    assert body is not None
    for one, other in zip_longest(etree.fromstring(written).iter(), body[0].iter()):
        assert (one.tag, dict(one.attrib), one.text or "") == (other.tag, dict(other.attrib), other.text or "")


@pytest.mark.parametrize("target", [EPUB, PAGED], ids=["xml", "html"])
def test_ids_are_unique_and_calls_lead_to_notes_and_back(target: Target) -> None:
    tree = etree.fromstring(section_body(LEA, PUBLICATION, target).replace("epub:type", "type"))
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    inside = {element.get("href") for element in tree.iter("a") if element.get("href", "").startswith("#")}
    assert {name.removeprefix("#") for name in inside} - {"omar"} <= set(ids)


def test_nothing_that_was_typed_becomes_markup() -> None:
    hostile = replace(
        LEA, title=(), authors=('<b>"&',), blocks=(), notes=(), subtitle=(), id='x"><script>', language='"><i>'
    )
    written = section_body(hostile, PUBLICATION, PAGED)
    assert "<script" not in written
    assert "<b>" not in written
    assert "<i>" not in written
    assert '&lt;b&gt;"&amp;' in written


def test_a_document_says_its_title_and_language() -> None:
    written = section_document(OMAR, PUBLICATION, EPUB)
    assert "<title>Omar – Le livre</title>" in written
    assert ' lang="fr" xml:lang="fr">' in written
    assert (
        '<section id="omar" class="chapter" epub:type="chapter" role="doc-chapter" lang="en" xml:lang="en">' in written
    )


def test_every_role_has_its_structure_and_its_name() -> None:
    assert {*GENERATED_PAGES, *FRONT_ROLES, *BACK_ROLES} <= ROLES.keys()
    assert ROLES.keys() <= PUBLICATION.labels.keys()


def test_a_page_without_title_has_a_name_all_the_same() -> None:
    page = Section(id="copyright", role="copyright")
    written = section_document(page, PUBLICATION, EPUB)
    assert "<title>Mentions légales – Le livre</title>" in written
    assert 'aria-label="Mentions légales"' in written
