"""How long a live preview waits: a book is opened, then one text is changed again and again and its pages asked for.

    python -m tests.benchmarks.resident BOOK-FOLDER EDITION TIMES

Prints JSON: the seconds of each change with its pages, and how many pages the text has. The text is the one whose
length is the middle one of the book; the first change, which loads what later ones have, counts like the others.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from pipeline.serve import Resident


def wait(root: Path, edition: str, times: int) -> dict[str, object]:
    """Return what a live preview of a text of the book in `root` waits, `times` times."""
    texts = sorted((root / "manuscript").rglob("[0-9]*.md"), key=lambda file: (file.stat().st_size, file.name))
    file = texts[len(texts) // 2]
    volume = next((part.name for part in file.parents if (part / "tome.yaml").exists()), "book")
    resident = Resident(root, volume, edition)
    before = file.read_text(encoding="utf-8")
    path = file.relative_to(root).as_posix()
    name = next(text.id for text in resident._book.contributions if text.path == path)
    seconds = []
    for number in range(times):
        begun = time.monotonic()
        resident.change(path, f"{before}\nUne phrase de plus, la {number}e.\n")
        pages = resident.pages(name)
        seconds.append(time.monotonic() - begun)
    return {"seconds": seconds, "pages": len(pages.labels)}


if __name__ == "__main__":
    print(json.dumps(wait(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))))
