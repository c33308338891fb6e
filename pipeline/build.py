"""A book is built: recalled when nothing has changed since it was made, else made; then published.

What is loaded here is what recalling needs: all the rest comes with `making`.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

from pipeline.built import Built, Order, Progress, keep, name_of, recall
from pipeline.layout.versions import versions as engine_versions
from pipeline.publish import publish
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
    from pipeline.layout.workers import cores, working

    with working(order.jobs or cores()) as workers:
        if not order.final and cache.get(_paged_before(order)):
            workers.warm_up()  # the engine is loaded while everything else is
        from pipeline.layout.workshop import Workshop
        from pipeline.making import make

        built = make(root, order, Workshop(workers, cache), store, progress)
    if any(artifact.pages for artifact in built.artifacts):
        cache.put(_paged_before(order), b"yes")
    return built


def _paged_before(order: Order) -> str:
    """Return the name under which it is kept that this order gave pages: it will want the layout engine again."""
    return hashlib.sha256(f"pages {order.volumes} {order.editions}".encode()).hexdigest()


def _versions() -> dict[str, str]:
    """Return the versions of what decides the bytes of the files."""
    found = {name: version(name) for name in ("tomes", "ebooklib", "fonttools", "pikepdf", "pillow", "uharfbuzz")}
    return found | engine_versions()
