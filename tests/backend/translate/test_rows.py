from __future__ import annotations

import pytest

from any2any.raster.window import Bounds
from any2any.translate.source_rows import RollingRows


def test_rows_roll_down_and_keep_what_is_still_needed() -> None:
    rows = RollingRows(2, Bounds(10, 100, 5, 8))
    rows.move(10, 14)
    rows.view(Bounds(12, 14, 5, 8))[:] = 7
    rows.move(13, 16)
    assert rows.view(Bounds(13, 16, 5, 6))[0, :, 0].tolist() == [7, 0, 0]
    with pytest.raises(ValueError, match="rows 13 to 16 are held"):
        rows.view(Bounds(12, 14, 5, 8))


def test_a_gap_starts_afresh() -> None:
    rows = RollingRows(1, Bounds(0, 100, 0, 1))
    rows.move(0, 4)
    rows.view(Bounds(0, 4, 0, 1))[:] = 7
    rows.move(50, 52)
    assert rows.stop == 52
    assert (rows.view(Bounds(50, 52, 0, 1)) == 0).all()


def test_memory_is_that_of_the_rows_held() -> None:
    rows = RollingRows(1, Bounds(0, 10_000, 0, 3))
    for row in range(0, 9_000, 48):
        rows.move(row, row + 64)
        assert rows.view(Bounds(row, row + 64, 0, 3)).shape == (1, 64, 3)
    with pytest.raises(ValueError, match="are held"):
        rows.view(Bounds(0, 1, 0, 3))
