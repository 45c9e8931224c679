"""What the DiT's output means: the prediction itself, or a share of it that depends on the noise level."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
import torch

from any2any.diffusion.schedule import LAST_TIME, signal_power
from any2any.models.correction import CleanLatent, Correction, meaning_of_outputs, output_ratio
from any2any.models.dit import without_coarse
from any2any.spec.modality import Direction
from any2any.spec.networks import DitConfig, GuessConfig

SHAPE = (2, 4, 8, 8)
GUESS = 3.0
DIT = DitConfig(2, 8, 2)


def noisy(power: float, residual: float, noise: float) -> np.ndarray[Any, Any]:
    """z_t of a target that lies ``residual`` above the guess."""
    return np.full(SHAPE, math.sqrt(power) * (GUESS + residual) + math.sqrt(1.0 - power) * noise)


def conditioning() -> np.ndarray[Any, Any]:
    """The source's latent, then the guess's."""
    return np.concatenate([np.zeros(SHAPE), np.full(SHAPE, GUESS)], axis=1)


def test_an_output_without_scales_is_the_prediction() -> None:
    output = np.full(SHAPE, 0.25)
    assert np.all(CleanLatent().clean(output, noisy(0.5, 1, 1), conditioning(), 0.5) == 0.25)
    assert np.all(Correction({}).clean(output, noisy(0.5, 1, 1), conditioning(), 0.5) == GUESS + 0.25)


def test_from_pure_noise_the_output_is_scaled_by_the_expected_deviation() -> None:
    output = np.full(SHAPE, 0.5)
    power = signal_power()[LAST_TIME]
    clean = Correction({}, sigma_data=0.4).clean(output, noisy(power, 1, 7), conditioning(), power)
    np.testing.assert_allclose(clean, GUESS + 0.4 * 0.5)


def test_a_clean_latent_passes_whatever_the_output_is() -> None:
    clean = Correction({}, sigma_data=0.4).clean(
        np.full(SHAPE, 9.0), noisy(1.0, 0.75, 7), conditioning(), 1.0
    )
    np.testing.assert_allclose(clean, GUESS + 0.75)


@pytest.mark.parametrize("power", [0.01, 0.3, 0.9, 0.999])
def test_an_output_of_zero_is_the_best_linear_estimate(power: float) -> None:
    """For residuals and noise of their expected deviations s and 1: skip = a s^2 / (a^2 s^2 + sigma^2)."""
    rng = np.random.default_rng(0)
    deviation, count = 0.4, 100_000
    residual, noise = deviation * rng.standard_normal(count), rng.standard_normal(count)
    z_t = (math.sqrt(power) * residual + math.sqrt(1.0 - power) * noise).reshape(1, 4, 250, 100)
    nothing, no_guess = np.zeros_like(z_t), np.zeros((1, 8, 250, 100))
    predicted = Correction({}, deviation).clean(nothing, z_t, no_guess, power).reshape(-1)
    seen = z_t.reshape(-1)
    skip, best = (float(seen @ values / (seen @ seen)) for values in (predicted, residual))
    assert skip == pytest.approx(
        best, abs=0.005
    )  # the fit's own deviation is at most 1 / sqrt(count) = 0.003


def test_a_perfect_output_has_unit_deviation_at_every_noise_level() -> None:
    """The output that would give the truth: (residual - skip * noisy) / scale, of deviation 1."""
    rng = np.random.default_rng(1)
    deviation, count = 0.4, 100_000
    residual, noise = deviation * rng.standard_normal(count), rng.standard_normal(count)
    model = CleanLatent(deviation)
    for power in (0.01, 0.5, 0.99):
        z_t = math.sqrt(power) * residual + math.sqrt(1.0 - power) * noise
        skipped = model.clean(np.zeros(count), z_t, np.zeros(count), power)
        scale = float(model.clean(np.ones(1), np.zeros(1), np.zeros(1), power)[0])
        assert float(((residual - skipped) / scale).std()) == pytest.approx(1.0, abs=0.02)


def test_samples_of_a_batch_have_their_own_power() -> None:
    model = meaning_of_outputs(DitConfig(2, 8, 2, sigma_data=0.4), GuessConfig(), lambda x: x)
    rng = np.random.default_rng(2)
    output, z_t = (rng.standard_normal(SHAPE).astype(np.float32) for _ in range(2))
    z_source = rng.standard_normal((2, 8, 8, 8)).astype(np.float32)
    powers = (0.2, 0.8)
    given = [torch.from_numpy(part) for part in (output, z_t, z_source)]
    together = model.clean(*given, torch.tensor(powers).view(-1, 1, 1, 1)).numpy()
    for row, power in enumerate(powers):
        alone = model.clean(output[row : row + 1], z_t[row : row + 1], z_source[row : row + 1], power)
        np.testing.assert_allclose(together[row : row + 1], alone, rtol=1e-5, atol=1e-6)


def test_the_last_layer_is_multiplied_so_that_one_step_stays() -> None:
    """Of pure noise, the output counts sigma_data times: 0.5 x 2 = 1 x 1, and 0.25 x 2 = 0.5 x 1."""
    plain, half, quarter = (DitConfig(2, 8, 2, sigma_data=value) for value in (None, 0.5, 0.25))
    assert output_ratio(plain, half) == 2.0
    assert output_ratio(half, quarter) == 2.0
    assert output_ratio(quarter, plain) == 0.25


@pytest.mark.parametrize("value", [0.0, -1.0, math.nan, 101.0])
def test_an_impossible_deviation_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="sigma_data"):
        DitConfig(2, 8, 2, sigma_data=value)


def test_an_anchored_correction_has_no_level() -> None:
    """A constant is coarse and goes; stripes of two cells, which a mean over 33 hardly sees, stay."""
    anchored = meaning_of_outputs(DIT, GuessConfig(anchored=True), without_coarse)
    stripes = torch.ones(1, 4, 64, 64)
    stripes[..., 1::2] = -1.0
    torch.testing.assert_close(anchored.fine(torch.full((1, 4, 64, 64), 3.0)), torch.zeros(1, 4, 64, 64))
    torch.testing.assert_close(anchored.fine(stripes), stripes, rtol=0, atol=2 / 33)
    for guess in (GuessConfig(), None):
        free = meaning_of_outputs(DIT, guess, without_coarse)
        torch.testing.assert_close(free.fine(stripes + 3.0), stripes + 3.0)


def test_outputs_are_the_clean_latent_or_added_to_the_guess() -> None:
    """The guess is the second latent of the conditioning."""
    predicted, z_t, z_source = (torch.randn(2, channels, 8, 8) for channels in (4, 4, 8))
    clean, corrected = (meaning_of_outputs(DIT, guess, without_coarse) for guess in (None, GuessConfig()))
    assert torch.equal(clean.clean(predicted, z_t, z_source, 0.5), predicted)
    assert torch.equal(corrected.clean(predicted, z_t, z_source, 0.5), z_source[:, 4:] + predicted)


def test_a_gain_shrinks_all_corrections_of_its_direction() -> None:
    """Guess 2, clean latent 3, change 1: (3 + 1 - 2) / 2 + 2 = 3; another direction gets 4."""
    z_source = torch.full((1, 8, 8, 8), 2.0)
    clean, change = torch.full((1, 4, 8, 8), 3.0), torch.ones(1, 4, 8, 8)
    halved = meaning_of_outputs(DIT, GuessConfig(gains={"sar->rgb": 0.5}), without_coarse)
    assert torch.equal(halved.refined(clean, change, z_source, Direction("sar", "rgb")), clean)
    assert torch.equal(halved.refined(clean, change, z_source, Direction("sar", "ms")), clean + 1)
    paper = meaning_of_outputs(DIT, None, without_coarse)
    assert torch.equal(paper.refined(clean, change, z_source, Direction("sar", "rgb")), clean + 1)


def test_a_gain_beyond_its_range_is_refused() -> None:
    with pytest.raises(ValueError, match=r"gain 1\.5 of sar->rgb must be from 0 to 1"):
        GuessConfig(gains={"sar->rgb": 1.5})
