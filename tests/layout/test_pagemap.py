"""Where sections begin, blanks, labels, and the numbers that texts show."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from msgspec.structs import replace

from pipeline.layout.documents import Documents
from pipeline.layout.lay_out import surroundings_of
from pipeline.layout.pagemap import arrange
from pipeline.layout.rounds import ROUNDS, Rounds
from pipeline.layout.values import Chunk, Facts, Job, Layout, PageFacts
from pipeline.model import Publication, roman
from pipeline.store import Store
from pipeline.styles import Theme
from tests.layout.books import PRINT, chapter, contents, publication, refers, title_page

LayOut = Callable[..., Layout]


def chunk(pages: int, *anchors: str) -> Chunk:
    facts = PageFacts(420, 595, 51, 62, ("", 0))
    return Chunk(Facts((facts,) * pages, dict.fromkeys(anchors, (pages - 1, 0.0, 0.0))), b"")


def arranged(book: Publication, **pages: int) -> list[tuple[str, int]]:
    placed = arrange(book, {name: chunk(count) for name, count in pages.items()}).placed
    return [(one.section, one.first) for one in placed]


def test_a_section_that_starts_on_a_recto_leaves_the_verso_blank() -> None:
    book = publication(chapter("a"), chapter("b", start="recto"), chapter("c"))
    assert arranged(book, a=1, b=2, c=1) == [("a", 1), ("b", 3), ("c", 5)]
    assert arranged(book, a=2, b=1, c=1) == [("a", 1), ("b", 3), ("c", 4)]


def test_anchors_are_on_the_page_they_stand_on() -> None:
    found = arrange(publication(chapter("a"), chapter("b")), {"a": chunk(2, "x"), "b": chunk(3, "y")})
    assert dict(found.anchors) == {"a": 1, "x": 2, "b": 3, "y": 5}


def test_roman_front_matter_is_counted_apart_and_the_text_begins_on_a_recto() -> None:
    edition = replace(PRINT, front_folios="roman")
    book = publication(title_page(), chapter("avant", role="preface"), chapter("corps"), edition=edition)
    found = arrange(book, {"titre": chunk(1), "avant": chunk(2), "corps": chunk(2)})
    assert found.labels == ("i", "ii", "iii", "iv", "1", "2")
    assert found.placed[-1].first == 5


def test_roman_numerals() -> None:
    assert [roman(number) for number in (1, 4, 9, 14, 40, 90, 399)] == ["I", "IV", "IX", "XIV", "XL", "XC", "CCCXCIX"]


def test_contents_and_references_show_the_pages_that_are(laid_out: LayOut) -> None:
    texts = (chapter("un", 12), refers("deux", "quatre"), chapter("trois", 8, start="recto"), refers("quatre", "un"))
    book = publication(contents(*texts), *texts)
    layout = laid_out(book)
    assert layout.diagnostics == ()
    from pipeline.pdf import assemble
    from tests import oracle

    pages = ["".join(word for *_, word in sorted(page, key=lambda word: (-word[1], word[0]))) for page in
             oracle.words(assemble(layout, book))]  # fmt: skip
    label = {text.id: layout.page_map.label(text.id) for text in texts}
    for section in texts:
        assert f"{section.id.title()}" in pages[0]
    assert f"(p.{label['quatre']})" in pages[int(label["deux"]) - 1]
    assert f"(p.{label['un']})" in pages[int(label["quatre"]) - 1]
    assert [label[name] for name in ("un", "trois")] == ["2", str(int(label["trois"]))]
    assert int(label["trois"]) % 2 == 1


def rounds(
    book: Publication, theme: Theme, store: Store, pages: Callable[[Job], int]
) -> tuple[Rounds, list[list[str]]]:
    made: list[list[str]] = []

    def make(jobs: Sequence[Job]) -> Mapping[str, Chunk]:
        made.append([job.section for job in jobs])
        return {job.section: chunk(pages(job), job.section) for job in jobs}

    documents = Documents(book, surroundings_of(book.edition, theme, store.folder / "fonts"), store, set())
    return Rounds(book, documents, make), made


def test_only_sections_whose_numbers_changed_are_laid_out_again(theme: Theme, store: Store) -> None:
    texts = (chapter("un"), refers("deux", "quatre"), chapter("trois"), refers("quatre", "un"))
    book = publication(*texts, contents(*texts))
    running, made = rounds(book, theme, store, lambda job: 1)
    _, found = running.settle()
    assert found == ()
    assert made == [["un", "deux", "trois", "quatre"], ["deux", "quatre", "contents"]]


def test_numbers_that_never_settle_are_named(theme: Theme, store: Store) -> None:
    book = publication(refers("un", "deux"), chapter("deux"))
    # The longer its number, the shorter the text: page 2, then page 3, then page 2 again.
    running, made = rounds(book, theme, store, lambda job: 2 if "(p. <" in job.html and ">2<" in job.html else 1)
    _, found = running.settle()
    assert [item.code for item in found] == ["P003"]
    assert dict(found[0].values)["section"] == "un"
    assert len(made) == ROUNDS
