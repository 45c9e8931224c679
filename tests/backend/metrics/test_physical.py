from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from any2any.metrics.physical import (
    INDICES,
    bands_of,
    bias_db,
    equivalent_number_of_looks,
    ergas,
    index_figures,
    index_values,
    masks,
    spectral_angle_deg,
)
from any2any.spec.modality import MS, NIR, RGB


@pytest.fixture
def truth() -> np.ndarray:
    return np.random.default_rng(0).uniform(0.05, 0.4, (6, 20, 30)).astype(np.float32)


@pytest.mark.parametrize("factor", [0.25, 1.0, 3.0])
def test_the_angle_of_scaled_spectra_is_zero(truth: np.ndarray, factor: float) -> None:
    assert spectral_angle_deg(np.float32(factor) * truth, truth) == pytest.approx(0.0, abs=1e-4)


def test_angles_by_hand() -> None:
    """(1, 0) to (1, 1) is 45 degrees and (0, 1) to (1, 0) is 90: their mean is 67.5."""
    image = np.array([[[1.0, 0.0]], [[0.0, 1.0]]])
    truth = np.array([[[1.0, 1.0]], [[1.0, 0.0]]])
    assert spectral_angle_deg(image, truth) == pytest.approx(67.5)


def test_black_pixels_have_no_angle() -> None:
    image = np.array([[[0.0, 1.0]], [[0.0, 1.0]]])
    truth = np.array([[[1.0, 1.0]], [[0.0, 0.0]]])
    assert spectral_angle_deg(image, truth) == pytest.approx(45.0)
    assert math.isnan(spectral_angle_deg(image[..., :1], truth[..., :1]))


def test_ergas_of_equal_images_is_zero(truth: np.ndarray) -> None:
    assert ergas(truth, truth) == 0.0


def test_ergas_by_hand() -> None:
    """Errors of 10 % and 20 % of the bands' means: 100 sqrt((0.01 + 0.04) / 2) = 15.81."""
    truth = np.stack([np.full((4, 4), 0.2), np.full((4, 4), 0.5)])
    image = truth * np.array([1.1, 0.8])[:, None, None]
    assert ergas(image, truth) == pytest.approx(100 * math.sqrt(0.025))


def test_ergas_does_not_depend_on_the_unit(truth: np.ndarray) -> None:
    image = truth + np.random.default_rng(1).normal(0, 0.02, truth.shape)
    assert ergas(10_000 * image, 10_000 * truth) == pytest.approx(ergas(image, truth), rel=1e-6)


def test_a_black_band_has_no_relative_error(truth: np.ndarray) -> None:
    truth[2] = 0
    assert math.isnan(ergas(truth + 0.1, truth))


NDVI, NDWI, MNDWI, NBR = INDICES


def plane(*values: float) -> np.ndarray:
    return np.array([values], np.float32)


def test_bands_are_named_and_every_near_infrared_is_nir() -> None:
    assert list(bands_of(np.zeros((6, 1, 1)), MS)) == ["blue", "green", "red", "nir", "swir1", "swir2"]
    assert list(bands_of(np.zeros((1, 1, 1)), NIR)) == ["nir"]


def test_indices_by_hand() -> None:
    """Grass: NDVI = (0.4 - 0.1) / 0.5; NBR = (0.4 - 0.2) / 0.6. Water: MNDWI = (0.06 - 0.02) / 0.08."""
    bands = {
        "green": plane(0.08, 0.06),
        "red": plane(0.1, 0.04),
        "nir": plane(0.4, 0.02),
        "swir1": plane(0.3, 0.02),
        "swir2": plane(0.2, 0.01),
    }
    assert index_values(NDVI, bands)[0, 0] == pytest.approx(0.6)
    assert index_values(NBR, bands)[0, 0] == pytest.approx(1 / 3)
    assert index_values(MNDWI, bands)[0, 1] == pytest.approx(0.5)
    assert index_values(NDWI, bands)[0, 1] == pytest.approx(0.5)


@given(a=st.floats(0, 1), b=st.floats(0, 1))
def test_an_index_is_between_minus_1_and_1_and_changes_sign_with_its_bands(a: float, b: float) -> None:
    value = index_values(NDVI, {"nir": plane(a), "red": plane(b)})[0, 0]
    assert -1 <= value <= 1
    assert index_values(NDVI, {"nir": plane(b), "red": plane(a)})[0, 0] == -value


def test_water_is_found_by_mndwi_where_it_can_be_computed() -> None:
    both = {"mndwi": plane(0.1, -0.1), "ndwi": plane(-0.1, 0.1), "ndvi": plane(0.39, 0.41)}
    found = masks(both)
    np.testing.assert_array_equal(found["water"], [[True, False]])
    np.testing.assert_array_equal(found["vegetation"], [[False, True]])
    np.testing.assert_array_equal(masks({"ndwi": plane(-0.1, 0.1)})["water"], [[False, True]])
    assert masks({}) == {}


def test_equal_images_have_no_error_and_their_masks_overlap() -> None:
    bands = bands_of(np.random.default_rng(0).uniform(0, 0.5, (6, 8, 8)), MS)
    figures = index_figures(bands, bands, {})
    assert {name for name in figures if name.endswith("_mae")} == {
        "ndvi_mae",
        "ndwi_mae",
        "mndwi_mae",
        "nbr_mae",
    }
    assert all(figures[f"{index.name}_mae"] == 0 for index in INDICES)
    assert figures["water_both"] == figures["water_either"] == figures["water_truth"] > 0
    assert figures["vegetation_pixels"] == 64


def test_masks_are_counted() -> None:
    """NDVI over four pixels: vegetation in the truth at the first two, in the image at the second and third."""
    truth = {"nir": plane(0.4, 0.4, 0.1, 0.1), "red": plane(0.1, 0.1, 0.1, 0.1)}
    image = {"nir": plane(0.1, 0.4, 0.4, 0.1), "red": plane(0.1, 0.1, 0.1, 0.1)}
    figures = index_figures(image, truth, {})
    kinds = ("both", "either", "truth", "pixels")
    assert [figures[f"vegetation_{kind}"] for kind in kinds] == [1, 3, 2, 4]
    assert figures["ndvi_mae"] == pytest.approx((0.6 + 0.6) / 4)


def test_a_measured_band_stands_in_where_the_target_lacks_one() -> None:
    """NIR alone has no index; with the red of the source it has NDVI, with its green NDWI too."""
    truth, image = {"nir": plane(0.4)}, {"nir": plane(0.3)}
    assert index_figures(image, truth, {}) == {}
    source = bands_of(np.full((3, 1, 1), 0.1), RGB)
    assert index_figures(image, truth, source)["ndvi_mae"] == pytest.approx(0.6 - 0.5)
    assert "ndwi_mae" in index_figures(image, truth, source)


def test_an_index_of_measured_bands_alone_is_not_a_figure() -> None:
    colours = bands_of(np.full((3, 1, 1), 0.1), RGB)
    both = {"nir": plane(0.3), "swir2": plane(0.2)}
    assert "nbr_mae" not in index_figures(colours, colours, both)


def speckle_db(looks: float, level_db: float = -12.0, side: int = 256) -> np.ndarray:
    """Fully developed speckle on flat ground: power is gamma distributed with shape L."""
    power = np.random.default_rng(3).gamma(looks, 1.0 / looks, (1, side, side))
    return (10 * np.log10(power) + level_db).astype(np.float32)


@pytest.mark.parametrize("looks", [1, 4, 10, 50])
def test_the_looks_of_speckle_are_found(looks: float) -> None:
    """The median of 1024 squares of 64 pixels; one look is overestimated most, because its variance is skewed."""
    assert equivalent_number_of_looks(speckle_db(looks)) == pytest.approx(looks, rel=0.15)


def test_looks_do_not_depend_on_the_level() -> None:
    one, other = (equivalent_number_of_looks(speckle_db(5, level)) for level in (-20.0, 0.0))
    assert one == pytest.approx(other, rel=1e-3)


def test_averaging_power_adds_looks() -> None:
    power = 10 ** (speckle_db(2) / 10)
    pooled = power.reshape(1, 128, 2, 128, 2).mean(axis=(2, 4))
    assert equivalent_number_of_looks(10 * np.log10(pooled)) == pytest.approx(8, rel=0.15)


def test_few_edges_do_not_hide_the_looks() -> None:
    """A field of 20 dB more: the squares on its border are few, and the median ignores them."""
    fields = speckle_db(6)
    fields[:, :, 100:] += 20
    assert equivalent_number_of_looks(fields) == pytest.approx(6, rel=0.15)


def test_a_flat_image_has_no_end_of_looks() -> None:
    assert equivalent_number_of_looks(np.full((1, 16, 16), -9.0, np.float32)) == math.inf


def test_bias_is_the_mean_difference_in_db() -> None:
    truth = speckle_db(3)
    assert bias_db(truth + np.float32(1.5), truth) == pytest.approx(1.5, abs=1e-5)
    assert bias_db(truth, truth + np.float32(0.5)) == pytest.approx(-0.5, abs=1e-5)
