from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from any2any.data.augment.dihedral import DIHEDRAL, spread_variants, turned, turned_size, unturned
from any2any.raster.window import Bounds


@given(st.integers(1, 9), st.integers(1, 9), st.integers(0, DIHEDRAL - 1), st.data())
def test_a_window_of_a_variant_is_the_turned_window_of_the_tile(
    rows: int, columns: int, variant: int, data: st.DataObject
) -> None:
    tile = np.arange(rows * columns).reshape(rows, columns)
    height, width = turned_size(rows, columns, variant)
    whole = turned(tile, variant)
    assert whole.shape == (height, width)
    r0, c0 = data.draw(st.integers(0, height - 1)), data.draw(st.integers(0, width - 1))
    r1, c1 = data.draw(st.integers(r0 + 1, height)), data.draw(st.integers(c0 + 1, width))
    before = unturned(Bounds(r0, r1, c0, c1), rows, columns, variant)
    cut = tile[before.row_start : before.row_stop, before.col_start : before.col_stop]
    np.testing.assert_array_equal(turned(cut, variant), whole[r0:r1, c0:c1])


def test_the_eight_variants_differ_and_the_first_is_the_identity() -> None:
    tile = np.arange(6).reshape(2, 3)
    assert len({turned(tile, v).tobytes() + bytes(turned(tile, v).shape) for v in range(DIHEDRAL)}) == 8
    np.testing.assert_array_equal(turned(tile, 0), tile)


@pytest.mark.parametrize(
    ("count", "variants"), [(1, (0,)), (2, (0, 4)), (4, (0, 2, 4, 6)), (8, tuple(range(8)))]
)
def test_variants_are_far_apart(count: int, variants: tuple[int, ...]) -> None:
    assert spread_variants(count) == variants
