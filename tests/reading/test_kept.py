"""What is kept from one reading to the next: nothing is lost, nothing stale is taken, nothing refused is kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec import json

from pipeline.composition import typeset_lines
from pipeline.images.worker import Prober
from pipeline.model import Book
from pipeline.reading import Beside, contribution, kept, read, read_contribution
from pipeline.reading.root import KEPT
from pipeline.store import Store, as_line
from tests.images.conftest import encoded, gradient

EVERYTHING = """---
title: Le *banc*
subtitle: Un récit
author: lea
signature: Léa
---

Du texte[^1], **gras**, [un lien](https://exemple.fr), [un renvoi](#ici), [x]{lang=en}, H~2~O\\
suite.^[En place.] Encore[^1]. [le banc]{index="banc!long"}

## Un titre {#ici}

> Cité.
>
> — Quelqu’un

::: verse
Un vers,
  un autre.
:::

::: letter
Cher ami,
:::

- un
- deux

Terme
:   Sens.

![Un arbre](arbre.png "Légende")

details: Un arbre seul.

| a | b |
|---|--:|
| 1 | 2 |

Table: Des nombres.

```
code
```

***

<!-- tomes: allow T101 raison -->
Double  espace, \\u0000 et 😀 […].

[^1]: La note.
[^2]: Jamais appelée.
"""


def test_everything_comes_back_as_it_was() -> None:
    reading = read_contribution("manuscript/banc.md", EVERYTHING)
    line = as_line(reading)
    assert line
    assert json.decode(line, type=contribution.ContributionReading) == reading


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A book of two texts and a picture."""
    folder = tmp_path / "manuscript"
    folder.mkdir()
    (folder / "book.yaml").write_text("title: Essai\n", encoding="utf-8")
    (folder / "contributors.yaml").write_text(
        "lea: {name: Léa}\nmax: {name: Max, notice: 'Un [mot](#ici) ![x](arbre.png)'}\n", encoding="utf-8"
    )
    (folder / "arbre.png").write_bytes(encoded(gradient(20, 10), "PNG"))
    (folder / "banc.md").write_text(EVERYTHING, encoding="utf-8")
    (folder / "mur.md").write_text("---\nauthor: max\ntitle: Le mur\n---\n\nUn mur.\n", encoding="utf-8")
    return tmp_path


def _read(root: Path) -> Book:
    book = read(root, Store(root / ".tomes")).book
    assert book
    return book


def test_what_has_not_changed_is_neither_parsed_nor_decoded_again(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = _read(book)
    parsed: list[str] = []
    contribution.read_contribution.cache_clear()

    def count(path: str, text: str, language: str) -> contribution.ContributionReading:
        parsed.append(path)
        return read_contribution(path, text, language)

    monkeypatch.setattr(kept, "read_contribution", count)

    monkeypatch.setattr(Prober, "ask", None)
    monkeypatch.setattr(kept, "read_register", None)
    assert _read(book) == first
    assert parsed == []
    (book / "manuscript" / "mur.md").write_text("# Le mur\n\nUn autre mur.\n", encoding="utf-8")
    assert _read(book).contributions[0] == first.contributions[0]
    assert parsed == ["manuscript/mur.md"]


@pytest.mark.parametrize("damaged", [b"", b"not a ledger", b"0" * 64 + b"\nkey [1]\n", b"\xff\xfe\n\xff"])
def test_a_damaged_file_counts_as_none(book: Path, damaged: bytes) -> None:
    first = _read(book)
    (book / ".tomes" / KEPT).write_bytes(damaged)
    assert _read(book) == first


def test_nothing_is_kept_of_a_text_whose_author_refused(book: Path) -> None:
    _read(book)
    file = book / ".tomes" / KEPT
    assert "Un mur." in file.read_text(encoding="utf-8")
    register = "lea: {name: Léa}\nmax: {name: Max, consent: refused}\n"
    (book / "manuscript" / "contributors.yaml").write_text(register, encoding="utf-8")
    for _ in range(2):
        _read(book)
        assert "Un mur." not in file.read_text(encoding="utf-8")
    assert "La note." in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("register", ["lea: {name: Léa}\nmax: {name: Max, consent: refused, x: y}\n", "lea: [\n"])
def test_nothing_is_kept_of_a_text_whose_author_may_have_refused(book: Path, register: str) -> None:
    _read(book)
    (book / "manuscript" / "contributors.yaml").write_text(register, encoding="utf-8")
    _read(book)
    assert "Un mur." not in (book / ".tomes" / KEPT).read_text(encoding="utf-8")


def test_texts_that_several_processes_read_are_read_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in ("un", "deux"):
        root = tmp_path / folder
        root.mkdir()
        (root / "arbre.png").write_bytes(encoded(gradient(8, 8), "PNG"))
        (root / "contributors.yaml").write_text("lea: {name: Léa}\n", encoding="utf-8")
        for number in range(5):
            text = EVERYTHING.replace("#ici", f"#ici{number}").replace("Un récit", f"Récit {number}")
            (root / f"{number}.md").write_text(text, encoding="utf-8")
    alone = read(tmp_path / "un", Store(tmp_path / "un/.tomes"), beside=Beside(typeset_lines))
    assert not alone.more
    monkeypatch.setattr("pipeline.sharing._WORTH_SHARING", 0)
    shared = read(tmp_path / "deux", Store(tmp_path / "deux/.tomes"), beside=Beside(typeset_lines))
    assert alone.book is not None
    assert shared.book is not None
    assert shared.book.contributions == alone.book.contributions
    assert (shared.diagnostics, shared.fresh) == (alone.diagnostics, alone.fresh)
    expected = [typeset_lines(one, "fr", ("mixed",)) for one in alone.book.contributions]
    assert shared.more == {key: line for lines in expected for key, line in lines.items()}
    assert (tmp_path / "deux/.tomes" / KEPT).read_bytes() == (tmp_path / "un/.tomes" / KEPT).read_bytes()
