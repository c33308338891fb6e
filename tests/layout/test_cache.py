"""What is kept from one build to the next: only what changed is laid out again, and nothing stale is used."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from pipeline.layout.values import Layout, Surroundings
from pipeline.layout.workshop import Workshop, key
from pipeline.model import Publication, Section
from pipeline.pdf import assemble
from pipeline.store import Cache
from pipeline.styles import Theme
from tests.layout.books import SCREEN, SENTENCE, chapter, contents, paragraph, publication, refers

LayOut = Callable[..., Layout]

TEXTS = (chapter("un", 6), chapter("deux", 6), refers("trois", "deux"))


def book(*texts: Section) -> Publication:
    return publication(*texts, contents(*texts))


def made(laid_out: LayOut, folder: Path, publication: Publication, look: Theme | None = None) -> int:
    """Lay a book out with the cache in `folder`; return how many jobs had to be carried out."""
    workshop = Workshop(cache=Cache(folder))
    laid_out(publication, workshop, **({"look": look} if look else {}))
    return workshop.made


def edited(section: Section, number: int, words: str) -> Section:
    blocks = list(section.blocks)
    blocks[number] = paragraph(blocks[number].id, words)
    return replace(section, blocks=tuple(blocks))


def test_nothing_changed_nothing_made(laid_out: LayOut, folder: Path) -> None:
    assert made(laid_out, folder, book(*TEXTS)) > 3
    assert made(laid_out, folder, book(*TEXTS)) == 0


def test_one_sentence_edited_one_text_made(laid_out: LayOut, folder: Path) -> None:
    made(laid_out, folder, book(*TEXTS))
    assert made(laid_out, folder, book(edited(TEXTS[0], 2, "Autre. " + SENTENCE * 4), *TEXTS[1:])) == 1


def test_a_page_more_makes_only_what_names_pages(laid_out: LayOut, folder: Path) -> None:
    made(laid_out, folder, book(*TEXTS))
    longer = replace(TEXTS[0], blocks=(*TEXTS[0].blocks, *chapter("ajout", 6).blocks))
    # The longer text, the reference, the contents, and the folio of the new page.
    assert made(laid_out, folder, book(longer, *TEXTS[1:])) == 4


def test_a_style_changed_all_made(laid_out: LayOut, folder: Path, theme: Theme) -> None:
    before = made(laid_out, folder, book(*TEXTS))
    assert made(laid_out, folder, book(*TEXTS), replace(theme, print_css="p { color: #111 }")) == before


def test_the_cache_changes_no_byte(laid_out: LayOut, folder: Path) -> None:
    first = book(*TEXTS)
    second = book(edited(TEXTS[0], 2, "À relire."), *TEXTS[1:])
    made(laid_out, folder, first)
    cached = laid_out(second, Workshop(cache=Cache(folder)))
    fresh = laid_out(second)
    assert cached == fresh
    assert assemble(cached, second) == assemble(fresh, second)


@pytest.mark.parametrize("damage", [b"", b"xyz", b"\0" * 4000])
def test_a_damaged_entry_is_made_again(damage: bytes, laid_out: LayOut, folder: Path) -> None:
    before = laid_out(book(*TEXTS), Workshop(cache=Cache(folder)))
    for path in folder.glob("??/*"):
        path.write_bytes(damage + path.read_bytes()[len(damage) :] if damage else b"")
    workshop = Workshop(cache=Cache(folder))
    assert laid_out(book(*TEXTS), workshop) == before
    assert workshop.made > 3


def test_editions_of_a_volume_share_their_chunks(laid_out: LayOut) -> None:
    workshop = Workshop()
    laid_out(book(*TEXTS), workshop)
    before = workshop.made
    laid_out(replace(book(*TEXTS), edition=SCREEN), workshop)
    assert workshop.made - before <= 1  # the stamps, which only a cache keeps


def test_keys_tell_apart_all_that_a_result_depends_on() -> None:
    base = Surroundings("p {}", (("a", "x.otf"),), "/cache/1/fonts.conf")
    others = (
        replace(base, css="p { color: red }"),
        replace(base, faces=(("b", "x.otf"),)),
        replace(base, fontconfig="/cache/2/fonts.conf"),
    )
    keys = {key(base, "chunk", "<p>"), key(base, "chunk", "<q>"), key(base, "stamps", "<p>")}
    keys |= {key(other, "chunk", "<p>") for other in others}
    assert len(keys) == 6


def test_keys_do_not_depend_on_the_folder() -> None:
    here = Surroundings("p {}", (("a", "/here/x.otf"),), "/here/1/fonts.conf")
    there = Surroundings("p {}", (("a", "/there/x.otf"),), "/there/1/fonts.conf")
    assert key(here, "chunk", "<p>") == key(there, "chunk", "<p>")
