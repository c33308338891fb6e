from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from pipeline.formats import Context, epub
from pipeline.inspection.epub import EpubFacts, facts
from tests.epub import shelf


@pytest.fixture
def context(tmp_path: Path) -> Context:
    return shelf.context(tmp_path)


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return the EPUB that has everything, with the pages of its printed edition."""
    context = shelf.context(tmp_path_factory.mktemp("whole"))
    return epub.write(shelf.everything(context.store), shelf.Laid(), context)


@pytest.fixture(scope="session")
def known(whole: bytes) -> EpubFacts:
    return facts(whole, "livre.epub")


@pytest.fixture(scope="session")
def opened(whole: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(whole))


@pytest.fixture(scope="session")
def package(opened: zipfile.ZipFile) -> str:
    return opened.read("EPUB/content.opf").decode()
