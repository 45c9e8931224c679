from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from any2any.raster import radiometry as rad
from any2any.raster.radiometry import Encoding, from_model_values, output_encoding, to_model_values
from any2any.spec.modality import MS, PAN, RGB, SAR, Modality


def physical(encoding: Encoding, *values: float, dtype: str = "float32") -> list[float]:
    result = encoding.to_physical(np.array([values], dtype))
    assert result.dtype == np.float32
    return result[0].tolist()


def test_reflectance_encodings() -> None:
    assert physical(rad.S2, 0, 10000, dtype="uint16") == pytest.approx([0, 1])
    assert physical(rad.S2_OFFSET, 1000, 4000, dtype="uint16") == pytest.approx([0, 0.3], abs=1e-6)
    assert physical(rad.LANDSAT_C2, 7273, 43636, dtype="uint16") == pytest.approx([0, 1], abs=1e-4)
    assert physical(rad.display8(RGB), 0, 255, dtype="uint8") == pytest.approx([0, 0.3558])


def test_backscatter_encodings() -> None:
    assert physical(rad.DB100, -1500, dtype="int16") == pytest.approx([-15])
    assert physical(rad.POWER, 0.1, 1, 0) == pytest.approx([-10, 0, -100])
    assert physical(rad.AMPLITUDE, 0.1, 1) == pytest.approx([-20, 0])
    assert physical(rad.QUICKLOOK8, 0, 1, 255, dtype="uint8") == pytest.approx([-53.13, -53.13, -5], abs=0.01)
    assert physical(rad.QUICKLOOK8_DB, 0, 102, 255, dtype="uint8") == pytest.approx([-25, -15, 0])


def test_temperature_encodings() -> None:
    assert physical(rad.KELVIN, 295) == pytest.approx([295])
    assert physical(rad.CELSIUS, 20) == pytest.approx([293.15])
    assert physical(rad.LANDSAT_ST, 42000, dtype="uint16") == pytest.approx([292.557], abs=1e-3)


def test_display_imagery_of_ms_scales_each_band_to_its_own_top() -> None:
    white = rad.display8(MS).to_physical(np.full((6, 2, 2), 255, np.uint8))
    assert white[:, 0, 0].tolist() == pytest.approx([0.3558, 0.3558, 0.3558, 0.6, 0.6, 0.5])


def test_nan_and_infinity_pass_through_quietly() -> None:
    with np.errstate(all="raise"):
        assert np.isnan(physical(rad.S2, np.nan)[0])
        assert physical(rad.POWER, np.inf) == [np.inf]


def test_the_range_of_a_band_becomes_minus_one_to_one() -> None:
    values = to_model_values(np.array([[-30.0, -12.5, 5.0, 99.0]], np.float32), SAR)
    assert values.dtype == np.float32
    assert values[0].tolist() == pytest.approx([-1, 0, 1, 1])


@pytest.mark.parametrize("modality", [RGB, SAR, MS, PAN])
@given(data=st.data())
def test_model_values_go_there_and_back(modality: Modality, data: st.DataObject) -> None:
    values = data.draw(
        st.lists(st.floats(-1, 1, width=32), min_size=modality.channels, max_size=modality.channels)
    )
    x = np.array(values, np.float32).reshape(-1, 1, 1)
    assert np.allclose(to_model_values(from_model_values(x, modality), modality), x, atol=1e-5)


def test_model_values_beyond_the_range_are_clipped() -> None:
    assert from_model_values(np.array([[-7.0, 7.0]], np.float32), SAR)[0].tolist() == [-30, 5]


def test_reflectance_is_stored_times_10000_and_never_as_nodata() -> None:
    encoding = output_encoding(RGB)
    values = np.array([[[0.0, 0.00004, 0.1234, 0.5]]], np.float32).repeat(3, axis=0)
    stored = encoding.encode(values, np.array([[True, True, True, False]]))
    assert stored.dtype == np.uint16
    assert stored[0, 0].tolist() == [1, 1, 1234, 0]


def test_backscatter_is_stored_in_db_with_nan_as_nodata() -> None:
    stored = output_encoding(SAR).encode(np.array([[[-12.5, -3.0]]], np.float32), np.array([[True, False]]))
    assert stored.dtype == np.float32
    assert stored[0, 0, 0] == -12.5
    assert np.isnan(stored[0, 0, 1])
