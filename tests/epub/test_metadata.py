"""The package document: what is known is said, what is not known is left out."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from msgspec.structs import replace

from pipeline.formats import Context, epub
from pipeline.inspection.epub import EpubFacts
from pipeline.model import Contributor, Metadata, Volume
from tests.epub import shelf


def made(context: Context, **fields: object) -> str:
    publication = replace(shelf.book(shelf.chapter("un", "x")), **fields)
    return zipfile.ZipFile(io.BytesIO(epub.write(publication, None, context))).read("EPUB/content.opf").decode()


def refined(package: str, value: str) -> dict[str, str]:
    """Return what refines the element or the property with that value."""
    found = re.search(rf'id="([^"]+)"[^>]*>{re.escape(value)}<', package)
    assert found, value
    return dict(re.findall(rf'refines="#{found[1]}" property="([^"]+)"[^>]*>([^<]*)<', package))


def test_titles_say_which_is_which(package: str) -> None:
    assert refined(package, "Le livre, tome I") == {"title-type": "main", "display-seq": "1"}
    assert refined(package, "Récits") == {"title-type": "subtitle", "display-seq": "2"}


def test_the_tome_belongs_to_its_set_and_to_its_series(package: str) -> None:
    assert refined(package, "Le livre") == {
        "collection-type": "set",
        "group-position": "1",
        "dcterms:identifier": "urn:isbn:9782070000999",
    }
    assert refined(package, "Rencontres") == {"collection-type": "series", "dcterms:identifier": "urn:issn:1234-5679"}


def test_a_work_in_one_volume_belongs_to_no_set(context: Context) -> None:
    assert "belongs-to-collection" not in made(context, volume=Volume(id="livre"))


def test_of_a_collective_work_the_authors_contribute(package: str, known: EpubFacts) -> None:
    assert known.values("dc:creator") == ("Collectif",)
    assert known.values("dc:contributor") == ("Léa Martin", "Omar Diallo", "Ana Ruiz")
    assert refined(package, "Léa Martin") == {"role": "aut", "display-seq": "1", "file-as": "Martin, Léa"}
    assert refined(package, "Ana Ruiz") == {"role": "trl", "display-seq": "3"}
    assert 'property="role" scheme="marc:relators"' in package


def test_of_another_work_the_authors_create(context: Context) -> None:
    people = (Contributor(id="lea", name="Léa Martin"), Contributor(id="ana", name="Ana Ruiz", role="trl"))
    package = made(context, metadata=Metadata(title="Le livre"), contributors=people)
    assert re.search(r"<dc:creator[^>]*>Léa Martin<", package)
    assert re.search(r"<dc:contributor[^>]*>Ana Ruiz<", package)
    assert "Collectif" not in package


def test_dates_subjects_and_the_rest(package: str, known: EpubFacts) -> None:
    assert known.values("dc:date") == ("2026-03-04",)
    assert known.values("dcterms:modified") == ("2026-03-04T00:00:00Z",)
    assert known.values("dc:subject") == ("JBCT1", "3080", "réseaux sociaux", "rencontres")
    assert refined(package, "JBCT1") == {"authority": "Thema", "term": "JBCT1"}
    assert known.values("dc:publisher") == ("Le Pré",)
    assert known.values("dc:rights") == ("© 2026 les auteurs",)
    assert known.values("dc:language") == ("fr",)
    assert known.language == "fr"


@pytest.mark.parametrize("name", ["dc:date", "dc:publisher", "dc:rights", "dc:description", "dc:subject", "file-as"])
def test_what_is_not_known_is_not_said(context: Context, name: str) -> None:
    assert name not in made(context, metadata=Metadata(title="Le livre"), contributors=(Contributor(id="a", name="A"),))


def test_there_is_one_identifier(package: str) -> None:
    assert re.findall(r"<dc:identifier[^>]*>([^<]*)<", package) == [shelf.book().identifier]


def test_pages_come_from_the_printed_book(known: EpubFacts) -> None:
    assert known.values("pageBreakSource") == ("urn:isbn:9782070000005",)


def test_metadata_have_plain_no_break_spaces(known: EpubFacts, package: str) -> None:
    assert known.values("dc:description") == ("Des récits\u00a0: «\u00a0vrais\u00a0».",)
    assert "\u202f" not in package
