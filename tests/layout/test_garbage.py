"""No garbage is looked for while a chunk is made; what it leaves is gone at its end."""

from __future__ import annotations

import gc
import weakref

import pytest

from pipeline.layout.economy import uncollected


class _Knot:
    """An object that only the collector can free."""

    def __init__(self) -> None:
        self.itself = self


def test_garbage_lives_until_the_end_of_the_block_and_no_longer() -> None:
    with uncollected():
        assert not gc.isenabled()
        knots = [weakref.ref(_Knot()) for _ in range(2000)]
        assert all(knot() is not None for knot in knots)
    assert gc.isenabled()
    assert all(knot() is None for knot in knots)


def test_what_was_there_before_is_neither_lost_nor_kept_for_ever() -> None:
    frozen = gc.get_freeze_count()
    before = _Knot()
    with uncollected():
        pass
    assert gc.get_freeze_count() == frozen
    known = weakref.ref(before)
    assert known() is before
    del before
    gc.collect()
    assert known() is None


@pytest.mark.parametrize("on", [True, False])
def test_the_collector_is_left_as_it_was_also_after_a_fault(on: bool) -> None:
    was = gc.isenabled()
    (gc.enable if on else gc.disable)()
    try:
        with pytest.raises(ValueError, match="fault"), uncollected():
            raise ValueError("fault")
        assert gc.isenabled() is on
    finally:
        (gc.enable if was else gc.disable)()
