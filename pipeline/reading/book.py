"""The book folder -> Book: every file is read, then what one says of another is checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Protocol

from msgspec import Struct, field
from msgspec.structs import asdict, replace

from pipeline.diagnostic import Diagnostic, Span, error, warning
from pipeline.model import Book, Contribution, LintSettings, Metadata, Part, plain, text
from pipeline.reading import links, looks
from pipeline.reading.assets import begin, collect, spare
from pipeline.reading.context import Context
from pipeline.reading.contribution import ContributionReading, shared_parser, yaml_inlines
from pipeline.reading.files import PART, PEOPLE, TOME, WORDS, Manuscript, PartFolder, discover
from pipeline.reading.kept import Kept, Lines, More
from pipeline.reading.people import Register
from pipeline.reading.pictures import asset_name
from pipeline.reading.places import Source
from pipeline.reading.resolver import Folder
from pipeline.reading.root import BOOK
from pipeline.reading.shapes import USUAL_SPACING, BookFile, EditionTable, PartFile, TomeFile
from pipeline.reading.validation import near
from pipeline.reading.volumes import Shelf, editions, volumes
from pipeline.reading.work import Work
from pipeline.reading.yaml import Yaml

# The longest name taken from a title, in letters: with a volume and an edition behind it, every system takes the file.
SLUG = 80


class Reading(Struct, frozen=True):
    """What was read: the book, as far as one could be made, and every fault found on the way, in order of place.

    `fresh` are the ids of the texts that are not as they were when the book was read before; `more` is what was made of
    texts that were read by several processes.
    """

    book: Book | None
    diagnostics: tuple[Diagnostic, ...]
    fresh: frozenset[str] = frozenset()
    more: Mapping[str, str] = field(default_factory=dict)


class MakesLines(Protocol):
    """What makes lines of a text, given the language of the book and the spacings of its editions."""

    def __call__(self, text: Contribution, language: str, spacings: tuple[str, ...]) -> Lines:
        """Return the lines by what they are kept under."""


def read_book(root: Path, kept: Kept, overlay: Mapping[str, str], lines_of: MakesLines | None) -> Reading:
    """Read the book in `root`; see `pipeline.reading.read`."""
    kept.store.hide()
    work = Work(Folder(root), overlay)
    manuscript = discover(work.folder)
    work.diagnostics.extend(manuscript.diagnostics)
    settings, yaml = work.yaml(manuscript.path(BOOK), BookFile)
    settings = settings or BookFile(title="")
    tomes = [(name, *_tome(work, manuscript, name)) for name in manuscript.tomes]
    if kept.empty:
        begin(work.folder, kept, _covers(settings, yaml, tomes))
    register = _register(work, manuscript.path(PEOPLE), kept)
    spacings = tuple(sorted({edition.spacing for edition in settings.editions.values()})) or (USUAL_SPACING,)
    more = partial(lines_of, language=settings.language, spacings=spacings) if lines_of else None
    shelf = Shelf(manuscript)
    shelf.editions = editions(shelf, settings, yaml)

    def look() -> tuple[Diagnostic, ...]:
        return tuple(looks.faults(work.folder.root, shelf.editions, yaml, kept.ledger))

    kept.meanwhile.append(look)  # for the themes that it loads, which are asked for again
    texts = _texts(work, manuscript, settings.language, kept, more)
    if not texts:
        work.diagnostics.append(error("M033", Span(manuscript.path(BOOK))))
        return Reading(None, _ordered(work.diagnostics))
    parts = {part.id: _part(work, part) for part in manuscript.parts}
    shelf.parts, shelf.ids = parts, {reading.contribution.path: reading.contribution.id for reading in texts}
    shelved = volumes(shelf, settings, yaml, tomes)
    pictures = (row for reading in texts for row in reading.pictures)
    assets, hashes, missing = collect(work.folder, kept, [*pictures, *register.pictures, *shelf.covers])
    work.sources.update(hashes)
    _check(work, texts, register, manuscript.path(PEOPLE))
    work.diagnostics.extend((*shelf.diagnostics, *missing, *look()))
    kept.save()
    contributions = tuple(reading.contribution for reading in texts)
    metadata = _metadata(work, settings, yaml, contributions)
    book = Book(
        root=work.folder.root,
        slug=settings.slug or links.plain_letters(metadata.title)[:SLUG].rstrip("-") or "livre",
        metadata=metadata,
        contributors=register.people,
        contributions=contributions,
        volumes=shelved,
        editions=shelf.editions,
        assets=assets,
        lint=_lint(settings),
        spare=spare(work.folder, manuscript.base, hashes),
        words=_words(work, manuscript.path(WORDS)),
        sources=tuple(sorted(work.sources.items())),
    )
    fresh = frozenset(one.id for one in contributions if one.path in kept.fresh)
    return Reading(book, _ordered(work.diagnostics), fresh, kept.more)


def _covers(settings: BookFile, yaml: Yaml, tomes: Iterable[tuple[str, TomeFile, Yaml]]) -> Iterator[str]:
    """Yield the names of the covers that are given, as far as they can be names."""
    tables: list[EditionTable | TomeFile] = [*settings.editions.values(), *settings.volumes.values()]
    given = [*((table.cover, yaml) for table in tables), *((tome.cover, told) for _, tome, told in tomes)]
    for address, file in given:
        name = asset_name(PurePosixPath(file.path).parent, address, file.span())
        if address and isinstance(name, str):
            yield name


def _ordered(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(sorted(set(diagnostics), key=lambda fault: (fault.span or Span(""), fault.code, fault.values)))


def _texts(
    work: Work, manuscript: Manuscript, language: str, kept: Kept, more: More | None
) -> list[ContributionReading]:
    """Read every text; the first of two with one id is kept, and both places are named."""
    found: dict[str, ContributionReading] = {}
    files = [(file, text) for file in manuscript.texts if (text := work.text(file.path)) is not None]
    kept.read_ahead(((file.path, text) for file, text in files), language, more)
    for file, source in files:
        reading = kept.contribution(file.path, source, language)
        contribution = reading.contribution
        work.diagnostics.extend(reading.diagnostics)
        if contribution.id in found:
            other = found[contribution.id].contribution.path
            work.diagnostics.append(error("M019", Span(file.path), id=contribution.id, other=other))
            work.diagnostics.append(error("M019", Span(other), id=contribution.id, other=file.path))
        else:
            found[contribution.id] = replace(reading, contribution=replace(contribution, part=file.part))
    return list(found.values())


def _register(work: Work, path: str, kept: Kept) -> Register:
    if not work.has(path):
        return Register()
    text = work.text(path)
    register = Register(readable=False) if text is None else kept.register(path, text)
    work.diagnostics.extend(register.diagnostics)
    return register


def _tome(work: Work, manuscript: Manuscript, name: str) -> tuple[TomeFile, Yaml]:
    table, yaml = work.yaml(manuscript.path(name, TOME), TomeFile)
    return table or TomeFile(), yaml


def _part(work: Work, part: PartFolder) -> Part:
    """Return a part, its title from part.yaml or else from the folder's name."""
    path = f"{part.path}/{PART}"
    table, yaml = work.yaml(path, PartFile)
    if table is None:
        return Part(part.id, text(part.title), Span(part.path))
    context = Context(part.id, path, Source(path, ""), shared_parser())
    title = yaml_inlines(context, yaml, "title")
    work.diagnostics.extend(context.diagnostics)
    return Part(part.id, title, yaml.span("title"))


def _check(work: Work, texts: list[ContributionReading], register: Register, path: str) -> None:
    """Check what texts say of one another and of the register: ids once each, references and authors answered."""
    names: dict[str, Span] = {reading.contribution.id: Span(reading.contribution.path) for reading in texts}
    gathered: list[ContributionReading | Register] = [*texts, register]
    for group in gathered:
        for identifier, span in group.anchors:
            first = names.setdefault(identifier, span)
            if first is not span:
                work.diagnostics.append(error("R002", span, id=identifier, other=f"{first.path}:{first.line}"))
                work.diagnostics.append(error("R002", first, id=identifier, other=f"{span.path}:{span.line}"))
    for group in gathered:
        work.diagnostics.extend(links.check(group.references, names))
    if not register.readable:  # it is one fault, not one for each text
        return
    known = frozenset(register.names)
    for reading in texts:
        for name, span in reading.authors:
            if name not in known:
                work.diagnostics.append(error("C001", span, name=name, near=near(name, register.names) or path))


def _metadata(work: Work, settings: BookFile, yaml: Yaml, contributions: tuple[Contribution, ...]) -> Metadata:
    """Return the metadata; a folder without book.yaml takes the title of its first text, which is said."""
    apart = {"slug", "volumes", "editions", "lint", "subjects", "keywords", "set_isbn"}
    values = {name: value for name, value in asdict(settings).items() if name not in apart}
    if not settings.title:
        values["title"] = plain(contributions[0].title)
        if yaml.path not in work.sources:
            work.diagnostics.append(warning("B027", Span(contributions[0].path), title=values["title"]))
    return Metadata(
        **values,
        set_isbn=settings.set_isbn or "",
        keywords=tuple(settings.keywords),
        subjects=tuple((scheme, code) for scheme, codes in settings.subjects.items() for code in codes),
        span=yaml.span(),
        places=yaml.places(),
    )


def _words(work: Work, path: str) -> tuple[str, ...]:
    """Return the words of the book's own dictionary."""
    lines = (work.text(path) or "").splitlines() if work.has(path) else []
    words = (line.partition("#")[0].strip() for line in lines)
    return tuple(dict.fromkeys(word for word in words if word))


def _lint(settings: BookFile) -> LintSettings:
    lint = settings.lint
    return LintSettings(
        select=tuple(lint.select),
        ignore=tuple(lint.ignore),
        severity=tuple(lint.severity.items()),
        waivers=tuple((waiver.files, waiver.code, waiver.reason) for waiver in lint.waivers),
    )
