"""What editions are to look like: whether the trims and the themes that book.yaml names exist and are whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.diagnostic import BookError, Diagnostic
from pipeline.model import Edition
from pipeline.reading.yaml import Yaml
from pipeline.store import Ledger


def faults(root: Path, editions: tuple[Edition, ...], yaml: Yaml, ledger: Ledger) -> Iterator[Diagnostic]:
    """Yield what is wrong with the trims and themes that `editions` name, each at the name; `ledger` keeps themes.

    Where one is named all are loaded, the usual one too: what is built next asks for them.
    """
    said = [key for edition in editions for key in ("trim", "theme") if _written(edition, key, yaml)]
    if not said:
        return
    from pipeline.styles import load_theme, trim

    for edition in editions:
        try:
            if _written(edition, "trim", yaml):
                trim(edition.trim, yaml.span("editions", edition.name, "trim"))
            load_theme(edition.theme, root, yaml.span("editions", edition.name, "theme"), ledger)
        except BookError as fault:
            yield from fault.diagnostics


def _written(edition: Edition, key: str, yaml: Yaml) -> bool:
    return ("editions", edition.name, key) in yaml.values
