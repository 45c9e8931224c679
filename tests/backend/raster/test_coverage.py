"""Blocks that were never written cost nothing, and are never taken for values."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import rasterio
from rasterio.windows import Window

from any2any.raster.coverage import coverage_of
from any2any.raster.reader import RasterReader, open_quietly
from any2any.raster.window import Bounds

PROFILE = {"driver": "GTiff", "width": 1000, "height": 600, "dtype": "float32", "tiled": True}
PROFILE |= {"blockxsize": 256, "blockysize": 256, "sparse_ok": True, "transform": rasterio.Affine.scale(1, 2)}


def sparse(path: Path, count: int = 1, nodata: float | None = -9999, **profile: object) -> Path:
    """4 x 3 blocks of 256, of which only the one at block row 1, block column 2 is written."""
    with rasterio.open(path, "w", count=count, nodata=nodata, **PROFILE, **profile) as dataset:
        dataset.write(np.full((count, 256, 256), 5, np.float32), window=Window(512, 256, 256, 256))
    return path


@pytest.mark.parametrize("interleave", ["band", "pixel"])
def test_only_written_blocks_are_told(tmp_path: Path, interleave: str) -> None:
    with open_quietly(sparse(tmp_path / "a.tif", 2, interleave=interleave)) as dataset:
        coverage = coverage_of(dataset, (1, 2))
        assert coverage is not None
        whole = Bounds(0, 600, 0, 1000)
        assert list(coverage.blocks(whole)) == [Bounds(256, 512, 512, 768)]
        assert coverage.data(whole) == Bounds(256, 512, 512, 768)
        assert coverage.data(Bounds(300, 400, 0, 600)) == Bounds(300, 400, 512, 600)
        assert coverage.data(Bounds(0, 256, 0, 1000)).is_empty


def test_without_nodata_an_unwritten_block_is_zeros_and_may_be_data(tmp_path: Path) -> None:
    with open_quietly(sparse(tmp_path / "a.tif", nodata=None)) as dataset:
        assert coverage_of(dataset, (1,)) is None
        assert coverage_of(dataset, (1,), empty=(0.0,)) is not None


BOUNDS = [
    Bounds(0, 600, 0, 1000),
    Bounds(-40, 100, -50, 300),
    Bounds(200, 700, 400, 1300),
    Bounds(256, 512, 512, 768),
    Bounds(-300, 20, -600, 60),
    Bounds(500, 1100, 940, 1600),
    Bounds(-700, 1300, -1200, 2400),
]
"""The last ones reach so far outside that the written block is reflected into them."""


@pytest.mark.parametrize("bounds", BOUNDS)
def test_reading_what_is_written_is_reading_everything(tmp_path: Path, bounds: Bounds) -> None:
    path = str(sparse(tmp_path / "a.tif"))
    with open_quietly(path) as dataset:
        reader = RasterReader(dataset, path, (1,))
        values, valid = reader.read(bounds)
        some, some_valid = reader.read_written(bounds)
    assert np.array_equal(valid, some_valid)
    assert some.shape == values.shape
    assert np.array_equal(values[:, valid], some[:, valid])
