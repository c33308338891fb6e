"""The stage: a publication in, its layout out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from pathlib import Path

from msgspec.structs import replace

from pipeline.diagnostic import Diagnostic
from pipeline.fonts import fontconfig_file
from pipeline.layout.documents import Documents
from pipeline.layout.heads import drawn, listed, wanted_stamps
from pipeline.layout.pagemap import Arrangement, page_map
from pipeline.layout.remarks import remarks
from pipeline.layout.rounds import Rounds
from pipeline.layout.values import Chunk, Job, Layout, Surroundings
from pipeline.layout.workshop import Workshop
from pipeline.model import Edition, Publication, Section
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
    surroundings = surroundings_of(publication.edition, theme, store.folder / "fonts")

    def make(jobs: Sequence[Job]) -> Mapping[str, Chunk]:
        return workshop.chunks(jobs, lambda done, count: progress("lay out", done, count))

    def again(jobs: Sequence[Job], arrangement: Arrangement) -> None:
        """Have heads and folios drawn beside the contents, which change few of them."""
        if workshop.workers.warm:
            workshop.begin(jobs)
            wanted = listed(wanted_stamps(publication, arrangement))
            workshop.begin_stamps(wanted, publication.metadata.language, surroundings)

    documents = Documents(publication, surroundings, store, set())
    arrangement, unsettled = Rounds(publication, documents, make, again).settle()
    workshop.tidy()
    layout = layout_of(publication, arrangement, surroundings, workshop)
    return replace(layout, diagnostics=(*unsettled, *layout.diagnostics))


# Hyphenated wherever it is set, and nothing else.
_SAMPLE = '<html lang="{language}"><head><title>-</title></head><body><p>{text}</p></body></html>'


def sample(edition: Edition, theme: Theme, language: str, store: Store) -> Job:
    """Return a small job that needs the style sheet, the fonts and the hyphenation of an edition, as all of it does."""
    html = _SAMPLE.format(language=escape(language), text="anticonstitutionnellement " * 5)
    return Job("", html, surroundings_of(edition, theme, store.folder / "fonts"))


def begin(
    publication: Publication, sections: Iterable[Section], theme: Theme, store: Store, workshop: Workshop
) -> None:
    """Have `sections` laid out while something else is done; `lay_out` finds them made, or under way.

    Nothing of the publication itself needs to be typeset yet.
    """
    surroundings = surroundings_of(publication.edition, theme, store.folder / "fonts")
    documents = Documents(publication, surroundings, store, set())
    workshop.begin(Rounds(publication, documents, lambda _: {}).foreseen(sections))


def layout_of(
    publication: Publication, arrangement: Arrangement, surroundings: Surroundings, workshop: Workshop
) -> Layout:
    """Return the layout that an arrangement makes: with its page map, its heads and folios, and what was remarked."""
    language = publication.metadata.language
    stamps, long_heads = drawn(
        publication,
        wanted_stamps(publication, arrangement),
        lambda items: workshop.stamps(items, language, surroundings),
    )
    return Layout(
        placed=arrangement.placed,
        page_map=page_map(publication, arrangement),
        stamps=stamps,
        faces=surroundings.faces,
        begin=arrangement.placed[0].first,
        diagnostics=(*_remarks(publication, arrangement), *long_heads),
    )


def surroundings_of(edition: Edition, theme: Theme, folder: Path) -> Surroundings:
    """Return what all chunks of an edition share."""
    return Surroundings(
        css=style_sheet(theme, edition),
        faces=tuple((face.sha256, str(face.path)) for face in theme.faces),
        fontconfig=str(fontconfig_file(theme, folder)),
        page=page(theme, trim(edition.trim, edition.span)),
    )


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
