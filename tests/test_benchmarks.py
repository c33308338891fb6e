"""The benchmark's harness runs, end to end, on a small book: no time is asserted."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks.__main__ import main
from tests.benchmarks.books import BookFolder, generated
from tests.benchmarks.chart import chart
from tests.benchmarks.measure import Result, Run, Step, rounds
from tests.benchmarks.quality import COLUMNS, lines, preview
from tests.benchmarks.report import BEGIN, END, Measured, markdown, put_in
from tests.benchmarks.stages import profile


def texts(book: BookFolder) -> list[str]:
    return [file.read_text(encoding="utf-8") for file in book.texts]


def result(*walls: float, pages: int = 0) -> Result:
    return Result(tuple(Run(wall, 2 * wall, 100, 150, 0) for wall in walls), pages, 150)


def test_quick_run_writes_the_table(tmp_path: Path) -> None:
    page = tmp_path / "performance.md"
    main(["--quick", "--work", str(tmp_path / "work"), "--page", str(page)])
    text = page.read_text(encoding="utf-8")
    for step in ("cold, all editions", "nothing changed", "one sentence edited", "a page added"):
        assert f"| tomes: {step} | " in text
    assert "12 texts, 1 round" in text
    assert "<svg" in page.with_suffix(".svg").read_text(encoding="utf-8")


def test_figures_are_those_of_all_processes(tmp_path: Path) -> None:
    """Work is counted in a child, and in a process that its parent leaves behind."""
    burn = 'python3 -c "import time; x = bytearray(60_000_000)\nwhile time.process_time() < 0.3: pass"'
    step = Step("work", f"{burn}; ({burn} &)", tmp_path)
    (run,) = rounds([step], 1, tmp_path / "logs", print)["work"].runs
    assert run.cpu >= 0.6
    assert run.largest >= 60


def test_a_step_that_fails_is_said_and_left_out(tmp_path: Path) -> None:
    said: list[str] = []
    steps = [Step("good", "true", tmp_path), Step("bad", "echo broken; exit 3", tmp_path)]
    found = rounds(steps, 2, tmp_path / "logs", said.append)
    assert list(found) == ["good"]
    assert len(found["good"].runs) == 2
    assert [text for text in said if "failed with 3" in text and "broken" in text]


def test_changes_are_never_the_same_and_can_be_undone(tmp_path: Path) -> None:
    book = generated(tmp_path, 4)
    before = texts(book)
    book.edit_sentence()
    once = texts(book)
    book.edit_sentence()
    twice = texts(book)
    assert before != once != twice != before
    book.restore()
    assert texts(book) == before


def test_medians_ranges_and_ratios(tmp_path: Path) -> None:
    results = {"tomes: cold": result(4, 1, 2, pages=100), "pandoc, WeasyPrint": result(10, 8, 12, pages=90)}
    rows = {"tomes": ("97.0 %",) * len(COLUMNS)}
    measured = Measured("novel", 35, "2026-01-01", {"Python": "3"}, results, rows, "Live preview: soon.")
    assert Measured.of(json.loads(json.dumps(measured.data()))) == measured
    text = markdown([measured], "")
    assert "| tomes: cold | 2.00 (1.00–4.00) | 0.200 | 4.00 | 0.200 | 100 | 150 | 100 | 40.0 |" in text
    assert "| tomes | 97.0 % |" in text
    assert "Live preview: soon." in text
    page = tmp_path / "page.md"
    page.write_text(f"before\n{BEGIN}\nof yesterday\n{END}\nafter\n", encoding="utf-8")
    put_in(page, text)
    written = page.read_text(encoding="utf-8")
    assert written.startswith("before\n")
    assert written.endswith("after\n")
    assert "yesterday" not in written
    page.write_text("no marks", encoding="utf-8")
    with pytest.raises(SystemExit):
        put_in(page, text)


def test_lines_and_preview_of_a_book(tmp_path: Path) -> None:
    book = generated(tmp_path, 4)
    tomes = Path(sys.executable).with_name("tomes")
    subprocess.run([tomes, "build", "tome-1", "--edition", "print"], cwd=book.folder, check=True, capture_output=True)
    (file,) = book.folder.glob("dist/tome-1/*.pdf")
    measured = lines({"tomes": file, "absent": tmp_path / "absent.pdf"})
    assert list(measured) == ["tomes"]
    assert len(measured["tomes"]) == len(COLUMNS)
    assert measured["tomes"][0].endswith(" %")
    assert "9 changes" in preview(book.folder, "print", tmp_path)


def test_chart_shows_the_quickest_first() -> None:
    drawn = chart("Seconds", {"slow & steady": 4, "tomes": 1})
    assert drawn.index("tomes") < drawn.index("slow &amp; steady")
    assert "prefers-color-scheme: dark" in drawn


def test_profile_names_the_stages(tmp_path: Path) -> None:
    book = generated(tmp_path, 4)
    lines = list(profile(book.folder))
    for stage in ("read", "check", "compose", "WeasyPrint: lay out", "write: PDF", "inspect", "publish"):
        assert any(line.strip().startswith(stage) for line in lines)
    assert not (book.folder / "dist").exists()
