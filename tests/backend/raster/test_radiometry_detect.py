from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from any2any.errors import UsageError
from any2any.raster.radiometry_detect import resolve
from any2any.raster.radiometry_sample import UNCALIBRATED_MEDIAN_DB, RasterSample
from any2any.simulate.scene import THERMAL
from any2any.spec.modality import MS, RGB, SAR, Modality

RNG = np.random.default_rng(0)


def sample(values: np.ndarray, dtype: str, **changes: object) -> RasterSample:
    kind = "float32" if dtype == "complex" else dtype
    return replace(RasterSample(np.atleast_2d(values).astype(kind), dtype), **changes)


DB = RNG.normal(-13, 4, 5000)
POWER = 10 ** (DB / 10)
KELVIN = np.random.default_rng(1).normal(295, 6, 5000)
REFLECTANCE = RNG.uniform(0.01, 0.4, 5000)

CASES = [
    (RGB, sample(REFLECTANCE, "float32"), "reflectance"),
    (RGB, sample(REFLECTANCE * 1e4, "uint16"), "s2"),
    (RGB, sample(REFLECTANCE * 1e4, "float32"), "s2"),
    (RGB, sample(REFLECTANCE * 255, "uint8"), "display8"),
    (RGB, sample(REFLECTANCE * 1e4 + 1000, "uint16", tags={"PROCESSING_BASELINE": "05.09"}), "s2_offset"),
    (RGB, sample(REFLECTANCE * 1e4, "uint16", tags={"PROCESSING_BASELINE": "02.14"}), "s2"),
    (RGB, sample(REFLECTANCE * 1e4 + 1000, "uint16", tags={"BOA_ADD_OFFSET": "-1000"}), "s2_offset"),
    (
        RGB,
        sample(REFLECTANCE * 1e4 + 1000, "uint16", name="S2B_MSIL2A_20230101T101010_N0509_R022_T32.jp2"),
        "s2_offset",
    ),
    (MS, sample((REFLECTANCE + 0.2) / 2.75e-5, "uint16"), "landsat_c2"),
    (MS, sample(REFLECTANCE * 0.5 / 2.75e-5 + 7273, "uint16", name="LC08_L2SP_1_SR_B4.TIF"), "landsat_c2"),
    (RGB, sample(REFLECTANCE * 1000, "uint16", scales=(1e-3,)), "tags"),
    (THERMAL, sample(KELVIN, "float32"), "kelvin"),
    (THERMAL, sample(KELVIN - 273.15, "float32"), "celsius"),
    (THERMAL, sample((KELVIN - 149) / 0.00341802, "uint16"), "landsat_st"),  # (295 - 149) / 0.00342 = 42,715
    (THERMAL, sample(KELVIN * 10, "uint16", scales=(0.1,)), "tags"),
    (SAR, sample(DB, "float32"), "db"),
    (SAR, sample(DB, "int8"), "db"),
    (SAR, sample(DB * 100, "int16"), "db100"),
    (SAR, sample(POWER, "float32"), "power"),
    (SAR, sample(POWER, "complex"), "power"),
    (SAR, sample(np.sqrt(POWER) * 400, "uint16"), "amplitude"),
    (SAR, sample(np.sqrt(POWER) * 255, "uint8"), "quicklook8"),
    (SAR, sample(DB * 1000, "int16", scales=(1e-3,)), "tags"),
]


@pytest.mark.parametrize(("modality", "given", "expected"), CASES)
def test_each_encoding_is_recognised_and_said_why(
    modality: Modality, given: RasterSample, expected: str
) -> None:
    detection = resolve("auto", modality, given)
    assert detection.encoding.name == expected
    assert detection.sentence.startswith(f"{expected}: ")


@pytest.mark.parametrize("dtype", ["uint16", "complex"])
def test_an_uncalibrated_radar_image_has_its_median_put_where_calibrated_ones_have_it(dtype: str) -> None:
    values = RNG.uniform(30, 250, 999)
    given = sample(values**2 if dtype == "complex" else values, dtype)
    detection = resolve("auto", SAR, given)
    median = np.median(detection.encoding.to_physical(given.values))
    assert median == pytest.approx(UNCALIBRATED_MEDIAN_DB, abs=0.01)
    assert "not calibrated" in detection.warnings[0]


def test_an_8_bit_lake_stays_dark_since_no_median_is_moved() -> None:
    lake = resolve("auto", SAR, sample(np.full(99, 20.0), "uint8"))
    assert lake.encoding.to_physical(np.array([20]))[0] == pytest.approx(20 * np.log10(20 / 255) - 5)
    assert "quicklook8_db" in lake.warnings[0]


def test_a_border_of_zeros_does_not_move_the_median() -> None:
    values = RNG.uniform(30, 250, 999)
    bordered = np.concatenate([values, np.zeros(2000)])
    plain, border = (resolve("auto", SAR, sample(v, "uint16")) for v in (values, bordered))
    assert plain.encoding == border.encoding
    assert any("declare 0 as nodata" in warning for warning in border.warnings)


def test_calibrated_amplitude_is_left_alone() -> None:
    detection = resolve("auto", SAR, sample(np.sqrt(POWER), "float32"))
    assert detection.encoding.offset == 0
    assert resolve("amplitude", SAR, sample(np.sqrt(POWER), "float32")).encoding.transfer == "amplitude_to_db"


def test_scale_tags_of_linear_power_are_used_before_the_logarithm() -> None:
    detection = resolve("auto", SAR, sample(POWER * 1e4, "uint16", scales=(1e-4,)))
    given = detection.encoding.to_physical(np.array([[1000.0]]))
    assert given[0, 0] == pytest.approx(-10)


def test_an_offset_that_was_already_removed_is_suspected() -> None:
    given = sample(REFLECTANCE * 1e4, "uint16", tags={"PROCESSING_BASELINE": "04.00"})
    assert "choose radiometry s2" in resolve("auto", RGB, given).warnings[0]


def test_undeclared_nodata_is_suspected() -> None:
    values = np.append(DB, -9999)
    assert "-9999 looks like nodata" in resolve("auto", SAR, sample(values, "float32")).warnings[0]


REFUSED = [
    (RGB, "auto", sample(DB, "float32"), "not reflectance of RGB: it looks like radar"),
    (RGB, "auto", sample(REFLECTANCE * 1e5, "uint16"), "cannot be RGB reflectance times 10,000"),
    (RGB, "auto", sample(REFLECTANCE * 100, "float32"), "divide a percentage by 100"),
    (RGB, "reflectance", sample(REFLECTANCE * 1e4, "uint16"), "which is not reflectance: choose auto"),
    (RGB, "db", sample(REFLECTANCE, "float32"), "'db' does not fit RGB: choose auto, reflectance"),
    (RGB, "tags", sample(REFLECTANCE, "float32"), "no GDAL scale or offset: choose auto"),
    (RGB, "nonsense", sample(REFLECTANCE, "float32"), "'nonsense' does not fit RGB"),
    (SAR, "db", sample(RNG.uniform(61, 250, 99), "uint8"), "not backscatter in dB: choose auto"),
    (SAR, "power", sample(DB, "float32"), "negative values are dB, so choose db"),
    (SAR, "auto", sample(DB * 1e4, "float32"), "are not SAR backscatter"),
]


@pytest.mark.parametrize(("modality", "choice", "given", "message"), REFUSED)
def test_numbers_that_cannot_be_are_refused_with_a_suggestion(
    modality: Modality, choice: str, given: RasterSample, message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        resolve(choice, modality, given)


@pytest.mark.parametrize(
    ("values", "radiometry", "words"),
    [
        (KELVIN * 10, "auto", r"values near 2,9\d\d are not Thermal temperature: choose the radiometry"),
        (KELVIN, "celsius", "the median is 568.*, which is not temperature in kelvin: choose auto"),
        (KELVIN, "db", "radiometry 'db' does not fit Thermal: choose auto, kelvin, celsius"),
    ],
)
def test_numbers_that_are_no_temperature_are_refused(values: np.ndarray, radiometry: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        resolve(radiometry, THERMAL, sample(values, "float32"))


def test_a_translation_is_what_its_scale_says_however_odd_it_is() -> None:
    """A reflectance of 3 is refused, unless the file says that a model made it up; then it is no wrong unit."""
    odd = sample(np.full(5000, 30_000), "uint16", scales=(1e-4,) * 3, offsets=(0.0,) * 3)
    with pytest.raises(UsageError, match="radiometry tags"):
        resolve("auto", RGB, odd)
    made = resolve("auto", RGB, replace(odd, tags={"ANY2ANY_SYNTHETIC": "yes"}))
    assert made.encoding.to_physical(np.array([[30_000.0]] * 3))[0, 0] == pytest.approx(3.0)


def test_the_sentence_carries_the_reason_for_other_languages() -> None:
    said = resolve("auto", RGB, sample(REFLECTANCE * 10_000, "uint16")).sentence
    assert said.startswith("s2: values up to ")
    assert (said.values["why"], said.values["radiometry"]) == ("why-s2", "s2")
    assert f"values up to {said.values['top']} are" in said
    placed = resolve("auto", SAR, sample(POWER * 1e6, "uint16", name="scene_amplitude.tif")).sentence
    assert placed.values["why"].startswith("why-")  # also where more is said after the reason
