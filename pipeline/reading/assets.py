"""Files that texts show: each is read once through the folder, decoded whole, and kept in the store."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.diagnostic import Diagnostic, Severity, Span
from pipeline.images import MAX_BYTES, ImageFault, probe_all
from pipeline.model import Asset
from pipeline.reading.resolver import Folder, RefusedError
from pipeline.store import Store


def collect(
    folder: Folder, store: Store, used: Iterable[tuple[str, Span]]
) -> tuple[tuple[Asset, ...], list[Diagnostic]]:
    """Return the assets of all names in `used`, and what is wrong with them at every place that uses one."""
    places: dict[str, list[Span]] = {}
    for name, span in used:
        places.setdefault(name, []).append(span)
    found: list[Diagnostic] = []
    hashes: dict[str, tuple[str, int]] = {}
    for name, spans in places.items():
        try:
            data = folder.read(name, MAX_BYTES)
        except RefusedError as refusal:
            found.extend(_at(spans, refusal.code, refusal.values))
        else:
            hashes[name] = (store.add(data), len(data))
    assets: list[Asset] = []
    results = probe_all([(store.path(sha256), name) for name, (sha256, _) in hashes.items()])
    for (name, (sha256, size)), result in zip(hashes.items(), results, strict=True):
        if isinstance(result, ImageFault):
            found.extend(_at(places[name], result.code, {"name": name, **result.values}))
            continue
        for code, values in result.remarks:
            found.extend(_at(places[name][:1], code, {"name": name, **values}, Severity.WARNING))
        assets.append(Asset(name, result.media_type, sha256, size, result.width, result.height))
    return tuple(sorted(assets, key=lambda asset: asset.name)), found


def _at(
    spans: Iterable[Span], code: str, values: dict[str, object], severity: Severity = Severity.ERROR
) -> list[Diagnostic]:
    texts = tuple((name, str(value)) for name, value in values.items())
    return [Diagnostic(code, severity, span, texts) for span in spans]
