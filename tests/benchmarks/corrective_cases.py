"""Measure the linter's fixes, then typesetting, on third-party cases of French typography.

    python -m tests.benchmarks.corrective_cases FILE.jsonl [--list]

A case is a line with `id`, `tier`, `profile`, `format`, `input`, `expected` and, where they are, `accept` and
`must_contain`. Those of the tier `corrective` are written as a manuscript, mended with `--fix --unsafe`, typeset, and
compared. A case that is not met is listed; REASONS says why where that is decided.
"""

from __future__ import annotations

import html
import json
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.cli.fixing import mend_book
from pipeline.model import Paragraph, plain
from pipeline.reading import read
from pipeline.rules import check
from pipeline.store import Store
from pipeline.typography import typeset

PROFILES = {"fr-mixte": "mixed", "fr-fine-guillemets": "fine-guillemets"}
REASONS = {"fr-199": "the sign ° is kept as typed, set off by a no-break space: both forms are read as « numéro »"}
_MARKUP = ((r"</?(?:b|strong)>", "**"), (r"</?(?:i|em)>", "*"), (r"</?sup\b[^>]*>", "^"), (r"</?p>", ""))


def markdown(case: dict[str, Any]) -> str:
    """Return the input of a case as our Markdown."""
    text: str = case["input"]
    if case["format"] == "html":
        for pattern, mark in _MARKUP:
            text = re.sub(pattern, mark, text)
        text = html.unescape(text)
    return text


def wanted(case: dict[str, Any]) -> set[str]:
    """Return the answers that count, without markup."""
    answers = [case["expected"], *case.get("accept", ()), *filter(None, [case.get("expected_house")])]
    return {html.unescape(re.sub(r"<[^>]+>", "", answer)) for answer in answers}


def answer(text: str, spacing: str) -> str:
    """Return what the reader would see of `text`, mended and typeset."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        file = root / "001-texte.md"
        file.write_text(f"# Texte\n\n{text}\n", encoding="utf-8")
        book = read(root, Store(root / ".tomes")).book
        assert book is not None
        for one in mend_book(book, check(book), tuple, unsafe=True):
            (root / one.path).write_text(one.after, encoding="utf-8")
        book = read(root, Store(root / ".tomes")).book
        assert book is not None
        paragraphs = [block for block in book.contributions[0].blocks if isinstance(block, Paragraph)]
        return "\n".join(plain(typeset(block.inlines, "fr", spacing)) for block in paragraphs)


def results(file: Path) -> Iterator[tuple[dict[str, Any], str, bool]]:
    """Yield every corrective case with our answer and whether it is met."""
    for line in file.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        if case["tier"] == "corrective":
            given = answer(markdown(case), PROFILES.get(case["profile"], "mixed"))
            parts = case.get("must_contain")
            yield case, given, all(part in given for part in parts) if parts else given in wanted(case)


def main() -> None:
    """Print the count, and every case that is not met."""
    rows = list(results(Path(sys.argv[1])))
    print(f"{sum(met for _, _, met in rows)} of {len(rows)} corrective cases mended")
    for case, given, met in rows:
        if not met or "--list" in sys.argv:
            reason = "" if met else REASONS.get(case["id"], "not decided")
            print(f"{case['id']} {case['rule']}: {case['input']!r} -> {given!r}, wanted {case['expected']!r}  {reason}")


if __name__ == "__main__":
    main()
