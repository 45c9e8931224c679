from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from any2any.fill.multi_source.combine import (
    FEATHER_PX,
    REACH_PX,
    Updated,
    combine,
    measure_usual,
    update,
    weigh,
)
from any2any.spec.manifest import DirectionErrors, Manifest
from any2any.spec.model_folder import from_json, read_manifest, to_json

NAN = np.float32(np.nan)


def flat(value: float, size: int = 100) -> np.ndarray:
    return np.full((2, size, size), value, np.float32)


def test_sources_count_by_their_weight_in_each_band() -> None:
    weights = np.array([[0.75, 0.5], [0.25, 0.5]])
    combined = combine([flat(1), flat(5)], weights)
    assert combined[0, 50, 50] == pytest.approx(0.75 * 1 + 0.25 * 5)
    assert combined[1, 50, 50] == pytest.approx(3)


def test_where_one_source_has_no_data_the_others_carry_on() -> None:
    first = flat(1)
    first[:, :, :40] = NAN
    combined = combine([first, flat(5)], np.full((2, 2), 0.5))
    np.testing.assert_array_equal(combined[:, :, :40], 5)
    assert combined[0, 50, 40 + 2 * FEATHER_PX] == pytest.approx(3)


def test_no_seam_where_a_source_ends() -> None:
    first = flat(1)
    first[:, :, :40] = NAN
    row = combine([first, flat(5)], np.full((2, 2), 0.5))[0, 50]
    # From 5 to 3 over the feather: steps of about 2 / 16, not one of 2.
    assert np.abs(np.diff(row)).max() < 0.3


def test_a_source_alone_is_itself_up_to_its_end_and_nothing_beyond() -> None:
    first, second = flat(1), flat(5)
    first[:, :, 60:] = NAN
    second[:, :, :70] = NAN
    combined = combine([first, second], np.full((2, 2), 0.5))
    np.testing.assert_allclose(combined[:, :, :60], 1)
    assert np.isnan(combined[:, :, 60:70]).all()
    np.testing.assert_allclose(combined[:, :, 70:], 5)


SIDE = 256
HALF = np.full((2, 1), 0.5)


def ground(seed: int = 0) -> np.ndarray:
    """Fields of 8 pixels between 0 and 1, one band."""
    generator = np.random.default_rng(seed)
    return np.kron(generator.random((SIDE // 8, SIDE // 8)), np.ones((8, 8))).astype(np.float32)[None]


def noise(scale: float, seed: int = 1) -> np.ndarray:
    return (scale * np.random.default_rng(seed).normal(size=(1, SIDE, SIDE))).astype(np.float32)


def updated(translated: np.ndarray, reference: np.ndarray, weights: np.ndarray = HALF) -> Updated:
    usual = measure_usual([(translated, reference)])
    assert usual is not None
    return update(translated, reference, weights, usual)


def test_levels_follow_the_reference_smoothly() -> None:
    truth = ground()
    drift = np.linspace(
        -0.3, 0.3, SIDE, dtype=np.float32
    )  # a level that is wrong by another amount everywhere
    result = updated(truth + drift + noise(0.02), truth + noise(0.02, 2)).image
    inner = slice(64, -64)
    error = np.abs(result - truth)[:, inner, inner]
    # As translated the error is 0.075 here in the mean, and 0.15 at most.
    assert error.mean() < 0.03


def test_what_changed_comes_from_the_sources_and_is_counted() -> None:
    old = ground()
    new = old.copy()
    new[:, 100:130, 100:130] += 2  # a new roof: 900 of 65,536 pixels
    found = updated(new + noise(0.05), old + noise(0.05, 2))
    inside = found.image[:, 105:125, 105:125] - new[:, 105:125, 105:125]
    assert np.abs(inside).mean() < 0.15
    assert found.changed[105:125, 105:125].mean() > 0.95
    outside = found.changed.copy()
    outside[90:140, 90:140] = False
    assert outside.mean() < 0.01


def test_where_nothing_changed_the_better_one_leads() -> None:
    truth = ground()
    translated, reference = truth + noise(0.2), truth + noise(0.02, 2)
    heavy = np.array([[0.01], [0.99]])  # inverse squares of 0.2 and 0.02
    error = updated(translated, reference, heavy).image - truth
    assert error.std() < 0.03  # the mean of both would have 0.1


def test_where_only_one_has_data_it_is_the_result() -> None:
    truth = ground()
    translated, reference = truth + 0.5 + noise(0.02), truth + noise(0.02, 2)
    translated[:, :, :20] = np.nan
    reference[:, :, -20:] = np.nan
    result = updated(translated, reference)
    np.testing.assert_array_equal(result.image[:, :, :20], reference[:, :, :20])
    # Beyond the reference's end the translation still has its levels.
    assert (result.image - truth)[:, :, -20:].mean() == pytest.approx(0, abs=0.05)


def test_nothing_in_common_is_said() -> None:
    empty = np.full((1, SIDE, SIDE), np.nan, np.float32)
    assert measure_usual([(ground(), empty)]) is None


def test_a_part_with_its_halo_gives_what_the_whole_gives() -> None:
    generator = np.random.default_rng(3)
    size = 2 * REACH_PX + 40
    translated, reference = generator.normal(size=(2, 1, size, size)).astype(np.float32)
    usual = measure_usual([(translated, reference)])
    assert usual is not None
    whole = update(translated, reference, HALF, usual).image[:, :20, :20]
    stop = 20 + REACH_PX
    part = update(translated[:, :stop, :stop], reference[:, :stop, :stop], HALF, usual).image[:, :20, :20]
    np.testing.assert_allclose(part, whole, atol=1e-5)


def with_errors(folder: Path, **errors: DirectionErrors) -> Manifest:
    named = {name.replace("_to_", "->"): error for name, error in errors.items()}
    return replace(read_manifest(folder), errors=named)


SAR = DirectionErrors((0.06, 0.04, 0.02), (0.03, 0.03, 0.03))
NIR = DirectionErrors((0.02, 0.04, 0.06), (0.03, 0.01, 0.03))
OLD = DirectionErrors((0.05, 0.05, 0.05), (0.01, 0.01, 0.01))


def test_sources_count_by_the_inverse_square_of_their_errors(model_folder: Path) -> None:
    manifest = with_errors(model_folder, sar_to_rgb=SAR, nir_to_rgb=NIR)
    weights, warning = weigh(manifest, ["sar", "nir"], "rgb", reference=False)
    # Red: 1 / 0.06**2 against 1 / 0.02**2 is 1 to 9.
    np.testing.assert_allclose(weights, [[0.1, 0.5, 0.9], [0.9, 0.5, 0.1]])
    assert warning == ""


def test_with_a_reference_levels_do_not_count(model_folder: Path) -> None:
    manifest = with_errors(model_folder, sar_to_rgb=SAR, rgb_to_rgb=OLD)
    weights, _ = weigh(manifest, ["sar"], "rgb", reference=True)
    # 1 / 0.03**2 against 1 / 0.01**2.
    np.testing.assert_allclose(weights, [[0.1] * 3, [0.9] * 3])


def test_a_model_that_does_not_say_weighs_all_alike_and_warns(model_folder: Path) -> None:
    manifest = with_errors(model_folder, sar_to_rgb=SAR)
    weights, warning = weigh(manifest, ["sar", "nir"], "rgb", reference=False)
    np.testing.assert_array_equal(weights, 0.5)
    assert "nir->rgb" in warning


def test_errors_are_kept_in_the_manifest(model_folder: Path) -> None:
    manifest = with_errors(model_folder, sar_to_rgb=SAR)
    assert from_json(to_json(manifest)).errors == {"sar->rgb": SAR}
