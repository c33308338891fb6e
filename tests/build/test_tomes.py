"""A tome says on which page of the other tome a text is, whichever of them is built."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pypdfium2 as pdfium

from tests.build.conftest import build, tree


def pages(pdf: Path) -> list[str]:
    with pdfium.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_bounded().replace("\r\n", " ") for page in document]


def the(pattern: str, root: Path) -> Path:
    (found,) = root.glob(pattern)
    return found


def test_a_reference_to_the_other_tome_gives_its_page(everything: Path) -> None:
    text = " ".join(pages(the("dist/tome-1/*print.pdf", everything)))
    numbers = re.findall(r"\(tome\s+II,\s+p\.\s+(\d+)\)", text)
    assert numbers
    other = pages(the("dist/tome-2/*print.pdf", everything))
    assert "Lettre d’une inconnue" in other[int(numbers[0]) - 1]


def test_a_tome_built_alone_is_the_same(everything: Path, tmp_path: Path) -> None:
    alone = tmp_path / "alone"
    shutil.copytree(everything, alone, ignore=shutil.ignore_patterns("dist", ".tomes"))
    made = tree(build(alone, "tome-1", "--edition", "print"))
    (name,) = (name for name in made if name.endswith("print.pdf"))
    assert made[name] == (everything / "dist" / name).read_bytes()
