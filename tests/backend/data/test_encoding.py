from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from any2any.data.encoding import format_linear, of_bands, parse_radiometry
from any2any.errors import UsageError
from any2any.raster.radiometry import PerBand
from any2any.spec.modality import MS, RGB, SAR, Modality

numbers = st.floats(allow_nan=False, allow_infinity=False)
per_band = st.one_of(numbers, st.tuples(numbers, numbers, numbers))


@given(per_band, per_band)
def test_linear_is_read_back_as_written(scale: PerBand, offset: PerBand) -> None:
    encoding = parse_radiometry(format_linear(scale, offset), RGB)
    assert (encoding.scale, encoding.offset, encoding.transfer) == (scale, offset, "linear")


@pytest.mark.parametrize(
    ("text", "modality", "value", "physical"),
    [
        ("reflectance", RGB, 0.25, 0.25),
        ("s2", MS, 2500, 0.25),
        (" s2_offset ", MS, 2500, 0.15),
        ("landsat_c2", MS, 20000, 0.35),
        ("display8", Modality("g", "G", "reflectance", RGB.bands[:1], 4, 10.0), 255, 0.3558),
        ("db", SAR, -12.5, -12.5),
        ("db100", SAR, -1250, -12.5),
        ("power", SAR, 0.01, -20.0),
        ("amplitude", SAR, 0.1, -20.0),
        ("quicklook8_db", SAR, 255, 0.0),
        ("quicklook8", SAR, 255, -5.0),
        ("linear(0.001,0.05)", RGB, 200, 0.25),
        ("linear( 0.1 , -30 )", SAR, 100, -20.0),
    ],
)
def test_encodings_turn_values_into_the_quantity(
    text: str, modality: Modality, value: float, physical: float
) -> None:
    values = np.full((modality.channels, 1, 1), value)
    assert parse_radiometry(text, modality).to_physical(values).ravel() == pytest.approx(
        [physical] * modality.channels, abs=1e-5
    )


def test_consecutive_bands_have_their_own_numbers() -> None:
    """Bands 2 and 3 of 10 * (1, 2, 3) * 0.01 + (0.1, 0.2, 0.3): 0.4 and 0.6."""
    encoding = parse_radiometry("linear(0.01|0.02|0.03,0.1|0.2|0.3)", RGB)
    values = np.full((2, 1, 1), 10)
    assert of_bands(encoding, 1, 3).to_physical(values).ravel() == pytest.approx([0.4, 0.6])
    assert of_bands(parse_radiometry("s2", RGB), 1, 3) == parse_radiometry("s2", RGB)


@pytest.mark.parametrize(
    ("text", "modality", "message"),
    [
        ("auto", RGB, "'auto' does not fit RGB: write one of reflectance, s2, .*display8, linear"),
        ("tags", RGB, "does not fit"),
        ("s2", SAR, "'s2' does not fit SAR: write one of db, db10, db100"),
        ("db", MS, "'db' does not fit MS"),
        ("", SAR, "'' does not fit"),
        ("linear(1)", RGB, "does not fit"),
        ("linear(1|2,0)", RGB, "needs one number, or one per band of rgb .3."),
        ("linear(1,nan)", RGB, "needs one number"),
        ("linear(,0)", RGB, "needs one number"),
        ("linear(a,0)", RGB, "needs one number"),
    ],
)
def test_what_is_no_encoding_of_the_modality_is_refused(text: str, modality: Modality, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        parse_radiometry(text, modality)
