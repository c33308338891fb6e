"""What was measured, as Markdown: a table a book, with what it was measured with."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import psutil

from tests.benchmarks.measure import Result, Run
from tests.benchmarks.peers import NAIVE, PANDOC_EPUB, TYPST
from tests.benchmarks.quality import COLUMNS

BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
HEADS = {
    "novel": "Novel: *Madame Bovary*, 35 chapters, 117 000 words",
    "huge": "Huge: *Les Misérables*, 413 files, 534 000 words",
    "generated": "Generated book: two tomes, print, screen, EPUB with page list and cover",
}
# With what a book's PDFs are compared; EPUBs are compared with PANDOC_EPUB.
BASELINES = {"novel": (NAIVE, TYPST), "huge": (NAIVE, TYPST), "generated": ("tomes: cold, all editions",)}


@dataclass(frozen=True, slots=True)
class Measured:
    """The results of one book by step, how many texts it has, the day, and the versions of what ran.

    `lines` are rows of quality.COLUMNS by program, `preview` is a sentence; both may be empty.
    """

    book: str
    texts: int
    day: str
    versions: Mapping[str, str]
    results: Mapping[str, Result]
    lines: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    preview: str = ""

    def data(self) -> dict[str, Any]:
        """Return plain values, for a JSON file."""
        return asdict(self)

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Measured:
        """Return what `data` once gave."""
        results = {
            name: Result(tuple(Run(**run) for run in result["runs"]), result["pages"], result["together"])
            for name, result in data["results"].items()
        }
        lines = {name: tuple(row) for name, row in data["lines"].items()}
        return cls(**{**data, "results": results, "lines": lines})


def today() -> str:
    """Return the day, as ISO 8601 writes it."""
    return datetime.now(UTC).date().isoformat()


def own_versions() -> dict[str, str]:
    """Return the versions of what our own builds run."""
    names = {"tomes": "tomes", "WeasyPrint": "weasyprint", "pikepdf": "pikepdf"}
    return {"Python": platform.python_version(), **{shown: version(name) for shown, name in names.items()}}


def machine() -> str:
    """Return what the figures come from."""
    memory = psutil.virtual_memory().total / (1 << 30)
    return f"{os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()} {platform.machine()}"


def markdown(all_measured: Sequence[Measured], chart: str) -> str:
    """Return the section of figures; `chart` is the address of the picture, empty when there is none."""
    parts = [
        f"Measured on {machine()}. Seconds are medians, with the least and the greatest in brackets; « CPU » is that "
        "of all processes of a command, « largest » the peak memory of its largest process, « all » that of all of "
        "them together (what they share counted once). Programs took turns within a round. « ÷ » columns are ratios "
        "of medians of the same run."
    ]
    if chart:
        parts.append(f"![Time of whole commands]({chart})")
    for measured in all_measured:
        runs = max((len(result.runs) for result in measured.results.values()), default=0)
        parts.append(f"### {HEADS[measured.book]}")
        parts.extend(_tables(measured))
        versions = ", ".join(f"{name} {text}" for name, text in measured.versions.items())
        parts.append(
            f"{measured.day}, {measured.texts} texts, {runs} {'round' if runs == 1 else 'rounds'}. {versions}."
        )
    return "\n\n".join(parts) + "\n"


def _tables(measured: Measured) -> Iterable[str]:
    results = measured.results
    epubs = {name: result for name, result in results.items() if "EPUB" in name}
    paged = {name: result for name, result in results.items() if name not in epubs}
    yield _table(paged, [name for name in BASELINES[measured.book] if name in paged])
    if epubs:
        yield _table(epubs, [name for name in (PANDOC_EPUB,) if name in epubs])
    if measured.lines:
        yield _lines(measured.lines)
    if measured.preview:
        yield measured.preview


def _lines(rows: Mapping[str, Sequence[str]]) -> str:
    shown = [("word space, in spaces of the font", *COLUMNS), ("---", *("--:" for _ in COLUMNS))]
    return _written([*shown, *((name, *row) for name, row in rows.items())])


def _written(rows: Iterable[Sequence[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _table(results: Mapping[str, Result], baselines: Sequence[str]) -> str:
    heads = ["command", "wall s", *(f"÷ {name}" for name in baselines), "CPU s"]
    heads += [*(f"CPU ÷ {name}" for name in baselines[:1]), "largest MB", "all MB", "pages", "CPU ms a page"]
    rows = [heads, ["---", *["--:"] * (len(heads) - 1)]]
    for name, result in results.items():
        wall, cpu = result.median("wall"), result.median("cpu")
        low, high = result.range("wall")
        spread = f" ({low:.2f}–{high:.2f})" if len(result.runs) > 1 else ""
        rows.append(
            [
                name,
                f"{wall:.2f}{spread}",
                *(f"{wall / results[base].median('wall'):.3f}" for base in baselines),
                f"{cpu:.2f}",
                *(f"{cpu / results[base].median('cpu'):.3f}" for base in baselines[:1]),
                f"{result.median('largest'):.0f}",
                f"{result.together:.0f}",
                str(result.pages or ""),
                f"{1000 * cpu / result.pages:.1f}" if result.pages else "",
            ]
        )
    return _written(rows)


def put_in(page: Path, section: str) -> None:
    """Write the section between its marks in `page`; what stands around it stays."""
    text = page.read_text(encoding="utf-8") if page.exists() else f"{BEGIN}\n{END}\n"
    before, _, rest = text.partition(BEGIN)
    _, mark, after = rest.partition(END)
    if not mark:
        sys.exit(f"{page.name}: no {BEGIN} … {END}")
    page.write_text(f"{before}{BEGIN}\n{section}{END}{after}", encoding="utf-8")
