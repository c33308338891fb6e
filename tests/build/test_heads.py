"""Running heads that are short titles, or cut to their line, are no words too many."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.build.books import PAGED, write_book
from tests.build.conftest import Invoke

LONG = "Un titre qui n’en finit pas, et qui ne tiendrait jamais sur une seule ligne en haut d’une page de ce livre"
PAGES = "Une phrase assez longue pour remplir la page de ce livre. " * 20 + "\n\n"


def test_short_titles_stand_at_the_head_of_the_pages(tmp_path: Path, invoke: Invoke) -> None:
    texts = {
        "book.yaml": f"short_title: Quatre lettres\n{PAGED['book.yaml']}",
        "01-lea.md": f"---\nshort_title: L’essentiel\n---\n\n# {LONG}\n\n{PAGES * 6}",
        "02-omar.md": f"# {LONG}\n\n{PAGES * 6}",
    }
    root = write_book(tmp_path / "book", PAGED | texts)
    done = invoke(root, "build", "-e", "print")
    assert done.exit_code == 0, done.output
    assert done.output.count("P008 ") == 1
    (pdf,) = root.glob("dist/*/*.pdf")
    said = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, text=True, check=True).stdout
    assert "L’essentiel" in said
    assert "Quatre lettres" in said
    assert "…" in said
