from __future__ import annotations

import numpy as np
import pytest

from any2any.data.scene import PairedScene
from any2any.errors import UsageError
from any2any.evaluation.baselines import LinearRegression, MeanImage
from any2any.evaluation.baselines.linear import resample

RNG = np.random.default_rng(0)


def scene(**arrays: np.ndarray) -> PairedScene:
    return PairedScene("s", "s", "train", {name: a.astype(np.float16) for name, a in arrays.items()})


def blocks(bands: int, cells: int, px_per_cell: int) -> np.ndarray:
    """Random per 4 x 4 cells and constant within: the same ground at any pixel size."""
    coarse = np.random.default_rng(bands).uniform(-0.5, 0.5, (bands, cells // 4, cells // 4))
    return coarse.repeat(4 * px_per_cell, 1).repeat(4 * px_per_cell, 2)


def test_an_affine_map_of_bands_is_recovered() -> None:
    rgb = RNG.uniform(-0.5, 0.5, (3, 64, 64)).astype(np.float16).astype(np.float64)
    weights = np.array([0.5, -0.25, 0.125])
    nir = np.tensordot(weights, rgb, axes=1)[None] + 0.25
    found = LinearRegression.fit([scene(rgb=rgb, nir=nir)], "rgb", "nir")
    np.testing.assert_allclose(found.weights[:, 0], [*weights, 0.25], atol=1e-3)
    translated = found.translate(rgb.astype(np.float32), (64, 64))
    np.testing.assert_allclose(translated, nir, atol=2e-3)


@pytest.mark.parametrize(
    ("source", "f_source", "target", "f_target"), [("rgb", 4, "ms", 2), ("pan", 8, "ms", 2)]
)
def test_an_affine_map_to_larger_pixels_is_recovered(
    source: str, f_source: int, target: str, f_target: int
) -> None:
    bands = 3 if source == "rgb" else 1
    x, same_ground = blocks(bands, 16, f_source), blocks(bands, 16, f_target)
    y = np.stack([0.5 * same_ground[0] + 0.1 * i for i in range(6)])
    found = LinearRegression.fit([scene(**{source: x, target: y})], source, target)
    translated = found.translate(x.astype(np.float32), y.shape[1:])
    np.testing.assert_allclose(translated, y, atol=2e-3)


def test_a_smooth_source_reaches_smaller_pixels() -> None:
    """A ramp interpolates to a ramp, away from the border where its ends are repeated."""
    ramp = np.tile(np.linspace(-0.5, 0.5, 64), (1, 64, 1))
    fine = np.tile(np.linspace(-0.5 - 1 / 252, 0.5 + 1 / 252, 128), (1, 128, 1))
    found = LinearRegression.fit([scene(sar=ramp, pan=2 * fine - 0.1)], "sar", "pan")
    translated = found.translate(ramp.astype(np.float32), (128, 128))
    np.testing.assert_allclose(translated[..., 2:-2], (2 * fine - 0.1)[..., 2:-2], atol=5e-3)


def test_bands_that_are_copies_of_each_other_are_no_problem() -> None:
    band = RNG.uniform(-0.5, 0.5, (1, 32, 32))
    found = LinearRegression.fit([scene(rgb=band.repeat(3, 0), nir=0.5 * band)], "rgb", "nir")
    translated = found.translate(band.repeat(3, 0).astype(np.float32), (32, 32))
    np.testing.assert_allclose(translated, 0.5 * band, atol=2e-3)


def test_all_scenes_count_by_their_pixels() -> None:
    """900 pixels of 0.5 and 100 of -0.5 have a mean of 0.4, whatever the source says."""
    large, small = np.full((1, 60, 60), 0.5), np.full((1, 20, 20), -0.5)
    scenes = [scene(sar=large, nir=large), scene(sar=small, nir=small)]
    mean = MeanImage.fit(scenes, "nir")
    assert mean.mean == pytest.approx([0.4])
    image = mean.translate(np.zeros((1, 8, 8), np.float32), (5, 7))
    np.testing.assert_array_equal(image, np.full((1, 5, 7), np.float32(0.4)))
    found = LinearRegression.fit(scenes, "sar", "nir")
    np.testing.assert_allclose(found.weights, [[1.0], [0.0]], atol=1e-3)


def test_nothing_to_fit_on_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="no training scene to fit the mean image of rgb on"):
        MeanImage.fit([], "rgb")
    with pytest.raises(UsageError, match="no training scene to fit the regression sar->rgb on"):
        LinearRegression.fit([], "sar", "rgb")


def test_shrinking_averages_and_growing_interpolates() -> None:
    image = np.arange(16, dtype=np.float32).reshape(1, 4, 4)
    np.testing.assert_array_equal(resample(image, (2, 2)), [[[2.5, 4.5], [10.5, 12.5]]])
    grown = resample(image, (8, 8))
    assert grown.shape == (1, 8, 8)
    assert grown[0, 1, 1] == pytest.approx(0.25 * 1 + 0.25 * 4)  # a quarter of the way to both neighbours
    assert resample(image, (4, 4)) is image


def test_pixels_without_data_do_not_count() -> None:
    """With holes on either side, in one band or all, the fit is that of the rest."""
    rgb = RNG.uniform(-0.5, 0.5, (3, 48, 48)).astype(np.float16)
    nir = (0.5 * rgb[:1].astype(np.float32) + 0.125).astype(np.float16)
    holed_rgb, holed_nir = rgb.copy(), nir.copy()
    holed_rgb[1, :7] = np.nan
    holed_nir[:, :, 20:] = np.nan
    found = LinearRegression.fit([scene(rgb=holed_rgb, nir=holed_nir)], "rgb", "nir")
    np.testing.assert_allclose(found.weights[:, 0], [0.5, 0, 0, 0.125], atol=2e-3)
    mean = MeanImage.fit([scene(nir=holed_nir)], "nir").mean
    np.testing.assert_allclose(mean, nir[:, :, :20].mean(axis=(1, 2), dtype=np.float64), atol=1e-9)
