"""No word is lost and none is invented: the words of the source are the words of the nodes, each at its place."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from pipeline.model import Break, CodeBlock, Contribution, Inlines, Paragraph, Run, each_block, each_inlines
from pipeline.reading import read_contribution

BOOKS = Path(__file__).parent.parent / "books"
ROOT = Path(__file__).parent.parent.parent
TEXTS = sorted([*BOOKS.rglob("*.md"), *ROOT.glob("manuscript/**/*.md")])
PATH = "manuscript/tome-1/partie/a.md"
WORD = re.compile(r"[^\W_]+")


def sequences(text: Contribution) -> list[Inlines]:
    """Return every inline sequence of a text: title, blocks, notes, signature."""
    bodies = (text.blocks, *(note.blocks for note in text.notes))
    return [text.title, text.subtitle, text.signature, *(line for blocks in bodies for line in each_inlines(blocks))]


def words_read(text: Contribution) -> list[str]:
    lines = [
        "".join(item.text if isinstance(item, Run) else " " if isinstance(item, Break) else "" for item in line)
        for line in sequences(text)
    ]
    code = [block.text for block in each_block(text.blocks) if isinstance(block, CodeBlock)]
    return sorted(WORD.findall("\n".join((*lines, *code))))


def words_typed(source: str) -> list[str]:
    """Return the words of a source without its markup, found by other means than the parser's."""
    body = re.sub(r"\A---\n.*?^---\n", _shown_keys, source, count=1, flags=re.DOTALL | re.MULTILINE)
    body = re.sub(r"<!--.*?-->", "", body, flags=re.DOTALL)
    body = re.sub(r"^:::.*$", "", body, flags=re.MULTILINE)
    body = body.replace("<mailto:", "<")
    body = re.sub(r"^\[\^?[\w]+\]:( http\S+)?", "", body, flags=re.MULTILINE)
    body = re.sub(r"\{[^{}]*\}", "", body)
    body = re.sub(r"!\[[^\]]*\]\([^\"()]*(\"([^\"]*)\")?\)", r"\2", body)
    body = re.sub(r"\]\([^()]*\)|\]\[\w+\]|\[\^\w+\]|&\w+;", " ", body)
    body = re.sub(r"^(Table|details):|^ *\d+\. ", "", body, flags=re.MULTILINE)
    return sorted(WORD.findall(body.replace("~", "").replace("^", "").replace("*", "")))


def _shown_keys(head: re.Match[str]) -> str:
    return "\n".join(re.findall(r"^(?:title|subtitle|signature): (.*)$", head[0], re.MULTILINE)) + "\n"


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_words_of_the_books(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert words_read(read_contribution(PATH, source).contribution) == words_typed(source)


PIECES = (
    *("mot{} ", "*mot{}* ", "**mot{}** ", "mot{}[^{}] ", "[mot{}](#a) ", "[mot{}]{{.sc}} ", "^[mot{}] ", "~~mot{}~~ "),
    *("mot{}\n", "mot{}\n\n", "\n\n> mot{}\n\n", "\n\n- mot{}\n- mot\n\n", "\n\n1. mot{}\n\n", "\n\n## mot{}\n\n"),
    *(
        "\n\n::: aside\nmot{}\n:::\n\n",
        "\n\n::: verse\n  mot{}\nmot\n:::\n\n",
        "\n\n```\nmot{}\n```\n\n",
        "\n\nmot{}\n: mot\n\n",
    ),
    *("\n\n| mot{} | b |\n|---|---|\n| c | mot |\n\n", "<b>mot{}</b> ", "![x](mot{} ", "{{.sc}} ", "\\* ", "&amp; "),
    *("[mot{} ", "] ", "* ", "** ", "_ ", "` ", "::: ", "\n:::\n"),
)
# Faults after which words are missing: what reading calls an error stops the build.
LOSSES = {"N002", "N003", "N004", "M007", "M008", "M021"}


@pytest.mark.parametrize("seed", range(150))
def test_words_of_texts_made_by_chance(seed: int) -> None:
    chance = random.Random(seed)
    pieces = (chance.choice(PIECES).format(number, number) for number in range(chance.randrange(5, 60)))
    source = "# Titre\n\n" + "".join(pieces)
    reading = read_contribution("a.md", source)
    read, typed = words_read(reading.contribution), re.findall(r"mot\d*", source)
    kept = [word for word in read if word.startswith("mot")]
    assert {item.code for item in reading.diagnostics} & LOSSES or kept == sorted(typed), source


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_every_run_says_exactly_where_it_stands(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    lines = source.split("\n")
    text = read_contribution(PATH, source).contribution
    runs = [item for line in sequences(text) for item in line if isinstance(item, Run)]
    assert runs or text.status == "awaited"
    for run in runs:
        assert run.span is not None
        if run.span.end_line == run.span.line:
            typed = lines[run.span.line - 1][run.span.column - 1 : run.span.end_column - 1]
            assert run.text == typed or typed.startswith(("&", "\\")) or run.text == typed.replace("\\|", "|")
        else:
            assert run.text == " "
            assert run.span.column == len(lines[run.span.line - 1]) + 1
            assert (run.span.end_line, run.span.end_column) == (run.span.line + 1, 1)


@pytest.mark.parametrize(
    ("typed", "shown", "column"),
    [
        ("<mailto:lea@exemple.fr>", "lea@exemple.fr", 9),
        ("<mailto:lea@exemple.fr?subject=Oui>", "lea@exemple.fr", 9),
        ("<lea@exemple.fr>", "lea@exemple.fr", 2),
        ("<tel:+33100000000>", "+33100000000", 6),
        ("<https://exemple.fr/a?b=c>", "https://exemple.fr/a?b=c", 2),
    ],
)
def test_an_address_between_chevrons_shows_what_a_reader_writes_down(typed: str, shown: str, column: int) -> None:
    line = read_contribution(PATH, f"# T\n\n{typed}\n").contribution.blocks[0]
    assert isinstance(line, Paragraph)
    (run,) = line.inlines
    assert isinstance(run, Run)
    assert run.span
    assert (run.text, run.span.column) == (shown, column)
    assert run.marks[0].value.endswith(typed[1:-1])


def test_every_mark_says_where_its_signs_stand() -> None:
    source = "# T\n\n*a* **b** ***c*** ~~d~~ H~e~ x^f^ [g]{.sc} [h](#a){lang=en} `i` <http://j.fr> _k_ __l__\n"
    line = read_contribution(PATH, source).contribution.blocks[0]
    assert isinstance(line, Paragraph)
    spans = [mark.span for item in line.inlines for mark in item.marks]
    typed = [source.split("\n")[2][span.column - 1 : span.end_column - 1] for span in spans if span]
    assert typed == [
        *("*a*", "**b**", "***c***", "**c**", "~~d~~", "~e~", "^f^", "[g]{.sc}", "[h](#a)", "[h](#a)", "`i`"),
        *("<http://j.fr>", "_k_", "__l__"),
    ]
