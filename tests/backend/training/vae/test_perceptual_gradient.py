from __future__ import annotations

import pytest
import torch
import torch.nn.functional as F
from hypothesis import given, settings
from hypothesis import strategies as st

from any2any.training.vae.perceptual_gradient import GradientDistance

distance = GradientDistance()


def images(seed: int, channels: int = 2, size: int = 32) -> torch.Tensor:
    return torch.rand(2, 3, channels, size, size, generator=torch.Generator().manual_seed(seed)) * 2 - 1


def test_a_ramp_against_a_flat_image_by_arithmetic() -> None:
    """0.01 more a column: differences of 0.01 to the right at scale 1, 0.02 and 0.04 at the coarser ones; none down.

    Half of (0.01 + 0.02 + 0.04) / 3.
    """
    ramp = (0.01 * torch.arange(32)).expand(1, 1, 32, 32)
    assert float(distance(ramp, torch.zeros_like(ramp))) == pytest.approx(0.07 / 6, rel=1e-4)
    assert float(distance(ramp.mT, torch.zeros_like(ramp))) == pytest.approx(0.07 / 6, rel=1e-4)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.floats(-1.0, 1.0))
def test_it_is_a_distance_that_ignores_the_level(seed: int, level: float) -> None:
    a, b, c = images(seed).unbind(1)[:3]
    assert torch.equal(distance(a, a), torch.zeros(2))
    assert torch.equal(distance(a, b), distance(b, a))
    assert bool((distance(a, b) > 0).all())
    assert bool((distance(a, c) <= distance(a, b) + distance(b, c) + 1e-6).all())
    assert torch.allclose(distance(a + level, b), distance(a, b), atol=1e-5)


def test_it_grows_with_blur() -> None:
    a = images(0)[:, 0]
    blurred = [F.avg_pool2d(a, k, 1, k // 2, count_include_pad=False) for k in (3, 5, 9)]
    distances = [float(distance(a, b).mean()) for b in blurred]
    assert distances == sorted(distances)
    assert distances[0] < 0.95 * distances[-1]


def test_small_images_use_the_scales_that_they_have() -> None:
    a, b = images(3, size=6)[:, :2].unbind(1)
    assert bool(distance(a, b).isfinite().all())
