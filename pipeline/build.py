"""A book is built: recalled when nothing has changed since it was made, else made; then published.

What is loaded here is what recalling needs: all the rest comes with `making`.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from msgspec.structs import replace

from pipeline.built import Built, Order, Progress, keep, name_of, recall
from pipeline.layout.versions import versions as engine_versions
from pipeline.program import version
from pipeline.publish import publish
from pipeline.sharing import cores
from pipeline.store import Cache, Store


def build(root: Path, out: Path, order: Order, progress: Progress) -> Built:
    """Build the book in the folder `root` and publish its files in `out`.

    `progress` is told the stage, how much of it is done and how much there is. Raises BookError with every finding when
    one is an error; `out` is then what it was. A build of files that have not changed is recalled.
    """
    store = Store(root / ".tomes")
    cache = Cache(store.folder / "cache")
    versions = _versions()
    name = name_of(root, replace(order, jobs=None), versions)
    built = recall(cache, name)
    if built is None:
        built = _made(root, order, store, cache, progress)
        keep(cache, name, built)
    progress("publish", 0, 1)
    publish(built.artifacts, out, versions, whole=order.whole, lock=store.folder / "publish.lock")
    return built


def _made(root: Path, order: Order, store: Store, cache: Cache, progress: Progress) -> Built:
    from pipeline.layout.workers import working

    with working(order.jobs or cores()) as workers:
        sample = hashlib.sha256(f"sample {order.volumes} {order.editions}".encode()).hexdigest()
        kept = cache.path(sample)
        if not order.final and (kept.exists() or not order.ebooks_only):  # a release is checked by all cores first
            workers.warm_up(kept)  # while everything else is loaded and read
        from pipeline.layout.workshop import Workshop
        from pipeline.making import load_for_pages, make

        return make(root, order, Workshop(workers, cache, sample, load_for_pages), store, progress)


def _versions() -> dict[str, str]:
    """Return the versions of what decides the bytes of the files."""
    found = {name: version(name) for name in ("tomes", "ebooklib", "pikepdf", "pillow", "uharfbuzz")}
    return found | engine_versions()
