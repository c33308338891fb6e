"""`tomes inspect` says what finished files hold and what is wrong with them, whoever made them."""

from __future__ import annotations

import io
import json
import os
import random
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from tests.build.conftest import Invoke, tomes

Change = Callable[[Pdf], None]


def copy(everything: Path, ending: str) -> bytes:
    return next((everything / "dist/tome-1").glob(f"*-{ending}")).read_bytes()


def changed(data: bytes, change: Change) -> bytes:
    """Return a PDF after a change."""
    new = io.BytesIO()
    with Pdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(new)
    return new.getvalue()


def test_the_facts_of_an_epub_are_told_and_epubcheck_ran(everything: Path) -> None:
    done = tomes("inspect", next((everything / "dist/tome-1").glob("*.epub")).name, cwd=everything / "dist/tome-1")
    assert (done.returncode, done.stderr) == (0, "Rien à signaler.\n")
    for told in (
        "EPUB 3", "dc:title: Le livre qui contient tout", "schema:accessMode: textual", "  La place du marché",
        "linux-libertine-400-italic.otf", "degrade.png: Un dégradé du noir au blanc",
    ):  # fmt: skip
        assert told in done.stdout, told


def test_the_facts_of_a_pdf_are_told(everything: Path, invoke: Invoke) -> None:
    done = invoke(everything / "dist/tome-1", "inspect", *(f.name for f in (everything / "dist/tome-1").glob("*.pdf")))
    assert done.exit_code == 0
    for told in (
        "PDF 1.7", "TrimBox 148 × 210 mm", "Linux-Libertine, CIDFontType0, incluse, en partie", "1 Table",
        "    La place du marché  11", "1 × 600 × 400 px, DeviceGray, 8 bits", "Espaces entre mots", "justifiées",
    ):  # fmt: skip
        assert told in done.stdout, told


def test_lines_that_are_left_to_weasyprint_are_told_by_kind(everything: Path, tmp_path: Path, invoke: Invoke) -> None:
    file = next((everything / "dist/tome-1").glob("*-print.pdf"))
    rows = {row["path"]: row for row in json.loads((everything / "dist/manifest.json").read_text("utf-8"))["artifacts"]}
    row = rows[f"tome-1/{file.name}"]
    left = dict(row["left"])
    assert set(left) == {"leader", "white-space"}
    assert row["lines"] > 3 * sum(left.values())
    told = invoke(file.parent, "inspect", file.name, "--lang", "fr").stdout
    assert f"Lignes laissées à WeasyPrint\u00a0: {sum(left.values())} / {row['lines'] + sum(left.values())}\n" in told
    assert f"    {left['leader']} × points de conduite\n" in told
    # Of a file that no manifest vouches for, nothing is known.
    (tmp_path / "dist/tome-1").mkdir(parents=True)
    shutil.copy(everything / "dist/manifest.json", tmp_path / "dist")
    (tmp_path / "dist/tome-1" / file.name).write_bytes(file.read_bytes() + b"\n")
    assert "WeasyPrint" not in invoke(tmp_path / "dist/tome-1", "inspect", file.name, "--lang", "fr").stdout


# A word that nothing divides leaves its line loose.
LOOSE = """\
# Un texte

Il a dit « anticonstitutionnellement » et `un_nom_de_variable_qui_ne_se_coupe_jamais_nulle_part`, puis
il s’est tu pour de bon, et personne ne l’a plus entendu de la journée ni de celle qui a suivi, où il n’a rien dit.
"""


def test_the_worst_places_of_a_pdf_are_told_with_their_manuscript(tmp_path: Path, invoke: Invoke) -> None:
    book = tmp_path / "livre"
    book.mkdir()
    edition = "{format: pdf, variant: print, trim: 105x148}"
    (book / "book.yaml").write_text(f"title: Essai\nlanguage: fr\neditions:\n  print: {edition}\n")
    (book / "001-texte.md").write_text(LOOSE, encoding="utf-8")
    assert invoke(book, "build", "--jobs", "1").exit_code == 0
    (file,) = book.glob("dist/*/*.pdf")
    (tmp_path / "copie.pdf").write_bytes(file.read_bytes())
    inside, away = invoke(book, "inspect", str(file)), invoke(tmp_path, "inspect", "copie.pdf")
    assert (inside.exit_code, away.exit_code) == (0, 0)
    assert re.search(r"ligne lâche \(\d,\d\): .* — 001-texte\.md:3$", inside.stdout, re.MULTILINE)
    assert "ligne lâche" in away.stdout
    assert ".md" not in away.stdout


def test_the_facts_of_a_cover_are_told(everything: Path, invoke: Invoke) -> None:
    done = invoke(everything, "inspect", str(next((everything / "dist/tome-1").glob("*.jpg"))), "--lang", "en")
    assert (done.exit_code, "1600 × 2400 px" in done.stdout) == (0, True)


def test_a_fault_that_epubcheck_finds_is_told(everything: Path, tmp_path: Path, invoke: Invoke) -> None:
    file = tmp_path / "livre.epub"
    with (
        zipfile.ZipFile(io.BytesIO(copy(everything, "epub.epub"))) as source,
        zipfile.ZipFile(file, "w") as target,
    ):
        for member in source.infolist():
            data = source.read(member)
            target.writestr(member, data.replace(b"<h1>Voix</h1>", b"<h1><p>Voix</p></h1>"))
    done = invoke(tmp_path, "inspect", "livre.epub")
    assert done.exit_code == 1
    assert "RSC-005" in done.stderr
    assert "nour.xhtml" in done.stderr


def _remove_fonts(pdf: Pdf) -> None:
    for font in pdf.pages[6].Resources.Font.values():
        descriptor = font.DescendantFonts[0].FontDescriptor
        for key in {"/FontFile2", "/FontFile3"} & set(descriptor.keys()):
            del descriptor[key]


def _show_nothing(pdf: Pdf) -> None:
    name = next(iter(pdf.pages[6].Resources.Font.keys()))
    pdf.pages[6].contents_add(f"BT {name} 10 Tf <00410000> Tj ET".encode())


def _show_nothing_in_a_form(pdf: Pdf) -> None:
    page = pdf.pages[6]
    name, font = next(iter(page.Resources.Font.items()))
    form = pdf.make_stream(
        f"BT {name} 10 Tf [(A) 3 (\\000\\000)] TJ ET".encode(),
        Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9], Resources=Dictionary(Font=Dictionary({name: font})),
    )  # fmt: skip
    page.Resources.XObject = Dictionary(F=form)


def _attach(pdf: Pdf) -> None:
    pdf.attachments["secret.txt"] = b"le mien"


def _start(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def _circle(pdf: Pdf) -> None:
    first = pdf.make_indirect(Dictionary(Title=String("Sans fin")))
    first.Next = first
    first.First = first
    pdf.Root.Outlines = pdf.make_indirect(Dictionary(First=first))
    pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(S=Name.Document))
    pdf.Root.StructTreeRoot.K = Array([pdf.Root.StructTreeRoot])


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (_remove_fonts, "P203"),
        (_show_nothing, "P204"),
        (_show_nothing_in_a_form, "P204"),
        (_attach, "P205"),
        (_start, "P205"),
        (_circle, None),
    ],
)
def test_what_is_wrong_in_a_pdf_is_told(
    everything: Path, tmp_path: Path, invoke: Invoke, change: Change, code: str | None
) -> None:
    (tmp_path / "livre.pdf").write_bytes(changed(copy(everything, "print.pdf"), change))
    done = invoke(tmp_path, "inspect", "livre.pdf")
    assert done.exit_code == (1 if code else 0), done.output
    assert code is None or code in done.stderr


def test_a_locked_pdf_is_told(everything: Path, tmp_path: Path, invoke: Invoke) -> None:
    with Pdf.open(io.BytesIO(copy(everything, "print.pdf"))) as pdf:
        pdf.save(tmp_path / "livre.pdf", encryption=pikepdf.Encryption(user="a", owner="b"))
    done = invoke(tmp_path, "inspect", "livre.pdf")
    assert (done.exit_code, "P202" in done.stderr) == (1, True)


@pytest.mark.parametrize("share", [0.02, 0.5, 0.98])
@pytest.mark.parametrize(("ending", "code"), [("print.pdf", "P201"), ("epub.epub", "E01"), ("cover.jpg", "F011")])
def test_a_file_that_was_cut_off_is_told(
    everything: Path, tmp_path: Path, invoke: Invoke, ending: str, code: str, share: float
) -> None:
    data, name = copy(everything, ending), f"livre.{ending[-4:].lstrip('.')}"
    (tmp_path / name).write_bytes(data[: int(len(data) * share)])
    done = invoke(tmp_path, "inspect", name)
    assert (done.exit_code, code in done.stderr) == (1, True), done.output


def _bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("EPUB/a.xhtml", bytes(50_000_000))
    return packed.getvalue()


def _zip(**members: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in members.items():
            archive.writestr(name.replace("__", "/"), text)
    return packed.getvalue()


EXTERNAL = "<!DOCTYPE c [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><c>&x;</c>"
NOISE = random.Random(612).randbytes(5000)

# Files from anybody: their bytes, by name, and the code of the finding.
HOSTILE = {
    "vide.epub": (b"", "E010"),
    "vide.pdf": (b"", "P201"),
    "vide.jpg": (b"", "F018"),
    "bruit.epub": (NOISE, "E010"),
    "bruit.pdf": (b"%PDF-1.7\n" + NOISE + b"%%EOF", "P201"),
    "bruit.jpg": (b"\xff\xd8\xff" + NOISE, "F011"),
    "texte.pdf": (b"Ceci n'est pas un PDF.", "P201"),
    "texte.epub": (b"Ceci n'est pas un EPUB.", "E010"),
    "lettre.txt": (b"Bonjour.", "X033"),
    "autre.epub": (_zip(mimetype="application/zip"), "E010"),
    "creux.epub": (_zip(mimetype="application/epub+zip"), "E012"),
    "dehors.epub": (_zip(mimetype="application/epub+zip", **{"..__..__x": "x"}), "E011"),
    "espion.epub": (_zip(mimetype="application/epub+zip", **{"META-INF__container.xml": EXTERNAL}), "E012"),
    "bombe.epub": (_bomb(), "E011"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_from_anybody_gets_a_sentence(tmp_path: Path, invoke: Invoke, name: str) -> None:
    data, code = HOSTILE[name]
    (tmp_path / name).write_bytes(data)
    done = invoke(tmp_path, "inspect", name)
    assert (done.exit_code, code in done.stderr) == (1, True), done.output
    assert "root:" not in done.output


def test_damage_anywhere_in_a_pdf_gets_facts_or_a_sentence(everything: Path, tmp_path: Path, invoke: Invoke) -> None:
    plain = io.BytesIO()
    with Pdf.open(io.BytesIO(copy(everything, "screen.pdf"))) as pdf:
        del pdf.Root.Metadata  # the claim of PDF/UA, which would start veraPDF every time
        pdf.save(plain, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    for seed in range(40):
        chance, data = random.Random(seed), bytearray(plain.getvalue())
        for _ in range(chance.choice([1, 30, 200])):
            start, other, length = chance.randrange(len(data)), chance.randrange(len(data)), chance.randrange(1, 60)
            data[start : start + length] = data[other : other + length]
        (tmp_path / "livre.pdf").write_bytes(data)
        done = invoke(tmp_path, "inspect", "livre.pdf")
        assert done.exit_code == 0 or "erreur P2" in done.stderr


def test_what_cannot_be_read_is_told_and_the_rest_is_inspected(everything: Path, tmp_path: Path) -> None:
    (tmp_path / "livre.jpg").write_bytes(copy(everything, "cover.jpg"))
    os.mkfifo(tmp_path / "tube.pdf")
    done = tomes("inspect", "absent.epub", ".", "tube.pdf", "livre.jpg", "nul\u0001.pdf", cwd=tmp_path)
    assert done.returncode == 2
    assert (done.stderr.count("X035"), done.stderr.count("X031")) == (4, 4)  # once in the line, once in the advice
    assert "1600 × 2400 px" in done.stdout
    assert "Traceback" not in done.stderr
