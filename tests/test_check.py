"""`tomes check`: the report in its five forms, exit codes, what is asked for, exceptions, fixes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from junitparser import JUnitXml

from pipeline.cli.check import command
from pipeline.cli.report import View, render
from pipeline.diagnostic import Diagnostic, Severity, Span, error, warning

TEXT = "# Le banc\n\nIl vint  hier, puis partit , l’air étonné. Une oeuvre, etc…\n"


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A book of one text, whose name has a space and an accent."""
    folder = tmp_path / "manuscript"
    folder.mkdir()
    (folder / "book.yaml").write_text("title: Essai\nlint:\n  ignore: [B, C]\n", encoding="utf-8")
    (folder / "001 été.md").write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def check(*arguments: str) -> Result:
    result = CliRunner().invoke(command, ["--lang", "fr", *arguments], catch_exceptions=False)
    assert "Traceback" not in result.output
    return result


def codes(*arguments: str) -> list[str]:
    return [finding["code"] for finding in json.loads(check("--format", "json", *arguments).stdout)]


def test_the_report_shows_place_sentence_excerpt_and_way_out(book: Path) -> None:
    result = check()
    assert result.exit_code == 0
    assert (
        "manuscript/001 été.md:3:8: avertissement T101 espaces-multiples\u00a0: 2 espaces à la suite\n"
        "    3 | Il vint  hier, puis partit , l’air étonné. Une oeuvre, etc…\n"
        "      |        ^^\n"
        "   aide\u00a0: n’en garder qu’une      (tomes check --explain T101)\n"
    ) in result.stdout
    assert "4 avertissements\u00a0: T typographie 4\n4 à corriger d’un coup" in result.stdout
    assert "\x1b[" not in result.stdout


def test_the_same_findings_in_the_same_order_every_run(book: Path) -> None:
    first = check("--format", "json").stdout
    assert check("--format", "json").stdout == first
    (book / ".tomes" / "check.json").write_bytes(b"damaged\n{}")
    assert check("--format", "json").stdout == first
    (book / "manuscript" / "001 été.md").write_text("# Le banc\n\nIl vint hier, puis partit.\n", encoding="utf-8")
    assert codes() == []


def test_select_ignore_files_and_counts(book: Path) -> None:
    assert codes("--select", "T101,T102") == ["T101", "T102"]
    assert codes("--ignore", "T1") == []
    assert codes("manuscript/book.yaml") == []
    assert len(codes("manuscript/001 été.md")) == 4
    assert check("--statistics").stdout.splitlines()[0].split() == ["1", "T101", "*", "espaces-multiples"]
    assert check("--max-warnings", "4").exit_code == 0
    late = check("--max-warnings", "3")
    assert late.exit_code == 1
    assert "Avertissements\u00a0: 4, permis\u00a0: 3." in late.stderr


def test_settings_of_the_book_choose_and_raise(book: Path) -> None:
    settings = "title: Essai\nlint:\n  ignore: [T, B, C]\n  select: [T101, T102]\n  severity: {T102: error}\n"
    (book / "manuscript" / "book.yaml").write_text(settings, encoding="utf-8")
    found = json.loads(check("--format", "json").stdout)
    assert [(one["code"], one["severity"]) for one in found] == [("T101", "warning"), ("T102", "error")]
    assert check().exit_code == 1


def test_an_error_of_reading_cannot_be_silenced(book: Path) -> None:
    (book / "manuscript" / "book.yaml").write_text("title: Essai\nlint:\n  ignore: [N]\n", encoding="utf-8")
    text = "# Le banc\n\n<!-- tomes: allow-file N001 parce que -->\n\nIl vint[^1].\n"
    (book / "manuscript" / "001 été.md").write_text(text, encoding="utf-8")
    assert "N001" in codes()
    assert "N001" in codes("--ignore", "N001")
    assert check().exit_code == 1


def test_what_book_yaml_lacks_is_not_said_while_it_cannot_be_read(book: Path) -> None:
    file = book / "manuscript" / "book.yaml"
    file.write_text("title: Essai\n", encoding="utf-8")
    assert {code for code in codes("--all") if code[0] == "B"} >= {"B101", "B113"}
    file.write_text("title: Essai : suite\n", encoding="utf-8")
    assert [code for code in codes("--all") if code[0] == "B"] == ["B004"]


def test_what_a_release_lacks_is_told_in_one_line_until_then(book: Path) -> None:
    (book / "manuscript" / "book.yaml").write_text("title: Essai\npublisher: Banc\n", encoding="utf-8")
    usual, whole = check("manuscript"), check("--all")
    count = whole.stdout.count(" information B1")
    assert count > 5
    assert " B1" not in usual.stdout
    assert usual.stdout.endswith(f"\nReste à donner avant de publier\u00a0: {count} (tomes check --final)\n")
    assert "Reste à donner" not in whole.stdout + check("manuscript/001 été.md").stdout + check("--statistics").stdout
    assert (usual.exit_code, check("--max-warnings", "4").exit_code, check("--final").exit_code) == (0, 0, 1)
    final = codes("--final")
    assert {"B113", "B112"} <= set(final)
    assert len([code for code in final if code[0] == "B"]) == count
    (run,) = json.loads(check("--all", "--format", "sarif").stdout)["runs"]
    assert {one["level"] for one in run["results"] if one["ruleId"] == "B113"} == {"note"}


def test_a_line_with_several_findings_at_one_place_is_quoted_once(book: Path) -> None:
    (book / "manuscript" / "book.yaml").write_text("title: Essai\n", encoding="utf-8")
    shown = check("--all").stdout
    assert shown.count("book.yaml:1:1: information B1") > 4
    assert shown.count("    1 | title: Essai") == 1


def test_exceptions_cover_a_block_a_file_or_a_folder(book: Path) -> None:
    file = book / "manuscript" / "001 été.md"
    two = "# Le banc\n\n<!-- tomes: allow T101 tableau -->\n\nIl  vint.\n\nIl  partit.\n"
    file.write_text(two, encoding="utf-8")
    assert [one["span"]["line"] for one in json.loads(check("--format", "json").stdout)] == [7]
    file.write_text(two.replace("allow", "allow-file"), encoding="utf-8")
    assert codes() == []
    file.write_text(two.replace("tableau ", ""), encoding="utf-8")
    assert codes() == ["M191", "T101"]
    file.write_text("# Le banc\n\nIl  vint.\n", encoding="utf-8")
    waived = "title: Essai\nlint:\n  ignore: [B, C]\n  waivers:\n  - {files: manuscript, code: T101, reason: ancien}\n"
    (book / "manuscript" / "book.yaml").write_text(waived, encoding="utf-8")
    assert codes() == []


def test_explain(book: Path) -> None:
    result = check("--explain", "t104")
    assert result.exit_code == 0
    assert result.stdout.startswith("## T104 ponctuation-haute-sans-espace\n")
    unknown = check("--explain", "T9999")
    assert unknown.exit_code == 2
    assert "Pas de règle T9999." in unknown.stderr


def test_a_code_that_names_no_rule_is_refused_not_obeyed(book: Path) -> None:
    for option in ("--select", "--ignore"):
        result = check(option, "T101,Z9")
        assert result.exit_code == 2
        assert "Pas de règle Z9." in result.stderr
        assert result.stdout == ""


def test_a_file_of_another_book_is_refused(book: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("autre") / "a.md"
    other.write_text("# A\n", encoding="utf-8")
    result = check("manuscript/001 été.md", str(other))
    assert result.exit_code == 2
    assert "X037" in result.stderr


def test_unsafe_alone_asks_for_nothing_and_is_refused(book: Path) -> None:
    assert check("--unsafe").exit_code == 2


def test_no_book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert check().exit_code == 2


def test_junit_is_read_back(book: Path, tmp_path: Path) -> None:
    (tmp_path / "report.xml").write_text(check("--format", "junit").stdout, encoding="utf-8")
    suite = next(iter(JUnitXml.fromfile(str(tmp_path / "report.xml"))))
    assert (suite.tests, suite.failures) == (4, 4)
    case = next(iter(suite))
    assert (case.classname, case.name) == ("manuscript/001 été.md", "3:8 T101 espaces-multiples")
    assert case.result[0].message == "2 espaces à la suite"


def test_github_annotations_escape_what_must_be(book: Path) -> None:
    lines = check("--format", "github").stdout.splitlines()
    place = "file=manuscript/001 été.md,line=3,endLine=3,col=8,endColumn=9"
    assert lines[0].startswith(f"::warning {place},title=T101 espaces-multiples::2 espaces à la suite%0A")
    odd = warning("T101", Span("a:b,c%.md", 1, 1), count=2)
    assert "file=a%3Ab%2Cc%25.md," in render([odd], "github", View())


def test_carets_stand_under_wide_letters_and_long_lines_are_cut() -> None:
    line = "漢字 et e\u0301te\u0301  vint"
    view = View(texts={"a.md": [line], "b.md": ["mot " * 100 + "et  " + "fin " * 100]}, width=60)
    text = render([warning("T101", Span("a.md", 1, 12, 1, 14), count=2)], "text", view).splitlines()
    assert text[2] == "      | " + " " * len("xxxx et ete") + "^^"
    text = render([warning("T101", Span("b.md", 1, 403, 1, 405), count=2)], "text", view).splitlines()
    assert all(len(one) <= 60 for one in text[1:3])
    assert text[1][text[2].index("^^") :].startswith("  ")
    hostile = View(texts={"a.md": ["a\x1b[31m\u202eb"]})
    shown = render([warning("T180", Span("a.md", 1, 1), typed="\x1b[2J\u202e", right="x")], "text", hostile)
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_colour_only_when_wanted() -> None:
    found = [error("N001", Span("a.md", 1, 1), note="1"), Diagnostic("L110", Severity.INFO, None, (("words", "3"),))]
    found[1] = Diagnostic("L110", Severity.INFO, None, (("words", "3"), ("mean", "2,0"), ("long", "5")))
    painted = render(found, "text", View(colour=True, texts={"a.md": ["x"]}))
    plain = render(found, "text", View(texts={"a.md": ["x"]}))
    assert re.sub("\x1b\\[[\\d;]*m", "", painted) == plain
    assert plain.count("erreur ") == 1
    assert plain.index("N001") < plain.index("L110")


def test_fix_mends_lists_and_is_done_once(book: Path) -> None:
    file = book / "manuscript" / "001 été.md"
    file.write_bytes(("\ufeff" + TEXT.replace("\n", "\r\n")).encode())
    file.chmod(0o640)
    shown = check("--diff")
    assert "-Il vint  hier" in shown.stdout
    assert file.read_bytes().decode() == "\ufeff" + TEXT.replace("\n", "\r\n")
    result = check("--fix")
    assert "001 été.md:3:8\u00a0: T101 «\u00a0␣␣\u00a0» → «\u00a0␣\u00a0»" in result.stderr
    assert "Corrections\u00a0: 4. Fichiers\u00a0: 1." in result.stderr
    mended = "\ufeff# Le banc\r\n\r\nIl vint hier, puis partit, l’air étonné. Une œuvre, etc.\r\n"
    assert file.read_bytes().decode() == mended
    assert file.stat().st_mode & 0o777 == 0o640
    assert "Rien à corriger d’office." in check("--fix").stderr
    assert file.read_bytes().decode() == mended
    assert [one.name for one in file.parent.iterdir() if one.name.startswith(".")] == []


def test_fix_leaves_what_an_editor_must_read_over(book: Path) -> None:
    file = book / "manuscript" / "001 été.md"
    file.write_text("# Le banc\n\nLe soir - tard - il vint.\n", encoding="utf-8")
    check("--fix")
    assert "soir - tard" in file.read_text(encoding="utf-8")
    check("--fix", "--unsafe")
    assert "soir – tard –" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("language", "system", "word"),
    [
        ("language: en", "C.UTF-8", "warning"),
        ("language: en", "fr_FR.UTF-8", "avertissement"),
        ("language: fr-CA", "C.UTF-8", "avertissement"),
        ("language: de", "", "avertissement"),
        ("language: [", "C.UTF-8", "erreur"),
        ("language: en", "en_US.UTF-8", "warning"),
    ],
)
def test_without_a_wish_messages_are_in_the_language_of_the_system_else_of_the_book(
    book: Path, monkeypatch: pytest.MonkeyPatch, language: str, system: str, word: str
) -> None:
    (book / "manuscript" / "book.yaml").write_text(f"title: Essai.\n{language}\n", encoding="utf-8")
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, system)
    monkeypatch.chdir(book.parent)
    result = CliRunner().invoke(command, [str(book / "manuscript")], catch_exceptions=False)
    assert f" {word} " in result.stdout


def test_nothing_is_kept_of_who_refused_to_appear(book: Path) -> None:
    manuscript = book / "manuscript"
    (manuscript / "002-mur.md").write_text("---\ntitle: Mur\nauthor: max\n---\n\nIci #MotDeMax.\n", encoding="utf-8")
    register = "max: {name: Maximilien Grise}\n"
    for consent, kept in (("", True), (", consent: refused", False)):
        (manuscript / "contributors.yaml").write_text(register.replace("}", consent + "}"), encoding="utf-8")
        for _ in range(2):
            check()
            known = "".join(file.read_text(encoding="utf-8") for file in (book / ".tomes").iterdir() if file.is_file())
            assert ("#MotDeMax" in known) == kept
            assert "Maximilien" not in known or kept
