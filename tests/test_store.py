"""The store and the cache: names that say what is inside, limits, damage, several users at once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.store import Cache, Ledger, Store


def test_a_file_is_found_by_its_hash_and_kept_once(tmp_path: Path) -> None:
    store = Store(tmp_path)
    first = store.add(b"abc")
    assert store.add(b"abc") == first
    assert store.read(first) == b"abc"
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [first]


def test_the_folder_of_the_store_is_hidden_from_git(tmp_path: Path) -> None:
    store = Store(tmp_path / ".tomes")
    store.hide()
    store.hide()
    assert (tmp_path / ".tomes" / ".gitignore").read_text(encoding="utf-8") == "*\n"
    (tmp_path / "file").write_text("")
    Store(tmp_path / "file" / ".tomes").hide()


def test_a_cache_gives_back_what_it_was_given(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put("ab12", b"result")
    assert cache.get("ab12") == b"result"
    assert Cache(tmp_path).get("ab12") == b"result"
    assert cache.get("cd34") is None


@pytest.mark.parametrize("damaged", [b"", b"short", bytes(40)])
def test_a_damaged_entry_is_none(tmp_path: Path, damaged: bytes) -> None:
    cache = Cache(tmp_path)
    cache.put("ab12", b"result")
    (tmp_path / "ab" / "ab12").write_bytes(damaged)
    assert cache.get("ab12") is None


def test_what_was_not_used_for_longest_goes_first(tmp_path: Path) -> None:
    cache = Cache(tmp_path, limit=300)
    for number, name in enumerate(("aa01", "bb02", "cc03")):
        cache.put(name, bytes(100))
        os.utime(tmp_path / name[:2] / name, (1000 + number, 1000 + number))
    cache.get("aa01")
    assert cache.prune() == 132
    assert [cache.get(name) is None for name in ("aa01", "bb02", "cc03")] == [False, True, False]


def test_a_full_disk_loses_the_entry_not_the_build(tmp_path: Path) -> None:
    (tmp_path / "ab").write_text("a file where a folder should be")
    Cache(tmp_path).put("ab12", b"result")
    assert Cache(tmp_path).get("ab12") is None


def test_a_ledger_keeps_what_the_last_run_put(tmp_path: Path) -> None:
    file = tmp_path / "folder" / "some.kept"
    first = Ledger(file)
    first.put("a", '[1, "l’été", "\ud800"]')
    first.put("b", "two words")
    first.save()
    second = Ledger(file)
    assert (second.get("a"), second.get("b"), second.get("c")) == ('[1, "l’été", "\ud800"]', "two words", None)
    second.put("b", "two words")
    second.save()
    assert Ledger(file).get("a") is None
    assert Ledger(file).get("b") == "two words"
    assert [path.name for path in file.parent.iterdir()] == ["some.kept"]


@pytest.mark.parametrize("damaged", [b"", b"foreign", b"\xff\n\xff", b"0" * 64 + b"\nkey line\n"])
def test_a_damaged_ledger_is_empty(tmp_path: Path, damaged: bytes) -> None:
    file = tmp_path / "some.kept"
    file.write_bytes(damaged)
    assert Ledger(file).get("key") is None


def test_a_full_disk_loses_the_ledger_not_the_run(tmp_path: Path) -> None:
    (tmp_path / "folder").write_text("a file where a folder should be")
    ledger = Ledger(tmp_path / "folder" / "some.kept")
    ledger.put("a", "1")
    ledger.save()
    assert ledger.get("a") is None
