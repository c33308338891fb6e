"""Build the project's book and the book of every construct, and draw their pages and screens into pictures/.

Passages of the long novel are drawn beside those of other programs, where these and it are at hand.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from pipeline.build import build
from pipeline.built import Order
from tests.pictures import compared
from tests.pictures.pages import pages, singles, spreads
from tests.pictures.screens import SCREENS, browser, shots, unpacked
from tests.pictures.sheet import Shot, write_sheets, write_strip

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "pictures"
BOOKS = {"book": ROOT, "everything": ROOT / "tests" / "books" / "everything"}
# The volumes whose EPUB is shown on screens.
ON_SCREENS = {"book": ("tome-1", "tome-2", "extrait"), "everything": ("tome-1", "tome-2", "extrait")}


# The picture of README.md, and the pages of the first tome that it shows: title page, opening, text, contents.
SHOWN = ROOT / "docs" / "pictures" / "pages.png"
SHOWN_PAGES = (2, 4, 5, -1)


def main() -> None:
    """Draw everything anew."""
    shutil.rmtree(PICTURES, ignore_errors=True)
    with tempfile.TemporaryDirectory() as folder, browser() as chromium:
        for name, source in BOOKS.items():
            work = Path(folder) / name
            shutil.copytree(source / "manuscript", work / "manuscript")
            built = build(work, work / "dist", Order(), lambda *_: None)
            for artifact in built.artifacts:
                file, target = work / "dist" / artifact.path, PICTURES / name / f"{artifact.volume}-{artifact.edition}"
                if artifact.format == "pdf":
                    draw = spreads if artifact.edition == "print" else singles
                    columns = 2 if artifact.edition == "print" else 4
                    told(write_sheets(target.with_suffix(".png"), draw(file, 110), columns, rows=3))
                elif artifact.format == "epub" and artifact.volume in ON_SCREENS[name]:
                    documents = unpacked(file, Path(folder) / f"{name}-{artifact.volume}")
                    for screen in SCREENS:
                        views = shots(chromium, documents, screen)
                        sheet = target.with_name(f"{target.name}-{screen.name}.png")
                        told(write_sheets(sheet, views, columns=6 if screen.width < 500 else 4, rows=2))
            if name == "book":
                file = next(work.glob("dist/tome-1/*-print.pdf"))
                drawn = pages(file, 84)
                told(write_strip(SHOWN, [drawn[number] for number in SHOWN_PAGES]))
            covers = [one for one in built.artifacts if one.format == "cover"]
            told(write_sheets(PICTURES / name / "covers.png", [_cover(work / "dist" / c.path) for c in covers], 4, 1))
        for passage, spreads_of_it in compared.sheets(Path(folder), 110):
            told(write_sheets(PICTURES / "compared" / f"{passage}.png", spreads_of_it, columns=2, rows=2))


def _cover(file: Path) -> Shot:
    from PIL import Image

    with Image.open(file) as image:
        return Shot(file.stem, image.resize((600, 900)))


def told(files: list[Path]) -> None:
    """Say what was drawn."""
    for file in files:
        print(file.relative_to(ROOT))


if __name__ == "__main__":
    main()
