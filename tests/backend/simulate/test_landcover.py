from __future__ import annotations

import numpy as np
from numpy.random import default_rng

from any2any.simulate.landcover import draw_land_cover
from any2any.simulate.landscape import draw_canvas, draw_landscape


def parcels(fine_m: float) -> int:
    """Parcels that 512 x 512 fine pixels of eight landscapes show."""
    count = 0
    for seed in range(8):
        landscape, rng = draw_landscape(default_rng(seed), fine_m), default_rng(seed)
        cover = draw_land_cover(rng, landscape, draw_canvas(rng, 512, fine_m, landscape.lake_level))
        count += len(np.unique(cover.parcel))
    return count


def test_fields_keep_their_size_on_the_ground_whatever_the_pixels() -> None:
    """Pixels of twice the size see four times the ground, so about four times the fields."""
    small, usual, large = (parcels(fine_m) for fine_m in (2.5, 5.0, 10.0))
    assert 3.2 < usual / small < 4.8
    assert 3.2 < large / usual < 4.8
