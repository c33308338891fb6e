"""Every artifact is made, listed, valid, and says what the book says."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from pipeline.inspection import verapdf
from pipeline.inspection.epub import EpubFacts
from pipeline.inspection.epub import facts as epub_facts
from pipeline.inspection.epubcheck import validate
from pipeline.inspection.pdf import PdfFacts, faults, opened
from pipeline.inspection.pdf import facts as pdf_facts
from pipeline.inspection.pdftext import page_texts

MADE = {
    "tome-1": ("epub", "print", "screen", "cover"),
    "tome-2": ("epub", "print", "screen", "cover"),
    "integrale": ("epub",),
    "extrait": ("epub", "screen"),
}
GATES = {"epub": ["epubcheck", "ace"], "screen": ["verapdf"]}
ENDINGS = {"epub": "epub", "print": "pdf", "screen": "pdf", "cover": "jpg"}
# In the order in which a reader meets them, a word or two of each text of the first tome.
FIRST_TOME = (
    "Le livre qui contient tout", "Une page de chaque sorte", "Éditions de l’Essai", "À celles et ceux qui répondent",
    "Un livre est un rendez-vous", "Ce livre contient une fois", "Les lieux", "La place du marché",
    "Un matin d’octobre", "Le premier paragraphe porte", "Une note", "La note a un paragraphe", "Le ciel, ce matin-là",
    "des pommes", "Les prix du matin", "Fruit du pommier", "Les voix", "Une citation courte", "Le premier vers",
    "On se retrouve demain", "Un encadré dit", "du code,", "Une esperluette", "Camille Dubois écrit des lettres",
    "Table des matières",
)  # fmt: skip


def artifact(root: Path, volume: str, edition: str) -> Path:
    return root / "dist" / volume / f"le-livre-qui-contient-tout-{volume}-{edition}.{ENDINGS[edition]}"


def pdf(file: Path) -> PdfFacts:
    with opened(file.read_bytes(), file.name) as document:
        return pdf_facts(document)


def epub(file: Path) -> EpubFacts:
    return epub_facts(file.read_bytes(), file.name)


def loosely(text: str) -> str:
    """Return a text without spaces and hyphens, which lines add and hide, its ligatures taken apart."""
    return re.sub(r"[\s\u00ad\u2010-\ufffe-]", "", unicodedata.normalize("NFKC", text)).casefold()


@pytest.fixture(scope="module")
def manifest(everything: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((everything / "dist/manifest.json").read_text("utf-8"))
    return read


def test_every_edition_of_every_volume_is_there_and_nothing_else(everything: Path) -> None:
    wanted = {artifact(everything, volume, edition) for volume, editions in MADE.items() for edition in editions}
    assert set(filter(Path.is_file, (everything / "dist").rglob("*"))) == wanted | {everything / "dist/manifest.json"}


def test_the_manifest_tells_the_truth_of_every_file(everything: Path, manifest: dict[str, Any]) -> None:
    rows = {row["path"]: row for row in manifest["artifacts"]}
    assert len(rows) == sum(map(len, MADE.values()))
    assert list(rows) == sorted(rows)
    for path, row in rows.items():
        data = (everything / "dist" / path).read_bytes()
        assert (row["sha256"], row["bytes"]) == (hashlib.sha256(data).hexdigest(), len(data))
        assert row["tome"] == {"tome-1": 1, "tome-2": 2}.get(row["volume"])
        assert row["format"] == {"print": "pdf", "screen": "pdf"}.get(row["edition"], row["edition"])
        assert bool(row["pages"]) == (row["format"] == "pdf")
        assert re.fullmatch("[0-9a-f]{64}", row["sources"])
        assert [*row["gates"], *row["not_run"]] == GATES.get(row["edition"], [])
    for tool in ("tomes", "weasyprint", "pango", "harfbuzz", "fontconfig", "pikepdf", "ebooklib"):
        assert manifest["versions"][tool]


def test_plain_files_without_metadata_make_a_book(plain: Path) -> None:
    names = {file.name for file in (plain / "dist").rglob("*.*")}
    assert names == {
        "manifest.json",
        *(f"trois-textes-book-{name}" for name in ("epub.epub", "print.pdf", "screen.pdf")),
    }
    facts = epub(plain / "dist/book/trois-textes-book-epub.epub")
    assert [line.title for line in facts.contents][:3] == ["Le matin", "Midi", "Le soir"]


@pytest.mark.parametrize("volume", MADE)
def test_epubcheck_finds_nothing(everything: Path, volume: str) -> None:
    assert validate(artifact(everything, volume, "epub")) == ()


@pytest.mark.skipif(verapdf.command() is None, reason="veraPDF is not installed (make test, with Maven)")
def test_verapdf_finds_nothing(everything: Path, plain: Path) -> None:
    files = [artifact(everything, volume, "screen") for volume, editions in MADE.items() if "screen" in editions]
    assert verapdf.validate(*files, plain / "dist/book/trois-textes-book-screen.pdf") == ()


def test_epubcheck_finds_nothing_in_the_plain_book(plain: Path) -> None:
    assert validate(plain / "dist/book/trois-textes-book-epub.epub") == ()


@pytest.mark.parametrize("edition", ["print", "screen"])
def test_the_text_of_a_pdf_comes_in_order(everything: Path, edition: str) -> None:
    text = loosely("".join(page_texts(artifact(everything, "tome-1", edition).read_bytes())))
    at = 0
    for words in FIRST_TOME:
        assert loosely(words) in text[at:], words
        at = text.index(loosely(words), at)


def test_a_list_begins_with_the_number_that_was_typed(everything: Path) -> None:
    pages = page_texts(artifact(everything, "tome-1", "print").read_bytes())
    page = next(page for page in pages if "Quatre." in page)
    assert sorted(re.findall(r"\b(\d)\.", page)) == ["1", "2", "4", "5"]


@pytest.mark.parametrize(
    ("volume", "edition"), [(v, e) for v, names in MADE.items() for e in names if ENDINGS[e] == "pdf"]
)
def test_fonts_are_embedded_in_part_and_no_glyph_is_empty(everything: Path, volume: str, edition: str) -> None:
    file = artifact(everything, volume, edition)
    facts = pdf(file)
    assert facts.fonts
    assert all(font.embedded and font.subset for font in facts.fonts)
    with opened(file.read_bytes(), file.name) as document:
        assert faults(document, file.name) == ()


@pytest.mark.parametrize("edition", ["print", "screen"])
def test_pages_have_the_trim_and_the_labels_of_the_book(
    everything: Path, manifest: dict[str, Any], edition: str
) -> None:
    facts = pdf(artifact(everything, "tome-1", edition))
    row = next(row for row in manifest["artifacts"] if (row["volume"], row["edition"]) == ("tome-1", edition))
    assert len(facts.pages) == row["pages"] > 15
    assert {page.box("TrimBox") for page in facts.pages} == {(0, 0, 148, 210)}
    assert [page.label for page in facts.pages] == [str(number) for number in range(1, row["pages"] + 1)]


def test_print_and_screen_have_the_same_pages(everything: Path) -> None:
    paper, screen = (
        page_texts(artifact(everything, "tome-1", edition).read_bytes()) for edition in ("print", "screen")
    )
    assert [loosely(page) for page in paper] == [loosely(page) for page in screen]


def test_the_screen_pdf_has_an_outline_links_and_tags_and_print_has_none(everything: Path) -> None:
    screen, paper = (pdf(artifact(everything, "tome-1", edition)) for edition in ("screen", "print"))
    titles = [(entry.level, entry.title) for entry in screen.outline]
    assert [title for _, title in titles[:4]] == ["Préface", "Les lieux", "La place du marché", "Le marché"]
    assert [level for level, _ in titles[:4]] == [1, 1, 2, 3]
    assert all(entry.page for entry in screen.outline)
    assert screen.links > 10
    assert dict(screen.structure)["H1"] >= 5
    assert screen.claims == ("PDF/UA-1",)
    assert (paper.outline, paper.links, paper.structure, paper.claims) == ((), 0, (), ())


def test_outline_leads_where_the_contents_say(everything: Path) -> None:
    file = artifact(everything, "tome-1", "screen")
    pages = [loosely(page) for page in page_texts(file.read_bytes())]
    contents = next(page for page in pages if loosely("Table des matières") in page)
    for entry in pdf(file).outline:
        assert loosely(entry.title) in pages[entry.page - 1]
    assert loosely("La place du marché") in contents


def test_the_epub_lists_the_pages_of_print(everything: Path) -> None:
    facts = epub(artifact(everything, "tome-1", "epub"))
    labels = {page.label for page in pdf(artifact(everything, "tome-1", "print")).pages}
    assert set(facts.pages) <= labels
    assert len(facts.pages) > 8


def test_an_image_has_its_text_and_a_decoration_has_none(everything: Path) -> None:
    told = {
        Path(image.source).stem[-6:]: image.alternative for image in epub(artifact(everything, "tome-1", "epub")).images
    }
    assert told["egrade"] == "Un dégradé du noir au blanc"
    assert told["-filet"] == ""


def test_the_sample_says_where_the_rest_is_and_holds_only_its_texts(everything: Path) -> None:
    text = loosely("".join(page_texts(artifact(everything, "extrait", "screen").read_bytes())))
    assert loosely("Les deux tomes paraissent aux Éditions de l’Essai.") in text
    assert loosely("La place du marché") in text
    assert loosely("Une citation courte") not in text


def test_both_tomes_are_in_the_whole(everything: Path) -> None:
    titles = [line.title for line in epub(artifact(everything, "integrale", "epub")).contents]
    assert [title for title in titles if title in {"La place du marché", "Voix", "Lettre d’une inconnue"}] == [
        "La place du marché", "Voix", "Lettre d’une inconnue",
    ]  # fmt: skip


def test_the_cover_has_the_size_that_shops_ask_for(everything: Path) -> None:
    from PIL import Image

    with Image.open(artifact(everything, "tome-1", "cover")) as image:
        assert (image.size, image.mode, image.format) == ((1600, 2400), "RGB", "JPEG")
