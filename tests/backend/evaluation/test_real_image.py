"""A result against a real image of the same place: figures, error map and page."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import rasterio
from rasterio.transform import from_origin

from any2any.errors import CancelledError, UsageError
from any2any.evaluation.real_image import EQUAL_DB, compare_with_real
from any2any.requests.compare import CompareRequest

UTM, ORIGIN = "EPSG:32633", (500_000, 5_000_000)


def write(path: Path, values: np.ndarray, pixel_m: float = 10.0, crs: str | None = UTM, **tags: str) -> str:
    """Write reflectance times 10,000 (3, h, w), nodata 0."""
    profile = {"driver": "GTiff", "dtype": "uint16", "nodata": 0, "crs": crs}
    count, height, width = values.shape
    if crs:
        profile["transform"] = from_origin(*ORIGIN, pixel_m, pixel_m)
    with rasterio.open(path, "w", count=count, height=height, width=width, **profile) as dataset:
        dataset.write(values.astype(np.uint16))
        dataset.update_tags(**tags)
        for number, name in enumerate(("red", "green", "blue")[:count], 1):
            dataset.set_band_description(number, name)
    return str(path)


@pytest.fixture
def scene() -> np.ndarray:
    """Reflectance of 0.03 to 0.3, in numbers."""
    return np.random.default_rng(0).integers(300, 3000, (3, 600, 530))


def test_figures_of_a_known_error(scene: np.ndarray, tmp_path: Path) -> None:
    """Red is 0.01 too bright everywhere, green is exact, blue is 0.02 off to either side in turn."""
    wrong = scene.copy()
    wrong[0] += 100
    wrong[2] += np.where(np.arange(530) % 2, 200, -200)
    request = CompareRequest(
        write(tmp_path / "made.tif", wrong, ANY2ANY_TARGET="rgb"), write(tmp_path / "real.tif", scene)
    )
    result = compare_with_real(request)
    red, green, blue = result.bands
    assert (red.rmse, red.bias, red.mean_error) == pytest.approx((0.01, 0.01, 0.01), abs=1e-6)
    assert (green.rmse, green.correlation) == pytest.approx((0.0, 1.0), abs=1e-6)
    assert (blue.rmse, blue.bias, blue.mean_error) == pytest.approx((0.02, 0.0, 0.02), abs=1e-6)
    assert (result.pixels, result.share) == (600 * 530, 1.0)
    assert (result.modality, result.unit) == ("rgb", "reflectance")


def test_equal_images_have_the_highest_figure(scene: np.ndarray, tmp_path: Path) -> None:
    path = write(tmp_path / "made.tif", scene)
    assert compare_with_real(CompareRequest(path, path, "rgb")).psnr_db == EQUAL_DB


def test_a_finer_real_image_is_averaged_and_only_the_overlap_counts(
    scene: np.ndarray, tmp_path: Path
) -> None:
    """Each pixel of the result is the mean of 2 x 2 of 5 m; the real image covers its left half alone."""
    fine = np.kron(scene[:, :100, :60], np.ones((1, 2, 2), int))
    fine[:, ::2, ::2] += 40  # 40 / 4 on average: 0.001
    request = CompareRequest(
        write(tmp_path / "made.tif", scene[:, :100, :120]),
        write(tmp_path / "real.tif", fine, pixel_m=5.0),
        "rgb",
    )
    result = compare_with_real(request)
    assert result.share == pytest.approx(0.5, abs=0.01)
    assert result.bands[0].bias == pytest.approx(-0.001, abs=2e-5)


def test_the_error_map_is_on_the_results_grid(scene: np.ndarray, tmp_path: Path) -> None:
    holed = scene.copy()
    holed[:, 10:20, 30:40] = 0
    made = write(tmp_path / "made.tif", scene + 50)
    compare_with_real(
        CompareRequest(made, write(tmp_path / "real.tif", holed), "rgb", error_map=tmp_path / "error.tif")
    )
    with rasterio.open(tmp_path / "error.tif") as error, rasterio.open(made) as grid:
        values = error.read()
        assert (error.crs, error.transform, error.shape) == (grid.crs, grid.transform, grid.shape)
        assert error.descriptions[0] == "red: result minus truth"
    assert np.isnan(values[:, 10:20, 30:40]).all()
    assert np.nanmax(abs(values - 0.005)) < 1e-6


def test_the_report_is_a_page_with_pictures_and_the_figures(scene: np.ndarray, tmp_path: Path) -> None:
    request = CompareRequest(
        write(tmp_path / "made.tif", scene + 50),
        write(tmp_path / "real <b>.tif", scene),
        "rgb",
        report=tmp_path / "report",
    )
    result = compare_with_real(request)
    page = (tmp_path / "report" / "index.html").read_text()
    assert f"PSNR {result.psnr_db:.2f} dB" in page
    assert "synthetic" in page
    assert "real &lt;b&gt;.tif" in page
    assert "<b>" not in page
    document = json.loads((tmp_path / "report" / "report.json").read_text())
    assert document["bands"][0]["bias"] == pytest.approx(0.005, abs=1e-6)
    assert all((tmp_path / "report" / f"{name}.png").is_file() for name in ("result", "truth", "error"))
    compare_with_real(request)  # an earlier report is replaced
    (tmp_path / "report" / "report.json").write_text("{}")
    with pytest.raises(UsageError, match="not an earlier report"):
        compare_with_real(request)


def test_wrong_pairs_are_refused_with_the_reason(scene: np.ndarray, tmp_path: Path) -> None:
    made = write(tmp_path / "made.tif", scene[:, :64, :64])
    with pytest.raises(UsageError, match="name the modality"):
        compare_with_real(CompareRequest(made, made))
    with pytest.raises(UsageError, match="32 x 64 pixels"):
        compare_with_real(
            CompareRequest(made, write(tmp_path / "bare.tif", scene[:, :64, :32], crs=None), "rgb")
        )
    far = write(tmp_path / "far.tif", scene[:, :64, :64], crs="EPSG:32631")
    error_map = tmp_path / "error.tif"
    with pytest.raises(UsageError, match="no valid pixel in common"):
        compare_with_real(CompareRequest(made, far, "rgb", error_map=error_map))
    assert not error_map.exists()


def test_it_can_be_cancelled(scene: np.ndarray, tmp_path: Path) -> None:
    made = write(tmp_path / "made.tif", scene)
    with pytest.raises(CancelledError):
        compare_with_real(CompareRequest(made, made, "rgb"), is_cancelled=lambda: True)
