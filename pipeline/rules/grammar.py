"""L1: grammar by Grammalecte's command, where it is installed and when it is asked for: suggestions, never faults."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.rules.passages import MASK
from pipeline.rules.rule import Found, Work, found
from pipeline.rules.text import Text

COMMAND = "grammalecte-cli"
CODE = "L111"
# Signs, spaces, apostrophes and numbers are left to our own rules, which know how texts are typeset.
_LEFT_OUT = ("typo", "apos", "nbsp", "esp", "tab", "num", "unit")
# It reads about 9,000 words a second (Grammalecte 2.1.2, one core of 2024): the longest text takes half a minute.
_SECONDS = 300
_SUGGESTIONS = 3


def grammar(text: Text) -> Iterator[Found]:
    """What Grammalecte says of agreement, conjugation and hyphens."""
    passages = [one for one in text.french if one.kind == "paragraph" and len(one.text.split()) > 2]
    command = shutil.which(COMMAND)
    if command is None or not passages:
        return
    try:
        faults = _grammalecte(command, [one.prose.replace("\n", " ") for one in passages])
    except (OSError, subprocess.SubprocessError, ValueError, KeyError) as failure:
        yield found(text.contribution.span, says=f"{COMMAND}: {failure}", suggestions="?")
        return
    for number, start, end, says, suggestions in faults:
        passage = passages[number]
        if MASK not in passage.prose[start:end]:
            yield found(passage.span(start, end), says=says, suggestions=", ".join(suggestions[:_SUGGESTIONS]) or "?")


def _grammalecte(command: str, lines: list[str]) -> list[tuple[int, int, int, str, list[str]]]:
    """Return what Grammalecte finds: the line from 0, start and end in it, the sentence, what it would write."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "text.txt")
        file.write_text("\n".join(lines), encoding="utf-8", newline="\n")
        done = subprocess.run(
            [command, "-f", str(file), "-j", "-off", *_LEFT_OUT],
            capture_output=True,
            encoding="utf-8",
            timeout=_SECONDS,
            check=True,
            env={**os.environ, "PYTHONUTF8": "1"},  # it is a Python program, which writes as the locale says
        )
    paragraphs: list[dict[str, Any]] = json.loads(done.stdout)["data"]
    return sorted(
        (paragraph["iParagraph"] - 1, fault["nStart"], fault["nEnd"], fault["sMessage"], fault["aSuggestions"])
        for paragraph in paragraphs
        for fault in paragraph["lGrammarErrors"]
    )


def grammar_checker_missing(work: Work) -> Iterator[Found]:
    """Grammar is asked for, and no Grammalecte is on this machine."""
    if CODE in work.book.lint.select and shutil.which(COMMAND) is None:
        yield found(None, install=f"apt install {COMMAND}")
