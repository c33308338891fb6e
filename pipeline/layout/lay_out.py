"""The stage: a publication in, its layout out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.diagnostic import Diagnostic, warning
from pipeline.fonts import fontconfig_file
from pipeline.layout.documents import Documents
from pipeline.layout.pagemap import Arrangement, page_map
from pipeline.layout.remarks import remarks
from pipeline.layout.rounds import Rounds
from pipeline.layout.values import SIDES, Chunk, Job, Layout, Stamp, Surroundings, Wanted
from pipeline.layout.workshop import Workshop
from pipeline.model import Publication, Section, plain
from pipeline.store import Store
from pipeline.styles import Theme, page, style_sheet, trim

Progress = Callable[[str, int, int], None]


def lay_out(
    publication: Publication,
    theme: Theme,
    store: Store,
    progress: Progress,
    workshop: Workshop | None = None,
) -> Layout:
    """Lay out a paged publication; `progress` is told the stage, the chunks done and the chunks there are.

    Without a `workshop` everything is done here and anew; the result is the same. BookError names the sections that
    could not be laid out.
    """
    workshop = workshop or Workshop()
    surroundings = surroundings_of(publication, theme, store.folder / "fonts")

    def make(jobs: Sequence[Job]) -> Mapping[str, Chunk]:
        return workshop.chunks(jobs, lambda done, count: progress("lay out", done, count))

    documents = Documents(publication, surroundings, store, set())
    arrangement, unsettled = Rounds(publication, documents, make).settle()
    workshop.tidy()
    layout = layout_of(publication, arrangement, surroundings, workshop)
    return replace(layout, diagnostics=(*unsettled, *layout.diagnostics))


def layout_of(
    publication: Publication, arrangement: Arrangement, surroundings: Surroundings, workshop: Workshop
) -> Layout:
    """Return the layout that an arrangement makes: with its page map, its heads and folios, and what was remarked."""
    wanted = wanted_stamps(publication, arrangement)
    drawn = sorted({item for items in wanted for item in items})
    stamps = workshop.stamps(drawn, publication.metadata.language, surroundings)
    return Layout(
        placed=arrangement.placed,
        page_map=page_map(publication, arrangement),
        stamps=tuple(tuple(stamps[item.name] for item in items) for items in wanted),
        faces=surroundings.faces,
        begin=arrangement.placed[0].first,
        diagnostics=(*_remarks(publication, arrangement), *_long_heads(publication, stamps)),
    )


def surroundings_of(publication: Publication, theme: Theme, folder: Path) -> Surroundings:
    """Return what all chunks of a publication share."""
    return Surroundings(
        css=style_sheet(theme, publication.edition),
        faces=tuple((face.sha256, str(face.path)) for face in theme.faces),
        fontconfig=str(fontconfig_file(theme, folder)),
        page=page(theme, trim(publication.edition.trim, publication.edition.span)),
    )


def wanted_stamps(publication: Publication, arrangement: Arrangement) -> tuple[tuple[Wanted, ...], ...]:
    """Return the head and folio of every page from that of the first chunk on.

    There are none on blanks and where the section has none, and no head on openings.
    """
    sections = {section.id: section for section in publication.sections}
    last = arrangement.placed[-1]
    begin, end = arrangement.placed[0].first, last.first + len(last.chunk.facts.pages)
    pages: list[tuple[Wanted, ...]] = [()] * (end - begin)
    for placed in arrangement.placed:
        section = sections[placed.section]
        if not section.folios:
            continue
        for offset, facts in enumerate(placed.chunk.facts.pages):
            number = placed.first + offset
            side = SIDES[(number - 1) % 2]
            folio = Wanted("folio", side, arrangement.labels[number - 1])
            head = Wanted("head", side, publication.title if side == "verso" else head_of(section))
            if facts.begins is not None:
                pages[number - begin] = (head, folio) if offset and head.text else (folio,)
    return tuple(pages)


def head_of(section: Section) -> str:
    """Return the running head of a section's right-hand pages."""
    return section.head or plain(section.title)


def _remarks(publication: Publication, arrangement: Arrangement) -> tuple[Diagnostic, ...]:
    sections = {section.id: section for section in publication.sections}
    found = (
        remark
        for placed in arrangement.placed
        for remark in remarks(
            sections[placed.section], placed.chunk.facts, arrangement.labels[placed.first - 1 :], publication.assets
        )
    )
    return tuple(dict.fromkeys(found))


def _long_heads(publication: Publication, stamps: Mapping[str, Stamp]) -> tuple[Diagnostic, ...]:
    """Return a warning for each head that does not fit on its line."""
    return tuple(
        warning("P008", section.span, head=head_of(section))
        for section in publication.sections
        if stamps.get(Wanted("head", "recto", head_of(section)).name, Stamp(b"", {})).lines > 1
    )
