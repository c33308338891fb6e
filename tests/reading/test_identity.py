"""Ids come from what is written, so that links and positions survive an edit elsewhere."""

from __future__ import annotations

import pytest

from pipeline.model import IndexMark, each_block, each_inlines
from pipeline.reading import read_contribution
from pipeline.reading.links import identifier


def ids(text: str) -> list[str]:
    contribution = read_contribution("014-lea.md", "# T\n\n" + text).contribution
    marks = [item.id for line in each_inlines(contribution.blocks) for item in line if isinstance(item, IndexMark)]
    return [*(block.id for block in each_block(contribution.blocks)), *(note.id for note in contribution.notes), *marks]


BODY = "Un.\n\n> Deux[^n].\n\n- trois [q]{.index}\n\n| a |\n|---|\n| b |\n\n::: verse\nc\n:::\n\n[^n]: Note.\n"


def test_an_edit_elsewhere_changes_no_id() -> None:
    assert set(ids(BODY)) < set(ids("Un autre début[^z].\n\n" + BODY + "\n[^z]: Autre.\n"))


def test_ids_are_of_the_text_and_unlike_one_another() -> None:
    found = ids(BODY)
    assert len(set(found)) == len(found)
    assert all(name.startswith("lea-") for name in found)


def test_twins_are_numbered() -> None:
    first, second, third = ids("Un.\n\nUn.\n\nUn.\n")
    assert (second, third) == (f"{first}-2", f"{first}-3")


@pytest.mark.parametrize(
    ("stem", "wanted"),
    [
        ("014-lea", "lea"),
        ("lea", "lea"),
        ("14_Léa et moi", "lea-et-moi"),
        ("014", "t014"),
        ("1984 bis", "bis"),
        ("01-3e-rencontre", "t3e-rencontre"),
        ("L’été à Œuf", "l-ete-a-oeuf"),
        ("山", "t"),
    ],
)
def test_the_id_of_a_text_is_its_name_without_its_number(stem: str, wanted: str) -> None:
    assert identifier(stem) == wanted
