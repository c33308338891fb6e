"""What every test may use: golden files, with one flag to rewrite them and no orphans."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
GOLDEN = TESTS / "golden"
Golden = Callable[[str, str], str]

_compared: set[str] = set()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite the golden files from what is produced now")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fail what would be skipped where CI runs: a laptop may lack a tool, CI may not."""
    report = yield
    if report.skipped and os.environ.get("CI"):
        report.outcome = "failed"
        report.longrepr = f"skipped in CI: {item.nodeid}: {report.longrepr}"
    return report


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Give what the file of a name under tests/golden/ holds; --update writes the text that is to be compared there."""

    def kept(name: str, text: str) -> str:
        file = GOLDEN / name
        _compared.add(name)
        if request.config.getoption("--update"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        assert file.exists(), f"no golden file {name}: run pytest --update, then read what it wrote"
        return file.read_text(encoding="utf-8")

    return kept


@pytest.fixture(scope="session", autouse=True)
def _quiet_environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Give the tests a cache of their own and a fixed language, whatever the machine's."""
    before = dict(os.environ)
    os.environ.update(LANG="C.UTF-8", LC_ALL="C.UTF-8", TZ="UTC")
    yield
    os.environ.clear()
    os.environ.update(before)
