from __future__ import annotations

import shutil
import warnings
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from rasterio.enums import ColorInterp

from any2any.data import tile as tile_module
from any2any.data.index.schema import TileFile
from any2any.data.tile import CorruptTileError, TileReader, fill_holes
from any2any.errors import UsageError
from any2any.raster.radiometry import to_model_values
from any2any.spec.modality import NIR, PAN, RGB, SAR

from .index.making import make_file, make_index, make_tile, ramp, write_raster

FILES_OF_MS = "ten.tif;twenty.tif"
BANDS_OF_MS = "3,2,1/2;4,5,6"

Reads = Callable[..., np.ndarray]


def read(folder: Path, file: TileFile, *cells: int) -> np.ndarray:
    """Read cells of a tile of one file; all of them if none are given."""
    index = make_index(folder, [make_tile(files=[file])])
    tile = index.tile(0)
    f = index.modality(file.modality).downsampling
    return TileReader(index).read(tile, file.modality, *(cells or (0, 0, file.height // f, file.width // f)))


def nir(folder: Path, values: np.ndarray, **changes: Any) -> np.ndarray:
    """Write (1, H, W) and read it as near infrared."""
    profile = {key: changes.pop(key) for key in ("nodata", "compress") if key in changes}
    write_raster(folder / "nir.tif", values, **profile)
    _, height, width = values.shape
    return read(folder, make_file("nir", "nir.tif", (height // 4, width // 4), **changes))


def test_cells_are_the_pixels_of_the_window(tmp_path: Path) -> None:
    """The tile starts at row 5, column 2; its cell (1, 2) at row 5 + 4, column 2 + 8."""
    values = ramp(3, 40, 48)
    write_raster(tmp_path / "rgb.tif", values)
    file = make_file("rgb", "rgb.tif", (6, 7), origin_px=(5, 2))
    expected = to_model_values(values[:, 9 : 9 + 12, 10 : 10 + 8], RGB)
    found = read(tmp_path, file, 1, 2, 3, 2)
    assert found.dtype == np.float32
    assert np.array_equal(found, expected)


@settings(max_examples=40)
@given(st.data())
def test_two_tilings_of_a_raster_read_the_same_pixels(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """A tile of 9 x 8 cells, and any part of it as a tile of its own, give the same for the cells of both."""
    folder = tmp_path_factory.mktemp("tilings")
    write_raster(folder / "ten.tif", ramp(3, 40, 36))
    write_raster(folder / "twenty.tif", ramp(6, 20, 18))
    draw = data.draw
    top, left = draw(st.integers(0, 2)), draw(st.integers(0, 2))
    row, column = draw(st.integers(0, 8)), draw(st.integers(0, 7))
    part_row, part_column = draw(st.integers(0, row)), draw(st.integers(0, column))
    rows, columns = draw(st.integers(row + 1, 9)) - row, draw(st.integers(column + 1, 8)) - column

    def ms(size: tuple[int, int], origin: tuple[int, int]) -> TileFile:
        return make_file("ms", FILES_OF_MS, size, origin_px=origin, bands=BANDS_OF_MS)

    whole = read(folder, ms((9, 8), (top, left)), row, column, rows, columns)
    part = ms((9 - part_row, 8 - part_column), (top + 2 * part_row, left + 2 * part_column))
    assert np.array_equal(whole, read(folder, part, row - part_row, column - part_column, rows, columns))


def test_bands_come_from_several_files_with_averaging(tmp_path: Path) -> None:
    """The first raster is a pixel larger than twice the second: the tile is what both cover."""
    ten, twenty = ramp(3, 17, 13), ramp(6, 8, 6)
    write_raster(tmp_path / "ten.tif", ten)
    write_raster(tmp_path / "twenty.tif", twenty)
    found = read(tmp_path, make_file("ms", FILES_OF_MS, (4, 3), bands=BANDS_OF_MS))
    means = ten[::-1, :16, :12].reshape(3, 8, 2, 6, 2).mean(axis=(2, 4))
    expected = np.concatenate([means, twenty[3:6]])
    lows_and_tops = [0.3558] * 3 + [0.6, 0.6, 0.5]
    assert found == pytest.approx(2 * expected / np.reshape(lows_and_tops, (6, 1, 1)) - 1, abs=1e-6)


def test_files_of_one_modality_have_their_own_numbers_of_a_linear_encoding(tmp_path: Path) -> None:
    write_raster(tmp_path / "ten.tif", np.full((3, 8, 8), 10, np.uint8))
    write_raster(tmp_path / "twenty.tif", np.full((6, 4, 4), 10, np.uint8))
    text = "linear(0.001|0.002|0.003|0.004|0.005|0.006,0.1)"
    found = read(tmp_path, make_file("ms", FILES_OF_MS, (2, 2), bands=BANDS_OF_MS, radiometry=text))
    tops = np.array([0.3558] * 3 + [0.6, 0.6, 0.5])
    assert found[:, 0, 0] == pytest.approx(2 * (0.1 + 0.01 * np.arange(1, 7)) / tops - 1, abs=1e-6)


def test_a_weighted_sum_of_bands(tmp_path: Path) -> None:
    """0.25 * 0.1 + 0.75 * 0.2 = 0.175; PAN ends at 0.4."""
    write_raster(tmp_path / "p.tif", np.stack([np.full((8, 8), v, np.uint16) for v in (1000, 9, 2000)]))
    file = make_file("pan", "p.tif", (1, 1), bands="0.25*1+0.75*3", radiometry="s2")
    assert read(tmp_path, file) == pytest.approx(
        np.full((1, 8, 8), 2 * 0.175 / PAN.bands[0].high - 1), abs=1e-6
    )


def test_backscatter_is_averaged_as_power(tmp_path: Path) -> None:
    """Half 0 dB and half -10 dB: 10 log10(0.55) = -2.596 dB, where the mean of the decibels would be -5."""
    values = np.tile(np.array([0.0, -10.0], np.float32), (1, 8, 4))
    write_raster(tmp_path / "sar.tif", values)
    found = read(tmp_path, make_file("sar", "sar.tif", (1, 1), bands="1/2"))
    assert found == pytest.approx(to_model_values(np.full((1, 4, 4), 10 * np.log10(0.55)), SAR), abs=1e-5)


def test_complex_radar_is_read_as_power(tmp_path: Path) -> None:
    """|0.3 + 0.4i|^2 = 0.25, -6.02 dB."""
    write_raster(tmp_path / "sar.tif", np.full((1, 4, 4), 0.3 + 0.4j, np.complex64))
    found = read(tmp_path, make_file("sar", "sar.tif", (1, 1), radiometry="power"))
    assert found == pytest.approx(to_model_values(np.full((1, 4, 4), 10 * np.log10(0.25)), SAR), abs=1e-5)


@pytest.mark.parametrize("hole", [np.nan, np.inf, -9999.0])
def test_nodata_and_numbers_that_are_none_are_nan(tmp_path: Path, hole: float) -> None:
    values = ramp(1, 8, 8)
    values[0, 3, 5] = hole
    expected = to_model_values(ramp(1, 8, 8), NIR)
    expected[0, 3, 5] = np.nan
    assert np.array_equal(nir(tmp_path, values, nodata=-9999.0), expected, equal_nan=True)


def test_a_nodata_value_beyond_float32_is_nan_without_a_warning(tmp_path: Path) -> None:
    lowest = np.finfo(np.float64).min
    values = ramp(1, 4, 4).astype(np.float64)
    values[0, 1, 1] = lowest
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert np.argwhere(np.isnan(nir(tmp_path, values, nodata=lowest))).tolist() == [[0, 1, 1]]


def test_one_hole_among_averaged_pixels_makes_a_hole_in_all_bands(tmp_path: Path) -> None:
    """Row 5, column 2 of the fine raster is in the coarse pixel of row 2, column 1."""
    ten = ramp(3, 8, 8)
    ten[1, 5, 2] = np.nan
    write_raster(tmp_path / "ten.tif", ten)
    write_raster(tmp_path / "twenty.tif", ramp(6, 4, 4))
    found = read(tmp_path, make_file("ms", FILES_OF_MS, (2, 2), bands=BANDS_OF_MS))
    assert np.argwhere(np.isnan(found)).tolist() == [[band, 2, 1] for band in range(6)]


def test_alpha_hides_pixels(tmp_path: Path) -> None:
    values = np.full((4, 4, 4), 100, np.uint8)
    values[3] = 255
    values[3, 2, 1] = 0
    path = write_raster(tmp_path / "rgb.tif", values, photometric="RGB")
    with rasterio.open(path, "r+") as dataset:
        dataset.colorinterp = (ColorInterp.red, ColorInterp.green, ColorInterp.blue, ColorInterp.alpha)
    found = read(tmp_path, make_file("rgb", "rgb.tif", (1, 1), radiometry="display8"))
    assert np.argwhere(np.isnan(found[0])).tolist() == [[2, 1]]


@pytest.mark.parametrize("internal", [True, False])
def test_a_mask_inside_or_beside_the_file_hides_pixels(tmp_path: Path, internal: bool) -> None:
    """A mask file beside is found, though the folder is not listed."""
    mask = np.full((4, 4), 255, np.uint8)
    mask[0, 3] = 0
    with rasterio.Env(GDAL_TIFF_INTERNAL_MASK=internal):
        path = write_raster(tmp_path / "nir.tif", ramp(1, 4, 4))
        with rasterio.open(path, "r+") as dataset:
            dataset.write_mask(mask)
    assert (tmp_path / "nir.tif.msk").exists() == (not internal)
    found = read(tmp_path, make_file("nir", "nir.tif", (1, 1)))
    assert np.argwhere(np.isnan(found[0])).tolist() == [[0, 3]]


def remove(path: Path) -> None:
    path.unlink()


def write_text(path: Path) -> None:
    path.write_text("no raster")


def shorten(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


def make_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def paint(path: Path) -> None:
    values = np.zeros((1, 16, 16), np.uint8)
    write_raster(path, values, photometric="palette")
    with rasterio.open(path, "r+") as dataset:
        dataset.write_colormap(1, {0: (1, 2, 3, 255)})


def shrink(path: Path) -> None:
    write_raster(path, ramp(1, 16, 12))


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (remove, "nir.tif"),
        (write_text, "nir.tif"),
        (shorten, "nir.tif cannot be read at rows"),
        (make_folder, "nir.tif"),
        (paint, "holds colour indices"),
        (shrink, "nir.tif of 12 x 16 pixels does not cover the tile at columns 0 to 16, rows 0 to 16"),
    ],
)
def test_a_file_that_cannot_be_read_is_a_corrupt_tile(
    tmp_path: Path, damage: Callable[[Path], None], message: str
) -> None:
    path = write_raster(tmp_path / "nir.tif", ramp(1, 16, 16))
    damage(path)
    with pytest.raises(CorruptTileError, match=f"scene s, nir: .*{message}"):
        read(tmp_path, make_file("nir", "nir.tif", (4, 4)))


def test_a_window_that_leaves_the_raster_is_corrupt_wherever_it_is_read(tmp_path: Path) -> None:
    """Else a crop would tell by chance; the tile's last rows 18 to 20 are outside."""
    write_raster(tmp_path / "nir.tif", ramp(1, 18, 16))
    with pytest.raises(CorruptTileError, match="rows 4 to 20"):
        read(tmp_path, make_file("nir", "nir.tif", (4, 4), origin_px=(4, 0)), 0, 0, 1, 1)


def test_a_band_that_the_file_lacks_is_a_corrupt_tile(tmp_path: Path) -> None:
    write_raster(tmp_path / "nir.tif", ramp(2, 16, 16))
    with pytest.raises(CorruptTileError, match=r"has 2 band\(s\), the index asks for band 3"):
        read(tmp_path, make_file("nir", "nir.tif", (4, 4), bands="0.5*1+0.5*3"))


@settings(max_examples=60)
@given(st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=12))
@example([(0.08984375, 0)])  # GDAL's own error of the type of a tag, which rasterio does not translate
def test_damaged_bytes_are_a_corrupt_tile_or_some_pixels(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[float, int]]
) -> None:
    folder = tmp_path_factory.mktemp("damage")
    path = write_raster(folder / "nir.tif", ramp(1, 16, 16), compress="deflate")
    data = bytearray(path.read_bytes())
    for place, value in changes:
        data[int(place * len(data))] = value
    path.write_bytes(data)
    with suppress(CorruptTileError):
        assert read(folder, make_file("nir", "nir.tif", (4, 4))).shape == (1, 16, 16)


def test_a_modality_that_the_tile_or_the_index_lacks_is_reported(tmp_path: Path) -> None:
    index = make_index(tmp_path, [make_tile()])
    with pytest.raises(UsageError, match="scene s has no nir: it has rgb, sar"):
        TileReader(index).read(index.tile(0), "nir", 0, 0, 1, 1)
    with pytest.raises(UsageError, match="'radar' is not in the index"):
        TileReader(index).read(index.tile(0), "radar", 0, 0, 1, 1)


@pytest.mark.parametrize("cells", [(-1, 0, 2, 2), (0, 0, 5, 1), (0, 3, 1, 2), (0, 0, 0, 1)])
def test_cells_outside_the_tile_are_refused(tmp_path: Path, cells: tuple[int, int, int, int]) -> None:
    with pytest.raises(ValueError, match="are not in the tile of 16 x 16 nir pixels"):
        read(tmp_path, make_file("nir", "nir.tif", (4, 4)), *cells)


def test_moved_together_index_and_rasters_are_read(tmp_path: Path) -> None:
    values = ramp(1, 8, 8)
    path = write_raster(tmp_path / "old" / "data" / "nir.tif", values)
    index = make_index(tmp_path / "old", [make_tile(files=[make_file("nir", path, (2, 2))])])
    shutil.move(tmp_path / "old", tmp_path / "new")
    index = index.__class__(tmp_path / "new" / "index.gpkg")
    assert np.array_equal(
        TileReader(index).read(index.tile(0), "nir", 0, 0, 2, 2), to_model_values(values, NIR)
    )


def test_threads_read_the_same_with_few_open_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Eight rasters, each of one value; no thread holds more than three open."""
    monkeypatch.setattr(tile_module, "OPEN_FILES", 3)
    for i in range(8):
        write_raster(tmp_path / f"{i}.tif", np.full((1, 4, 4), i / 20, np.float32))
    index = make_index(
        tmp_path, [make_tile(str(i), files=[make_file("nir", f"{i}.tif", (1, 1))]) for i in range(8)]
    )
    reader, held = TileReader(index), []

    def value(number: int) -> float:
        found = reader.read(index.tile(number), "nir", 0, 0, 1, 1)
        held.append(len(reader._local.handles))
        return float(found[0, 0, 0])

    with ThreadPoolExecutor(4) as pool:
        values = list(pool.map(value, list(range(8)) * 10))
    assert values == pytest.approx([2 * i / 20 / 0.6 - 1 for i in range(8)] * 10, abs=1e-6)
    assert max(held) <= 3


def test_two_tiles_share_an_open_file(tmp_path: Path) -> None:
    values = ramp(1, 8, 16)
    write_raster(tmp_path / "nir.tif", values)
    first = make_file("nir", "nir.tif", (2, 2))
    index = make_index(tmp_path, [make_tile("a", files=[first]), make_tile("b", files=[replace(first, x=8)])])
    reader = TileReader(index)
    a, b = (reader.read(index.tile(i), "nir", 0, 0, 2, 2) for i in range(2))
    assert np.array_equal(np.concatenate([a, b], axis=2), to_model_values(values, NIR))


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
