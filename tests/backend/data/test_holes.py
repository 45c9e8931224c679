from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from any2any.data.tile import fill_holes

masks = hnp.arrays(bool, hnp.array_shapes(min_dims=2, max_dims=2, max_side=9)).filter(lambda m: not m.all())


@given(masks, st.integers(1, 3))
def test_a_hole_takes_a_valid_pixel_fewest_steps_away(hole: np.ndarray, count: int) -> None:
    """Against all distances, by brute force; each valid pixel has a number of its own."""
    rows, columns = np.indices(hole.shape)
    numbers = np.arange(hole.size, dtype=np.float32).reshape(hole.shape)
    values = np.stack([numbers + 1000 * band for band in range(count)])
    values[0, hole] = np.nan  # one band is enough
    filled = fill_holes(values)
    taken_row, taken_column = np.divmod(filled[0].astype(int), hole.shape[1])
    distance = abs(taken_row - rows) + abs(taken_column - columns)
    valid_rows, valid_columns = np.nonzero(~hole)
    smallest = (abs(valid_rows - rows[..., None]) + abs(valid_columns - columns[..., None])).min(axis=-1)
    assert np.array_equal(distance, smallest)
    assert not hole[taken_row, taken_column].any()
    assert all(np.array_equal(filled[band], filled[0] + 1000 * band) for band in range(count))


def test_nothing_but_holes_is_refused() -> None:
    with pytest.raises(ValueError, match="all 12 pixels are holes"):
        fill_holes(np.full((2, 3, 4), np.nan, np.float32))
