"""The coarse part of a latent, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from any2any.diffusion.anchoring import SIDE, low_pass


@pytest.mark.parametrize("cells", [17, 64])
def test_each_row_averages_and_a_level_stays(cells: int) -> None:
    low = low_pass(cells)
    assert (low >= 0).all()
    np.testing.assert_allclose(low @ np.ones(cells), 1.0, rtol=1e-6)


def test_a_point_in_the_middle_spreads_as_a_triangle() -> None:
    """A running mean over 33 cells, twice: 33 - |d| paths of weight 1/33^2 lead to the cell at distance d < 33."""
    middle = low_pass(150)[75]
    distances = np.abs(np.arange(150) - 75)
    np.testing.assert_allclose(middle, np.maximum(SIDE - distances, 0) / SIDE**2, rtol=1e-5, atol=1e-9)


def test_edges_are_reflected() -> None:
    """One mean at the edge sees itself once and cells 1 to 16 twice, so cell 0 of two means takes 1/33 x its own."""
    low = low_pass(64).astype(np.float64)
    once = np.zeros((64, 64))
    for row in range(64):
        for step in range(-16, 17):
            at = abs(row + step)
            once[row, at if at < 64 else 126 - at] += 1 / 33
    assert once[0, 0] == pytest.approx(1 / 33)
    assert once[0, 1] == pytest.approx(2 / 33)
    np.testing.assert_allclose(low, once @ once, rtol=1e-5)
