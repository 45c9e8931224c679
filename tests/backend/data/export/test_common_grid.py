from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from any2any.data.export.common_grid import CellBlock, CommonGrid, Placement, common_grid
from any2any.errors import UsageError

RGB = Placement("RGB", 4, 0.0, 0.0, 10.0, 100, 80)


def test_same_raster_twice_is_itself():
    """100 x 80 pixels are 25 x 20 cells of 40 units."""
    assert common_grid([RGB, replace(RGB, name="SAR")]) == CommonGrid(0.0, 0.0, 40.0, 20, 25)


def test_modalities_of_other_sizes_meet_in_their_cells():
    """MS: 2 pixels of 20 in a cell of 40; PAN: 8 of 5."""
    ms, pan = Placement("MS", 2, 0.0, 0.0, 20.0, 50, 40), Placement("PAN", 8, 0.0, 0.0, 5.0, 200, 160)
    grid = common_grid([RGB, ms, pan])
    assert (grid.cell, grid.rows, grid.columns) == (40.0, 20, 25)
    assert [grid.average(p) for p in (RGB, ms, pan)] == [1, 1, 1]
    block = CellBlock(row=3, column=2, rows=4, columns=5)
    assert grid.window(RGB, block) == (8, 12, 20, 16)
    assert grid.window(ms, block) == (4, 6, 10, 8)
    assert grid.window(pan, block) == (16, 24, 40, 32)
    assert grid.extent(block) == (80.0, -280.0, 280.0, -120.0)


def test_finer_files_are_averaged():
    """MS stored at 10 makes cells of 20 by itself: beside RGB at 10 it is averaged 2 x 2."""
    ms = Placement("MS", 2, 0.0, 0.0, 10.0, 100, 80)
    grid = common_grid([RGB, ms])
    assert (grid.average(RGB), grid.average(ms)) == (1, 2)
    assert grid.window(ms, CellBlock(0, 0, 20, 25)) == (0, 0, 50, 40)


def test_overlap_begins_on_a_pixel_of_the_coarsest_modality():
    """RGB begins 30 units in, MS pixels of 20 begin at 40: RGB is cut by one pixel."""
    ms = Placement("MS", 2, 0.0, 0.0, 20.0, 50, 40)
    grid = common_grid([replace(RGB, left=30.0), ms])
    assert grid.left == 40.0
    assert grid.window(replace(RGB, left=30.0), CellBlock(0, 0, 1, 1)) == (1, 0, 4, 4)
    assert grid.columns == (1000 - 40) // 40


def test_extent_is_cut_to_whole_cells_within():
    grid = common_grid([RGB, replace(RGB, name="SAR")], (12.0, -400.0, 205.0, -3.0))
    assert (grid.left, grid.top) == (20.0, -10.0)
    assert (grid.rows, grid.columns) == (9, 4)  # 390 and 185 units


@pytest.mark.parametrize(
    ("other", "words"),
    [
        (
            replace(RGB, name="SAR", pixel=15.0),
            ["RGB has pixels of 10 and SAR of 15", "warp RGB to pixels of 15"],
        ),
        (replace(RGB, name="SAR", pixel=10.05), ["whole ratio"]),  # half a pixel off after 100
        (replace(RGB, name="SAR", left=4.0), ["different grids, 0.40 pixels apart: warp"]),
        (replace(RGB, name="SAR", left=5000.0), ["share no latent cell", "5000 to 6000 across"]),
    ],
)
def test_rasters_that_do_not_fit_are_named(other, words):
    with pytest.raises(UsageError) as caught:
        common_grid([RGB, other])
    message = str(caught.value)
    for word in words:
        assert word in message
    assert "SAR" in message
    assert "RGB" in message


placements = st.builds(
    Placement,
    name=st.just("raster"),
    downsampling=st.sampled_from([2, 4, 8]),
    left=st.integers(-20, 20).map(lambda n: 40.0 * n),
    top=st.integers(-20, 20).map(lambda n: 40.0 * n),
    pixel=st.sampled_from([2.5, 5.0, 10.0, 20.0]),
    width=st.integers(100, 2000),
    height=st.integers(100, 2000),
)


@given(st.lists(placements, min_size=2, max_size=4), st.integers(1, 300))
def test_tiles_cover_the_same_ground_within_every_raster(rasters, largest):
    try:
        grid = common_grid(rasters)
    except UsageError:
        assume(False)
    blocks = list(grid.blocks(largest))
    assert sum(b.rows * b.columns for b in blocks) == grid.rows * grid.columns
    for block in (blocks[0], blocks[-1]):
        assert max(block.rows, block.columns) <= largest
        for raster in rasters:
            n = grid.average(raster)
            x, y, width, height = grid.window(raster, block)
            assert min(x, y) >= 0
            assert n * (x + width) <= raster.width
            assert n * (y + height) <= raster.height
            west, south, east, north = grid.extent(block)
            pixel = n * raster.pixel
            assert raster.left + x * pixel == pytest.approx(west)
            assert raster.top - y * pixel == pytest.approx(north)
            assert (width * pixel, height * pixel) == pytest.approx((east - west, north - south))
