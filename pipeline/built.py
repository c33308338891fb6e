"""What is ordered, and what it gives, kept so that building the same files by the same program is copying them."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, json
from msgspec.structs import replace

from pipeline import program
from pipeline.diagnostic import Diagnostic
from pipeline.publish import Artifact
from pipeline.store import Cache, Store, state

if TYPE_CHECKING:
    from pipeline.model import Book


# Told the stage, how much of it is done and how much there is.
Progress = Callable[[str, int, int], None]


class Order(Struct, frozen=True, kw_only=True):
    """What is wanted: names of volumes and of editions (empty for all), and whether the files are for release."""

    volumes: tuple[str, ...] = ()
    editions: tuple[str, ...] = ()
    final: bool = False
    jobs: int | None = None

    @property
    def whole(self) -> bool:
        """Return whether everything is wanted."""
        return not self.volumes and not self.editions

    @property
    def ebooks_only(self) -> bool:
        """Guess from the names, before the book is read, whether nothing with pages is wanted; an error costs time."""
        return bool(self.editions) and all("epub" in name for name in self.editions)


class Built(Struct, frozen=True):
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
    kept.put(name, json.encode(replace(built, artifacts=tuple(_apart(kept, one) for one in built.artifacts))))


def _apart(kept: Cache, artifact: Artifact) -> Artifact:
    """Keep the bytes of an artifact by their hash, and return it with that in their place."""
    sha256 = hashlib.sha256(artifact.data).hexdigest()
    kept.put(sha256, artifact.data)
    return replace(artifact, data=sha256.encode())


def recall(kept: Cache, name: str) -> Built | None:
    """Return the build kept under `name`, None when it, or one of its files, is not there or is damaged."""
    content = kept.get(name)
    if content is None:
        return None
    built = json.decode(content, type=Built)
    artifacts = []
    for artifact in built.artifacts:
        data = kept.get(artifact.data.decode())
        if data is None:
            return None
        artifacts.append(replace(artifact, data=data))
    return replace(built, artifacts=tuple(artifacts))
