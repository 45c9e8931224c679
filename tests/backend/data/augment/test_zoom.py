from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import rasterio
from rasterio.transform import from_origin

from any2any.data.augment.zoom import ZoomedReader, resampled
from any2any.data.index.reader import TileIndex
from any2any.data.index.schema import Tile, TileFile
from any2any.data.index.writer import write_index
from any2any.data.tile import TileReader
from any2any.raster.radiometry import from_model_values, to_model_values
from any2any.spec.modality import MS, RGB, SAR, Modality

CELLS = 24
"""Rows of the tile in latent cells; it has half as many columns more."""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> TileIndex:
    """A tile whose reflectance rises by the same amount in every latent cell towards the right, then down."""
    folder = tmp_path_factory.mktemp("zoom")
    files = {m.name: _write(folder, m) for m in (RGB, MS)}
    tile = Tile("a/1", "a/1", "a", "train", "CC0-1.0", files, footprint=None)
    write_index(folder / "index.gpkg", [tile], [RGB, MS])
    return TileIndex(folder / "index.gpkg")


def _write(folder: Path, modality: Modality) -> TileFile:
    f = modality.downsampling
    rows, columns = CELLS * f, CELLS * 3 // 2 * f
    y, x = np.mgrid[:rows, :columns] + 0.5
    ramp = np.stack([(0.005 * x + 0.002 * y) / f] * modality.channels).astype(np.float32)
    path = folder / f"{modality.name}.tif"
    profile = {"driver": "GTiff", "dtype": "float32", "count": modality.channels, "crs": "EPSG:32633"}
    profile["transform"] = from_origin(0, 0, modality.pixel_size_m, modality.pixel_size_m)
    with rasterio.open(path, "w", **profile, height=rows, width=columns) as raster:
        raster.write(ramp)
    bands = ",".join(str(band + 1) for band in range(modality.channels))
    return TileFile(
        modality.name, str(path), bands, "reflectance", 0, 0, columns, rows, modality.pixel_size_m
    )


def the_tile(index: TileIndex) -> Tile:
    [tile] = index.tiles("train")
    return tile


def places() -> Iterator[tuple[int, int]]:
    return ((row, column) for row in range(4, 12) for column in range(4, 20))


def slope(values: np.ndarray, f: int) -> float:
    """Change of model values per latent cell's width towards the right, away from the edges."""
    inner = values[0, f:-f, f:-f].astype(np.float64)
    return float((inner[:, -1] - inner[:, 0]).mean() / (inner.shape[1] - 1) * f)


def test_without_zoom_it_reads_what_the_plain_reader_reads(index: TileIndex) -> None:
    tile = the_tile(index)
    for modality in ("rgb", "ms"):
        plain = TileReader(index).read(tile, modality, 3, 5, 8, 8)
        np.testing.assert_array_equal(ZoomedReader(index, 0.0, 1).read(tile, modality, 3, 5, 8, 8), plain)


def test_pixel_sizes_spread_over_the_range_around_the_same_middle(index: TileIndex) -> None:
    """On a ramp, the slope per pixel gives the pixel size, and its mean the middle, within half a cell."""
    tile, f = the_tile(index), RGB.downsampling
    plain, zoomed = TileReader(index), ZoomedReader(index, 0.25, 1)
    per_cell = 0.005 * 2 / 0.3558
    sizes = []
    for row, column in places():
        values = zoomed.read(tile, "rgb", row, column, 8, 8)
        assert values.shape == (3, 32, 32)
        sizes.append(slope(values, f) / per_cell)
        middle = plain.read(tile, "rgb", row, column, 8, 8).mean()
        assert values.mean() == pytest.approx(middle, abs=0.0071 / 2 * 2 / 0.3558)
    rounded = {round(size * 8) for size in sizes}
    assert rounded == {6, 7, 8, 9, 10}  # cells seen instead of 8: 6.4 to 10
    np.testing.assert_allclose(np.array(sizes) * 8, np.rint(np.array(sizes) * 8), atol=0.1)
    assert -0.1 < np.log(sizes).mean() < 0.1


def test_all_modalities_of_a_crop_see_the_same_ground(index: TileIndex) -> None:
    """Where a pixel mixes parts of pixels, each part counts as flat: within 5 % of a latent cell's step of 0.028."""
    tile, zoomed = the_tile(index), ZoomedReader(index, 0.25, 3)
    for row, column in places():
        rgb = zoomed.read(tile, "rgb", row, column, 8, 8)
        ms = zoomed.read(tile, "ms", row, column, 8, 8)
        averaged = rgb.reshape(3, 16, 2, 16, 2).mean(axis=(2, 4))
        np.testing.assert_allclose(ms[:3, 1:-1, 1:-1], averaged[:, 1:-1, 1:-1], atol=0.05 * 0.028)


def test_it_is_a_function_of_seed_and_place(index: TileIndex) -> None:
    tile = the_tile(index)
    first, again, other = (
        [slope(ZoomedReader(index, 0.25, seed).read(tile, "rgb", *place, 8, 8), 4) for place in places()]
        for seed in (1, 1, 2)
    )
    assert first == again
    assert first != other


def test_a_tile_that_is_too_small_is_seen_as_a_whole(index: TileIndex) -> None:
    """A crop of all 24 rows can only see fewer of them, but as many as 30 of the 36 columns."""
    tile = the_tile(index)
    for column in range(12):
        values = ZoomedReader(index, 0.25, 1).read(tile, "rgb", 0, column, CELLS, CELLS)
        assert values.shape == (3, 96, 96)
        assert np.isfinite(values).all()


@pytest.mark.parametrize(("old", "new"), [(40, 32), (26, 32), (33, 32), (64, 32), (7, 32)])
def test_resampling_keeps_levels_and_means(old: int, new: int) -> None:
    rng = np.random.default_rng(0)
    flat = np.full((3, old, old), 0.3, np.float32)
    np.testing.assert_allclose(resampled(flat, new, new, RGB), 0.3, atol=1e-6)
    values = rng.uniform(-1, 1, (3, old, old + 5)).astype(np.float32)
    out = resampled(values, new, new + 3, RGB)
    assert out.shape == (3, new, new + 3)
    assert values.min() <= out.min() <= out.max() <= values.max()
    if old >= new:  # each old pixel gives its area away once
        np.testing.assert_allclose(resampled(values, new, new, RGB).mean(), values.mean(), atol=1e-6)


def test_two_to_one_is_the_mean_of_four() -> None:
    values = np.random.default_rng(0).uniform(-1, 1, (3, 16, 24)).astype(np.float32)
    expected = values.reshape(3, 8, 2, 12, 2).mean(axis=(2, 4))
    np.testing.assert_allclose(resampled(values, 8, 12, RGB), expected, atol=1e-6)


def test_backscatter_is_averaged_as_power() -> None:
    """The mean of 0.1 and 0.001 is 0.0505, -12.967 dB; the mean of -10 and -30 dB would be -20."""
    db = np.array([[[-10.0, -30.0]]], np.float32)
    out = resampled(to_model_values(db, SAR), 1, 1, SAR)
    np.testing.assert_allclose(from_model_values(out, SAR), -12.967, atol=1e-3)


@pytest.mark.parametrize("modality", [RGB, SAR], ids=lambda m: m.name)
def test_nodata_reaches_only_the_pixels_it_takes_part_in(modality: Modality) -> None:
    """One of 20 x 20 pixels; a new pixel of 1.25 covers part of two or three old ones, so at most 2 x 2 touch it."""
    values = np.zeros((modality.channels, 20, 20), np.float32)
    values[:, 10, 7] = np.nan
    missing = np.isnan(resampled(values, 16, 16, modality))
    assert 1 <= missing[0].sum() <= 4
    assert missing[0, 8, 5]  # from 10 to 11.25 and from 6.25 to 7.5
    finer = np.isnan(resampled(values, 25, 25, modality))
    assert 1 <= finer[0].sum() <= 9
