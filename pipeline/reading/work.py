"""Reading the files of one book: each through the folder or from the unsaved texts, its hash and faults kept."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import TypeVar

from msgspec import Struct, field

from pipeline.diagnostic import Diagnostic, Span, error
from pipeline.reading import yaml
from pipeline.reading.decode import MAX_BYTES, decode, repairs
from pipeline.reading.resolver import Folder, RefusedError
from pipeline.reading.validation import load

File = TypeVar("File")


class Work(Struct):
    """The state of one reading of a book."""

    folder: Folder
    overlay: Mapping[str, str]
    diagnostics: list[Diagnostic] = field(default_factory=list)
    sources: dict[str, str] = field(default_factory=dict)

    def has(self, path: str) -> bool:
        """Return whether there is such a file, on disk or unsaved."""
        return path in self.overlay or self.folder.has(path)

    def text(self, path: str) -> str | None:
        """Return the text of a file; None, with the reason kept, when it cannot be read."""
        try:
            data = self.overlay[path].encode() if path in self.overlay else self.folder.read(path, MAX_BYTES)
        except RefusedError as refusal:
            code = "M013" if refusal.code == "F009" else refusal.code
            self.diagnostics.append(error(code, Span(path), **refusal.values))
            return None
        self.sources[path] = hashlib.sha256(data).hexdigest()
        text, faults = decode(data, path)
        self.diagnostics.extend((*faults, *repairs(data, path)))
        return None if any(fault.code in ("U001", "M013") for fault in faults) else text

    def yaml(self, path: str, kind: type[File]) -> tuple[File | None, yaml.Yaml]:
        """Return a YAML file in the classes of the schema: what of it is sound, its faults kept; None when nothing is.

        The value beside it is as it was typed: empty when there is no such file, None when it cannot be read.
        """
        if not self.has(path):
            return None, yaml.Yaml(path, {})
        text = self.text(path)
        if text is None:
            return None, yaml.Yaml(path, None)
        value, parsed, faults = load(kind, text, path)
        self.diagnostics.extend(faults)
        return value, parsed
