"""Sampling one number whose distribution, and so its exact posterior mean, is known: is its spread recovered?

Data: a mixture of Gaussians with means m_k, weights w_k and one deviation s. Given z = alpha x + sigma noise,
component k has probability proportional to w_k N(z; alpha m_k, alpha^2 s^2 + sigma^2), and the mean of x in it is
m_k + alpha s^2 / (alpha^2 s^2 + sigma^2) (z - alpha m_k).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import pytest
import torch
from torch import Tensor

from any2any.diffusion.sampler import sample
from any2any.diffusion.schedule import alpha, sigma


@dataclass(frozen=True)
class Mixture:
    means: tuple[float, ...]
    weights: tuple[float, ...]
    deviation: float

    @property
    def mean(self) -> float:
        return sum(m * w for m, w in zip(self.means, self.weights, strict=True))

    @property
    def spread(self) -> float:
        between = sum(w * (m - self.mean) ** 2 for m, w in zip(self.means, self.weights, strict=True))
        return math.sqrt(between + self.deviation**2)

    def posterior_mean(self, z: Tensor, t: int) -> Tensor:
        means = torch.tensor(self.means, dtype=z.dtype)[:, None]
        weights = torch.tensor(self.weights, dtype=z.dtype)[:, None]
        variance = (alpha(t) * self.deviation) ** 2 + sigma(t) ** 2
        off = z - alpha(t) * means
        shares = torch.softmax(weights.log() - off.square() / (2 * variance), dim=0)
        return (shares * (means + alpha(t) * self.deviation**2 / variance * off)).sum(dim=0)


MIXTURES = {
    "narrow": Mixture((0.0,), (1.0,), 0.25),
    "middle": Mixture((0.2,), (1.0,), 0.5),
    "unit": Mixture((0.0,), (1.0,), 1.0),
    "two alike": Mixture((-0.8, 0.8), (0.5, 0.5), 0.3),
    "two unlike": Mixture((-0.5, 1.0), (0.7, 0.3), 0.2),
}


@pytest.fixture(scope="module")
def noise() -> Tensor:
    """Evenly spaced quantiles of the unit Gaussian: no sampling error."""
    count = 4001
    return torch.special.ndtri((torch.arange(count, dtype=torch.float64) + 0.5) / count)


def ratio(mixture: Mixture, noise: Tensor, steps: int) -> float:
    """Recovered spread over the true one."""
    return float(sample(mixture.posterior_mean, noise, steps).std()) / mixture.spread


@pytest.mark.parametrize("mixture", MIXTURES.values(), ids=MIXTURES)
def test_one_step_gives_the_mean_and_no_spread(mixture: Mixture, noise: Tensor) -> None:
    clean = sample(mixture.posterior_mean, noise, 1)
    torch.testing.assert_close(clean, torch.full_like(noise, mixture.mean))


# Measured over the five: 4 steps 0.63 to 0.86, 8 steps 0.97 to 1.02, 10 steps 0.97 to 1.01, DDIM 250 steps 0.98 to 1.
@pytest.mark.parametrize(
    ("steps", "low", "high"), [(4, 0.6, 0.9), (8, 0.96, 1.03), (10, 0.96, 1.02), (250, 0.97, 1.0)]
)
@pytest.mark.parametrize("mixture", MIXTURES.values(), ids=MIXTURES)
def test_more_steps_recover_the_spread(
    mixture: Mixture, noise: Tensor, steps: int, low: float, high: float
) -> None:
    assert low < ratio(mixture, noise, steps) < high


@pytest.mark.parametrize(("steps", "within"), [(4, 0.15), (10, 0.03), (250, 0.01)])
@pytest.mark.parametrize("mixture", MIXTURES.values(), ids=MIXTURES)
def test_the_mean_stays(mixture: Mixture, noise: Tensor, steps: int, within: float) -> None:
    mean = float(sample(mixture.posterior_mean, noise, steps).mean())
    assert mean == pytest.approx(mixture.mean, abs=within)


def test_ten_steps_land_on_the_two_components(noise: Tensor) -> None:
    mixture = Mixture((-1.0, 1.0), (0.75, 0.25), 0.1)
    clean = sample(mixture.posterior_mean, noise, 10)
    assert float((clean > 0).double().mean()) == pytest.approx(0.25, abs=0.05)
