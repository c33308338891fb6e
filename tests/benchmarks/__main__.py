"""Measure whole commands and write docs/performance.md: `python -m tests.benchmarks`, or `make bench`.

python -m tests.benchmarks                          every book that can be made here, three rounds (long)
python -m tests.benchmarks --books novel --work W   one book; what W holds of the others is written too
python -m tests.benchmarks --quick                  twelve texts, one round, no other programs
python -m tests.benchmarks profile BOOK [EDITION]   where a first build of a book folder spends its time
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from tests.benchmarks import scenarios
from tests.benchmarks.books import ROOT, BookFolder, available, generated
from tests.benchmarks.chart import chart
from tests.benchmarks.measure import rounds, run
from tests.benchmarks.peers import peers, versions
from tests.benchmarks.quality import lines, preview
from tests.benchmarks.report import Measured, markdown, own_versions, put_in, today

ROUNDS = 3
QUICK_TEXTS = 12
WARM_UP_TEXTS = 4


def main(arguments: Sequence[str]) -> None:
    """Do what the arguments say."""
    if arguments[:1] == ["profile"]:
        from tests.benchmarks.stages import profile

        for line in profile(Path(arguments[1]), *arguments[2:3]):
            print(line)
        return
    made = available()
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description="Measure whole commands.")
    parser.add_argument("--books", nargs="+", choices=list(made), default=list(made), help="only these books")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="times that everything runs")
    parser.add_argument("--quick", action="store_true", help="one round on a small book, without other programs")
    parser.add_argument("--work", type=Path, help="folder of the books and of what was measured (else a passing one)")
    parser.add_argument("--page", type=Path, default=ROOT / "docs/performance.md", help="page to write the tables in")
    wanted = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as passing:
        work = (wanted.work or Path(passing)).resolve()
        work.mkdir(parents=True, exist_ok=True)
        if wanted.quick:
            measure(generated(work, QUICK_TEXTS), work, count=1)
        else:
            for name in wanted.books:
                measure(made[name](work), work, wanted.rounds)
        write(work, wanted.page)


def measure(book: BookFolder, work: Path, count: int) -> None:
    """Measure one book and keep what was found in `work`."""
    logs = work / "logs"
    logs.mkdir(parents=True, exist_ok=True)
    run(scenarios.warm_up(generated(work / "warm-up", WARM_UP_TEXTS)), logs / "warm-up.log")
    own = scenarios.generated(book) if book.name == "generated" else scenarios.long_book(book)
    others = peers(book, work)
    results = rounds([*own, *others], count, logs, lambda text: print(text, file=sys.stderr, flush=True))
    shown = {**own_versions(), **(versions() if others else {})}
    found = Measured(book.name, len(book.texts), today(), shown, results)
    if book.name == "novel":
        files = scenarios.pdfs(book, logs / "lines.log") | {step.name: step.output for step in others if step.output}
        found = replace(found, lines=lines(files), preview=preview(book.folder, "print", logs))
    (work / f"{book.name}.json").write_text(json.dumps(found.data(), indent=1), encoding="utf-8")


def write(work: Path, page: Path) -> None:
    """Write the tables and the chart of everything that `work` knows."""
    files = [work / f"{name}.json" for name in ("novel", "huge", "generated")]
    known = [Measured.of(json.loads(file.read_text(encoding="utf-8"))) for file in files if file.exists()]
    first = known[0]
    picture = page.with_suffix(".svg")
    seconds = {name: result.median("wall") for name, result in first.results.items() if "EPUB" not in name}
    picture.write_text(chart(f"Seconds of whole commands: {first.book}", seconds), encoding="utf-8")
    put_in(page, markdown(known, picture.name))


if __name__ == "__main__":
    main(sys.argv[1:])
