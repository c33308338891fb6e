"""Small pages set with the engine, and read back from the PDF."""

from __future__ import annotations

import ctypes
import re
from collections import defaultdict
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pypdfium2 as pdfium
from pypdfium2 import raw
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration

from pipeline.layout.lines import engine
from pipeline.layout.lines.report import Report

FONTS = Path(__file__).parents[2] / "styles" / "themes" / "default" / "fonts"
FACES = "".join(
    f"@font-face{{font-family:{family};font-style:{style};src:url({(FONTS / file).as_uri()})}}"
    for family, style, file in (
        ("Text", "normal", "LinLibertine_R.otf"),
        ("Text", "italic", "LinLibertine_RI.otf"),
        ("Code", "normal", "LinLibertine_M.otf"),
        ("Arabic", "normal", "NotoNaskhArabic-Regular.ttf"),
        ("Devanagari", "normal", "NotoSerifDevanagari-Regular.ttf"),
        ("Tamil", "normal", "NotoSerifTamil-Regular.ttf"),
    )
)
PROSE = (
    "La difficulté de l’affaire est suffisamment effrayante pour qu’on l’affiche, et l’effort soufflé des officiers "
    "efficaces s’effondre : rien ne suffit, disait-elle en regardant l’horizon lointain, tandis que les offres "
    "affluaient de toutes parts sans que jamais l’on pût les différencier vraiment, ni par leur importance, ni par "
    "leur étendue, ni par les conséquences qu’elles entraînaient dans les affaires du canton. On avait longuement "
    "préparé la délibération, et chacun, dans la petite salle du conseil, gardait pour lui les réflexions que lui "
    "inspiraient ces propositions extraordinaires et la physionomie de ceux qui les avaient apportées."
)


@dataclass(frozen=True)
class Line:
    """A line read back: its text with spaces, its edges and baseline in points, its characters with their edges."""

    page: int
    text: str
    left: float
    right: float
    baseline: float
    characters: tuple[tuple[float, float, str], ...]

    def gaps(self) -> list[float]:
        """The widths of its spaces that stretch, in points: from the character before to the one after."""
        triples = zip(self.characters, self.characters[1:], self.characters[2:], strict=False)
        return [after[0] - before[1] for before, space, after in triples if space[2] in " \u00a0"]


@dataclass(frozen=True)
class Set:
    """What the engine made: the bytes of the PDF, the counts, the lines."""

    data: bytes
    report: Report
    lines: list[Line]

    def texts(self) -> list[str]:
        return [line.text for line in self.lines]


def page(body: str, css: str = "", *, width: float = 240, height: float = 400) -> str:
    """An HTML document of one small page in French, its margins 20 pt."""
    style = (
        f"{FACES}@page{{size:{width + 40}pt {height + 40}pt;margin:20pt}}"
        "html{font:10pt/14pt Text,Arabic,Devanagari,Tamil;hyphens:auto}body{margin:0;text-align:justify}"
        "p{margin:0;orphans:2;widows:2}"
    )
    head = f'<meta charset="utf-8"><title>t</title><style>{style}{css}</style>'
    return f'<!DOCTYPE html><html lang="fr"><head>{head}</head><body>{body}'


def set_page(body: str, css: str = "", *, optical: bool = True, tags: bool = False, **size: float) -> Set:
    """The page set by the engine."""
    source = page(body, css, **size)
    with engine(optical_margins=optical) as report:
        data = _pdf(source, tags=tags)
    return Set(data, report, read(data))


def plain_page(body: str, css: str = "", *, tags: bool = False, **size: float) -> Set:
    """The page set by WeasyPrint alone."""
    data = _pdf(page(body, css, **size), tags=tags)
    return Set(data, Report(), read(data))


def _pdf(source: str, *, tags: bool) -> bytes:
    target = BytesIO()
    fonts = FontConfiguration()
    HTML(string=source).render(font_config=fonts).write_pdf(target, pdf_tags=tags, uncompressed_pdf=True)
    return target.getvalue()


def read(data: bytes) -> list[Line]:
    """The lines of a PDF, page by page, downwards."""
    found = []
    with pdfium.PdfDocument(data) as document:
        for number, sheet in enumerate(document):
            lines: dict[float, list[tuple[float, float, str]]] = defaultdict(list)
            text = sheet.get_textpage()
            box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
            for index in range(text.count_chars()):
                if raw.FPDFText_IsGenerated(text, index) == 1:
                    continue
                raw.FPDFText_GetLooseCharBox(text, index, box)
                raw.FPDFText_GetCharOrigin(text, index, x, y)
                character = chr(raw.FPDFText_GetUnicode(text, index))
                lines[round(y.value, 1)].append((box.left, box.right, character))
            for baseline in sorted(lines, reverse=True):
                characters = tuple(sorted(lines[baseline]))
                inked = [one for one in characters if one[2].strip()]
                if inked:
                    written = "".join(one[2] for one in characters).strip()
                    found.append(Line(number, written, inked[0][0], inked[-1][1], baseline, characters))
    return found


def words(lines: list[Line]) -> list[str]:
    """The words of some lines, those divided at a line's end joined again."""
    text = "\n".join(line.text for line in lines)
    text = re.sub(r"[\u2010\u00ad\u0002\ufffe]\n", "", text)
    return re.sub(r"(?<=\w)-\n", "-", text).split()
