from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio

from any2any.data.export.index_tiles import index_tiles
from any2any.data.index.reader import TileIndex
from any2any.data.tile import TileReader
from any2any.errors import CancelledError, UsageError
from any2any.requests.training import IndexTilesRequest, IndexTilesResult, TrainingLayer

Write = Callable[..., TrainingLayer]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a raster of a modality and return its layer."""

    def _write(
        modality: str, values: np.ndarray, name: str = "", size: float = 10.0, **profile: Any
    ) -> TrainingLayer:
        bands, height, width = values.shape
        path = tmp_path / f"{name or modality}.tif"
        fields = {
            "driver": "GTiff", "count": bands, "height": height, "width": width, "dtype": values.dtype.name,
            "crs": "EPSG:32632", "transform": rasterio.Affine(size, 0, 500_000, 0, -size, 5_000_000),
        }  # fmt: skip
        with rasterio.open(path, "w", **fields | profile) as dataset:
            dataset.write(values)
        return TrainingLayer(modality, str(path))

    return _write


def decibels(rows: int, columns: int) -> np.ndarray:
    return np.random.default_rng(0).normal(-12, 3, (1, rows, columns)).astype(np.float32)


def reflectance(bands: int, rows: int, columns: int) -> np.ndarray:
    return np.random.default_rng(1).uniform(0.05, 0.3, (bands, rows, columns)).astype(np.float32)


@pytest.fixture
def request_of(tmp_path: Path, model_folder: Path) -> Callable[..., IndexTilesRequest]:
    def _request(*layers: TrainingLayer, **fields: Any) -> IndexTilesRequest:
        usual = {"scene": "valley", "licence": "CC0-1.0", "model": model_folder}
        return IndexTilesRequest(tmp_path / "tiles.gpkg", layers, **usual | fields)

    return _request


def export(request: IndexTilesRequest) -> IndexTilesResult:
    return index_tiles(request, lambda progress: None, lambda: False)


def test_large_scenes_become_several_tiles_that_read_back(write, request_of):
    """1100 x 300 pixels are 275 x 75 cells: two tiles of 137 and 138 columns; MS at 10 m is averaged 2 x 2."""
    sar, ms = decibels(300, 1100), reflectance(6, 300, 1100)
    result = export(request_of(write("sar", sar), write("ms", ms)))
    assert result.tiles == 2
    index = TileIndex(result.index)
    reader = TileReader(index)
    tiles = sorted(index.tiles(), key=lambda tile: tile.files["sar"].x)
    assert [tile.files["sar"].width for tile in tiles] == [137 * 4, 138 * 4]
    assert [tile.files["ms"].bands for tile in tiles] == ["1,2,3,4,5,6/2"] * 2
    assert tiles[0].files["ms"].pixel_size_m == 20
    for tile in tiles:
        values = reader.read(tile, "ms", 0, 0, 75, 1)
        x = tile.files["ms"].x * 2
        blue = ms[0, :300, x : x + 4].reshape(150, 2, 2, 2).mean(axis=(1, 3))
        assert values[0] == pytest.approx(2 * blue / 0.3558 - 1, abs=1e-5)


def test_mostly_empty_tiles_are_left_out(write, request_of):
    """The right half of 2080 columns is nodata: of three tiles of about 693 columns the last is left out."""
    sar = decibels(300, 2080)
    sar[:, :, 1040:] = -9999
    layer = write("sar", sar, nodata=-9999)
    result = export(request_of(layer, write("nir", reflectance(1, 300, 2080))))
    assert result.tiles == 2
    sar[:] = -9999
    sar[:, :10, :10] = -12
    with pytest.raises(UsageError, match="50% valid pixels"):
        export(request_of(write("sar", sar, nodata=-9999), write("nir", reflectance(1, 300, 2080))))


def test_scenes_are_added_and_replaced(write, request_of):
    layers = (write("sar", decibels(256, 256)), write("nir", reflectance(1, 256, 256)))
    other = write("nir", reflectance(1, 256, 256), name="other")
    export(request_of(*layers))
    assert export(request_of(*layers, scene="june", append=True)).tiles_in_index == 2
    again = export(request_of(*layers, append=True, licence="CC-BY-4.0"))
    assert again.tiles_in_index == 2
    assert {tile.licence for tile in TileIndex(again.index).tiles()} == {"CC0-1.0", "CC-BY-4.0"}
    with pytest.raises(UsageError, match="another scene 'valley' already"):
        export(request_of(layers[0], other, append=True))
    assert export(request_of(*layers, scene="july")).tiles_in_index == 1  # written again


def test_index_of_another_model_is_not_extended(write, request_of, model_folder, tmp_path):
    layers = (write("sar", decibels(256, 256)), write("nir", reflectance(1, 256, 256)))
    export(request_of(*layers))
    other = tmp_path / "other"
    other.mkdir()
    text = (model_folder / "config.json").read_text().replace('"pan"', '"thermal"')
    (other / "config.json").write_text(text)
    with pytest.raises(UsageError, match="other modalities"):
        export(request_of(*layers, scene="june", append=True, model=other))


def test_index_that_is_being_edited_is_left_alone(write, request_of):
    layers = (write("sar", decibels(256, 256)), write("nir", reflectance(1, 256, 256)))
    request = request_of(*layers)
    export(request)
    request.index.with_name("tiles.gpkg-wal").write_bytes(b"changes")
    with pytest.raises(UsageError, match="being edited"):
        export(request)


def test_cancelled_export_writes_nothing(write, request_of):
    request = request_of(write("sar", decibels(256, 256)), write("nir", reflectance(1, 256, 256)))
    with pytest.raises(CancelledError):
        index_tiles(request, lambda progress: None, lambda: True)
    assert not request.index.exists()


def test_rasters_without_a_place_are_taken_at_the_models_sizes(write, request_of):
    bare = {"crs": None, "transform": None}
    sar, pan = write("sar", decibels(256, 300), **bare), write("pan", reflectance(1, 512, 600), **bare)
    result = export(request_of(sar, pan))
    [tile] = TileIndex(result.index).tiles()
    assert tile.footprint is None
    assert (tile.files["sar"].width, tile.files["pan"].width) == (300, 600)
    with pytest.raises(UsageError, match=r"300 x 256 .* 300 x 256, and neither has a place"):
        export(request_of(sar, write("pan", reflectance(1, 256, 300), name="coarse", **bare)))
    with pytest.raises(UsageError, match="has no CRS"):
        export(request_of(sar, pan, extent=(0.0, 0.0, 1.0, 1.0)))


def test_what_cannot_be_learned_from_is_refused(write, request_of):
    sar, nir = write("sar", decibels(256, 256)), write("nir", reflectance(1, 256, 256))
    rotated = rasterio.Affine(10, 1, 500_000, 1, -10, 5_000_000)
    for layers, words in (
        ((sar,), "at least two"),
        ((sar, sar), "each of another modality"),
        ((sar, write("nir", reflectance(1, 200, 256), name="small")), "a training window has 64 x 64"),
        ((sar, write("nir", reflectance(1, 256, 256), name="turned", transform=rotated)), "north up"),
        ((sar, replace(nir, modality="lidar")), "'lidar'"),
        ((sar, replace(nir, path="/no/file.tif")), "not a plain raster file"),
        ((write("sar", decibels(256, 256) * -500, name="raw"), nir), "not a calibrated SAR"),
        ((sar, replace(nir, radiometry="db")), "'db' does not fit NIR"),
    ):
        with pytest.raises(UsageError, match=words):
            export(request_of(*layers))
    with pytest.raises(UsageError, match="the licence has no name"):
        export(request_of(sar, nir, licence=" "))


def test_pixel_sizes_far_from_the_models_are_a_warning(write, request_of):
    sar, nir = write("sar", decibels(256, 256), size=30.0), write("nir", reflectance(1, 256, 256), size=30.0)
    warnings = export(request_of(sar, nir)).warnings
    assert any("SAR pixels of 30 m are far from the 10 m" in text for text in warnings)
