"""The facts of finished files as lines of text: a label, what is known, and what belongs under it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.images.facts import ImageFacts
    from pipeline.inspection.epub import EpubFacts
    from pipeline.inspection.linefaults import Place
    from pipeline.inspection.lines import LineMeasures
    from pipeline.inspection.pdf import Box, Image, PdfFacts
    from pipeline.inspection.sources import Sources

Row = tuple[str, str, Sequence[str]]  # label, value, lines below it
Words = Mapping[str, str]


def epub_rows(facts: EpubFacts, words: Words) -> Iterator[Row]:
    """Yield what is known of an EPUB."""
    yield words["fact_kind"], f"EPUB {facts.version}", ()
    yield words["fact_metadata"], "", [f"{name}: {value}" for name, value in facts.metadata]
    yield words["fact_documents"], f"{facts.documents} ({facts.words} {words['fact_words']})", ()
    yield words["fact_contents"], "", [f"{'  ' * (line.level - 1)}{line.title}" for line in facts.contents]
    yield words["fact_landmarks"], ", ".join(facts.landmarks), ()
    yield words["fact_pages"], _ends(facts.pages), ()
    kinds = Counter(file.media_type for file in facts.files)
    sizes = {kind: sum(file.size for file in facts.files if file.media_type == kind) for kind in kinds}
    yield words["fact_files"], "", [f"{count} × {kind}, {_size(sizes[kind])}" for kind, count in sorted(kinds.items())]
    yield words["fact_fonts"], "", [f"{file.name}, {_size(file.size)}" for file in facts.fonts]
    shown = (
        f"{image.source}: {words['fact_no_alternative'] if image.alternative is None else image.alternative or '—'}"
        for image in facts.images
    )
    yield words["fact_images"], "", list(shown)


def pdf_rows(facts: PdfFacts, words: Words) -> Iterator[Row]:
    """Yield what is known of a PDF."""
    yield words["fact_kind"], ", ".join((f"PDF {facts.version}", *facts.claims)), ()
    yield words["fact_language"], facts.language, ()
    yield words["fact_metadata"], "", [f"{name}: {value}" for name, value in facts.metadata]
    yield words["fact_pages"], _ends([page.label for page in facts.pages]), ()
    yield words["fact_boxes"], "", list(_boxes(facts))
    yield (
        words["fact_fonts"],
        "",
        [f"{font.name}, {font.kind}{_presence(font.embedded, font.subset, words)}" for font in facts.fonts],
    )
    yield words["fact_tags"], ", ".join(f"{count} {name}" for name, count in facts.structure), ()
    outline = (f"{'  ' * (entry.level - 1)}{entry.title}  {entry.page or '—'}" for entry in facts.outline)
    yield words["fact_outline"], "", list(outline)
    yield words["fact_images"], "", list(_images(facts.images))
    yield words["fact_links"], str(facts.links), ()


def line_rows(measures: LineMeasures, words: Words, sources: Sources | None) -> Iterator[Row]:
    """Yield how the lines of a PDF are set, then its worst places, with where `sources` says that they are written."""

    def number(value: float, digits: int = 1) -> str:
        return f"{value:.{digits}f}".replace(".", words["decimal"])

    def share(part: float) -> str:
        return f"{number(100 * part)} %"

    area, counts = measures.area, {kind: len(places) for kind, places in measures.faults.items()}
    if area:
        size = f"{number(area.size)}/{number(area.leading)} pt"
        signs = f"{area.characters} {words['fact_signs']}, {area.lines} {words['fact_page_lines']}"
        yield words["fact_area"], f"{size}, {signs}", ()
        margins = ((name, getattr(area, name)) for name in ("inner", "top", "outer", "bottom"))
        yield (
            words["fact_margins"],
            ", ".join(f"{number(wide)} mm {words[f'fact_{name}']}" for name, wide in margins),
            (),
        )
    yield words["fact_lines"], f"{measures.lines}, {measures.justified} {words['fact_justified']}", ()
    if measures.justified:
        kinds = ("good", "tight", "loose", "gaping")
        spaces = [f"{share(getattr(measures, kind))} {words[f'fact_{kind}']}" for kind in kinds]
        yield words["fact_spaces"], ", ".join((*spaces, f"{words['fact_middle']} {number(measures.middle, 2)}")), ()
        hyphens = (
            f"{share(measures.hyphenated)}", f"{measures.in_a_row} {words['fact_in_a_row']}",
            f"{measures.ladders} {words['fact_ladders']}", f"{counts['page end']} {words['fact_page_ends']}",
            f"{counts['piece']} {words['fact_pieces']}",
        )  # fmt: skip
        yield words["fact_hyphens"], ", ".join(hyphens), ()
    for kind in ("lonely", "runt", "heading", "stack", "drift", "depth"):
        yield words[f"fact_{kind}s" if kind not in {"lonely", "drift"} else f"fact_{kind}"], str(counts[kind]), ()
    yield words["fact_worst"], "", [_place(place, words, sources, number) for place in measures.worst]


def left_rows(published: Mapping[str, Any], words: Words) -> Iterator[Row]:
    """Yield how many of the lines of a PDF of ours were left to WeasyPrint, and why, as its manifest's row says."""
    if published.get("lines"):
        left = published["left"]
        count_left = sum(count for _, count in left)
        yield (
            words["fact_left"],
            f"{count_left} / {published['lines'] + count_left}",
            [f"{count} × {words['left_' + kind.replace(' ', '_').replace('-', '_')]}" for kind, count in left],
        )


def _place(place: Place, words: Words, sources: Sources | None, number: Callable[[float], str]) -> str:
    """Return a place as a line: its page, what is wrong, by how much, its words, and where those are written."""
    said = words[f"place_{place.kind.replace(' ', '_')}"]
    figure = f" ({number(place.figure)})" if place.kind in {"loose", "tight"} else ""
    span = sources.span(place.before + place.text) if sources else None
    written = f" — {span.path}:{span.line}" if span else ""
    return f"p. {place.page}, {said}{figure}: {place.text}{written}"


def picture_rows(facts: ImageFacts, words: Words) -> Iterator[Row]:
    """Yield what is known of a cover."""
    yield words["fact_kind"], facts.media_type, ()
    yield words["fact_size"], f"{facts.width} × {facts.height} px", ()
    yield words["fact_colours"], facts.mode + (", ICC" if facts.has_profile else ""), ()


def lines(rows: Iterable[Row], words: Words) -> Iterator[str]:
    """Yield the rows as text; a fact that is empty is said to be none, so that its absence is seen."""
    for label, value, below in rows:
        yield f"  {label}{words['colon']}{value or ('' if below else words['fact_none'])}"
        yield from (f"    {line}" for line in below)


def _ends(labels: Sequence[str]) -> str:
    return f"{len(labels)} ({labels[0]} – {labels[-1]})" if labels else ""


def _size(count: int) -> str:
    return f"{count / 1024:.0f} KiB"


def _presence(embedded: bool, subset: bool, words: Words) -> str:
    return f", {words['fact_embedded' if embedded else 'fact_missing']}" + (
        f", {words['fact_subset']}" if subset else ""
    )


def _boxes(facts: PdfFacts) -> Iterator[str]:
    """Yield each set of boxes with how many pages have it."""
    for boxes, count in Counter(page.boxes for page in facts.pages).most_common():
        yield f"{count} × " + ", ".join(f"{name} {_box(box)}" for name, box in boxes)


def _box(box: Box) -> str:
    left, bottom, width, height = box
    at = f" ({left:g}, {bottom:g})" if left or bottom else ""
    return f"{width:g} × {height:g} mm{at}"


def _images(images: Sequence[Image]) -> Iterator[str]:
    kinds: dict[str, list[str]] = {}
    for image in images:
        kind = f"{image.width} × {image.height} px, {image.colours}, {image.bits} bits"
        kinds.setdefault(kind, []).append(str(image.page))
    for kind, pages in kinds.items():
        yield f"{len(pages)} × {kind} (p. {', '.join(pages)})"
