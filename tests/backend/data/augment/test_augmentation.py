from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest
from numpy.typing import NDArray

from any2any.data.augment.augmentation import IDENTITY, Augmentation
from any2any.data.augment.config import NONE, AugmentConfig, WideAugmentConfig
from any2any.errors import UsageError
from any2any.raster.radiometry import from_model_values, to_model_values
from any2any.simulate.scene import SAR_DUAL, THERMAL
from any2any.spec.modality import DEFAULT_MODALITIES, MS, NIR, PAN, RGB, SAR, Modality

MODALITIES = (*DEFAULT_MODALITIES, SAR_DUAL, THERMAL)
WIDE = WideAugmentConfig()
LARGE_SEED = 2**32 + 12345  # one that needs more than 32 bits

Values = NDArray[np.float32]


def image(modality: Modality, rows: int = 40, columns: int = 56, seed: int = 0) -> Values:
    rng = np.random.default_rng(seed)
    return rng.uniform(-1, 1, (modality.channels, rows, columns)).astype(np.float32)


def drawn(seed: int, config: AugmentConfig = WIDE, jitter_db: float = 4.0) -> Augmentation:
    return Augmentation.draw(np.random.default_rng(seed), config, jitter_db)


def physical(values: Values, modality: Modality) -> Values:
    return from_model_values(values, modality)


def halved(values: Values) -> Values:
    c, h, w = values.shape
    return values.reshape(c, h // 2, 2, w // 2, 2).mean(axis=(2, 4))


def test_the_identity_and_a_draw_without_amplitudes_change_no_bit() -> None:
    for modality in MODALITIES:
        values = image(modality)
        values[:, 3, 4] = np.nan
        for nothing in (IDENTITY, drawn(1, NONE, 0.0)):
            np.testing.assert_array_equal(nothing.apply(values, modality, 7, 9), values)


@pytest.mark.parametrize("modality", MODALITIES, ids=lambda m: m.name)
def test_values_stay_in_range_nodata_stays_nodata_and_the_input_stays_what_it_was(modality: Modality) -> None:
    values = image(modality)
    values[:, 5:9, 30:] = np.nan
    values[:, 0, 0], values[:, 0, 1] = -1, 1
    before = values.copy()
    for seed in range(20):
        changed = drawn(seed).apply(values, modality, 0, 0)
        assert changed.dtype == np.float32
        np.testing.assert_array_equal(np.isnan(changed), np.isnan(values))
        assert np.nanmin(changed) >= -1
        assert np.nanmax(changed) <= 1
        assert not np.array_equal(changed, values, equal_nan=True)
    np.testing.assert_array_equal(values, before)


def test_a_draw_stays_within_the_amplitudes_and_reaches_towards_them() -> None:
    draws = [drawn(seed, AugmentConfig(), 4.0) for seed in range(400)]
    for name, least, most in (
        ("gain", 1 / 1.1, 1.1), ("offset", -0.005, 0.005), ("haze", -0.015, 0.015), ("haze_exponent", 2, 4),
        ("gamma", 1 / 1.05, 1.05), ("level_db", -4.5, 4.5), ("noise_floor", 0, 0.001), ("speckle", 0, 0.25),
        ("level_k", -1, 1),
    ):  # fmt: skip
        values = np.array([getattr(draw, name) for draw in draws])
        slack = 0.05 * (most - least)
        assert least <= values.min() <= least + slack, name
        assert most - slack <= values.max() <= most, name
    clear = sum(draw.speckle == 0 for draw in draws)
    assert 150 < clear < 250  # half of 400, deviation 10
    assert len({draw.speckle_seed for draw in draws}) == 400
    assert max(draw.speckle_seed for draw in draws) > 2**63


@pytest.mark.parametrize("field", fields(AugmentConfig), ids=lambda f: f.name)
def test_a_kind_that_is_switched_off_leaves_the_others_as_they_were(field) -> None:
    with_all, without = drawn(3, WIDE, 0.0), drawn(3, replace(WIDE, **{field.name: 0.0}), 0.0)
    name = "speckle" if field.name == "speckle_share" else field.name
    assert getattr(without, name) == getattr(IDENTITY, name)
    assert replace(without, **{name: getattr(with_all, name)}) == with_all


def test_the_draw_takes_as_many_random_numbers_whatever_is_on() -> None:
    after = []
    for config in (NONE, WIDE, replace(WIDE, speckle_share=1.0)):
        rng = np.random.default_rng(5)
        Augmentation.draw(rng, config, 0.0)
        after.append(rng.random())
    assert len(set(after)) == 1


def test_gain_offset_and_haze_are_those_of_reflectance() -> None:
    """NIR reaches 0.6: 0.3 * 1.2 + 0.01 + path, whose 842 nm are 1.718 of 490 nm: 0.04 / 1.718**2 = 0.01355."""
    augmentation = Augmentation(gain=1.2, offset=0.01, haze=0.04)
    values = to_model_values(np.full((1, 2, 2), 0.3, np.float32), NIR)
    changed = physical(augmentation.apply(values, NIR, 0, 0), NIR)
    np.testing.assert_allclose(changed, 0.36 + 0.01 + 0.04 / (842 / 490) ** 2, atol=1e-6)


def test_haze_falls_with_the_wavelength() -> None:
    for exponent in (2.0, 3.1, 4.0):
        augmentation = Augmentation(haze=0.05, haze_exponent=exponent)
        blue, green, red, nir, swir1, swir2 = (augmentation.path_reflectance(band) for band in MS.bands)
        pan = augmentation.path_reflectance(PAN.bands[0])
        assert blue == pytest.approx(0.05)
        assert blue > green > pan > red > nir > swir1 > swir2 > 0
        assert swir1 < 0.1 * blue
    assert Augmentation(haze=0.05).path_reflectance(SAR.bands[0]) == 0


@pytest.mark.parametrize("seed", range(5))
def test_bands_that_two_modalities_share_stay_equal(seed: int) -> None:
    """Gain, offset and haze are affine, so MS as the average of RGB's pixels stays that; from dark to half bright."""
    augmentation = replace(drawn(seed), gamma=1.0)
    rgb = image(RGB, 32, 48) * np.float32(0.25) - np.float32(0.5)
    ms = image(MS, 16, 24)
    ms[:3] = halved(rgb)[::-1]
    rgb_changed = augmentation.apply(rgb, RGB, 64, 32)
    ms_changed = augmentation.apply(ms, MS, 32, 16)
    assert np.abs(rgb_changed).max() < 1  # nothing is clipped
    assert np.abs(ms_changed[:3] - ms[:3]).max() > 0.005
    np.testing.assert_allclose(ms_changed[:3], halved(rgb_changed)[::-1], atol=1e-5)


def test_gamma_is_the_same_for_a_band_in_each_modality_and_keeps_the_ends_of_its_range() -> None:
    augmentation = Augmentation(gamma=1.15)
    ramp = np.linspace(-1, 1, 9, dtype=np.float32).reshape(1, 1, -1)
    red_of_rgb = augmentation.apply(np.repeat(ramp, 3, 0), RGB, 0, 0)[0]
    red_of_ms = augmentation.apply(np.repeat(ramp, 6, 0), MS, 0, 0)[2]
    np.testing.assert_array_equal(red_of_rgb, red_of_ms)
    np.testing.assert_allclose(red_of_rgb[0], 2 * ((ramp[0, 0] + 1) / 2) ** 1.15 - 1, atol=1e-6)
    assert red_of_rgb[0, 0] == -1
    assert red_of_rgb[0, -1] == 1


def test_pure_gain_leaves_the_vegetation_index_as_it_was() -> None:
    reflectance = np.random.default_rng(2).uniform(0.02, 0.25, (6, 8, 8)).astype(np.float32)
    changed = physical(Augmentation(gain=1.3).apply(to_model_values(reflectance, MS), MS, 0, 0), MS)

    def ndvi(bands: Values) -> Values:
        return (bands[3] - bands[2]) / (bands[3] + bands[2])

    np.testing.assert_allclose(changed, 1.3 * reflectance, rtol=1e-4)
    np.testing.assert_allclose(ndvi(changed), ndvi(reflectance), atol=1e-4)


def test_the_mean_of_many_draws_is_the_image_as_it_was() -> None:
    """So that predictions across sensors are not biased; a mean of 1500 draws deviates by up to 0.004."""
    draws = [drawn(seed, AugmentConfig(noise_floor=0.0, speckle=0.0)) for seed in range(1500)]
    for modality in (*DEFAULT_MODALITIES, THERMAL):
        values = np.linspace(-0.6, 0.6, 5, dtype=np.float32).reshape(1, 1, -1).repeat(modality.channels, 0)
        mean = np.mean([draw.apply(values, modality, 0, 0) for draw in draws], axis=0)
        np.testing.assert_allclose(mean, values, atol=0.01, err_msg=modality.name)


def test_order_of_brightness_is_kept_without_speckle() -> None:
    for seed in range(10):
        augmentation = replace(drawn(seed), speckle=0.0)
        for modality in MODALITIES:
            ramp = np.repeat(np.linspace(-1, 1, 65, dtype=np.float32).reshape(1, 1, -1), modality.channels, 0)
            assert (np.diff(augmentation.apply(ramp, modality, 0, 0)) >= 0).all(), (seed, modality.name)


def test_the_radars_level_shifts_all_bands_by_the_same_decibels() -> None:
    values = image(SAR_DUAL) * np.float32(0.5)
    changed = Augmentation(level_db=3.0).apply(values, SAR_DUAL, 0, 0)
    np.testing.assert_allclose(physical(changed, SAR_DUAL) - physical(values, SAR_DUAL), 3.0, atol=1e-4)


def test_a_noise_floor_adds_power() -> None:
    """-20 dB is a power of 0.01; with 0.002 on top it is 10 log10 0.012 = -19.208 dB."""
    values = to_model_values(np.full((1, 1, 1), -20.0, np.float32), SAR)
    changed = physical(Augmentation(noise_floor=0.002).apply(values, SAR, 0, 0), SAR)
    np.testing.assert_allclose(changed, -19.208, atol=1e-3)


def test_temperature_shifts_in_kelvin_and_knows_no_sun() -> None:
    values = image(THERMAL) * np.float32(0.5)
    changed = Augmentation(gain=1.3, haze=0.1, level_db=3, speckle=0.5, level_k=2.5).apply(
        values, THERMAL, 0, 0
    )
    np.testing.assert_allclose(physical(changed, THERMAL) - physical(values, THERMAL), 2.5, atol=1e-3)


@pytest.mark.parametrize("looks", [4, 11, 50])
def test_speckle_has_unit_mean_and_the_looks_that_were_asked_for(looks: int) -> None:
    """Of N = 300**2 pixels: the mean power deviates by 1 / sqrt(N L), at most 0.0017, and the looks by about 1 %."""
    level = to_model_values(np.full((1, 300, 300), -10.0, np.float32), SAR)
    speckled = Augmentation(speckle=looks**-0.5, speckle_seed=LARGE_SEED).apply(level, SAR, 64, 640)
    power = 10 ** ((physical(speckled, SAR).astype(np.float64) + 10) / 10)
    assert power.mean() == pytest.approx(1, abs=0.006)
    assert power.mean() ** 2 / power.var() == pytest.approx(looks, rel=0.05)
    z = (power - power.mean())[0] / power.std()
    assert abs((z[:, 1:] * z[:, :-1]).mean()) < 0.015  # neighbours are independent: deviation 0.0033
    assert abs((z[1:] * z[:-1]).mean()) < 0.015


def test_speckle_differs_between_bands_radars_and_seeds() -> None:
    dual = Augmentation(speckle=0.3, speckle_seed=1).apply(np.zeros((2, 32, 32), np.float32), SAR_DUAL, 0, 0)
    single = Augmentation(speckle=0.3, speckle_seed=1).apply(np.zeros((1, 32, 32), np.float32), SAR, 0, 0)
    other = Augmentation(speckle=0.3, speckle_seed=2).apply(np.zeros((1, 32, 32), np.float32), SAR, 0, 0)
    fields = [dual[0], dual[1], single[0], other[0]]
    correlation = np.corrcoef([field.ravel() for field in fields])
    assert np.abs(correlation - np.eye(4)).max() < 0.15  # deviation 1 / 32


@pytest.mark.parametrize("modality", MODALITIES, ids=lambda m: m.name)
@pytest.mark.parametrize("seed", range(4))
def test_blocks_that_overlap_agree_to_the_last_bit_wherever_they_are_cut(
    modality: Modality, seed: int
) -> None:
    augmentation = replace(drawn(seed), speckle=0.3)
    row, col = 48, 1008  # the tile's part that is looked at
    values = image(modality, 75, 91, seed)
    whole = augmentation.apply(values, modality, row, col)
    rng = np.random.default_rng(seed)
    for _ in range(8):
        top, left = int(rng.integers(60)), int(rng.integers(70))
        bottom, right = int(rng.integers(top + 1, 76)), int(rng.integers(left + 1, 92))
        block = augmentation.apply(values[:, top:bottom, left:right], modality, row + top, col + left)
        np.testing.assert_array_equal(block, whole[:, top:bottom, left:right])


def test_views_of_turned_tiles_give_the_same_bits_as_copies() -> None:
    for modality in MODALITIES:
        view = np.rot90(image(modality), axes=(-2, -1))[..., ::-1]
        augmentation = replace(drawn(4), speckle=0.3)
        np.testing.assert_array_equal(
            augmentation.apply(view, modality, 0, 0), augmentation.apply(view.copy(), modality, 0, 0)
        )


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"gain": -0.1}, r"gain is -0\.1: choose at least 0, which switches it off"),
        ({"haze": float("nan")}, "haze is nan"),
        ({"level_db": float("inf")}, "level_db is inf"),
        ({"speckle": 1.5}, r"speckle is 1\.5: choose at most 1"),
        ({"speckle_share": 2.0}, r"speckle_share is 2\.0: choose at most 1"),
    ],
)
def test_impossible_amplitudes_are_refused(wrong: dict[str, float], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        AugmentConfig(**wrong)
