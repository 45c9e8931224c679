from __future__ import annotations

import pytest

from any2any.raster.grid import PixelGrid
from any2any.raster.window import Bounds

ROTATED = (8.0, 6.0, 1000.0, 6.0, -8.0, 2000.0)  # 10 m pixels, turned by about 37 degrees


def test_pan_has_twice_the_pixels_and_half_their_size() -> None:
    pan = PixelGrid(7, 5, (10.0, 0.0, 100.0, 0.0, -10.0, 900.0), "wkt").scaled(8, 4)
    assert (pan.height, pan.width) == (14, 10)
    assert pan.transform == (5.0, 0.0, 100.0, 0.0, -5.0, 900.0)
    assert pan.crs_wkt == "wkt"


def test_ms_rounds_up_so_that_no_ground_is_lost() -> None:
    ms = PixelGrid(7, 1, (10.0, 0.0, 0.0, 0.0, -10.0, 0.0)).scaled(2, 4)
    assert (ms.height, ms.width) == (4, 1)
    assert ms.pixel_size_xy == (20.0, 20.0)


def test_rotation_is_kept_exactly() -> None:
    grid = PixelGrid(100, 100, ROTATED)
    assert grid.pixel_size_xy == (10.0, 10.0)
    part = grid.crop(Bounds(10, 30, 40, 90))
    assert (part.height, part.width) == (20, 50)
    assert part.xy(0, 0) == grid.xy(10, 40) == (8 * 40 + 6 * 10 + 1000, 6 * 40 - 8 * 10 + 2000)
    fine = part.scaled(8, 4)
    assert fine.xy(40, 100) == part.xy(20, 50)


def test_without_a_transform_there_is_none_to_scale() -> None:
    grid = PixelGrid(4, 4)
    assert grid.scaled(8, 4).crop(Bounds(0, 1, 0, 1)).transform is None
    assert grid.pixel_size_xy is None
    with pytest.raises(ValueError, match="no transform"):
        grid.xy(0, 0)


def test_an_empty_grid_is_refused() -> None:
    with pytest.raises(ValueError, match="0 x 3 pixels is empty"):
        PixelGrid(3, 0)
