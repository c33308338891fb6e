"""What the package document says of the book: EPUB 3.3, section 5.5, written through EbookLib's `add_metadata`."""

from __future__ import annotations

from typing import Any

from pipeline.formats.epub.accessibility import Access
from pipeline.model import Contributor, PageMap, Publication
from pipeline.typography import plain_metadata

# Codes of the schemes by the name that EPUB reserves for them (EPUB 3.3, D.3.2).
AUTHORITIES = {"thema": "Thema", "clil": "CLIL", "bisac": "BISAC", "bic": "BIC", "dewey": "DDC", "udc": "UDC"}
AUTHOR = "aut"  # MARC relator: the one role that makes somebody a creator rather than a contributor


class Package:
    """The metadata of one package document: elements, and what refines each."""

    def __init__(self, book: Any, language: str) -> None:
        self._book, self._language, self._count = book, language, 0

    def element(self, name: str, value: str, **refinements: str) -> None:
        """Add a Dublin Core element, with its refinements (`title_type="main"` for the property title-type)."""
        text = plain_metadata(value, self._language)
        if not refinements:
            self._book.add_metadata("DC", name, text)
            return
        self._count += 1
        mark = f"{name}-{self._count}"
        self._book.add_metadata("DC", name, text, {"id": mark})
        for key, refined in refinements.items():
            self._refine(mark, key.replace("_", "-"), refined)

    def meta(self, name: str, value: str, **refinements: str) -> None:
        """Add a property of the package, with its refinements."""
        attributes = {"property": name}
        if refinements:
            self._count += 1
            attributes["id"] = f"meta-{self._count}"
        self._book.add_metadata(None, "meta", plain_metadata(value, self._language), attributes)
        for key, refined in refinements.items():
            self._refine(attributes["id"], key.replace("_", "-").replace("--", ":"), refined)

    def _refine(self, mark: str, name: str, value: str) -> None:
        attributes = {"refines": f"#{mark}", "property": name}
        if name == "role":
            attributes["scheme"] = "marc:relators"
        self._book.add_metadata(None, "meta", plain_metadata(value, self._language), attributes)


def describe(book: Any, publication: Publication, access: Access, pages: PageMap | None) -> None:
    """Write everything that is known of the publication into `book`; what is not known is left out."""
    data = publication.metadata
    book.set_identifier(publication.identifier)
    book.set_language(data.language)
    book.title = publication.title  # for the NCX; the package's own titles follow
    package = Package(book, data.language)
    _titles(package, publication)
    _people(package, publication)
    _subjects(package, publication)
    if data.revised:
        package.element("date", data.revised.isoformat())
    for name, value in (("publisher", data.publisher), ("rights", data.rights), ("description", data.description)):
        if value:
            package.element(name, value)
    _collections(package, publication)
    for name, value in access.metadata():
        package.meta(name, value)
    if pages:
        package.meta("pageBreakSource", _source(publication))


def _titles(package: Package, publication: Publication) -> None:
    subtitle = publication.metadata.subtitle
    if not subtitle:
        package.element("title", publication.title)
        return
    package.element("title", publication.title, title_type="main", display_seq="1")
    package.element("title", subtitle, title_type="subtitle", display_seq="2")


def _people(package: Package, publication: Publication) -> None:
    """Write who made the book: of a collective work, the one creator is « Collectif », its authors contribute."""
    collective = publication.metadata.collective
    if collective:
        package.element("creator", publication.labels["collective"], role=AUTHOR)
    for number, person in enumerate(publication.contributors, 1):
        creates = person.role == AUTHOR and not collective
        package.element("creator" if creates else "contributor", person.name, **_refined(person, number))


def _refined(person: Contributor, number: int) -> dict[str, str]:
    refined = {"role": person.role, "display_seq": str(number)}
    return refined | ({"file_as": person.sort_name} if person.sort_name else {})


def _subjects(package: Package, publication: Publication) -> None:
    for scheme, code in publication.metadata.subjects:
        package.element("subject", code, authority=AUTHORITIES.get(scheme.lower(), scheme), term=code)
    for keyword in publication.metadata.keywords:
        package.element("subject", keyword)


def _collections(package: Package, publication: Publication) -> None:
    """Write the set of tomes that this volume is one of, and the publisher's series."""
    data, number = publication.metadata, publication.volume.number
    if number is not None:
        identified = {"dcterms--identifier": _isbn(data.set_isbn)} if data.set_isbn else {}
        package.meta(
            "belongs-to-collection", data.title, collection_type="set", group_position=str(number), **identified
        )
    if data.series:
        identified = {"dcterms--identifier": f"urn:issn:{data.issn}"} if data.issn else {}
        package.meta("belongs-to-collection", data.series, collection_type="series", **identified)


def _source(publication: Publication) -> str:
    """Return what the page numbers come from: the ISBN of the printed edition, else its name."""
    edition = publication.edition.pages_from
    isbn = dict(publication.volume.isbns).get(edition)
    return _isbn(isbn) if isbn else f"{publication.title} ({edition})"


def _isbn(number: str) -> str:
    """Return an ISBN as a URN, without its hyphens."""
    return f"urn:isbn:{number.replace('-', '').replace(' ', '')}"
