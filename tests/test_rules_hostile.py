"""No rule is slow, or falls, on a text made to make it so."""

from __future__ import annotations

import time

import pytest

from pipeline.diagnostic import Span
from pipeline.model import Contribution, Paragraph, Run, text
from pipeline.rules import RULES
from pipeline.rules.facts import gather
from pipeline.rules.rule import TextRule
from pipeline.rules.text import Text

LENGTH = 20_000
UNITS = (
    "a",
    "a ",
    "  ",
    ".",
    "…",
    "-",
    "--",
    "A ",
    "1.",
    "’",
    '"',
    "« ",
    "(",
    "a,",
    "a@a.",
    "#a",
    "а",
    "é",
    "🎉",
    "{++",
)


@pytest.mark.parametrize("unit", UNITS)
def test_time_grows_with_the_length(unit: str) -> None:
    words = (unit * LENGTH)[:LENGTH] + "!"
    span = Span("t.md", 1, 1, 1, len(words) + 1)
    paragraph = Paragraph(inlines=(Run(words, (), span),), span=span)
    subject = Text(Contribution(id="t", path="t.md", title=text("Titre"), blocks=(paragraph,), source=words))
    start = time.process_time()
    gather(subject)
    for rule in RULES:
        if isinstance(rule, TextRule) and not rule.slow and not rule.asked:
            next(iter(rule.find(subject)), None)
    assert time.process_time() - start < 3
