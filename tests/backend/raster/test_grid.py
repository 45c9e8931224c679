from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import rasterio
from hypothesis import given
from hypothesis import strategies as st

from any2any.raster.grid import PixelGrid, equals_nodata, has_solid_edge, is_fill, resample_valid, solid_share
from any2any.raster.opening import open_raster
from any2any.raster.reader import BorderValues, RasterReader
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


def test_a_coarse_pixel_needs_half_of_its_fine_ones() -> None:
    valid = np.array([[1, 0, 1, 0], [1, 0, 0, 0]], bool)  # two of four, one of four
    assert resample_valid(valid, 4, 2).tolist() == [[True, False]]


def test_a_fine_pixel_repeats_its_coarse_one() -> None:
    assert resample_valid(np.array([[True, False]]), 4, 8).tolist() == [[True, True, False, False]] * 2


def test_the_same_grid_keeps_the_mask() -> None:
    valid = np.random.default_rng(0).random((8, 8)) > 0.5
    assert np.array_equal(resample_valid(valid, 4, 4), valid)


def test_from_ms_to_pan_and_back() -> None:
    valid = np.random.default_rng(0).random((8, 8)) > 0.5
    assert np.array_equal(resample_valid(resample_valid(valid, 2, 8), 8, 2), valid)


FLOAT_MIN = float(np.finfo(np.float32).min)


def write(path: Path, values: np.ndarray, **profile: object) -> str:
    count, height, width = values.shape
    place = rasterio.Affine(10, 0, 0, 0, -10, 0)
    with rasterio.open(
        path, "w", "GTiff", width, height, count, "EPSG:32633", place, values.dtype, **profile
    ) as d:
        d.write(values)
    return str(path)


@pytest.mark.parametrize(
    ("nodata", "stored"),
    [
        (-3.40282e38, FLOAT_MIN),
        (-3.4028235e38, FLOAT_MIN),
        (3.40282e38, -FLOAT_MIN),
        (-9999.0, -9999.0),
        (0.1, 0.1),
    ],
)
def test_declared_nodata_is_met_although_text_cut_its_digits(nodata: float, stored: float) -> None:
    values = np.array([stored, 5.0, -9998.0], np.float32)
    assert equals_nodata(values, nodata).tolist() == [True, False, False]


@given(st.floats(-1e6, 1e6, width=32), st.integers(-3, 3))
def test_floats_may_differ_in_the_last_two_digits(value: float, steps: int) -> None:
    """A float32 has 24 bits: 3 steps are at most 3 x 2**-23 of the value, 1,000 steps are another value."""
    stored = np.float32(value)
    near = stored
    for _ in range(abs(steps)):
        near = np.nextafter(near, np.float32(np.inf if steps > 0 else -np.inf))
    if abs(value) > 1e-30:
        assert equals_nodata(np.array([near]), value).all()
        assert not equals_nodata(np.array([stored * np.float32(1.0002)]), value).any()


def test_whole_numbers_must_be_equal() -> None:
    assert equals_nodata(np.array([0, 1, 255], np.uint8), 255.0).tolist() == [False, False, True]
    assert not equals_nodata(np.array([0, 1, 255], np.uint8), -9999.0).any()


FILLS = [
    ("float32", (-9999, -32768, FLOAT_MIN, -FLOAT_MIN, 9.96921e36)),
    ("float64", (-9999, -32768, -1.7e308, 9.96921e36)),
    ("int16", (-9999, -32768)),
    ("int32", (-9999, -32768)),
]


@pytest.mark.parametrize(("dtype", "fills"), FILLS)
def test_what_no_sensor_measures_is_never_valid(tmp_path: Path, dtype: str, fills: tuple[float, ...]) -> None:
    """One band of three has the fill, undeclared: only this pixel is a hole."""
    values = np.full((3, 8, 8), 700, dtype)
    for number, fill in enumerate(fills):
        values[number % 3, number, 0] = fill
    path = write(tmp_path / "a.tif", values)
    with open_raster(path) as dataset:
        _, valid = RasterReader(dataset, path, (1, 2, 3)).read(RasterReader(dataset, path, (1,)).bounds)
    expected = np.ones((8, 8), bool)
    expected[: len(fills), 0] = False
    assert np.array_equal(valid, expected)
    assert not is_fill(np.array([0, 700], dtype)).any()


@pytest.mark.parametrize("side", ["left", "right", "top", "bottom", "corner"])
@pytest.mark.parametrize(
    ("dtype", "fill", "value"),
    [
        ("uint16", 0, 700),
        ("uint16", 65535, 700),
        ("int16", 0, -1300),
        ("float32", 0, -13.0),
        ("float32", 0, 0.07),
    ],
)
def test_an_undeclared_border_is_nothing_measured(
    tmp_path: Path, side: str, dtype: str, fill: float, value: float
) -> None:
    """64 of 256 rows or columns, in every type; inside, a single 0 stays a value."""
    values = np.full((2, 256, 256), value, dtype)
    rows, cols = {
        "left": (slice(None), slice(64)),
        "right": (slice(None), slice(-64, None)),
        "top": (slice(64), slice(None)),
        "bottom": (slice(-64, None), slice(None)),
        "corner": (slice(64), slice(64)),
    }[side]
    values[:, rows, cols] = fill
    path = write(tmp_path / "a.tif", values)
    with open_raster(path) as dataset:
        border = RasterReader(dataset, path, (1, 2)).border_values()
        empty = border.empty
        sample = RasterReader(dataset, path, (1, 2), empty).sample()
    assert empty == (fill,)
    assert sample is not None
    assert (sample.values == np.asarray(value, dtype)).all()
    holes = 64 * 64 if side == "corner" else 64 * 256
    assert sample.values.shape == (2, 256 * 256 - holes)


@pytest.mark.parametrize("dtype", ["uint16", "int16", "float32"])
def test_zeros_inside_or_in_one_band_are_values(tmp_path: Path, dtype: str) -> None:
    values = np.full((2, 256, 256), 700, dtype)
    values[:, 100:140, 100:140] = 0  # a lake, not at the edge
    values[0, :, :64] = 0  # one band only
    values[:, ::7, 255] = 0  # single pixels along the edge
    path = write(tmp_path / "a.tif", values)
    with open_raster(path) as dataset:
        assert RasterReader(dataset, path, (1, 2)).border_values() == BorderValues()


@pytest.mark.parametrize("fill", [0, 255])
@pytest.mark.parametrize("channels", [1, 3])
def test_a_border_of_bytes_is_nothing_measured(tmp_path: Path, fill: int, channels: int) -> None:
    """A rotated scene: triangles of 100 pixels in two corners, beside grey levels that are never the fill."""
    rng = np.random.default_rng(0)
    values = rng.integers(20, 200, (channels, 256, 256)).astype(np.uint8)
    row, col = np.mgrid[:256, :256]
    outside = (row + col < 100) | (row + col > 410)
    values[:, outside] = fill
    path = write(tmp_path / "a.tif", values)
    bands = tuple(range(1, channels + 1))
    with open_raster(path) as dataset:
        border = RasterReader(dataset, path, bands).border_values()
        _, valid = RasterReader(dataset, path, bands, border.empty).read(Bounds(0, 256, 0, 256))
    assert border == BorderValues(empty=(fill,))
    assert np.array_equal(valid, ~outside)


def test_black_water_of_bytes_is_a_value_and_a_doubt(tmp_path: Path) -> None:
    """A lake at the edge whose grey levels are 0, but for a fifth, and single black pixels on land."""
    rng = np.random.default_rng(0)
    values = rng.integers(1, 200, (1, 256, 256)).astype(np.uint8)
    values[:, rng.random((256, 256)) < 0.1] = 0
    values[:, :60, :60] = rng.random((60, 60)) < 0.002
    path = write(tmp_path / "a.tif", values)
    with open_raster(path) as dataset:
        assert RasterReader(dataset, path, (1,)).border_values() == BorderValues(doubtful=(0,))


@given(st.integers(0, 2**32 - 1), st.floats(0.9, 1))
def test_the_solid_share_is_that_of_all_solid_squares(seed: int, share: float) -> None:
    """The definition, slowly: a pixel is solid if any square of 16 that holds it is full."""
    fill = np.random.default_rng(seed).random((24, 30)) < share
    fill[:18, :20] = True
    solid = np.zeros_like(fill)
    for row in range(24 - 15):
        for col in range(30 - 15):
            if fill[row : row + 16, col : col + 16].all():
                solid[row : row + 16, col : col + 16] = True
    assert solid_share(fill) == (solid.sum(), fill.sum())


def test_a_solid_square_makes_a_border() -> None:
    fill = np.zeros((40, 40), bool)
    fill[:16, 10:26] = True
    assert has_solid_edge(fill, True, False, False, False)
    assert not has_solid_edge(fill, False, True, True, True)
    fill[5, 12] = False
    assert not has_solid_edge(fill, True, False, False, False)


def test_a_sparse_raster_of_200000_pixels_is_sampled_by_its_blocks(tmp_path: Path) -> None:
    """Of 40 gigapixels 512 x 512 hold data, between the sampled patches; a quarter of the blocks' list is read."""
    side = 200_000
    settings = {"tiled": True, "blockxsize": 512, "blockysize": 512, "sparse_ok": True, "compress": "deflate"}
    path = tmp_path / "sparse.tif"
    place = rasterio.Affine(10, 0, 0, 0, -10, 0)
    with rasterio.open(
        path,
        "w",
        "GTiff",
        side,
        side,
        1,
        "EPSG:32633",
        place,
        "float32",
        nodata=-9999,
        bigtiff="yes",
        **settings,
    ) as dataset:
        dataset.write(np.full((1, 512, 512), -13, np.float32), window=((51_200, 51_712), (51_200, 51_712)))
    with open_raster(str(path)) as dataset:
        sample = RasterReader(dataset, str(path), (1,)).sample()
    assert sample is not None
    assert sample.values.shape == (1, 256 * 512)  # the upper half of the block
    assert (sample.values == -13).all()
