"""What the program knows of itself: the versions of what it stands on."""

from __future__ import annotations

import importlib.metadata
import resource
from concurrent.futures import ThreadPoolExecutor

import pytest

from pipeline import program


@pytest.mark.parametrize("name", ["tomes", "EbookLib", "ruamel.yaml", "markdown_it_py", "weasyprint"])
def test_versions_are_those_that_installers_tell(name: str) -> None:
    assert program.version(name) == importlib.metadata.version(name)


def test_what_is_not_installed_has_no_version() -> None:
    with pytest.raises(importlib.metadata.PackageNotFoundError):
        program.version("nowhere-to-be-found")


def _faults(depth: int) -> int:
    """Return how often the system gave a page of memory while a loop called a function `depth` calls deep."""
    if depth:
        return _faults(depth - 1)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for number in range(2_000):
        _called(number, number)
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


def _called(one: int, other: int) -> int:
    return one + other


def _most() -> int:
    """Return the most that any depth costs, as deep as two pieces of memory for frames reach."""
    return max(map(_faults, range(400)))


def test_no_depth_of_calls_takes_memory_and_gives_it_back_again_and_again() -> None:
    with ThreadPoolExecutor(1) as aside:  # a thread begins with a piece of memory of its own
        assert aside.submit(program.roomy(_most)).result() < 200
