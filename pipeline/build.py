"""A book is built: recalled when nothing has changed since it was made, else made; then published.

What is loaded here is what recalling needs: the rest comes with what reads, then with `making`.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from pipeline.built import Built, Order, Progress, forget_refused, keep, name_of, recall
from pipeline.layout.versions import versions as engine_versions
from pipeline.program import version
from pipeline.publish import publish
from pipeline.reading import Beside, prober_for, read
from pipeline.sharing import cores
from pipeline.store import Cache, Store

if TYPE_CHECKING:
    from pipeline.images.worker import Prober
    from pipeline.reading.book import Reading


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
    with prober_for(store) as prober:  # another process, which loads what it needs while this one does
        from pipeline.layout.workers import working

        with working(order.jobs or cores()) as workers:
            sample = hashlib.sha256(f"sample {order.volumes} {order.editions}".encode()).hexdigest()
            kept = cache.path(sample)
            if not order.final and (kept.exists() or not order.ebooks_only):  # a release is checked by all cores first
                workers.warm_up(kept)
            progress("read", 0, 1)
            reading = _read(root, order, store, prober)
            from pipeline.layout.workshop import Workshop
            from pipeline.making import load_for_pages, make

            return make(reading, order, Workshop(workers, cache, sample, load_for_pages), store, progress)


def _read(root: Path, order: Order, store: Store, prober: Prober) -> Reading:
    """Read the book; what makes it is loaded while processes read."""
    from pipeline.composition import typeset_lines

    def load() -> None:
        from pipeline import making

        if order.ebooks_only:
            making.load_for_ebooks()

    reading = read(root, store, beside=Beside(typeset_lines, load, prober))
    if reading.book and forget_refused(reading.book, store):
        reading = read(root, store)
    return reading


def _versions() -> dict[str, str]:
    """Return the versions of what decides the bytes of the files."""
    found = {name: version(name) for name in ("tomes", "ebooklib", "pikepdf", "pillow", "uharfbuzz")}
    return found | engine_versions()
