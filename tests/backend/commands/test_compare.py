from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import rasterio
from PIL import Image

from any2any.cli import main
from any2any.evaluation.quicklook import GAP_PX, LABEL_PX, PANEL_PX

HIGH = 0.3558
"""Reflectance at the top of the visible bands."""


def write(path: Path, values: np.ndarray) -> str:
    count, height, width = values.shape
    transform = rasterio.Affine(10, 0, 5e5, 0, -10, 5e6)
    with rasterio.open(
        path,
        "w",
        driver="GTiff",
        count=count,
        height=height,
        width=width,
        dtype="float32",
        crs="EPSG:32633",
        transform=transform,
    ) as dataset:
        dataset.write(values.astype(np.float32))
    return str(path)


@pytest.fixture
def truth(tmp_path: Path) -> np.ndarray:
    return np.random.default_rng(0).uniform(0.05, 0.25, (3, 40, 60))


def test_an_offset_of_a_tenth_is_20_db(
    bundled: Path, tmp_path: Path, truth: np.ndarray, capsys: pytest.CaptureFixture[str]
) -> None:
    result = write(tmp_path / "result.tif", truth + 0.1 * HIGH)
    assert main(["compare", result, write(tmp_path / "truth.tif", truth), "--modality", "rgb", "--json"]) == 0
    scores = json.loads(capsys.readouterr().out)
    assert scores["psnr_db"] == pytest.approx(20.0, abs=1e-3)
    assert scores["rmse_255"] == pytest.approx(25.5, abs=1e-2)
    assert 0 < scores["ssim"] < 1


def test_equal_rasters(
    bundled: Path, tmp_path: Path, truth: np.ndarray, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path / "truth.tif", truth)
    assert main(["compare", path, path, "--modality", "rgb"]) == 0
    assert capsys.readouterr().out == "PSNR inf dB, SSIM 1.000, RMSE 0.00 (0-255 scale)\n"
    assert main(["compare", path, path, "--modality", "rgb", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["psnr_db"] is None


@pytest.mark.parametrize("with_source", [False, True])
def test_the_picture_has_a_panel_a_raster(
    bundled: Path, tmp_path: Path, truth: np.ndarray, with_source: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    path, png = write(tmp_path / "truth.tif", truth), tmp_path / "picture.png"
    source = write(tmp_path / "sar.tif", np.random.default_rng(1).normal(-12, 3, (1, 40, 60)))
    options = ["--source", source, "sar"] if with_source else []
    assert main(["compare", path, path, "--modality", "rgb", "--png", str(png), *options]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == str(png)
    panels = 3 if with_source else 2
    with Image.open(png) as image:
        assert image.size == (panels * (PANEL_PX + GAP_PX) - GAP_PX, PANEL_PX + LABEL_PX)
        centre = np.asarray(image)[LABEL_PX + 100 : -100, 100 : PANEL_PX - 100].astype(int)
    grey = bool((np.ptp(centre, axis=2) == 0).all())
    assert grey is with_source  # radar stands first, the result otherwise


def test_rasters_of_different_size_are_refused(
    bundled: Path, tmp_path: Path, truth: np.ndarray, capsys: pytest.CaptureFixture[str]
) -> None:
    result = write(tmp_path / "result.tif", truth[:, :-1])
    assert main(["compare", result, write(tmp_path / "truth.tif", truth), "--modality", "rgb"]) == 2
    assert "is (3, 39, 60) and" in capsys.readouterr().err


def test_unknown_modalities_and_files_are_named(
    bundled: Path, tmp_path: Path, truth: np.ndarray, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path / "truth.tif", truth)
    assert main(["compare", path, path, "--modality", "tir"]) == 2
    assert "unknown modality 'tir'" in capsys.readouterr().err
    assert main(["compare", str(tmp_path / "nothing.tif"), path, "--modality", "rgb"]) == 2
    assert "nothing.tif" in capsys.readouterr().err


def test_a_picture_that_cannot_be_written_is_an_error(
    bundled: Path, tmp_path: Path, truth: np.ndarray, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path / "truth.tif", truth)
    png = tmp_path / "nowhere" / "picture.png"
    assert main(["compare", path, path, "--modality", "rgb", "--png", str(png)]) == 1
    assert f"{png} cannot be written" in capsys.readouterr().err
