"""A theme, a store and a function that lays a publication out: the real ones."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.layout.lay_out import lay_out
from pipeline.layout.values import Layout
from pipeline.layout.workshop import Workshop
from pipeline.model import Publication
from pipeline.store import Store
from pipeline.styles import Theme, load_theme

LayOut = Callable[..., Layout]


@pytest.fixture(scope="session")
def theme() -> Theme:
    return load_theme("default")


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return Store(tmp_path_factory.mktemp("store"))


@pytest.fixture(scope="session")
def laid_out(theme: Theme, store: Store) -> LayOut:
    def run(publication: Publication, workshop: Workshop | None = None, look: Theme = theme) -> Layout:
        return lay_out(publication, look, store, lambda stage, done, count: None, workshop)

    return run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache"
