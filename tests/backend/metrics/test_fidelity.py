from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.typing import NDArray

from any2any.metrics.fidelity import (
    Scores,
    border_cells,
    coarse_figures,
    correlation,
    disagreement,
    explained_variance,
    fine_correlation,
    mean_scores,
    patch_grid_score,
    psnr_db,
    rmse_255,
    score,
    seam_score,
    ssim,
    unit_range,
)


@pytest.fixture
def truth() -> np.ndarray:
    return np.random.default_rng(0).uniform(0.2, 0.8, (3, 32, 40)).astype(np.float32)


@pytest.mark.parametrize(("offset", "psnr"), [(0.1, 20.0), (0.01, 40.0), (-0.1, 20.0)])
def test_a_constant_offset_by_arithmetic(truth: np.ndarray, offset: float, psnr: float) -> None:
    """PSNR = -20 log10(offset) with a peak of 1; RMSE = 255 * offset."""
    assert psnr_db(truth + np.float32(offset), truth) == pytest.approx(psnr, abs=1e-3)
    assert rmse_255(truth + np.float32(offset), truth) == pytest.approx(255 * abs(offset), abs=1e-3)


def test_equal_images_are_perfect(truth: np.ndarray) -> None:
    assert score(truth, truth.copy()) == Scores(math.inf, 1.0, 0.0)


def test_structural_similarity_falls_with_structure_lost(truth: np.ndarray) -> None:
    shifted = ssim(truth + np.float32(0.05), truth)
    blurred = ssim(np.full_like(truth, truth.mean()), truth)
    inverted = ssim(1 - truth, truth)
    assert 1 > shifted > blurred > inverted
    assert inverted < 0


def test_model_values_become_the_unit_range_and_are_clipped() -> None:
    values = np.array([[[-2.0, -1.0, 0.0, 1.0, 3.0]]])
    unit = unit_range(values)
    assert unit.dtype == np.float32
    np.testing.assert_array_equal(unit, [[[0.0, 0.0, 0.5, 1.0, 1.0]]])


def test_different_shapes_are_refused(truth: np.ndarray) -> None:
    with pytest.raises(ValueError, match=r"image \(2, 32, 40\) and truth \(3, 32, 40\)"):
        score(truth[:2], truth)


def test_figures_are_averaged_over_images() -> None:
    assert mean_scores([Scores(10.0, 0.2, 4.0), Scores(20.0, 0.4, 6.0)]) == Scores(
        15.0, pytest.approx(0.3), 5.0
    )


Image = NDArray[np.float32]


def noise(seed: int, bands: int = 2, size: int = 64) -> Image:
    return np.random.default_rng(seed).normal(size=(bands, size, size)).astype(np.float32)


def test_correlation_knows_no_levels() -> None:
    truth = noise(0)
    assert correlation(3.0 * truth + 7.0, truth) == pytest.approx(1.0, abs=1e-6)
    assert correlation(-truth, truth) == pytest.approx(-1.0, abs=1e-6)
    assert correlation(noise(1), truth) == pytest.approx(0.0, abs=0.05)


def test_of_equal_parts_of_truth_and_noise_half_the_variance_is_shared() -> None:
    """cov = 1, variances 2 and 1: 1 / sqrt(2) = 0.707."""
    truth = noise(0)
    assert correlation(truth + noise(1), truth) == pytest.approx(0.707, abs=0.02)


def test_a_flat_band_says_nothing() -> None:
    assert math.isnan(correlation(np.zeros((1, 8, 8), np.float32), noise(0, 1, 8)))


@pytest.mark.parametrize("downsampling", [2, 4, 8])
def test_fine_structure_ignores_what_is_wider_than_150_m(downsampling: int) -> None:
    """A ramp over the whole image dominates the correlation; what is fine is independent noise."""
    size = 32 * downsampling
    ramp = np.broadcast_to(np.linspace(0.0, 30.0, size, dtype=np.float32), (2, size, size))
    result, truth = ramp + noise(1, size=size), ramp + noise(2, size=size)
    assert correlation(result, truth) > 0.95
    assert fine_correlation(result, truth, downsampling) == pytest.approx(0.0, abs=0.05)
    assert fine_correlation(ramp + noise(2, size=size), truth, downsampling) == pytest.approx(1.0, abs=1e-3)


def test_explained_variance_counts_levels_and_pools_windows() -> None:
    """Two flat windows of 0 and 1 have a variance of 1/4 a value; a result of 0 and 0.5 errs by 1/8 in the mean.

    So half of it is explained; each single window has no variance.
    """
    flat = [np.full((1, 16, 16), level, np.float32) for level in (0.0, 1.0, 0.5)]
    parts = [coarse_figures(flat[0], flat[0], 4), coarse_figures(flat[2], flat[1], 4)]
    pooled = {name: sum(part[name] for part in parts) for name in parts[0]}
    assert explained_variance(pooled) == pytest.approx(0.5)
    assert math.isnan(explained_variance(parts[0]))


def test_noise_finer_than_80_m_costs_nothing() -> None:
    """Blocks of 8 pixels whose noise is a chessboard: its mean over any block is zero."""
    truth = np.kron(noise(3, 1, 8), np.ones((1, 8, 8), np.float32))
    board = np.indices((64, 64)).sum(axis=0) % 2 * 2.0 - 1.0
    result = (truth + board).astype(np.float32)
    assert explained_variance(coarse_figures(result, truth, 4)) == pytest.approx(1.0, abs=1e-6)
    assert explained_variance(coarse_figures(np.zeros_like(truth), truth, 4)) < 0.01


def test_disagreement_is_of_the_contrast() -> None:
    """A shift of the level by half the standard deviation; brighter and stronger images by the same share."""
    one = noise(4)
    one /= one.std(axis=(1, 2), keepdims=True)
    assert disagreement(one, one) == 0.0
    assert disagreement(one, one + 0.5) == pytest.approx(0.5, abs=1e-3)
    assert disagreement(20.0 * one, 20.0 * (one + 0.5)) == pytest.approx(0.5, abs=1e-3)
    assert math.isnan(disagreement(np.zeros((1, 4, 4), np.float32), np.zeros((1, 4, 4), np.float32)))


@pytest.mark.parametrize(
    ("cells", "borders"), [(64, ()), (80, (16, 64)), (112, (48, 64)), (160, (48, 64, 96, 112))]
)
def test_borders_are_where_windows_begin_and_end(cells: int, borders: tuple[int, ...]) -> None:
    """Windows of 64 every 48 cells, the last one shifted inwards: 160 cells have them at 0, 48 and 96."""
    assert border_cells(cells) == borders


def seams_noise(seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(3, 640, 640))


LINES = (192, 256, 384, 448)


def test_an_image_without_seams_scores_about_1() -> None:
    assert seam_score(seams_noise(), LINES, LINES, 4) == pytest.approx(1.0, abs=0.02)


def test_a_step_at_every_border_is_seen() -> None:
    """A ramp of slope 1 with a step of 3 more at each border, down only: gradients 4 and 1; across, 0 of 0."""
    ramp = np.arange(640.0)
    for line in LINES:
        ramp[line:] += 3
    image = np.broadcast_to(ramp[None, :, None], (1, 640, 640))
    assert seam_score(image, LINES, LINES, 4) == pytest.approx(4.0)


def test_a_pattern_in_every_latent_cell_is_not_a_seam() -> None:
    """The first pixel of each cell of 4 is brighter: all borders begin a cell, as do all other lines compared."""
    image = seams_noise()
    image[:, ::4] += 5
    image[:, :, ::4] += 5
    assert seam_score(image, LINES, LINES, 4) == pytest.approx(1.0, abs=0.02)


def test_scale_and_offset_do_not_matter_and_holes_are_left_out() -> None:
    image = seams_noise()
    score = seam_score(image, LINES, LINES, 4)
    assert seam_score(1000 * image + 7, LINES, LINES, 4) == pytest.approx(score)
    image[:, 250:260, 100:200] = np.nan
    assert seam_score(image, LINES, LINES, 4) == pytest.approx(score, abs=0.02)


def test_one_window_has_no_seams() -> None:
    assert math.isnan(seam_score(seams_noise(), (), (), 4))


def test_a_grid_of_patches_is_not_a_seam_but_is_reported() -> None:
    """Every patch of 16 pixels has a level of its own: all window borders are patch borders too."""
    image = seams_noise()
    assert patch_grid_score(image, 16, 4) == pytest.approx(1.0, abs=0.02)
    image += 3 * np.kron(np.random.default_rng(1).normal(size=(40, 40)), np.ones((16, 16)))
    assert patch_grid_score(image, 16, 4) > 2
    assert seam_score(image, LINES, LINES, 16) == pytest.approx(1.0, abs=0.1)
    assert seam_score(image, LINES, LINES, 4) > 1.5
