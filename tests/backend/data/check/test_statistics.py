from __future__ import annotations

import numpy as np
import pytest

from any2any.data.check.statistics import compare_bands, measure_image, shared_bands
from any2any.spec.modality import MS, NIR, PAN, RGB, SAR


def test_shares_are_of_valid_pixels() -> None:
    """Half of 20 x 10 pixels are nodata; of the 100 valid ones 30 are at the top in all bands, 40 more in blue alone,
    and two at the bottom in all."""
    values = np.zeros((3, 20, 10), np.float32)
    values[:, 10:] = np.nan
    values[:, :3] = 1
    values[2, :7] = 1
    values[0, 9] = -1
    values[:, 8, :2] = -1
    image = measure_image(values, RGB)
    assert image.valid_share == image.nodata_share == 0.5
    assert image.clouded == pytest.approx(0.3)
    assert [band.at_high for band in image.bands] == pytest.approx([0.3, 0.3, 0.7])
    assert [band.at_low for band in image.bands] == pytest.approx([0.12, 0.02, 0.02])
    assert image.black == pytest.approx(0.02)


def test_levels_are_in_the_physical_quantity() -> None:
    """Model values -1 to 1 are -30 to 5 dB: the middle is -12.5 dB, and 1 % of the way is 0.35 dB from the end."""
    ramp = np.linspace(-1, 1, 10_000, dtype=np.float32).reshape(1, 100, 100)
    [band] = measure_image(ramp, SAR).bands
    assert (band.low, band.median, band.high) == pytest.approx((-29.65, -12.5, 4.65), abs=0.02)
    assert not band.is_constant


def test_without_visible_bands_there_are_no_clouds_and_without_pixels_no_bands() -> None:
    ones = np.ones((1, 8, 8), np.float32)
    assert measure_image(ones, NIR).clouded is None
    assert measure_image(ones, PAN).clouded == 1
    assert measure_image(ones, PAN).bands[0].is_constant
    empty = measure_image(ones * np.nan, PAN)
    assert (empty.valid_share, empty.bands, empty.clouded, empty.black) == (0, (), None, 0)


def test_bands_are_shared_by_wavelength() -> None:
    """RGB is red, green, blue; MS begins with blue, green, red, and its narrow NIR lies 23 nm from NIR's."""
    assert shared_bands(RGB, MS) == [(0, 2), (1, 1), (2, 0)]
    assert shared_bands(NIR, MS) == [(0, 3)]
    assert shared_bands(RGB, NIR) == shared_bands(SAR, MS) == shared_bands(PAN, RGB) == []


def test_a_ratio_is_that_of_the_medians() -> None:
    """Reflectance 0.3 of at most 0.6 is model value 0; 0.15 is -0.5: the second is half of the first."""
    nir = measure_image(np.zeros((1, 8, 8), np.float32), NIR)
    ms = measure_image(np.full((6, 8, 8), -0.5, np.float32), MS)
    [ratio] = compare_bands(nir, ms, (NIR, MS))
    assert ratio.bands == ("nir", "nir_narrow")
    assert ratio.ratio == pytest.approx(0.5, abs=1e-3)
    assert ratio.factor == pytest.approx(2, abs=1e-2)


def test_water_is_too_dark_to_compare() -> None:
    """Both are 0.003: model value -0.99."""
    nir = measure_image(np.full((1, 8, 8), -0.99, np.float32), NIR)
    ms = measure_image(np.full((6, 8, 8), -0.99, np.float32), MS)
    assert compare_bands(nir, ms, (NIR, MS)) == []
