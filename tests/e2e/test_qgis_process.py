"""The toolbox without a window: ``qgis_process`` runs the packaged plugin."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal
from qgis_support import read_raster, write_raster

LIMIT_S = 300


def arguments_of(**parameters: object) -> tuple[str, ...]:
    return "run", "any2any:translate", "--", *(f"{name}={value}" for name, value in parameters.items())


def finish(process: subprocess.Popen) -> tuple[int, str]:
    text, _ = process.communicate(timeout=LIMIT_S)
    return process.returncode, text


def read_until(process: subprocess.Popen, text: str) -> None:
    for line in process.stdout:
        if text in line:
            return
    raise AssertionError(f"it ended without saying {text!r}")


def child_of(process: subprocess.Popen) -> int:
    """Process id of the worker: a child of any thread of the qgis_process, for the algorithm's thread starts it."""
    lists = [path.read_text().split() for path in Path(f"/proc/{process.pid}/task").glob("*/children")]
    [child] = [child for children in lists for child in children]
    return int(child)


def wait_for_exit(pid_file_descriptor: int) -> bool:
    return bool(select.select([pid_file_descriptor], [], [], 30)[0])


@pytest.fixture
def large_path(tmp_path) -> Path:
    """A job long enough to be interrupted: 4096 x 4096 pixels."""
    values = np.random.default_rng(0).normal(-12, 3, (1, 4096, 4096)).astype(np.float32)
    return write_raster(tmp_path / "large.tif", values, (500_000, 10, 0, 5_000_000, 0, -10), 32632)


@pytest.mark.parametrize(
    ("parameters", "options"),
    [
        ({"TARGET": "rgb"}, ["--target", "rgb"]),
        (
            {"TARGET": "pan", "PRESET": "fast", "SEED": 7, "RADIOMETRY": "db", "BANDS": "1"},
            ["--target", "pan", "--preset", "fast", "--seed", "7", "--radiometry", "db", "--bands", "1"],
        ),
    ],
)
def test_same_pixels_as_the_command_line(qgis_process, any2any, sample_path, tmp_path, parameters, options):
    by_qgis, by_command = tmp_path / "qgis.tif", tmp_path / "command.tif"
    code, text = finish(
        qgis_process(*arguments_of(INPUT=sample_path, SOURCE="sar", OUTPUT=by_qgis, **parameters))
    )
    assert code == 0, text
    report = json.loads(
        any2any("translate", str(sample_path), str(by_command), "--source", "sar", "--json", *options)
    )
    one, other, source = (gdal.Open(str(path)) for path in (by_qgis, by_command, sample_path))
    assert (one.RasterXSize, one.RasterYSize) == (report["width"], report["height"])
    assert one.GetProjection() == other.GetProjection() == source.GetProjection()
    assert one.GetGeoTransform() == other.GetGeoTransform()
    assert corners(one) == corners(source)
    assert (read_raster(by_qgis) == read_raster(by_command)).all()
    assert np.unique(read_raster(by_qgis)).size > 100  # an image, no constant
    for dataset in (one, other):
        assert dataset.GetMetadata()["ANY2ANY_SYNTHETIC"] == "yes"


def corners(dataset: gdal.Dataset) -> list[float]:
    transform = dataset.GetGeoTransform()
    return [
        value
        for x, y in ((0, 0), (dataset.RasterXSize, dataset.RasterYSize))
        for value in gdal.ApplyGeoTransform(transform, x, y)
    ]


def test_extent_is_the_command_lines_window(qgis_process, any2any, sample_path, tmp_path):
    """Pixels 64 to 192 across and 128 to 320 down."""
    transform = gdal.Open(str(sample_path)).GetGeoTransform()
    left, top = gdal.ApplyGeoTransform(transform, 64, 128)
    right, bottom = gdal.ApplyGeoTransform(transform, 192, 320)
    arguments = arguments_of(
        INPUT=sample_path, SOURCE="sar", TARGET="rgb", PRESET="fast", OUTPUT=tmp_path / "qgis.tif",
        EXTENT=f"{left},{right},{bottom},{top}",
    )  # fmt: skip
    code, text = finish(qgis_process(*arguments))
    assert code == 0, text
    options = [
        "--source",
        "sar",
        "--target",
        "rgb",
        "--preset",
        "fast",
        "--window",
        "64",
        "128",
        "128",
        "192",
    ]
    any2any("translate", str(sample_path), str(tmp_path / "command.tif"), *options)
    pixels = read_raster(tmp_path / "qgis.tif")
    assert pixels.shape == (3, 192, 128)
    assert (pixels == read_raster(tmp_path / "command.tif")).all()


def test_without_a_python_it_says_what_to_do(qgis_process, sample_path, tmp_path):
    """A path that is set but wrong is not passed over in silence."""
    arguments = arguments_of(INPUT=sample_path, SOURCE="sar", TARGET="rgb", OUTPUT=tmp_path / "o.tif")
    code, text = finish(qgis_process(*arguments, ANY2ANY_PYTHON="/no/python"))
    assert code != 0
    assert "/no/python" in text
    assert "Options > Any2Any" in text
    assert not (tmp_path / "o.tif").exists()


def test_killed_worker_is_an_error_and_the_existing_output_stays(qgis_process, large_path, tmp_path):
    output = tmp_path / "o.tif"
    output.write_bytes(b"what was there before")
    process = qgis_process(*arguments_of(INPUT=large_path, SOURCE="sar", TARGET="rgb", OUTPUT=output))
    read_until(process, "Translating")
    os.kill(child_of(process), signal.SIGKILL)
    code, text = finish(process)
    assert code > 0  # an error, no crash by a signal
    assert "The worker was killed (exit code -9" in text
    assert output.read_bytes() == b"what was there before"


def test_killed_qgis_takes_its_worker_along(qgis_process, large_path, tmp_path):
    process = qgis_process(
        *arguments_of(INPUT=large_path, SOURCE="sar", TARGET="rgb", OUTPUT=tmp_path / "o.tif")
    )
    read_until(process, "Translating")
    worker = os.pidfd_open(child_of(process))
    process.kill()
    assert wait_for_exit(worker), "the worker outlived QGIS"
    os.close(worker)
    assert not (tmp_path / "o.tif").exists()
