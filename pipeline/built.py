"""What is ordered, and what it gives, kept so that building the same files by the same program is copying them."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline import program
from pipeline.diagnostic import Diagnostic, from_row, to_row
from pipeline.publish import Artifact
from pipeline.store import Cache, Store, state

if TYPE_CHECKING:
    from pipeline.model import Book


# Told the stage, how much of it is done and how much there is.
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is wanted: names of volumes and of editions (empty for all), and whether the files are for release."""

    volumes: tuple[str, ...] = ()
    editions: tuple[str, ...] = ()
    final: bool = False
    jobs: int | None = None

    @property
    def whole(self) -> bool:
        """Return whether everything is wanted."""
        return not self.volumes and not self.editions


@dataclass(frozen=True, slots=True)
class Built:
    """What a build gives: its artifacts, and the warnings that ride along."""

    artifacts: tuple[Artifact, ...]
    diagnostics: tuple[Diagnostic, ...]


def name_of(root: Path, order: object, versions: Mapping[str, str]) -> str:
    """Return what a build of the book in `root` is kept under: the hash of all that it can depend on."""
    date = os.environ.get("SOURCE_DATE_EPOCH", "")
    parts = [state(root), program.whole(), repr(order), date, *(f"{name} {value}" for name, value in versions.items())]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def refusals(book: Book) -> tuple[str, ...]:
    """Return the ids of those who refused that their name and texts appear."""
    return tuple(sorted(person.id for person in book.contributors if person.consent == "refused"))


def forget_refused(book: Book, store: Store) -> bool:
    """Empty the store when somebody has refused consent since the last build; return whether it was emptied.

    What was kept of earlier builds holds that person's name and words: it must not outlive the refusal.
    """
    refused = "\n".join(refusals(book))
    known = store.folder / "refused.txt"
    if refused == (known.read_text(encoding="utf-8") if known.is_file() else ""):
        return False
    shutil.rmtree(store.folder)
    store.folder.mkdir()
    known.write_text(refused, encoding="utf-8")
    return True


def keep(kept: Cache, name: str, built: Built) -> None:
    """Keep a build under `name`, unless its findings name somebody who refused (C106)."""
    if any(finding.code == "C106" for finding in built.diagnostics):
        return
    artifacts = []
    for artifact in built.artifacts:
        row: dict[str, Any] = {field.name: getattr(artifact, field.name) for field in fields(artifact)}
        row["data"] = hashlib.sha256(artifact.data).hexdigest()
        kept.put(row["data"], artifact.data)
        artifacts.append(row)
    content = {
        "artifacts": artifacts,
        "diagnostics": [to_row(finding) for finding in built.diagnostics],
    }
    kept.put(name, json.dumps(content, ensure_ascii=False).encode())


def recall(kept: Cache, name: str) -> Built | None:
    """Return the build kept under `name`, None when it, or one of its files, is not there or is damaged."""
    content = kept.get(name)
    if content is None:
        return None
    record = json.loads(content)
    artifacts = []
    for row in record["artifacts"]:
        data = kept.get(row["data"])
        if data is None:
            return None
        lists = {name: tuple(row[name]) for name in ("gates", "not_run")} | {"left": tuple(map(tuple, row["left"]))}
        artifacts.append(Artifact(**{**row, **lists, "data": data}))
    return Built(tuple(artifacts), tuple(map(from_row, record["diagnostics"])))
