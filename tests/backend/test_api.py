"""The door for Python programs takes the way of the command line, and keeps an array's place."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest
import rasterio

import any2any
from any2any.api import FileOptions, Model
from any2any.cli import main
from any2any.errors import UsageError
from any2any.requests.translate import TranslateRequest
from any2any.spec.manifest import ManifestError

NOT_OPTIONS = {
    "input",
    "output",
    "source",
    "target",
    "model",
    "device",
    "route_source",
    "route_plan",
    "compiled",
    "gpu_memory_gb",
}
"""Fields of a request that are arguments of their own, or not for a call from Python."""


@pytest.fixture
def model(model_folder: Path) -> Iterator[Model]:
    return any2any.load_model(model_folder, device="cpu")


def backscatter(rows: int, columns: int) -> np.ndarray:
    return np.random.default_rng(0).uniform(-20, -5, (rows, columns)).astype(np.float32)


def write(path: Path, array: np.ndarray) -> Path:
    profile = {"driver": "GTiff", "dtype": "float32", "nodata": np.nan, "count": 1}
    with rasterio.open(path, "w", height=array.shape[0], width=array.shape[1], **profile) as dataset:
        dataset.write(array, 1)
    return path


def test_the_options_are_those_of_a_request() -> None:
    assert set(FileOptions.__annotations__) == {f.name for f in fields(TranslateRequest)} - NOT_OPTIONS


def test_a_file_is_what_the_command_line_makes(model_folder: Path, tmp_path: Path) -> None:
    path = write(tmp_path / "sar.tif", backscatter(70, 90))
    done = any2any.translate(
        path, tmp_path / "a.tif", source="sar", target="rgb", model=model_folder, device="cpu", seed=3
    )
    command = ["translate", path, tmp_path / "b.tif", "--source", "sar", "--target", "rgb", "--seed", "3"]
    assert main([str(part) for part in [*command, "--model", model_folder, "--device", "cpu"]]) == 0
    assert (done.width, done.height, done.seed, done.steps) == (90, 70, 3, 1)
    with rasterio.open(tmp_path / "a.tif") as ours, rasterio.open(tmp_path / "b.tif") as theirs:
        np.testing.assert_array_equal(ours.read(), theirs.read())


def test_an_array_is_what_its_file_would_be(model: Model, tmp_path: Path) -> None:
    array = backscatter(70, 90)
    array[10:20, 30:40] = np.nan
    made = model.translate_array(array, source="sar", target="rgb", steps=1)
    result = model.translate(
        write(tmp_path / "a.tif", array), tmp_path / "b.tif", source="sar", target="rgb", steps=1
    )
    with rasterio.open(result.output) as dataset:
        numbers = dataset.read()  # reflectance times 10,000, nodata 0
    assert made.dtype == np.float32
    assert made.shape == (3, 70, 90)
    assert np.isnan(made).all(axis=0).nonzero()[0].size == 100  # the hole of 10 x 10 pixels
    np.testing.assert_allclose(np.nan_to_num(made), numbers / 1e4, atol=1e-7)


@pytest.mark.parametrize(
    ("target", "shape"), [("nir", (70, 90)), ("pan", (140, 180)), ("ms", (6, 35, 45))], ids=str
)
def test_rows_and_columns_follow_the_targets_pixel_size(
    model: Model, target: str, shape: tuple[int, ...]
) -> None:
    assert (
        model.translate_array(backscatter(70, 90), source="sar", target=target, steps=1, via="direct").shape
        == shape
    )


@pytest.mark.parametrize("shape", [(70,), (2, 70, 90), (1, 0, 90), (1, 1, 70, 90)], ids=str)
def test_an_array_of_another_shape_is_refused_with_the_right_one(
    model: Model, shape: tuple[int, ...]
) -> None:
    with pytest.raises(UsageError, match=r"is not SAR: give \(1, rows, columns\) with the bands backscatter"):
        model.translate_array(np.zeros(shape, np.float32), source="sar", target="rgb")


def test_a_data_array_keeps_its_place_at_the_new_pixel_size(model: Model) -> None:
    xarray = pytest.importorskip("xarray")
    x, y = 500_005.0 + 10 * np.arange(90), 4_999_995.0 - 10 * np.arange(70)  # from 500000 E, 5000000 N
    array = xarray.DataArray(
        backscatter(70, 90),
        dims=("y", "x"),
        coords={"x": x, "y": y, "spatial_ref": 0},
        attrs={"scene": "a"},
    )
    made = model.translate_array(array, source="sar", target="ms", steps=1, via="direct")
    assert made.dims == ("band", "y", "x")
    assert list(made.band.values) == ["blue", "green", "red", "nir_narrow", "swir1", "swir2"]
    np.testing.assert_allclose(made.x.values[:2], [500_010, 500_030])  # 20 m from the same corner
    np.testing.assert_allclose(made.y.values[-1], 5_000_000 - 35 * 20 + 10)
    assert made.attrs == {"scene": "a"}
    assert made.coords["spatial_ref"] == 0
    plain = model.translate_array(array.values, source="sar", target="ms", steps=1, via="direct")
    np.testing.assert_array_equal(made.values, plain)


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ManifestError, match="is not a model folder"):
        any2any.load_model(tmp_path)


@pytest.mark.parametrize(
    "before", ["", "import any2any.translate.job;"], ids=["at once", "after its package"]
)
def test_the_door_opens_without_importing_anything_heavy(before: str) -> None:
    code = (
        f"{before}import sys, any2any; any2any.translate; any2any.load_model()\n"
        "assert callable(any2any.translate)\n"
        "try:\n    any2any.nothing\nexcept AttributeError as error:\n    print(error)\n"
        "print({'torch', 'numpy', 'rasterio'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "module 'any2any' has no attribute 'nothing'\nset()\n"


def test_names_that_are_offered_are_there() -> None:
    assert set(any2any.__all__) <= set(dir(any2any))
    assert all(getattr(any2any, name) is not None for name in any2any.__all__)
