"""B1: what shops, libraries and the law ask of a book that is published (what it lacks is only told for a release)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from pipeline import catalogue
from pipeline.diagnostic import Span
from pipeline.model import place
from pipeline.rules.facts import fold
from pipeline.rules.rule import Found, Work, found

# Shops cut keywords after the seventh and descriptions after 4000 characters (Kindle Direct Publishing, help pages).
_KEYWORDS, _LONG, _SHORT = 7, 4000, 100
_PRICE = re.compile(r"\d+(?:[.,]\d{1,2})?[ \u00a0\u202f]?(?:€|EUR|CHF|CAD|\$|£)(?: TTC)?")
_MARKUP = re.compile(r"</?[a-zA-Z][^>]*>|\*\*|__|\[[^\]]+\]\(|&[a-z]+;")


def _digits(isbn: str) -> str:
    return re.sub(r"\D", "", isbn)


def _at(work: Work, key: str) -> Span | None:
    """Return where a key of book.yaml has its value, or the file's place when it is not there."""
    return place(work.book.metadata, key)


def publisher_missing(work: Work) -> Iterator[Found]:
    """No publisher."""
    if not work.book.metadata.publisher:
        yield found(work.book.metadata.span)


def publisher_address_missing(work: Work) -> Iterator[Found]:
    """A publisher without an address, which the law asks to print."""
    one = work.book.metadata
    if one.publisher and not one.publisher_address and _printed(work):
        yield found(_at(work, "publisher"))


def rights_missing(work: Work) -> Iterator[Found]:
    """No statement of rights."""
    if not work.book.metadata.rights:
        yield found(work.book.metadata.span)


def legal_deposit_missing(work: Work) -> Iterator[Found]:
    """No date of legal deposit."""
    if not work.book.metadata.legal_deposit and _printed(work):
        yield found(work.book.metadata.span)


def printer_missing(work: Work) -> Iterator[Found]:
    """No printer's name, or no date of printing, where an edition is printed."""
    one = work.book.metadata
    named = all(edition.printer or one.printer for edition in work.book.editions if edition.variant == "print")
    if _printed(work) and not (named and one.printed):
        yield found(_at(work, "printer"))


def _printed(work: Work) -> bool:
    return any(edition.variant == "print" for edition in work.book.editions)


def description_missing(work: Work) -> Iterator[Found]:
    """No description for shops, or one too short to say anything."""
    if len(work.book.metadata.description.strip()) < _SHORT:
        yield found(_at(work, "description"), length=len(work.book.metadata.description.strip()), least=_SHORT)


def description_too_long(work: Work) -> Iterator[Found]:
    """A description that shops would cut."""
    if len(work.book.metadata.description) > _LONG:
        yield found(_at(work, "description"), length=len(work.book.metadata.description), limit=_LONG)


def markup_in_metadata(work: Work) -> Iterator[Found]:
    """HTML or Markdown in a description, a title or rights: catalogues show it as it is."""
    one = work.book.metadata
    for name in ("title", "subtitle", "description", "rights", "publisher"):
        match = _MARKUP.search(getattr(one, name))
        if match:
            yield found(_at(work, name), key=name, markup=match[0])


def keywords_missing(work: Work) -> Iterator[Found]:
    """No keywords for shops."""
    if not work.book.metadata.keywords:
        yield found(work.book.metadata.span)


def keywords_too_many(work: Work) -> Iterator[Found]:
    """More than seven keywords: shops take no more."""
    count = len(work.book.metadata.keywords)
    if count > _KEYWORDS:
        yield found(_at(work, "keywords"), count=count, limit=_KEYWORDS)


def keyword_twice(work: Work) -> Iterator[Found]:
    """A keyword that is there twice, or that the title already holds."""
    one, seen = work.book.metadata, set[str]()
    title = f" {one.title} {one.subtitle} ".casefold()
    for index, keyword in enumerate(one.keywords):
        if fold(keyword) in seen or f" {keyword.casefold()} " in title:
            yield found(_at(work, f"keywords.{index}"), keyword=keyword)
        seen.add(fold(keyword))


def keywords_in_one(work: Work) -> Iterator[Found]:
    """Keywords in one: a list without brackets."""
    keywords = work.book.metadata.keywords
    for index, keyword in enumerate(keywords):
        parts = [part.strip() for part in keyword.split(",") if part.strip()]
        if len(parts) > 1:
            yield found(_at(work, f"keywords.{index}"), keyword=keyword, count=len(parts), parts=", ".join(parts))


def subjects_missing(work: Work) -> Iterator[Found]:
    """No subject of Thema or CLIL, by which shops shelve books."""
    if not work.book.metadata.subjects:
        yield found(work.book.metadata.span)


def price_missing(work: Work) -> Iterator[Found]:
    """No price."""
    if not work.book.metadata.price:
        yield found(work.book.metadata.span)


def price_malformed(work: Work) -> Iterator[Found]:
    """A price that is no amount with a currency."""
    price = work.book.metadata.price.strip()
    if price and not _PRICE.fullmatch(price):
        yield found(_at(work, "price"), price=price)


def revised_missing(work: Work) -> Iterator[Found]:
    """No date of revision: outputs would carry 1 January 1980."""
    if work.book.metadata.revised is None:
        yield found(work.book.metadata.span)


def text_mining_missing(work: Work) -> Iterator[Found]:
    """No word on text mining: without a reservation, the law allows it."""
    if not work.book.metadata.text_mining:
        yield found(work.book.metadata.span)


def work_title_in_capitals(work: Work) -> Iterator[Found]:
    """The work's title in capitals: catalogues sort and show it as typed."""
    letters = [char for char in work.book.metadata.title if char.isalpha()]
    if len(letters) > 10 and all(char.isupper() for char in letters):
        yield found(_at(work, "title"), title=work.book.metadata.title)


def work_title_with_full_stop(work: Work) -> Iterator[Found]:
    """The work's title or subtitle ends with a full stop."""
    one = work.book.metadata
    for key, words in (("title", one.title), ("subtitle", one.subtitle)):
        if words.endswith(".") and not words.endswith(("..", "etc.")):
            yield found(_at(work, key), title=words)


def issn_wrong(work: Work) -> Iterator[Found]:
    """An ISSN whose last character does not check the others (ISO 3297)."""
    issn = work.book.metadata.issn
    bare = issn.replace("-", "").upper()
    total = sum(int(digit) * (8 - place) for place, digit in enumerate(bare[:7]) if digit.isdigit())
    if issn and not (re.fullmatch(r"\d{7}[\dX]", bare) and "0123456789X"[-total % 11] == bare[7]):
        yield found(_at(work, "issn"), issn=issn)


def isbn_missing(work: Work) -> Iterator[Found]:
    """A tome that is published in editions without an ISBN of their own."""
    published = [one.name for one in work.book.editions if one.format in {"epub", "pdf"}]
    for volume in work.book.volumes:
        if volume.number is None and not volume.collects:
            continue
        have = {name for name, _ in volume.isbns}
        wanted = [name for name in published if name in (volume.editions or published)]
        missing = ", ".join(name for name in wanted if name not in have)
        if missing:
            yield found(place(volume, "isbn") or work.book.metadata.span, volume=volume.id, editions=missing)


def isbn_twice(work: Work) -> Iterator[Found]:
    """One ISBN for two editions or tomes: each takes its own (ISO 2108)."""
    seen: dict[str, str] = {}
    whole = work.book.metadata.set_isbn
    if whole:
        seen[_digits(whole)] = "set_isbn"
    for volume in work.book.volumes:
        for edition, isbn in volume.isbns:
            name = f"{volume.id}/{edition}"
            if _digits(isbn) in seen:
                yield found(place(volume, f"isbn.{edition}"), isbn=isbn, first=seen[_digits(isbn)], second=name)
            seen.setdefault(_digits(isbn), name)


def isbn_of_other_publisher(work: Work) -> Iterator[Found]:
    """ISBNs of one work that do not begin alike, where hyphens show the publisher's number."""
    prefixes: dict[str, list[tuple[str, Span | None]]] = defaultdict(list)
    for volume in work.book.volumes:
        for edition, isbn in volume.isbns:
            parts = isbn.split("-")
            if len(parts) == 5:
                prefixes["-".join(parts[:3])].append((isbn, place(volume, f"isbn.{edition}")))
    if len(prefixes) > 1:
        usual = max(prefixes, key=lambda one: len(prefixes[one]))
        for prefix, isbns in prefixes.items():
            if prefix != usual:
                isbn, span = isbns[0]
                yield found(span, isbn=isbn, usual=usual)


def isbn_of_unknown_edition(work: Work) -> Iterator[Found]:
    """An ISBN for an edition that the book does not have."""
    names = {edition.name for edition in work.book.editions}
    for volume in work.book.volumes:
        for edition, _ in volume.isbns:
            if names and edition not in names:
                yield found(place(volume, f"isbn.{edition}"), edition=edition, volume=volume.id)


def lint_code_unknown(work: Work) -> Iterator[Found]:
    """A code or family in `lint:` of book.yaml that names no rule: `select: [Z9]` would silence all of them."""
    one = work.book.lint
    named = [(f"lint.select.{index}", name) for index, name in enumerate(one.select)]
    named += [(f"lint.ignore.{index}", name) for index, name in enumerate(one.ignore)]
    named += [(f"lint.severity.{name}", name) for name, _ in one.severity]
    known = catalogue.codes() if named else ()
    for at, name in named:
        if not name or not any(code.startswith(name) for code in known):
            yield found(_at(work, at), name=name or "?", near=", ".join(catalogue.similar(name)) or "—")
