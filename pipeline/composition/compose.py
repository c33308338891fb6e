"""The composition of a publication, on one screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec.structs import replace

from pipeline.composition.closing import colophon, contents_entries, contents_page, more, notices
from pipeline.composition.context import Context, gather
from pipeline.composition.identity import file_name, identifier, isbn, modified, volume_title
from pipeline.composition.indexes import indexes
from pipeline.composition.pages import copyright_page, half_title, other_volumes, title_page
from pipeline.composition.references import linked
from pipeline.composition.texts import body, of_role, with_notices
from pipeline.composition.typesetting import Typesetter
from pipeline.model import (
    Asset,
    Book,
    Contents,
    Contributor,
    Edition,
    Picture,
    Publication,
    Section,
    Volume,
    each_inlines,
)
from pipeline.typography import typeset_text

Page = Callable[[Context, Sequence[Section]], tuple[Section, ...]]

# The generated pages that front and back matter may name; each is made from the context and the publication's texts.
PAGES: dict[str, Page] = {
    "half-title": lambda context, texts: half_title(context),
    "other-volumes": lambda context, texts: other_volumes(context),
    "title-page": lambda context, texts: title_page(context, contributors(context, texts)),
    "copyright": lambda context, texts: copyright_page(context),
    "notices": lambda context, texts: notices(context, contributors(context, texts)),
    "index": lambda context, texts: indexes(context, _indexed(context, texts)),
    "contents": lambda context, texts: contents_page(context),
    "colophon": lambda context, texts: colophon(context),
}

# The MARC relator of who directs the whole work.
DIRECTION = "edt"

# The relators of those who write one piece of a book, and the places of that piece when it does not name them.
UNSIGNED = {"aui": frozenset({"preface", "foreword", "introduction"}), "aft": frozenset({"afterword", "conclusion"})}


def compose(book: Book, volume: Volume, edition: Edition, typesetter: Typesetter | None = None) -> Publication:
    """Return `volume` in `edition`: all its sections in order, typeset, with page numbers left open.

    Those who refused their consent are in none of it, nor are their texts. Raises BookError when SOURCE_DATE_EPOCH is
    no number.
    """
    context = gather(book, volume, edition)
    texts, written = _written(context)
    return _publication(context, texts, _typeset(context, written, typesetter or Typesetter()))


def compose_ahead(
    book: Book, volume: Volume, edition: Edition, typesetter: Typesetter, names: Sequence[str]
) -> tuple[Publication, Iterator[Section]]:
    """Return the publication with nothing typeset, and those of its sections one after another as `compose` gives them.

    `names` are ids of texts, in the order in which they are wanted.
    """
    context = gather(book, volume, edition)
    texts, written = _written(context)
    known = {section.id: section for section in written}
    wanted = (known[name] for name in names if name in known)
    return _publication(context, texts, written), _typeset(context, wanted, typesetter)


def _written(context: Context) -> tuple[tuple[Section, ...], tuple[Section, ...]]:
    """Return the texts, and all sections in their order, as they were written or generated."""
    front, text, back = _texts(context, context.matter.front), body(context), _texts(context, context.matter.back)
    texts = (*front, *text, *back)
    sections = (
        *_pages(context, context.matter.front, texts),
        *text,
        *more(context),
        *_pages(context, context.matter.back, texts),
    )
    return texts, linked(context, with_notices(context, sections))


def _publication(context: Context, texts: Iterable[Section], sections: Iterable[Section]) -> Publication:
    volume, edition = context.volume, context.edition
    language, spacing = context.metadata.language, edition.spacing
    listed = _listed(context, tuple(sections))
    return Publication(
        name=file_name(context),
        volume=volume,
        edition=edition,
        metadata=context.metadata,
        title=typeset_text(volume_title(context, volume), language, spacing),
        head=typeset_text(context.metadata.short_title, language, spacing),
        identifier=identifier(context),
        isbn=isbn(volume, edition.name),
        contributors=contributors(context, texts),
        sections=listed,
        assets=_assets(context, listed),
        labels=context.labels,
        modified=modified(context),
    )


def _typeset(context: Context, sections: Iterable[Section], typesetter: Typesetter) -> Iterator[Section]:
    language, spacing = context.metadata.language, context.edition.spacing
    for section in sections:
        if section.id in context.texts:
            typesetter.recall(context.texts[section.id], language, spacing)
        yield typesetter.section(section, language, spacing)


def contributors(context: Context, texts: Iterable[Section]) -> tuple[Contributor, ...]:
    """Return who wrote `texts`, in their order, then those of the register who served them in another way.

    Who directs the work is named in each of its volumes, wherever their own texts stand, and so is who translated or
    illustrated it; who wrote a preface that names nobody, in the volumes that have one. Anyone else who wrote is named
    with their texts only. In a work whose texts name nobody (one author, named once), everyone of the register is its
    author.
    """
    own = [context.texts[section.id] for section in texts if section.id in context.texts]
    unsigned = {text.role for text in context.texts.values() if not text.authors}
    here = {text.role for text in own if not text.authors}
    writers = {name for text in context.texts.values() for name in text.authors}

    def serves(person: Contributor) -> bool:
        if person.role == DIRECTION:
            return True
        if person.id in writers:
            return False
        places = UNSIGNED.get(person.role, frozenset()) & unsigned
        if places:
            return not here.isdisjoint(places)
        return person.role != "aut" or not writers

    authors = [name for text in own for name in text.authors]
    others = [person.id for person in context.people.values() if serves(person)]
    return tuple(context.people[name] for name in dict.fromkeys((*authors, *others)))


def _indexed(context: Context, texts: Sequence[Section]) -> tuple[Section, ...]:
    """Return what the indexes are made from: `texts`, and the notices of their authors where they are published."""
    published = "notices" in (*context.matter.front, *context.matter.back)
    known = notices(context, contributors(context, texts)) if published else ()
    return (*with_notices(context, texts), *known)


def _texts(context: Context, names: Iterable[str]) -> tuple[Section, ...]:
    """Return the contributions that have their place in front or back matter, in the order of its names."""
    return tuple(section for name in names if name not in PAGES for section in of_role(context, name))


def _pages(context: Context, names: Iterable[str], texts: Sequence[Section]) -> tuple[Section, ...]:
    """Return the sections of front or back matter: generated pages, and contributions by their role."""
    made = (PAGES[name](context, texts) if name in PAGES else of_role(context, name) for name in names)
    return tuple(section for sections in made for section in sections)


def _listed(context: Context, sections: Sequence[Section]) -> tuple[Section, ...]:
    """Return `sections` with the contents filled in."""
    entries = contents_entries(context, sections)
    return tuple(
        replace(
            section,
            blocks=tuple(
                replace(block, entries=entries) if isinstance(block, Contents) else block for block in section.blocks
            ),
        )
        if section.role == "contents"
        else section
        for section in sections
    )


def _assets(context: Context, sections: Iterable[Section]) -> tuple[Asset, ...]:
    """Return the assets that the sections show, and the covers that the volume or the edition names."""
    used = {context.volume.cover, context.edition.cover}
    for section in sections:
        for blocks in (section.blocks, *(note.blocks for note in section.notes)):
            for inlines in (section.title, *each_inlines(blocks)):
                used.update(item.asset for item in inlines if isinstance(item, Picture))
    return tuple(asset for asset in context.book.assets if asset.name in used)
