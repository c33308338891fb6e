"""Where a first build of a book in one process spends its time: a line a stage, by the interpreter's own profiler.

The profiler makes Python slower and leaves the libraries in C as they are, so the shares lean towards Python.
"""

from __future__ import annotations

import cProfile
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import CodeType

# What a line counts: the end of a file’s name and a function in it. A line that begins with spaces is part of
# the one before it.
STAGES = (
    ("read", "pipeline/reading/__init__.py", "read"),
    ("check", "pipeline/rules/__init__.py", "check"),
    ("compose", "pipeline/composition/compose.py", "compose"),
    ("lay out", "pipeline/layout/lay_out.py", "lay_out"),
    ("  XHTML", "pipeline/xhtml/document.py", "section_document"),
    ("  WeasyPrint: lay out", "weasyprint/document.py", "_render"),
    ("  WeasyPrint: write", "weasyprint/document.py", "write_pdf"),
    ("  heads and folios", "pipeline/layout/furniture.py", "draw"),
    ("write: PDF", "pipeline/formats/pdf.py", "write"),
    ("write: EPUB", "pipeline/formats/epub/__init__.py", "write"),
    ("inspect", "pipeline/inspection/inspect.py", "inspect"),
    ("publish", "pipeline/publish.py", "publish"),
    ("imports, wherever", "<frozen importlib._bootstrap>", "_find_and_load"),
)


def profile(book: Path, edition: str = "print") -> Iterator[str]:
    """Build one edition of a copy of the book folder, and yield the seconds and the share of every stage."""
    profiler = cProfile.Profile()
    with tempfile.TemporaryDirectory() as work:
        copy = Path(work) / "book"
        shutil.copytree(book, copy, ignore=shutil.ignore_patterns(".tomes", "dist"))
        profiler.enable()
        from pipeline.build import build
        from pipeline.built import Order

        build(copy, copy / "dist", Order(editions=(edition,), jobs=1), lambda *_: None)
        profiler.disable()
    entries = profiler.getstats()
    total = sum(entry.inlinetime for entry in entries)
    yield f"{'stage':<24} seconds  share"
    for name, file, function in STAGES:
        spent = sum(entry.totaltime for entry in entries if _is(entry.code, file, function))
        if spent:
            yield f"{name:<24} {spent:7.2f} {100 * spent / total:5.1f} %"
    yield f"{'all':<24} {total:7.2f}"


def _is(code: CodeType | str, file: str, function: str) -> bool:
    return isinstance(code, CodeType) and code.co_name == function and code.co_filename.endswith(file)
