from __future__ import annotations

import math

import numpy as np
import pytest

from any2any.evaluation.figures import mean_figures, truth_figures, window_figures
from any2any.spec.modality import MS, NIR, PAN, RGB, SAR, Modality

ALWAYS = {"psnr_db", "ssim", "rmse_255"}
SPECTRAL = {"spectral_angle_deg", "ergas"}
WATER = {f"water_{kind}" for kind in ("both", "either", "truth", "pixels")}
VEGETATION = {f"vegetation_{kind}" for kind in ("both", "either", "truth", "pixels")}


def image(modality: Modality, seed: int = 0) -> np.ndarray:
    side = 8 * modality.downsampling
    return np.random.default_rng(seed).uniform(-0.9, 0.5, (modality.channels, side, side)).astype(np.float32)


@pytest.mark.parametrize(
    ("source", "target", "more"),
    [
        (RGB, SAR, {"looks", "bias_db"}),
        (SAR, NIR, set()),
        (RGB, NIR, {"ndvi_mae", "ndwi_mae"} | WATER | VEGETATION),
        (NIR, RGB, {"ndvi_mae", "ndwi_mae"} | SPECTRAL | WATER | VEGETATION),
        (SAR, RGB, SPECTRAL),
        (MS, RGB, SPECTRAL),  # another grid: its NIR cannot stand in
        (SAR, MS, {"ndvi_mae", "ndwi_mae", "mndwi_mae", "nbr_mae"} | SPECTRAL | WATER | VEGETATION),
        (RGB, PAN, set()),
    ],
)
def test_every_target_has_its_figures(source: Modality, target: Modality, more: set[str]) -> None:
    found = window_figures(image(target, 1), image(source, 2), image(target, 3), (source, target))
    structure = {"correlation", "fine_correlation", "coarse_count", "coarse_error", "coarse_square"}
    sums = {f"coarse_sum_{band}" for band in range(target.channels)}
    assert set(found) == ALWAYS | structure | sums | more
    assert all(math.isfinite(value) for value in found.values())


def test_a_result_is_clipped_to_what_a_file_could_hold() -> None:
    truth = np.ones((1, 32, 32), np.float32)
    assert window_figures(3 * truth, truth, truth, (RGB, NIR))["rmse_255"] == 0.0


def test_backscatter_is_judged_in_db() -> None:
    """A model value of 0.2 more is a tenth of 35 dB."""
    truth = image(SAR)
    figures = window_figures(truth + np.float32(0.2), truth, truth, (RGB, SAR))
    assert figures["bias_db"] == pytest.approx(3.5, abs=1e-4)
    assert truth_figures(truth, SAR)["looks"] == pytest.approx(figures["looks"], rel=1e-4)
    assert truth_figures(image(NIR), NIR) == {}


def test_figures_of_windows_are_averaged_each_in_its_way() -> None:
    """Looks 2 and inf: the mean of 1/2 and 0 is 1/4. Masks: 3 + 0 in both, 4 + 1 in either."""
    first = {"psnr_db": 20.0, "ergas": math.nan, "looks": 2.0}
    second = {"psnr_db": 30.0, "ergas": 12.0, "looks": math.inf}
    kinds = ("both", "either", "truth", "pixels")
    first |= dict(zip((f"water_{kind}" for kind in kinds), (3, 4, 3, 10), strict=True))
    second |= dict(zip((f"water_{kind}" for kind in kinds), (0, 1, 1, 10), strict=True))
    assert mean_figures([first, second]) == {
        "psnr_db": 25.0, "ergas": 12.0, "looks": 4.0, "water_iou": 0.6, "water_share": 0.2
    }  # fmt: skip


def test_where_there_is_no_water_at_all_no_overlap_is_defined() -> None:
    none = {"water_both": 0.0, "water_either": 0.0, "water_truth": 0.0, "water_pixels": 9.0}
    found = mean_figures([none])
    assert math.isnan(found["water_iou"])
    assert found["water_share"] == 0.0
