"""The rules of docs/architecture.md: imports go one way, files and functions stay small, borders hold."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from fnmatch import fnmatch
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from pipeline import formats, reading

ROOT = Path(__file__).parent.parent
PIPELINE = ROOT / "pipeline"

# From the bottom to the top; what stands in one row may not import its neighbours.
LAYERS = (
    {"diagnostic", "program", "sharing", "store"},
    {"model"},
    {"catalogue", "styles", "typography"},
    {"fonts", "images"},
    {"reading"},
    {"rules", "composition", "xhtml"},
    {"layout"},
    {"pdf"},
    {"formats", "inspection"},
    {"publish"},
    {"built"},
    {"pages"},
    {"making"},
    {"build"},
    {"serve"},
    {"cli"},
)

# Libraries that only these packages may touch.
BORDERS = {
    "weasyprint": {"layout"},
    "markdown_it": {"reading"},
    "mdit_py_plugins": {"reading"},
    "ruamel": {"reading"},
    "ebooklib": {"formats"},
    "click": {"cli"},
}

# Parts of WeasyPrint that stand in packages of their own, at the very version that it asks for.
COMPANIONS = {"_cffi_backend", "cssselect2", "pydyf"}

FILES = sorted(PIPELINE.rglob("*.py"))


def package(file: Path) -> str:
    parts = file.relative_to(PIPELINE).with_suffix("").parts
    return parts[0]


def imported(file: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            if node.module == "pipeline":
                found.update(f"pipeline.{alias.name}" for alias in node.names)
    return found


def level(name: str) -> int:
    return next(number for number, layer in enumerate(LAYERS) if name in layer)


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(PIPELINE)))
def test_imports_go_one_way(file: Path) -> None:
    name = package(file)
    if name == "__init__":
        return
    allowed = set().union(*LAYERS[: level(name)]) | {name}
    used = {module.split(".")[1] for module in imported(file) if module.startswith("pipeline.")}
    assert used <= allowed, f"{file.name} is in {name} and must not import {sorted(used - allowed)}"


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(PIPELINE)))
def test_libraries_stay_behind_their_border(file: Path) -> None:
    used = {module.split(".")[0] for module in imported(file)}
    outside = {library for library in used & BORDERS.keys() if package(file) not in BORDERS[library]}
    assert not outside, f"{file.name} must not import {sorted(outside)}"


@pytest.mark.parametrize("file", [*FILES, *sorted(ROOT.glob("tests/**/*.py"))], ids=lambda f: str(f.relative_to(ROOT)))
def test_files_and_functions_stay_small(file: Path) -> None:
    source = file.read_text(encoding="utf-8")
    assert source.count("\n") <= 300
    long = [
        node.name
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (node.end_lineno or 0) - node.lineno >= 60
    ]
    assert not long


def test_every_library_that_is_imported_is_asked_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *(row for rows in project["optional-dependencies"].values() for row in rows)]
    asked = {re.match(r"[\w.-]+", row)[0].lower() for row in wanted}
    homes = packages_distributions()
    modules = {module.split(".")[0] for file in FILES for module in imported(file)}
    libraries = modules - set(sys.stdlib_module_names) - {"pipeline", "__future__"} - COMPANIONS
    assert {name for name in libraries if asked.isdisjoint(home.lower() for home in homes.get(name, ()))} == set()


@pytest.mark.parametrize("file", sorted((ROOT / "requirements").glob("*.txt")), ids=lambda file: file.name)
def test_locks_name_no_host(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert "--hash=sha256:" in text
    assert "://" not in text


def test_every_format_of_the_schema_is_written() -> None:
    edition = reading.schema("book")["$defs"]["EditionTable"]
    assert set(edition["properties"]["format"]["enum"]) == formats.FORMATS.keys()


def test_no_folder_of_tests_is_left_out(request: pytest.FixtureRequest) -> None:
    left_out = request.config.getini("norecursedirs")  # pytest's own list holds « build »
    folders = {file.parent.name for file in (ROOT / "tests").rglob("test_*.py")}
    assert "build" in folders
    assert not [name for name in sorted(folders) if any(fnmatch(name, pattern) for pattern in left_out)]
