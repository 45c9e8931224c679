from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from any2any.data.scene import PairedScene
from any2any.errors import UsageError
from any2any.evaluation.baselines import HistogramMatching

SHARES = np.linspace(0.02, 0.98, 25)


def scene(**arrays: np.ndarray) -> PairedScene:
    return PairedScene("s", "s", "train", {name: a.astype(np.float16) for name, a in arrays.items()})


def assert_close(image: np.ndarray, wanted: np.ndarray) -> None:
    """Up to the hundredth of the pixels that lie beyond all those that were counted: only every ninth one is."""
    assert image.shape == wanted.shape
    assert np.quantile(np.abs(image - wanted), 0.99) < 5e-3


def beta(seed: int, a: float, b: float, bands: int = 1, px: int = 192) -> np.ndarray:
    return np.random.default_rng(seed).beta(a, b, (bands, px, px)) * 1.9 - 0.95


@settings(max_examples=15)
@given(
    shape=st.tuples(*[st.floats(0.5, 5.0)] * 4),
    bands=st.integers(1, 3),
    seed=st.integers(0, 1000),
)
def test_the_result_has_the_quantiles_of_the_target(shape: tuple[float, ...], bands: int, seed: int) -> None:
    """4096 of 36,864 pixels are counted: a rank is off by 0.5 / sqrt(4096) = 0.008, and rarely by six times that."""
    source, target = beta(seed, *shape[:2]), beta(seed + 1, *shape[2:], bands)
    found = HistogramMatching.fit([scene(sar=source, rgb=target)], "sar", "rgb")
    translated = found.translate(source.astype(np.float32), (192, 192))
    assert translated.shape == (bands, 192, 192)
    for band, wanted in zip(translated, target, strict=True):
        # In ranks rather than values: the share of the target below the result's quantile.
        ranks = np.searchsorted(np.sort(wanted.ravel()), np.quantile(band, SHARES)) / wanted.size
        np.testing.assert_allclose(ranks, SHARES, atol=0.05)


def test_a_monotone_map_is_recovered_and_a_falling_one_is_not() -> None:
    rgb = beta(3, 1, 1)
    nir = np.tanh(2 * rgb)
    found = HistogramMatching.fit([scene(sar=rgb, nir=nir)], "sar", "nir")
    assert_close(found.translate(rgb.astype(np.float32), (192, 192)), nir)
    falling = HistogramMatching.fit([scene(sar=rgb, nir=-rgb)], "sar", "nir")
    translated = falling.translate(rgb.astype(np.float32), (192, 192))
    assert np.corrcoef(translated.ravel(), rgb.ravel())[0, 1] > 0.99  # it keeps the order of brightness


def test_each_target_band_follows_the_band_it_correlates_with() -> None:
    """The second target band is the third source band with half the contrast, the first one the first band."""
    rgb = beta(5, 2, 2, bands=3)
    target = np.stack([0.8 * rgb[0], 0.5 * rgb[2] - 0.2])
    found = HistogramMatching.fit([scene(rgb=rgb, sar=target)], "rgb", "sar")
    assert [band_map.source_band for band_map in found.maps] == [0, 2]
    assert_close(found.translate(rgb.astype(np.float32), (192, 192)), target)


def test_scenes_count_together_and_pixels_without_data_do_not() -> None:
    """Two halves of one image, one of them with a hole of a value that never occurs elsewhere."""
    source = beta(7, 2, 3, px=192)
    target = 0.5 * source
    holed = target.copy()
    holed[:, :, 96:] = np.where(source[:, :, 96:] > 0.3, np.nan, target[:, :, 96:])
    halves = [scene(sar=source[:, :, s], nir=holed[:, :, s]) for s in (slice(0, 96), slice(96, 192))]
    found = HistogramMatching.fit(iter(halves), "sar", "nir")
    assert_close(found.translate(source.astype(np.float32), (192, 192)), target)


def test_pixel_sizes_may_differ() -> None:
    """PAN has four pixels for one of MS along each axis; blocks of 8 PAN pixels are constant, so means lose nothing."""
    ground = np.random.default_rng(2).uniform(-0.9, 0.9, (1, 24, 24))
    pan, ms = (
        ground.repeat(8, 1).repeat(8, 2),
        ground.repeat(2, 1).repeat(2, 2) * np.linspace(0.1, 0.6, 6).reshape(6, 1, 1),
    )
    found = HistogramMatching.fit([scene(pan=pan, ms=ms)], "pan", "ms")
    translated = found.translate(pan.astype(np.float32), (48, 48))
    assert_close(translated, ms)


def test_a_constant_source_gives_the_target_median() -> None:
    target = beta(9, 2, 5)
    found = HistogramMatching.fit([scene(sar=np.full((1, 192, 192), 0.25), nir=target)], "sar", "nir")
    image = found.translate(np.full((1, 8, 8), 0.25, np.float32), (8, 8))
    assert image == pytest.approx(np.median(target[:, ::3, ::3]), abs=2e-3)


def test_nothing_to_fit_on_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="no training scene to match the histograms of sar->nir on"):
        HistogramMatching.fit([], "sar", "nir")
    empty = scene(sar=np.full((1, 16, 16), np.nan), nir=np.zeros((1, 16, 16)))
    with pytest.raises(UsageError, match="no training scene"):
        HistogramMatching.fit([empty], "sar", "nir")
