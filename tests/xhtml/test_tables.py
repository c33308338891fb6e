"""What is foreseen of a table: columns that need no second line, tables that do not fit on a page."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace

from pipeline.model import Cell, Table, text
from tests.xhtml.test_blocks import body

LONG = "Une remarque qui ne saurait tenir sur une seule ligne de la page, même si on la laissait seule. "


def table(*rows: tuple[str, ...]) -> Table:
    head, *body = (tuple(Cell(inlines=text(cell)) for cell in row) for row in rows)
    return Table(head=(head,), rows=tuple(body))


def test_columns_of_few_letters_are_short_as_long_as_the_others_keep_half_the_line() -> None:
    markup = body(table(("Ville", "Nombre", "Remarque"), ("Brest", "139 456", LONG)))
    assert re.findall(r"<td([^>]*)>", markup)[3:] == [' class="short"', ' class="short"', ""]
    many = body(table(tuple(f"colonne {one}" for one in range(8))))
    assert many.count('"short"') == 3


@pytest.mark.parametrize(("rows", "cell", "long"), [(10, "mot", False), (40, "mot", True), (9, LONG, True)])
def test_a_table_of_many_lines_may_go_on_on_the_next_page(rows: int, cell: str, long: bool) -> None:
    markup = body(table(("A", "B"), *(("un", cell) for _ in range(rows))))
    assert ('<table class="long">' in markup) is long


@pytest.mark.parametrize(
    ("caption", "cell", "narrow"),
    [
        ("Le nombre de messages de chaque mois", "mars", True),
        ("Messages", "mars", False),
        ("Le nombre de messages de chaque mois", "le mois de mars", False),
    ],
)
def test_a_caption_wider_than_its_table_makes_it_narrow(caption: str, cell: str, narrow: bool) -> None:
    markup = body(replace(table((cell, cell), (cell, cell)), caption=text(caption)))
    assert ('<table class="narrow">' in markup) is narrow
