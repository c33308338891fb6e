"""Count how many third-party typography cases pass, by tier: `python -m tests.benchmarks.typography_cases CASES.jsonl`.

A case has an `input`, an `expected` text (and perhaps `expected_house`, or others to `accept`), a `format` (`text`,
`html`, `markdown`) and the `profile` of spaces that it supposes. With `must_contain`, that alone counts. Cases that
fail are listed; the exit code says nothing, for the corrective tiers are the linter's business.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from html import escape, unescape
from pathlib import Path
from typing import Any

from pipeline.model import Inlines, Mark, MarkKind, Run
from pipeline.typography import typeset, visible

# Profile of a case: language and spacing.
PROFILES = {
    "fr-mixte": ("fr", "mixed"),
    "fr-fine-guillemets": ("fr", "fine-guillemets"),
    "fr-tout-fine": ("fr", "all-fine"),
    "fr-CA": ("fr-CA", "mixed"),
    "en": ("en", "mixed"),
    "any": ("fr", "mixed"),
}

TOKEN = re.compile(r"<(/?)([a-z][a-z0-9]*)(?:\s[^>]*)?>")
PARAGRAPHS = {"p", "h1", "h2", "h3", "li"}
KINDS = {
    "em": MarkKind.EMPHASIS,
    "b": MarkKind.STRONG,
    "strong": MarkKind.STRONG,
    "sup": MarkKind.SUPERSCRIPT,
    "a": MarkKind.LINK,
    "pre": MarkKind.CODE,
    "code": MarkKind.CODE,
    "samp": MarkKind.CODE,
    "kbd": MarkKind.CODE,
}
RAISED = {MarkKind.ORDINAL: "sup"}


def typeset_markup(source: str, language: str, spacing: str) -> str:
    """Return `source` typeset, its tags as they were: each paragraph on its own."""
    written, paragraph, open_ = "", [], []
    at = 0
    for match in TOKEN.finditer(source):
        paragraph.append((source[at : match.start()], tuple(open_)))
        at = match.end()
        closing, name = match.groups()
        if name in PARAGRAPHS:
            written += _paragraph(paragraph, language, spacing) + match.group()
            paragraph = []
            continue
        paragraph.append((match.group(), None))
        if closing:
            open_.pop()
        elif name != "img":
            open_.append(name)
    paragraph.append((source[at:], ()))
    return written + _paragraph(paragraph, language, spacing)


def _paragraph(parts: list[tuple[str, tuple[str, ...] | None]], language: str, spacing: str) -> str:
    """Return the parts of a paragraph, texts under open tags and tags, with the texts typeset."""
    runs: list[Run] = []
    for index, (text, tags) in enumerate(parts):
        if tags is not None and text:
            marks = tuple(Mark(KINDS[name]) for name in tags if name in KINDS)
            # The number of the part tells afterwards where a piece of a run belongs.
            runs.append(Run(unescape(text), (*marks, Mark(MarkKind.REFERENCE, str(index)))))
    printed = ["" if tags is not None else text for text, tags in parts]
    for run in typeset(tuple(runs), language, spacing):
        if isinstance(run, Run):
            index = int(next(mark.value for mark in run.marks if mark.kind is MarkKind.REFERENCE))
            text = escape(run.text, quote=False)
            raised = any(mark.kind in RAISED for mark in run.marks)
            printed[index] += f"<sup>{text}</sup>" if raised else text
    return "".join(printed)


def result(case: dict[str, Any]) -> str:
    language, spacing = PROFILES[case["profile"]]
    if case["format"] == "text":
        inlines: Inlines = (Run(case["input"]),)
        return "".join(run.text for run in typeset(inlines, language, spacing) if isinstance(run, Run))
    source = case["input"]
    if case["format"] == "markdown":
        parts = re.split(r"(\*\*)", escape(source, quote=False))
        source = "".join(
            f"<{'/' * (index // 2 % 2)}strong>" if part == "**" else part for index, part in enumerate(parts)
        )
        return unescape(typeset_markup(source, language, spacing))
    return typeset_markup(source, language, spacing)


def passes(case: dict[str, Any], printed: str) -> bool:
    if "must_contain" in case:
        return all(part in printed for part in case["must_contain"])
    return printed in {case["expected"], case.get("expected_house"), *case.get("accept", ())}


def main(path: str) -> None:
    total: Counter[str] = Counter()
    passed: Counter[str] = Counter()
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        printed = result(case)
        total[case["tier"]] += 1
        if passes(case, printed):
            passed[case["tier"]] += 1
        else:
            print(f"{case['id']} {case['tier']}: {visible(case['input'])!r}")
            print(f"    {visible(printed)!r}, expected {visible(case['expected'])!r}")
    for tier in sorted(total):
        print(f"{tier}: {passed[tier]}/{total[tier]}")


if __name__ == "__main__":
    main(sys.argv[1])
