from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from any2any.data.bands import (
    BandPart,
    BandTerm,
    channels,
    format_bands,
    format_linear,
    is_synthetic,
    of_bands,
    parse_band_grammar,
    parse_radiometry,
    plain_bands,
)
from any2any.errors import UsageError
from any2any.raster.radiometry import PerBand
from any2any.spec.modality import MS, RGB, SAR, Modality

weights = st.floats(allow_nan=False, allow_infinity=False)
terms = st.lists(st.tuples(weights, st.integers(1, 300)), min_size=1, max_size=4).map(
    lambda w: BandTerm(tuple(w))
)
parts = st.builds(BandPart, st.lists(terms, min_size=1, max_size=4).map(tuple), st.integers(1, 9))


@given(st.lists(parts, min_size=1, max_size=4).map(tuple))
def test_what_is_written_is_read_back(parts: tuple[BandPart, ...]) -> None:
    """The sign of a weight of zero does not matter."""
    assert parse_band_grammar(format_bands(parts)) == parts


def test_bands_of_two_files_with_averaging() -> None:
    parsed = parse_band_grammar("1,2,3/2;4,5,6")
    assert parsed == (plain_bands([1, 2, 3], 2), plain_bands([4, 5, 6]))
    assert channels(parsed) == 6


def test_weighted_sum_needs_each_band_once() -> None:
    [part] = parse_band_grammar(" 0.2*1+0.35*2 + 0.35*3+1e-1*4 , 2+-.5*1 / 4 ".replace(" + ", "+"))
    assert part.averaged == 4
    assert part.terms[0].weights == ((0.2, 1), (0.35, 2), (0.35, 3), (0.1, 4))
    assert part.terms[1].weights == ((1.0, 2), (-0.5, 1))
    assert part.numbers == (1, 2, 3, 4)


@pytest.mark.parametrize(
    "text",
    ["", "1,", ";1", "1;", "0", "-1", "1.5", "b1", "1/0", "1/-2", "1/", "1/2/2", "1+", "+1", "1*", "*1", "2*1-1*2",
     "nan*1", "inf*1", "1e999*1", "1 2", "0x1", "²", "1,2;3/x"],
)  # fmt: skip
def test_anything_else_is_refused_with_its_text(text: str) -> None:
    with pytest.raises(UsageError, match=r"^bands .* cannot be parsed at .*: write band numbers") as error:
        parse_band_grammar(text)
    assert repr(text) in str(error.value)


@pytest.mark.parametrize(
    ("text", "synthetic"),
    [
        ("1", False),
        ("3,2,1", False),
        ("2,3,4/2;1,5,6", False),  # averaged pixels are what larger ones would have recorded
        ("0.5*1", False),
        ("0.2*1+0.35*2+0.35*3+0.1*4", True),
        ("1,2;0.5*1+0.5*2/2", True),
    ],
)
def test_bands_made_of_several_are_marked_as_synthetic(text: str, synthetic: bool) -> None:
    assert is_synthetic(text) == synthetic


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
def test_what_is_not_an_encoding_of_the_modality_is_refused(
    text: str, modality: Modality, message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        parse_radiometry(text, modality)
