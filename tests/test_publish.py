"""A set of files is published at once, or nothing changes."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path

import pytest

from pipeline import publish as publishing
from pipeline.diagnostic import BookError
from pipeline.publish import Artifact, publish
from pipeline.store import Store


def artifact(path: str, data: bytes = b"words", volume: str = "tome-1") -> Artifact:
    return Artifact(path=path, volume=volume, tome=1, edition="epub", format="epub", data=data)


def put(out: Path, *artifacts: Artifact, whole: bool = True) -> None:
    publish(artifacts, out, {"tomes": "1"}, whole=whole, lock=out.parent / "lock")


def tree(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_the_manifest_tells_each_file_and_its_hash(tmp_path: Path) -> None:
    put(tmp_path / "dist", artifact("tome-1/b.epub", b"abc"), artifact("tome-1/a.epub"))
    manifest = json.loads((tmp_path / "dist/manifest.json").read_text())
    assert [row["path"] for row in manifest["artifacts"]] == ["tome-1/a.epub", "tome-1/b.epub"]
    assert manifest["artifacts"][1]["bytes"] == 3
    assert manifest["artifacts"][1]["sha256"] == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_a_partial_build_keeps_the_other_files(tmp_path: Path) -> None:
    put(tmp_path / "dist", artifact("a.epub", b"old"), artifact("b.epub", b"kept"))
    put(tmp_path / "dist", artifact("a.epub", b"new"), whole=False)
    assert tree(tmp_path / "dist").items() >= {("a.epub", b"new"), ("b.epub", b"kept")}
    assert len(json.loads((tmp_path / "dist/manifest.json").read_text())["artifacts"]) == 2


def test_a_whole_build_removes_what_it_no_longer_makes_and_keeps_what_is_not_its_own(tmp_path: Path) -> None:
    put(tmp_path / "dist", artifact("a.epub"), artifact("b.epub"))
    (tmp_path / "dist/notes.txt").write_text("mine")
    put(tmp_path / "dist", artifact("a.epub"))
    assert set(tree(tmp_path / "dist")) == {"a.epub", "manifest.json", "notes.txt"}


def test_a_folder_of_something_else_is_refused_and_kept(tmp_path: Path) -> None:
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist/thesis.doc").write_text("years of work")
    with pytest.raises(BookError, match="B090"):
        put(tmp_path / "dist", artifact("a.epub"))
    assert tree(tmp_path / "dist") == {"thesis.doc": b"years of work"}


def test_a_failure_while_writing_leaves_the_earlier_output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path / "dist", artifact("a.epub", b"old"))
    before = tree(tmp_path / "dist")

    def full(_: int) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="no space"):
        put(tmp_path / "dist", artifact("a.epub", b"new"))
    assert tree(tmp_path / "dist") == before
    assert {path.name for path in tmp_path.iterdir()} == {"dist", "lock"}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limits of a process")
def test_a_file_that_the_disk_does_not_take_is_named(tmp_path: Path) -> None:
    import resource

    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
    try:
        with pytest.raises(OSError, match="large") as refused:
            put(tmp_path / "dist", artifact("tome-1/a.epub", bytes(2000)))
        with pytest.raises(OSError, match="large") as kept_out:
            Store(tmp_path / "store").add(bytes(2000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert refused.value.filename == str(tmp_path / "dist/tome-1/a.epub")
    assert kept_out.value.filename.startswith(str(tmp_path / "store"))
    assert tree(tmp_path / "store") == {}
    assert not (tmp_path / "dist").exists()


def test_ctrl_c_during_the_exchange_waits_for_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path / "dist", artifact("a.epub", b"old"))
    exchange = publishing._exchange

    def interrupted(new: Path, out: Path) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        exchange(new, out)

    monkeypatch.setattr(publishing, "_exchange", interrupted)
    with pytest.raises(KeyboardInterrupt):
        put(tmp_path / "dist", artifact("a.epub", b"new"))
    assert tree(tmp_path / "dist")["a.epub"] == b"new"
    assert {path.name for path in tmp_path.iterdir()} == {"dist", "lock"}


def test_two_renames_do_where_the_system_cannot_exchange(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path / "dist", artifact("a.epub", b"old"))
    monkeypatch.setattr(publishing.sys, "platform", "darwin")
    put(tmp_path / "dist", artifact("a.epub", b"new"))
    assert tree(tmp_path / "dist")["a.epub"] == b"new"
    assert {path.name for path in tmp_path.iterdir()} == {"dist", "lock"}


def test_what_a_killed_build_left_is_cleared(tmp_path: Path) -> None:
    (tmp_path / ".dist.x.making").mkdir()
    put(tmp_path / "dist", artifact("a.epub"))
    assert {path.name for path in tmp_path.iterdir()} == {"dist", "lock"}
