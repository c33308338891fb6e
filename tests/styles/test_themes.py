"""Themes: the shipped one, a book's own, and what is said of one that is wrong."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline import catalogue, program
from pipeline.diagnostic import BookError, Diagnostic, Span
from pipeline.model import Edition
from pipeline.store import Ledger
from pipeline.styles import Theme, load_theme, style_sheet, themes, trim, trims

SHIPPED = (program.styles() / "themes" / "default" / "theme.toml").read_text(encoding="utf-8")
EXTENDS = 'extends = "default"\n'


def own(book: Path, toml: str, **files: str) -> Path:
    folder = book / "styles" / "themes" / "maison"
    (folder / "fonts").mkdir(parents=True)
    (folder / "theme.toml").write_text(toml, encoding="utf-8")
    for name, content in files.items():
        (folder / f"{name}.css").write_text(content, encoding="utf-8")
    return folder


def faults(book: Path, name: str = "maison") -> tuple[Diagnostic, ...]:
    with pytest.raises(BookError) as raised:
        load_theme(name, book)
    for finding in raised.value.diagnostics:
        assert all(catalogue.sentence(finding, language) for language in catalogue.LANGUAGES)
        assert all(catalogue.remedy(finding, language) for language in catalogue.LANGUAGES)
    return raised.value.diagnostics


def where(findings: tuple[Diagnostic, ...]) -> list[tuple[str, int]]:
    return [(finding.code, finding.span.line if finding.span else 0) for finding in findings]


def test_the_default_theme_has_every_face_of_its_families(theme: Theme) -> None:
    styles = {(face.style, face.weight) for face in theme.faces if face.family == theme.families.text}
    assert styles == {("normal", 400), ("italic", 400), ("normal", 700), ("italic", 700)}
    assert all(len(face.sha256) == 64 and face.path.is_file() for face in theme.faces)
    folder = program.styles() / "themes" / "default" / "fonts"
    files = {path.name for path in folder.iterdir() if path.suffix in {".otf", ".ttf"}}
    assert files == {face.name for face in theme.faces}
    assert {path.name for path in folder.iterdir()} - files == {
        "README.md",
        "OFL-Libertine.txt",
        "OFL-Noto.txt",
        "Apache-Droid.txt",
    }


def test_a_book_adds_a_theme_that_extends_ours(tmp_path: Path, theme: Theme) -> None:
    toml = EXTENDS + '[page]\ninner = 20\n[variables]\nindent = "2em"\nmine = "3pt"\n'
    own(tmp_path, toml, print="h2 { margin-top: var(--mine) }", epub="h2 { margin: 1em 0 }")
    found = load_theme("maison", tmp_path)
    assert found.faces == theme.faces
    assert (found.proportions.inner, found.proportions.outer) == (20, theme.proportions.outer)
    css = style_sheet(found, Edition(name="print", format="pdf"))
    assert css.endswith("h2 { margin-top: 3pt }")
    assert "text-indent: 2em" in css
    assert style_sheet(found, Edition(name="epub", format="epub")).endswith("h2 { margin: 1em 0 }")


def test_a_theme_of_its_own_reads_its_own_fonts(tmp_path: Path, theme: Theme) -> None:
    rows = [row for row in SHIPPED.split("[[face]]")[1:] if "Libertine" in row or "Biolinum" in row]
    start = SHIPPED.split("[[face]]")[0]
    start = start[: start.index("fallback")] + start[start.index("]\n", start.index("fallback")) + 2 :]
    folder = own(tmp_path, start + "".join("[[face]]" + row for row in rows))
    for face in theme.faces[:8]:
        (folder / "fonts" / face.name).write_bytes(face.path.read_bytes())
    found = load_theme("maison", tmp_path)
    assert [face.sha256 for face in found.faces] == [face.sha256 for face in theme.faces[:8]]
    assert all(face.path.is_relative_to(folder.resolve()) for face in found.faces)


def test_an_unknown_theme_or_trim_is_named_with_those_that_exist() -> None:
    place = Span("manuscript/book.yaml", 12, 5)
    with pytest.raises(BookError) as raised:
        load_theme("defualt", None, place)
    assert raised.value.diagnostics[0].span == place
    assert dict(raised.value.diagnostics[0].values) == {"theme": "defualt", "near": "default"}
    with pytest.raises(BookError) as raised:
        trim("148x211", place)
    assert raised.value.diagnostics[0].code == "S021"
    assert "148x210" in dict(raised.value.diagnostics[0].values)["near"]


def test_trims_are_those_of_their_names() -> None:
    assert len(trims()) == 19
    for name, found in trims().items():
        assert name == f"{found.width:g}x{found.height:g}"


@pytest.mark.parametrize(
    ("toml", "expected"),
    [
        (EXTENDS + "[page\n", [("S022", 2)]),
        (EXTENDS + "[page]\niner = 18\n", [("S023", 3)]),
        (EXTENDS + "[paje]\ninner = 18\n", [("S023", 2)]),
        (EXTENDS + '[page]\ninner = "18"\n', [("S025", 3)]),
        (EXTENDS + "[page]\ninner = -1\nouter = true\n", [("S025", 3), ("S025", 4)]),
        (EXTENDS + "[variables]\nindent = 2\n", [("S025", 2)]),
        (EXTENDS + "face = 3\n", [("S025", 2)]),
        (EXTENDS + "[[face]]\nweight = 450\n", [("S025", 3)]),
        (EXTENDS + '[cover]\nink = "red"\ngrounds = "#000000"\n', [("S025", 3), ("S025", 4)]),
        (EXTENDS + "[cover]\nink = 3\ngrounds = []\n", [("S025", 3), ("S025", 4)]),
        (EXTENDS + '[cover]\ngrounds = ["#00000g", "#000000"]\n', [("S025", 3)]),
        ("extends = 3\n", [("S025", 1)]),
        ('extends = "rien"\n', [("S020", 1)]),
        (EXTENDS + '[[face]]\nfamily = "A"\n', [("S024", 2)] * 3),
        (EXTENDS + '[families]\ntext = "Inconnue"\n', [("S030", 2)]),
        (EXTENDS + '[page]\nreference = "1x1"\n', [("S021", 3)]),
        (EXTENDS + '[variables]\na = "var(--b)"\nb = "var(--a)"\n', [("S035", 3)]),
        (EXTENDS + '[variables]\na = "var(--c)"\n', [("S034", 3)]),
        (EXTENDS + '[variables]\na = "1em; display: none"\n', [("S031", 3)]),
        (EXTENDS + '[variables]\na = "1em } body { display: none"\n', [("S031", 3), ("S031", 3)]),
        (EXTENDS + '[variables]\na = "url(http://127.0.0.1/)"\n', [("S032", 3)]),
        (EXTENDS + '[variables]\n"A b" = "1em"\n', [("S031", 1)]),
    ],
)
def test_what_is_wrong_in_a_theme_is_placed(toml: str, expected: list[tuple[str, int]], tmp_path: Path) -> None:
    own(tmp_path, toml)
    findings = faults(tmp_path)
    assert where(findings) == expected
    assert all(finding.span and finding.span.path == "styles/themes/maison/theme.toml" for finding in findings)


def test_a_theme_that_extends_nothing_must_say_everything(tmp_path: Path) -> None:
    own(tmp_path, '[page]\nreference = "148x210"\n')
    missing = {dict(finding.values)["key"] for finding in faults(tmp_path)}
    assert {"text", "inner", "longest-line", "size", "ink", "grounds"} <= missing


def test_variables_that_double_stop_at_once(tmp_path: Path) -> None:
    rows = "".join(f'a{number} = "var(--a{number + 1}) var(--a{number + 1})"\n' for number in range(40))
    own(tmp_path, EXTENDS + f'[variables]\n{rows}a40 = "1px 1px 1px 1px"\n')
    assert {finding.code for finding in faults(tmp_path)} == {"S035"}


FACE = EXTENDS + '[[face]]\nfamily = "A"\nstyle = "normal"\nweight = 400\nfile = "{}"\n'


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("absente.otf", "S026"),
        ("../theme.toml/../../../secret.otf", "S027"),
        ("/etc/hostname", "S027"),
        ("..\\\\secret.otf", "S027"),
        ("lien.otf", "S027"),
        ("dossier", "S026"),
    ],
)
def test_a_theme_reads_nothing_outside_its_folder(name: str, code: str, tmp_path: Path) -> None:
    folder = own(tmp_path, FACE.format(name))
    (tmp_path / "secret.otf").write_bytes(b"secret")
    (folder / "fonts" / "lien.otf").symlink_to(tmp_path / "secret.otf")
    (folder / "fonts" / "dossier").mkdir()
    assert where(faults(tmp_path)) == [(code, 6)]


def test_a_theme_that_is_a_link_out_of_the_book_is_refused(tmp_path: Path) -> None:
    outside = own(tmp_path / "ailleurs", EXTENDS)
    themes = tmp_path / "livre" / "styles" / "themes"
    themes.mkdir(parents=True)
    (themes / "maison").symlink_to(outside)
    assert where(faults(tmp_path / "livre")) == [("S027", 0)]


def test_a_text_is_no_font(tmp_path: Path) -> None:
    folder = own(tmp_path, FACE.format("texte.otf"))
    (folder / "fonts" / "texte.otf").write_text("Bonjour")
    assert where(faults(tmp_path)) == [("S043", 6)]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_no_font(tmp_path: Path) -> None:
    folder = own(tmp_path, FACE.format("tube.otf"))
    os.mkfifo(folder / "fonts" / "tube.otf")
    assert where(faults(tmp_path)) == [("S026", 6)]


def test_a_theme_file_is_text_of_a_reasonable_size(tmp_path: Path) -> None:
    folder = own(tmp_path, EXTENDS, print="/* " + "x" * 1_100_000 + " */")
    assert where(faults(tmp_path)) == [("S028", 1)]
    (folder / "print.css").write_bytes(b"h1 { color: black }\nh2::before { content: '\xe9' }")
    assert where(faults(tmp_path)) == [("S029", 2)]


def test_a_theme_is_read_again_when_one_of_its_files_has_changed(tmp_path: Path) -> None:
    folder = own(tmp_path, EXTENDS, print="h2 { margin-top: 1pt }")
    before = load_theme("maison", tmp_path)
    assert load_theme("maison", tmp_path) is before
    (folder / "print.css").write_text("h2 { margin-top: 20pt }", encoding="utf-8")
    assert load_theme("maison", tmp_path).print_css.endswith("h2 { margin-top: 20pt }")


def test_a_theme_is_kept_until_one_of_its_files_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "styles" / "themes" / "mien"
    folder.mkdir(parents=True)
    (folder / "theme.toml").write_text('extends = "default"\n', encoding="utf-8")
    first = Ledger(tmp_path / "kept")
    theme = load_theme("mien", tmp_path, ledger=first)
    first.save()
    monkeypatch.setattr(themes, "_LOADED", {})
    with monkeypatch.context() as patched:
        patched.setattr(themes, "_loaded", None)
        assert load_theme("mien", tmp_path, ledger=Ledger(tmp_path / "kept")) == theme
    (folder / "print.css").write_text("p { color: #111 }\n", encoding="utf-8")
    assert load_theme("mien", tmp_path, ledger=Ledger(tmp_path / "kept")).print_css != theme.print_css
