from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from any2any.metrics.indices import INDICES, bands_of, index_figures, index_values, masks
from any2any.spec.modality import MS, NIR, RGB

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


def test_water_is_told_by_mndwi_where_there_is_one() -> None:
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


def test_an_index_of_measured_bands_alone_is_no_figure() -> None:
    colours = bands_of(np.full((3, 1, 1), 0.1), RGB)
    both = {"nir": plane(0.3), "swir2": plane(0.2)}
    assert "nbr_mae" not in index_figures(colours, colours, both)
