import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.random import Generator, Philox

from any2any.simulate.parcels import HASH_SIZE, hashed, split, voronoi_labels


@settings(max_examples=20)
@given(seed=st.integers(0, 2**32), spacing=st.floats(40, 120))
def test_cells_are_those_of_a_search_over_all_sites(seed: int, spacing: float) -> None:
    # The sites are drawn as the function draws them; a label's site must be the nearest of all. Cells are
    # 8 px, so a sliver thinner than that may be missed: under one pixel in two hundred.
    size = 96
    x, y = np.meshgrid(np.arange(size, dtype=np.float32), np.arange(size, dtype=np.float32))
    label, count = voronoi_labels(Generator(Philox(seed)), x, y, spacing)
    side = round(count**0.5)
    grid = -2 * spacing + spacing * (np.arange(side) + 0.5)
    jitter = Generator(Philox(seed)).uniform(-0.45, 0.45, (2, side, side)) * spacing
    site_x, site_y = (grid[None, :] + jitter[0]).ravel(), (grid[:, None] + jitter[1]).ravel()
    distance = np.hypot(x[..., None] - site_x, y[..., None] - site_y)
    own = np.take_along_axis(distance, label[..., None].astype(np.intp), -1)[..., 0]
    assert (own > distance.min(-1) + 1e-2).mean() < 0.005


def test_strips_without_jitter_are_one_long_and_numbered_in_order() -> None:
    t = np.linspace(0.01, 4.99, 499, dtype=np.float32)
    strip, to_border = split(t, np.zeros(HASH_SIZE, np.float32), 0)
    np.testing.assert_array_equal(strip, np.floor(t))
    np.testing.assert_allclose(to_border, np.abs(t - np.rint(t)), atol=1e-6)


@given(st.integers(-(2**31), 2**31 - 1), st.integers(-(2**31), 2**31 - 1), st.integers(-(2**31), 2**31 - 1))
def test_hashes_are_indices_of_the_table(i: int, j: int, block: int) -> None:
    index = hashed(*(np.array([value], np.int32) for value in (i, j, block)))
    assert 0 <= int(index[0]) < HASH_SIZE
