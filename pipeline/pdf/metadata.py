"""What a PDF says of itself: document information, XMP, language, page labels. No clock is asked."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from pikepdf import Array, Dictionary, Name, Pdf, String

from pipeline.model import Publication
from pipeline.program import version

PRODUCER = f"tomes {version('tomes')}"


def write_metadata(book: Pdf, publication: Publication, *, accessible: bool) -> None:
    """Write the title, the authors and the dates, in both of the places where they are looked for.

    An `accessible` book says that it keeps PDF/UA-1.
    """
    information = {
        "/Title": publication.title,
        "/Author": ", ".join(_authors(publication)),
        "/Subject": publication.metadata.description,
        "/Keywords": ", ".join(publication.metadata.keywords),
        "/Creator": PRODUCER,
        "/Producer": PRODUCER,
        "/CreationDate": _pdf_date(publication.modified),
        "/ModDate": _pdf_date(publication.modified),
    }
    for name, value in information.items():
        if value:
            book.docinfo[name] = String(value)
    stream = book.make_stream(xmp(publication, accessible=accessible).encode(), Type=Name.Metadata, Subtype=Name.XML)
    book.Root.Metadata = stream
    book.Root.Lang = String(publication.metadata.language)
    book.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)


def write_labels(book: Pdf, labels: Sequence[str]) -> None:
    """Write the page labels (ISO 32000-1, 12.4.2): figures, small roman numerals for front matter that has them."""
    rows: list[object] = []
    styles = [Name.D if label.isdecimal() else Name.r for label in labels]
    for page, (label, style) in enumerate(zip(labels, styles, strict=True)):
        if not page or style != styles[page - 1]:
            first = int(label) if style == Name.D else 1
            rows += [page, Dictionary(S=style, St=first)]
    book.Root.PageLabels = Dictionary(Nums=Array(rows))


def _authors(publication: Publication) -> tuple[str, ...]:
    """Return the names of those who wrote the volume, in the order of their texts."""
    return tuple(person.name for person in publication.contributors if person.role == "aut")


def _pdf_date(moment: str) -> str:
    """Return an ISO 8601 moment in UTC (`1980-01-01T00:00:00Z`) as PDF writes it (ISO 32000-1, 7.9.4)."""
    return "D:" + "".join(character for character in moment if character.isdigit()) + "Z"


def xmp(publication: Publication, *, accessible: bool) -> str:
    """Return the XMP packet (ISO 16684-1), with the claim of PDF/UA-1 (ISO 14289-1, 5) when it is `accessible`."""
    metadata = publication.metadata
    language = escape(metadata.language)
    authors = "".join(f"<rdf:li>{escape(name)}</rdf:li>" for name in _authors(publication))
    rows = [
        _localised("dc:title", publication.title, language),
        f"<dc:creator><rdf:Seq>{authors}</rdf:Seq></dc:creator>" if authors else "",
        _localised("dc:description", metadata.description, language),
        _localised("dc:rights", metadata.rights, language),
        _bag("dc:publisher", metadata.publisher),
        _bag("dc:language", metadata.language),
        f"<dc:identifier>{escape(publication.identifier)}</dc:identifier>" if publication.identifier else "",
        "<dc:format>application/pdf</dc:format>",
        f"<pdf:Keywords>{escape(', '.join(metadata.keywords))}</pdf:Keywords>" if metadata.keywords else "",
        f"<pdf:Producer>{PRODUCER}</pdf:Producer>",
        f"<xmp:CreatorTool>{PRODUCER}</xmp:CreatorTool>",
        f"<xmp:CreateDate>{publication.modified}</xmp:CreateDate>",
        f"<xmp:ModifyDate>{publication.modified}</xmp:ModifyDate>",
        f"<xmp:MetadataDate>{publication.modified}</xmp:MetadataDate>",
        "<pdfuaid:part>1</pdfuaid:part>" if accessible else "",
    ]
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" '
        'xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">\n'
        + "\n".join(row for row in rows if row)
        + '\n</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end="r"?>'
    )


def _localised(name: str, text: str, language: str) -> str:
    if not text:
        return ""
    rows = "".join(f'<rdf:li xml:lang="{tag}">{escape(text)}</rdf:li>' for tag in ("x-default", language))
    return f"<{name}><rdf:Alt>{rows}</rdf:Alt></{name}>"


def _bag(name: str, text: str) -> str:
    return f"<{name}><rdf:Bag><rdf:li>{escape(text)}</rdf:li></rdf:Bag></{name}>" if text else ""
