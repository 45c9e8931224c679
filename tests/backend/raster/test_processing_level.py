"""Reflectance above the atmosphere and at the ground: there and back, and who says which one it is."""

from __future__ import annotations

import numpy as np
import pytest

from any2any.raster.processing_level import (
    PATH_REFLECTANCE,
    TRANSMITTANCE,
    at_top_of_atmosphere,
    knows,
    level_of,
    surface_reflectance,
    to_surface,
)
from any2any.raster.radiometry import LANDSAT_C2_L1, S2, S2_OFFSET, Encoding, output_encoding
from any2any.spec.modality import DEFAULT_MODALITIES, MS, NIR, RGB


def test_dark_water_is_dark_at_the_ground() -> None:
    """Blue 0.084 above the atmosphere: (0.084 - 0.074) / 0.80 = 0.0125."""
    assert surface_reflectance(0.084, "blue") == pytest.approx(0.0125)


@pytest.mark.parametrize(
    "encoding", [S2, S2_OFFSET, Encoding("linear", (1e-4, 2e-4, 3e-4), (0.0, 0.01, 0.02))]
)
def test_an_encoding_reads_what_the_formula_says(encoding: Encoding) -> None:
    numbers = np.array([[[900, 4000]]] * 3, np.uint16)
    bands = [band.name for band in RGB.bands]
    toa = encoding.to_physical(numbers)
    wanted = [
        [[surface_reflectance(float(v), band) for v in row[0]]] for row, band in zip(toa, bands, strict=True)
    ]
    np.testing.assert_allclose(to_surface(encoding, bands).to_physical(numbers), wanted, atol=1e-6)


@pytest.mark.parametrize("modality", [RGB, NIR, MS])
def test_what_comes_in_goes_out_again(modality: type) -> None:
    """Numbers of level 1C, read as surface reflectance and stored at the top of the atmosphere, to a rounding."""
    bands = [band.name for band in modality.bands]  # type: ignore[attr-defined]
    numbers = np.linspace(1200, 5000, 4 * len(bands)).reshape(len(bands), 2, 2).astype(np.uint16)
    surface = to_surface(S2, bands).to_physical(numbers)
    encoding = at_top_of_atmosphere(output_encoding(modality), bands)  # type: ignore[arg-type]
    stored = encoding.encode(surface, np.ones((2, 2), np.bool_))
    assert np.abs(stored.astype(int) - numbers.astype(int)).max() <= 1


def test_every_optical_band_of_the_default_modalities_is_known() -> None:
    assert set(PATH_REFLECTANCE) == set(TRANSMITTANCE)
    for modality in DEFAULT_MODALITIES:
        assert knows([band.name for band in modality.bands]) == (modality.quantity == "reflectance")


@pytest.mark.parametrize(
    ("name", "encoding", "level"),
    [
        ("S2A_MSIL1C_20230101T101010.SAFE", "s2", "toa"),
        ("S2A_MSIL2A_20230101T101010.SAFE", "s2", "surface"),
        ("T32TQM_L1C_B04.jp2", "s2", "toa"),
        ("LC08_L1TP_193028_20200101.tif", "s2", "toa"),
        ("LC08_L2SP_193028_20200101.tif", "landsat_c2", "surface"),
        ("scene.tif", LANDSAT_C2_L1.name, "toa"),
        ("scene.tif", "s2", "surface"),
        ("TOADSTOOL_field.tif", "s2", "surface"),
    ],
)
def test_names_of_products_say_their_level(name: str, encoding: str, level: str) -> None:
    assert level_of(name, encoding) == level


@pytest.mark.parametrize(
    ("tags", "level"),
    [
        ({"ANY2ANY_LEVEL": "toa"}, "toa"),
        ({"ANY2ANY_LEVEL": "surface"}, "surface"),
        ({"ANY2ANY_LEVEL": "moon"}, "toa"),  # then the name counts
        ({}, "toa"),
    ],
)
def test_a_results_own_tag_counts_more_than_its_name(tags: dict[str, str], level: str) -> None:
    assert level_of("S2A_MSIL1C_20230101T101010_rgb.tif", "s2", tags) == level
