"""The line grid: whatever stands before it, running text comes back to the lines of the facing page."""

from __future__ import annotations

import struct
import zlib
from base64 import b64encode

import pytest

from pipeline.styles import Theme, page, picture_rules, trim
from tests.styles.conftest import EDITION, LONG, Pages

PLAIN = f"<p>{LONG}</p>"
MARK = "<p>Repère.</p>"


def png(width: int, height: int) -> str:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress((b"\0" + b"\x80" * width) * height)
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    return "data:image/png;base64," + b64encode(data).decode()


NOTE = (
    '<a class="note-call" href="#n1" data-number="1"><sup>1</sup></a>'
    '<span class="footnote" id="n1" data-number="1"><span class="note-paragraph">Une note.</span></span>'
)
DISPLAYS = {
    "heading": "<h2>Un intertitre</h2>",
    "heading-3": "<h3>Un intertitre</h3>",
    "two-headings": "<h2>Un intertitre</h2><h3>Un autre</h3>",
    "pause": "<hr>",
    "quotation": f'<blockquote class="quotation"><p>{LONG}</p><p>Encore.</p><div class="attribution">Elle</div>'
    "</blockquote>",
    "verse": '<div class="verse"><div class="stanza"><p class="line">Un vers</p><p class="line indent-1">Deux</p></div>'
    '<div class="stanza"><p class="line">Trois</p></div><div class="attribution">Lui</div></div>',
    "letter": f'<div class="letter"><p>Cher Paul,</p><p>{LONG}</p><p class="signature">Jeanne</p></div>',
    "aside": f'<aside class="aside"><p>{LONG}</p></aside>',
    "post": '<div class="post"><p class="post-author"><span class="name">Camille</span> <span class="handle">@c</span>'
    f'</p><div class="post-text"><p>{LONG}</p></div><p class="post-date">Réseau · mars</p></div>',
    "list": "<ul class='tight'><li>un</li><li>deux<ul class='tight'><li>trois</li></ul></li></ul>",
    "loose-list": "<ol class='loose'><li><p>un</p></li><li><p>deux</p></li></ol>",
    "definitions": "<dl><dt>Fil</dt><dd><p>Une suite.</p></dd></dl>",
    "table": "<table><caption>Titre</caption><thead><tr><th>A</th><th>B</th></tr></thead>"
    "<tbody><tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></tbody></table>",
    "code": "<pre><code>a\nb</code></pre>",
    "notice": '<div class="notice"><h2>Camille</h2><p>Une notice.</p><p class="handle">@camille</p></div>',
    "note": f"<p>Un appel{NOTE} dans le texte.</p>",
    "marks": '<p>m<sup>2</sup>, H<sub>2</sub>O, 1<sup class="ordinal">er</sup>, <code>x</code>, <strong>gras</strong>, '
    '<em>italique</em>, <span class="small-caps">capitales</span>, <span class="century">XXI</span>, '
    '<span lang="ar">سلام</span>, <span lang="hi">हिन्दी</span>, <span lang="ka">ქართული</span></p>',
}


@pytest.mark.parametrize("name", DISPLAYS)
def test_text_comes_back_to_the_grid_after(name: str, pages: Pages, line: float) -> None:
    body = f'<section class="chapter">{PLAIN}{DISPLAYS[name]}{MARK}</section>'
    lines = pages(body)
    first = lines[0].baseline
    mark = next(one for one in lines if one.words == "Repère.")
    assert abs((mark.baseline - first + line / 2) % line - line / 2) < 0.1


@pytest.mark.parametrize("name", ["quotation", "aside", "post", "letter", "table"])
@pytest.mark.parametrize("before", range(26, 33))
def test_the_grid_holds_where_a_page_ends_inside(name: str, before: int, pages: Pages, line: float) -> None:
    plain = "".join(f"<p>Ligne {number}.</p>" for number in range(before))
    lines = pages(f'<section class="chapter">{plain}{DISPLAYS[name]}{MARK}</section>')
    mark = next(one for one in lines if one.words == "Repère.")
    assert mark.page == 1, "nothing was cut by the end of the page"
    assert abs((mark.baseline - lines[0].baseline + line / 2) % line - line / 2) < 0.1


@pytest.mark.parametrize("size", [(1200, 800), (300, 300), (500, 1500), (151, 97)])
def test_text_comes_back_to_the_grid_after_a_picture(
    size: tuple[int, int], theme: Theme, pages: Pages, line: float
) -> None:
    address = png(*size)
    rules = picture_rules(page(theme, trim(EDITION.trim)), [(address, *size)])
    figure = f'<figure><img src="{address}" alt=""><figcaption>Une légende.</figcaption></figure>'
    lines = pages(f'<section class="chapter"><p>Avant.</p>{figure}{MARK}</section>', rules)
    assert abs((lines[-1].baseline - lines[0].baseline + line / 2) % line - line / 2) < 0.1


def test_pictures_keep_their_ratio_and_are_never_coarse(theme: Theme) -> None:
    found = page(theme, trim("148x210"))
    assert "width: 144.000pt; height: 72.000pt" in picture_rules(found, [("a", 300, 150)])
    wide = picture_rules(found, [("b", 3000, 1500)])
    assert f"width: {found.measure / 25.4 * 72:.3f}pt" in wide
    assert picture_rules(found, [("c", 0, 0)]) == ""
