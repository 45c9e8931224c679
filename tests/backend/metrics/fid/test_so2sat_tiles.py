"""How bands fill the channels of So2Sat's networks: which, on which scale, and what is constant."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch

from any2any.metrics.fid.so2sat_tiles import (
    VV,
    VV_FILTERED,
    lee_filter,
    radar_tiles,
    spectral_tiles,
    takes_radar,
    takes_spectra,
)
from any2any.raster.radiometry import to_model_values
from any2any.spec.modality import MS, NIR, PAN, RGB, SAR, Band

SPECTRUM = (0.04, 0.08, 0.10, 0.30, 0.20, 0.12)
"""Reflectance of one pixel of MS: blue, green, red, near infrared, two short-wave infrareds."""


def ms_image(spectrum: tuple[float, ...] = SPECTRUM, side: int = 32) -> np.ndarray:
    physical = np.broadcast_to(np.array(spectrum)[:, None, None], (len(spectrum), side, side))
    return to_model_values(physical, MS)


def test_radar_and_spectra_are_told_by_their_bands() -> None:
    assert [m.name for m in (SAR, RGB, NIR, MS, PAN) if takes_radar(m)] == ["sar"]
    assert [m.name for m in (SAR, RGB, NIR, MS, PAN) if takes_spectra(m)] == ["ms"]
    two = replace(SAR, bands=(Band("vv", -30, 5), Band("vh", -35, 0)))
    assert not takes_radar(two)
    nameless = replace(MS, bands=(*MS.bands, Band("other", 0.0, 1.0)))
    assert not takes_spectra(nameless)


def test_vv_fills_two_channels_of_seven_in_deviations_from_the_mean() -> None:
    """-6.7 dB is 4.9 above the mean of -11.6: one deviation. Filtered, a flat image stays: (-6.7 + 11.2) / 4.4."""
    tiles = radar_tiles(to_model_values(np.full((1, 64, 96), -6.7), SAR), SAR)
    assert tiles.shape == (6, 7, 32, 32)
    torch.testing.assert_close(tiles[:, VV], torch.ones(6, 32, 32), atol=1e-5, rtol=0)
    torch.testing.assert_close(tiles[:, VV_FILTERED], torch.full((6, 32, 32), 4.5 / 4.4), atol=1e-5, rtol=0)
    for other in {*range(7)} - {VV, VV_FILTERED}:
        assert not tiles[:, other].any()


def test_the_filter_takes_speckle_away_and_leaves_a_strong_target() -> None:
    rng = np.random.default_rng(0)
    power = 0.1 * rng.gamma(4.4, 1 / 4.4, (1, 64, 64))
    power[0, 32, 32] = 100.0
    image_db = torch.from_numpy(10 * np.log10(power)).float()
    filtered = lee_filter(image_db)
    assert filtered[0, 8:24, 8:24].std() < 0.4 * image_db[0, 8:24, 8:24].std()
    assert filtered[0, 8:24, 8:24].mean() == pytest.approx(-10, abs=0.5)
    assert filtered[0, 32, 32] == pytest.approx(20.0, abs=1.5)


def test_our_bands_fill_their_channels_and_the_red_edge_lies_between_red_and_infrared() -> None:
    """From red 0.10 to infrared 0.30: 16, 67, 88 and 88 % of the way."""
    tiles = spectral_tiles(ms_image(), MS)
    expected = [0.04, 0.08, 0.10, 0.132, 0.234, 0.276, 0.276, 0.30, 0.20, 0.12]
    assert tiles.shape == (4, 10, 32, 32)
    torch.testing.assert_close(tiles[0, :, 5, 7], torch.tensor(expected), atol=1e-4, rtol=0)


def test_a_band_that_is_there_is_not_interpolated_and_their_order_does_not_matter() -> None:
    """A band at 740 nm is B6; B7, as if at 841 nm, lies 101 of 125 nm from there to the infrared."""
    edge = Band("edge", 0.0, 1.0, 740.0)
    more = replace(MS, bands=(edge, *MS.bands[::-1]))
    physical = np.broadcast_to(np.array((0.25, *SPECTRUM[::-1]))[:, None, None], (7, 32, 32))
    found = spectral_tiles(to_model_values(physical, more), more)[0, :, 0, 0]
    assert found[4] == pytest.approx(0.25, abs=1e-4)
    between = 0.25 + (0.30 - 0.25) * (841 - 740) / (865 - 740)
    assert found[5] == pytest.approx(between, abs=1e-4)
    torch.testing.assert_close(found[:3], torch.tensor([0.04, 0.08, 0.10]), atol=1e-4, rtol=0)


def test_a_tile_shows_320_m_in_either_modality() -> None:
    """128 x 128 pixels of 20 m, or 256 x 256 of 10 m, are 64 tiles; pixels of 20 m are repeated."""
    rng = np.random.default_rng(0)
    radar = rng.uniform(-1, 1, (1, 256, 256)).astype(np.float32)
    spectra = rng.uniform(-1, 1, (6, 128, 128)).astype(np.float32)
    assert len(radar_tiles(radar, SAR)) == 64
    tiles = spectral_tiles(spectra, MS)
    assert len(tiles) == 64
    torch.testing.assert_close(tiles[..., ::2], tiles[..., 1::2])
    second = spectral_tiles(np.roll(spectra, -16, axis=2), MS)  # tiles run from left to right
    torch.testing.assert_close(tiles[1], second[0])
    assert len(spectral_tiles(spectra[:, :31, :15], MS)) == 0


def test_values_are_clipped_to_the_range_of_a_band() -> None:
    tiles = radar_tiles(np.full((1, 32, 32), 9.0, np.float32), SAR)
    assert tiles[0, VV, 0, 0] == pytest.approx((5 + 11.6) / 4.9)
