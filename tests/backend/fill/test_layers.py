from __future__ import annotations

import numpy as np
import pytest

from any2any.fill.layers import BandUnits, cast
from any2any.raster import radiometry as rad
from any2any.raster.radiometry import Encoding
from any2any.spec.modality import RGB


@pytest.mark.parametrize(
    "encoding", [rad.S2, rad.S2_OFFSET, rad.LANDSAT_C2, rad.DB100, rad.POWER, rad.AMPLITUDE]
)
def test_file_values_survive_the_way_there_and_back(encoding: Encoding) -> None:
    units = BandUnits.of(encoding, [0, 1], 2)
    values = np.array([[[200.0, 4321.0]], [[1.0, 9000.0]]])
    np.testing.assert_allclose(units.to_file(units.to_physical(values)), values, rtol=1e-4, atol=0.01)


def test_an_encoding_for_each_band_leaves_other_bands_as_they_are() -> None:
    units = BandUnits.of(Encoding("tags", scale=(0.1, 0.2, 0.3)), [2, 1, 0], 4)
    assert units.scale == (0.3, 0.2, 0.1, 1.0)  # the modality's first band is the file's third


def test_one_number_for_all_bands_counts_for_the_others_too() -> None:
    assert BandUnits.of(rad.display8(RGB), [0, 1, 2], 4).scale == (0.3558 / 255,) * 4


def test_values_are_rounded_into_the_range_of_the_type() -> None:
    values = np.array([[[-3.0, 7.6, 400.0]]])
    assert cast(values, "uint8", [None]).ravel().tolist() == [0, 8, 255]


def test_a_filled_pixel_never_has_the_value_of_nodata() -> None:
    values = np.array([[[0.0, 1.0]]])
    assert cast(values, "uint16", [0.0]).ravel().tolist() == [1, 1]
    assert cast(np.array([[[255.0]]]), "uint8", [255.0]).item() == 254
    assert cast(np.array([[[-9999.0]]]), "float32", [-9999.0]).item() != -9999.0
