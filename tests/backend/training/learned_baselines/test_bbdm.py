from __future__ import annotations

import math

import pytest
import torch
from torch import Tensor

from any2any.training.learned_baselines import bbdm
from any2any.training.learned_baselines.bbdm import TIMES, source_share, variance

PAIRS = [(999, 998), (1000, 750), (750, 500), (500, 1), (2, 1), (1, 0), (400, 0)]


def latents(seed: int) -> Tensor:
    return torch.randn(2, 4, 8, 8, generator=torch.Generator().manual_seed(seed))


def test_the_variance_is_zero_at_both_ends_and_largest_half_way() -> None:
    assert variance(0) == 0.0
    assert variance(TIMES) == 0.0
    assert variance(TIMES / 2) == 0.5  # s / 2
    assert all(variance(t) == pytest.approx(variance(TIMES - t)) for t in range(TIMES))


def test_the_forward_process_starts_at_the_target_and_ends_at_the_source() -> None:
    x0, y, noise = latents(0), latents(1), latents(2)
    torch.testing.assert_close(bbdm.diffuse(x0, y, noise, torch.tensor([0, 0])), x0)
    torch.testing.assert_close(bbdm.diffuse(x0, y, noise, torch.tensor([TIMES, TIMES])), y)
    half = bbdm.diffuse(x0, y, noise, torch.tensor([TIMES // 2, TIMES // 4]))
    torch.testing.assert_close(half[0], 0.5 * x0[0] + 0.5 * y[0] + math.sqrt(0.5) * noise[0])
    # a quarter: 2 (1/4 - 1/16) = 3/8
    torch.testing.assert_close(half[1], 0.75 * x0[1] + 0.25 * y[1] + math.sqrt(0.375) * noise[1])


@pytest.mark.parametrize(("t", "s"), [pair for pair in PAIRS if pair[0] < TIMES])
def test_a_step_back_is_the_posterior_of_the_paper(t: int, s: int) -> None:
    """Equations 11 to 14: mu = c_xt x_t + c_yt y - c_et (x_t - x_0), variance delta_{t|s} delta_s / delta_t."""
    x, x0, y, noise = (latents(seed) for seed in range(4))
    m_t, m_s, d_t, d_s = source_share(t), source_share(s), variance(t), variance(s)
    d_ts = d_t - d_s * (1 - m_t) ** 2 / (1 - m_s) ** 2
    c_x = d_s / d_t * (1 - m_t) / (1 - m_s) + d_ts / d_t * (1 - m_s)
    c_y = m_s - m_t * (1 - m_t) / (1 - m_s) * d_s / d_t
    c_e = (1 - m_s) * d_ts / d_t
    wanted = c_x * x + c_y * y - c_e * (x - x0) + math.sqrt(d_ts * d_s / d_t) * noise
    torch.testing.assert_close(bbdm.step_back(x, x0, y, noise, t, s), wanted)


@pytest.mark.parametrize(("t", "s"), PAIRS)
def test_a_step_back_from_the_bridge_stays_on_the_bridge(t: int, s: int) -> None:
    """With noise of variance 1 in both, x_s has the mean and the variance of equation 3; of 2^16 numbers, to 2 %."""
    generator = torch.Generator().manual_seed(0)
    noises = [torch.randn(1, 1, 256, 256, generator=generator) for _ in range(2)]
    x0, y = torch.full((1, 1, 256, 256), 0.7), torch.full((1, 1, 256, 256), -0.4)
    x = bbdm.diffuse(x0, y, noises[0], torch.tensor([t]))
    back = bbdm.step_back(x, x0, y, noises[1], t, s)
    m = source_share(s)
    assert back.mean() == pytest.approx((1 - m) * 0.7 - m * 0.4, abs=0.01)
    assert back.var() == pytest.approx(variance(s), rel=0.02, abs=1e-6)


@pytest.mark.parametrize("steps", [1, 2, 7, 200])
def test_a_perfect_predictor_leads_to_the_target_exactly(steps: int) -> None:
    x0, y = latents(0), latents(1)
    found = bbdm.sample(lambda x, t: x - x0, y, steps, torch.Generator().manual_seed(0))
    torch.testing.assert_close(found, x0, rtol=0, atol=1e-6)


def test_sampling_depends_on_the_generator_alone() -> None:
    y = latents(1)
    runs = [
        bbdm.sample(lambda x, t: 0.1 * x, y, 5, torch.Generator().manual_seed(seed)) for seed in (3, 3, 4)
    ]
    assert torch.equal(runs[0], runs[1])
    assert not torch.allclose(runs[0], runs[2])


def test_times_run_from_the_source_to_the_target() -> None:
    assert bbdm.sampling_times(1) == [TIMES, 0]
    assert bbdm.sampling_times(4) == [1000, 750, 500, 250, 0]
    assert bbdm.sampling_times(TIMES) == list(range(TIMES, -1, -1))
    for steps in (0, TIMES + 1):
        with pytest.raises(ValueError, match=f"{steps} sampling steps"):
            bbdm.sampling_times(steps)
