from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import rasterio
from hypothesis import given
from hypothesis import strategies as st

from any2any.data.index.reader import TileIndex
from any2any.data.index.schema import Split, Tile, TileFile
from any2any.data.index.writer import write_index
from any2any.data.scene import PairedScene, load_scenes
from any2any.spec.modality import DEFAULT_MODALITIES, NIR, RGB, Band, Modality


def registered(rows: int, columns: int) -> dict[str, np.ndarray]:
    """Every modality with the latent cell's number in each of its pixels."""
    cells = np.arange(rows * columns, dtype=np.float16).reshape(1, rows, columns)
    return {
        m.name: cells.repeat(m.channels, 0).repeat(m.downsampling, 1).repeat(m.downsampling, 2)
        for m in DEFAULT_MODALITIES
    }


def cells_of(name: str, array: np.ndarray) -> np.ndarray:
    f = next(m.downsampling for m in DEFAULT_MODALITIES if m.name == name)
    return array[0, ::f, ::f]


@given(st.integers(1, 6), st.integers(0, 4), st.integers(0, 4))
def test_crops_of_all_modalities_are_the_same_ground(size: int, row: int, column: int) -> None:
    scene = PairedScene("s", "s", "train", registered(10, 11))
    expected = np.arange(110).reshape(10, 11)[row : row + size, column : column + size]
    for m in DEFAULT_MODALITIES:
        crop = scene.crop(m.name, row, column, size)
        assert crop.shape == (m.channels, size * m.downsampling, size * m.downsampling)
        np.testing.assert_array_equal(cells_of(m.name, crop), expected)


def test_modalities_beyond_the_default_ones_bring_their_own_size() -> None:
    lidar = Modality("lidar", "Lidar", "reflectance", (Band("height", 0, 100),), 2, 20.0)
    arrays = {"lidar": np.zeros((1, 8, 6), np.float16)}
    scene = PairedScene("s", "s", "train", arrays, {"lidar": lidar})
    assert scene.size_latent_px == (4, 3)
    assert scene.crop("lidar", 1, 0, 3).shape == (1, 6, 6)


def test_modalities_of_different_ground_are_refused() -> None:
    arrays = {"rgb": np.zeros((3, 8, 8), np.float16), "ms": np.zeros((6, 8, 8), np.float16)}
    with pytest.raises(ValueError, match=r"cover different latent sizes: .*'rgb': \(2, 2\), 'ms': \(4, 4\)"):
        PairedScene("s", "s", "train", arrays)
    with pytest.raises(ValueError, match="sar is 8 x 6, not a multiple of 4"):
        PairedScene("s", "s", "train", {"sar": np.zeros((1, 8, 6), np.float16)})


PROFILE = {"driver": "GTiff", "width": 8, "height": 8, "dtype": "uint16", "crs": "EPSG:32633",
           "transform": rasterio.Affine(10, 0, 5e5, 0, -10, 5e6)}  # fmt: skip


def tiles(folder: Path, count: int, split: Split) -> Iterator[Tile]:
    """Two modalities from one file; the scene's number is its level in hundredths of reflectance."""
    for i in range(count):
        path = folder / f"{i}.tif"
        with rasterio.open(path, "w", count=4, nodata=0, **PROFILE) as dataset:
            values = np.full((4, 8, 8), 100 * i, np.uint16)
            values[:, 0, :3] = 0
            dataset.write(values)
        files = {
            name: TileFile(name, str(path), bands, "s2", 0, 0, 8, 8, 10.0)
            for name, bands in (("rgb", "3,2,1"), ("nir", "4"))
        }
        yield Tile(f"s/{i}", f"s/{i}", "s", split, "CC0-1.0", files)


@pytest.fixture
def index(tmp_path: Path) -> TileIndex:
    write_index(tmp_path / "i.gpkg", tiles(tmp_path, 12, "test"), (RGB, NIR))
    return TileIndex(tmp_path / "i.gpkg")


def test_scenes_hold_model_values_and_nan_where_there_is_no_data(index: TileIndex) -> None:
    """Level 6 is a reflectance of 0.06: in NIR, from 0 to 0.6, model value -0.8."""
    scenes = {scene.name: scene for scene in load_scenes(index, "test")}
    assert set(scenes) == {f"s/{i}" for i in range(12)}
    scene = scenes["s/6"]
    assert scene.size_latent_px == (2, 2)
    assert {name: array.shape for name, array in scene.arrays.items()} == {"rgb": (3, 8, 8), "nir": (1, 8, 8)}
    assert np.isnan(scene.arrays["rgb"][:, 0, :3]).all()
    assert np.isfinite(scene.arrays["rgb"][:, 1:]).all()
    assert float(scene.arrays["nir"][0, 5, 5]) == pytest.approx(-0.8, abs=1e-3)
    assert load_scenes(index, "train") == []


@pytest.mark.parametrize(("most", "expected"), [(1, 1), (4, 4), (12, 12), (100, 12)])
def test_a_limited_number_is_read_spread_over_the_index(index: TileIndex, most: int, expected: int) -> None:
    names = [int(scene.name.removeprefix("s/")) for scene in load_scenes(index, "test", most)]
    assert len(set(names)) == expected
    if expected == 4:
        assert sorted(names)[-1] - sorted(names)[0] >= 6


def test_a_corrupt_tile_is_left_out(
    index: TileIndex, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "3.tif").write_bytes(b"no raster")
    assert {scene.name for scene in load_scenes(index, "test")} == {f"s/{i}" for i in range(12) if i != 3}
    assert "is left out" in caplog.text
