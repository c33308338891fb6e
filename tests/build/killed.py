"""Publish over an earlier set and be killed at the first thing asked of the system, then at the second, and so on.

Run as a program of its own, because it forks: `python -m tests.build.killed FOLDER`. It prints, for each kill, the
letters of which the files were then made.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from pathlib import Path

from pipeline.publish import MANIFEST, Artifact, publish

FILES = 8


def put(folder: Path, letter: str) -> None:
    """Publish a set of files that are all made of one letter."""
    artifacts = [
        Artifact(path=f"tome/{n}", volume="", tome=None, edition="", format="", data=letter.encode() * 100_000)
        for n in range(FILES)
    ]
    publish(artifacts, folder / "dist", {"letter": letter}, whole=True, lock=folder / "lock")


def published_until(folder: Path, count: int) -> bool:
    """Publish in a child that is killed at its call number `count`; False when it made fewer calls than that."""
    child = os.fork()
    if child == 0:
        left = count

        def count_down(event: str, _: tuple[object, ...]) -> None:
            nonlocal left
            left -= event.startswith(("open", "os.", "shutil.", "tempfile.", "ctypes."))
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count_down)
        put(folder, "B")
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def letters(dist: Path) -> str:
    """Return the letters that the files and the manifest are made of, and how many files there are."""
    files = [path for path in dist.rglob("*") if path.is_file() and path.name != MANIFEST]
    found = {chr(byte) for path in files for byte in set(path.read_bytes())}
    told = (dist / MANIFEST).read_text().split('"letter": "')[1][0]
    return f"{''.join(sorted(found | {told}))} {len(files)}"


def main(folder: Path) -> None:
    """Kill at every call in turn, until a child comes to its end."""
    for count in range(1, 10_000):
        shutil.rmtree(folder / "dist", ignore_errors=True)
        put(folder, "A")
        killed = published_until(folder, count)
        print(letters(folder / "dist"))
        if not killed:
            return


if __name__ == "__main__":
    main(Path(sys.argv[1]))
