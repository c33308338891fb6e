"""Files that texts show: each is read once through the folder, decoded whole, and kept in the store."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from contextlib import suppress
from pathlib import PurePosixPath

from pipeline.diagnostic import Diagnostic, Severity, Span
from pipeline.images.facts import MAX_BYTES, ImageFacts, ImageFault
from pipeline.model import Asset
from pipeline.reading.files import OTHER_FOLDERS
from pipeline.reading.kept import Kept
from pipeline.reading.resolver import Folder, RefusedError

_ENDINGS = {
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/svg+xml": (".svg",),
}
# What people send as pictures, those that are not taken included.
_PICTURES = frozenset(
    {".png", ".jpg", ".jpeg", ".svg", ".gif", ".webp", ".tif", ".tiff", ".heic", ".bmp", ".psd", ".ai", ".eps"}
)


def spare(folder: Folder, base: str, used: Iterable[str]) -> tuple[str, ...]:
    """Return the pictures below `base` that are not in `used`; what begins with `.` or `_` was laid aside."""
    shown = frozenset(used)
    names = (name for name in folder.files(base, OTHER_FOLDERS) if PurePosixPath(name).suffix.lower() in _PICTURES)
    return tuple(sorted(name for name in names if name not in shown))


def begin(folder: Folder, kept: Kept, names: Iterable[str]) -> None:
    """Have pictures that `collect` will be asked for decoded, those that are there, and do not wait."""
    named = []
    for name in dict.fromkeys(names):
        with suppress(RefusedError):
            named.append((name, kept.store.add(folder.read(name, MAX_BYTES))))
    kept.begin_pictures(named)


def collect(
    folder: Folder, kept: Kept, used: Iterable[tuple[str, Span]]
) -> tuple[tuple[Asset, ...], dict[str, str], list[Diagnostic]]:
    """Return the assets of all names in `used`, the hash of every file, and what is wrong at every place of use."""
    places: dict[str, list[Span]] = {}
    for name, span in used:
        places.setdefault(name, []).append(span)
    found: list[Diagnostic] = []
    hashes: dict[str, str] = {}
    sizes: dict[str, int] = {}
    for name, spans in places.items():
        try:
            data = folder.read(name, MAX_BYTES)
        except RefusedError as refusal:
            found.extend(_fault(span, refusal.code, _from(span, refusal.values)) for span in spans)
        else:
            hashes[name], sizes[name] = kept.store.add(data), len(data)
    assets: list[Asset] = []
    for name, facts in zip(hashes, kept.pictures(tuple(hashes.items())), strict=True):
        if isinstance(facts, ImageFault):
            found.extend(_fault(span, facts.code, {"name": name, **facts.values}) for span in places[name])
        else:
            found.extend(_remarks(name, facts, places[name][0]))
            size = sizes[name], facts.width, facts.height
            colours = facts.mode, facts.has_profile, facts.grey
            assets.append(Asset(name, facts.media_type, hashes[name], *size, *colours))
    return tuple(sorted(assets, key=lambda asset: asset.name)), hashes, found


def _from(span: Span, values: dict[str, object]) -> dict[str, object]:
    """Return the values of a refusal; where a file is called otherwise, names are those that `span`'s file writes."""
    if "instead" not in values:
        return values
    folder = posixpath.dirname(span.path) or "."
    return {key: posixpath.relpath(str(name), folder) for key, name in values.items()}


def _remarks(name: str, facts: ImageFacts, span: Span) -> Iterable[Diagnostic]:
    endings = _ENDINGS[facts.media_type]
    if PurePosixPath(name).suffix.lower() not in endings:
        yield _fault(span, "F013", {"name": name, "ending": endings[0]}, Severity.WARNING)
    if facts.has_gps:
        yield _fault(span, "F014", {"name": name}, Severity.INFO)


def _fault(span: Span, code: str, values: dict[str, object], severity: Severity = Severity.ERROR) -> Diagnostic:
    return Diagnostic(code, severity, span, tuple((name, str(value)) for name, value in values.items()))
