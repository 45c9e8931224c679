"""The sensors beyond the default five: what they add, and that the five stay as they are."""

from functools import cache

import numpy as np
import pytest
from numpy.typing import NDArray

from any2any.simulate import CLASS_NAMES, Scene, simulate_scene
from any2any.simulate.scene import EXTRA_MODALITIES
from any2any.spec.modality import DEFAULT_MODALITIES

SEEDS = (2, 6, 11)


@cache
def scene(seed: int) -> Scene:
    return simulate_scene(256, seed, extra_sensors=True)


def of_class(image: NDArray[np.float32], seed: int, name: str) -> NDArray[np.float32]:
    step = 256 // len(image)
    return image[scene(seed).classes[::step, ::step] == CLASS_NAMES.index(name)]


def test_the_five_do_not_change_by_a_bit() -> None:
    plain = simulate_scene(256, 2)
    for name, array in plain.arrays.items():
        np.testing.assert_array_equal(array, scene(2).arrays[name])
    assert plain.modalities == DEFAULT_MODALITIES


@pytest.mark.parametrize("seed", SEEDS)
def test_every_sensor_has_its_bands_its_size_and_values_within_its_range(seed: int) -> None:
    assert scene(seed).modalities == DEFAULT_MODALITIES + EXTRA_MODALITIES
    for modality in EXTRA_MODALITIES:
        array = scene(seed).arrays[modality.name]
        side = 256 * modality.downsampling // 4
        assert array.shape == (modality.channels, side, side)
        for band, image in zip(modality.bands, array, strict=True):
            assert ((image >= band.low) & (image <= band.high)).mean() > 0.99


@pytest.mark.parametrize("seed", SEEDS)
def test_vv_is_the_single_radar_and_vh_separates_woods_from_soil(seed: int) -> None:
    vv, vh = scene(seed).arrays["sar_dual"]
    np.testing.assert_array_equal(vv, scene(seed).arrays["sar"][0])
    ratio_db = vv - vh
    forest, bare = (float(np.median(of_class(ratio_db, seed, name))) for name in ("forest", "bare soil"))
    assert 2 < forest < bare - 2


@pytest.mark.parametrize("seed", SEEDS)
def test_at_noon_water_is_coldest_then_woods_then_bare_soil(seed: int) -> None:
    kelvin = scene(seed).arrays["thermal"][0]
    water, forest, bare = (
        float(np.median(of_class(kelvin, seed, n))) for n in ("water", "forest", "bare soil")
    )
    assert water < forest < bare
