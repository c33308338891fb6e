"""A social network is printed under the name that it gives itself."""

from __future__ import annotations

import pytest

from pipeline.model import Contributor, Paragraph, Post, text
from pipeline.reading import read_contribution
from tests.composition.books import book, composed, contribution, lines, of_role, with_people

NAMES = {
    "mastodon": "Mastodon",
    "X": "X",
    "x": "X",
    "INSTAGRAM": "Instagram",
    "linkedin": "LinkedIn",
    "tiktok": "TikTok",
    "Le Forum d’ici": "Le Forum d’ici",
    "": "",
}


@pytest.mark.parametrize("typed", NAMES)
def test_a_post_names_its_network_as_it_writes_itself(typed: str) -> None:
    source = f'# T\n\n::: post {{author="Léa" network="{typed}"}}\nOui.\n:::\n'
    (post,) = read_contribution("1-lea.md", source).contribution.blocks
    assert isinstance(post, Post)
    assert post.network == NAMES[typed]


def test_a_notice_names_networks_as_they_write_themselves() -> None:
    lea = Contributor(
        id="lea-m",
        name="Léa",
        notice=(Paragraph(inlines=text("Écrit.")),),
        handles=(("mastodon", "@lea@exemple.fr"), ("chezmoi", "@lea")),
    )
    work = with_people(book(contribution("a", "Un.", author="lea-m")), lea)
    shown = lines(of_role(composed(work), "notices"))
    assert [line.replace("\u00a0", " ") for line in shown[-2:]] == ["Mastodon : @lea@exemple.fr", "chezmoi : @lea"]
