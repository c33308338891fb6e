"""What the program knows of itself: the versions of what it stands on."""

from __future__ import annotations

import importlib.metadata

import pytest

from pipeline import program


@pytest.mark.parametrize("name", ["tomes", "EbookLib", "ruamel.yaml", "markdown_it_py", "weasyprint"])
def test_versions_are_those_that_installers_tell(name: str) -> None:
    assert program.version(name) == importlib.metadata.version(name)


def test_what_is_not_installed_has_no_version() -> None:
    with pytest.raises(importlib.metadata.PackageNotFoundError):
        program.version("nowhere-to-be-found")
