from __future__ import annotations

import pytest
import torch

from any2any.diffusion.loss import add_noise, squared_error, structure_loss, translator_loss
from any2any.diffusion.schedule import alpha, sigma

ALL = torch.tensor([True])


def test_terms_by_arithmetic() -> None:
    shape = (2, 4, 3, 3)
    target, z_hat, residual = torch.zeros(shape), torch.full(shape, 2.0), torch.full(shape, -1.5)
    loss = translator_loss(z_hat, residual, target, torch.tensor([True, True]), with_structure=True)
    assert float(loss.clean) == 4.0  # 2 squared
    assert float(loss.calibration) == 0.25  # (2 - 1.5) squared
    assert float(loss.structure) == 2.0  # flat predictions correlate with nothing, and there are two
    assert float(translator_loss(z_hat, residual, target, torch.tensor([True, True])).structure) == 0.0
    assert float(loss.total(3.0, 0.5)) == 4.0 + 3.0 * 0.25 + 0.5 * 2.0


def test_both_terms_reach_the_prediction_and_one_the_residual() -> None:
    z_hat = torch.full((1, 4, 2, 2), 2.0, requires_grad=True)
    residual = torch.full((1, 4, 2, 2), -1.5, requires_grad=True)
    loss = translator_loss(z_hat, residual, torch.zeros(1, 4, 2, 2), ALL)
    by_clean = torch.autograd.grad(loss.clean, (z_hat, residual), retain_graph=True, allow_unused=True)
    assert by_clean[1] is None
    torch.testing.assert_close(by_clean[0], torch.full_like(z_hat, 2 * 2.0 / 16))
    by_calibration = torch.autograd.grad(loss.calibration, (z_hat, residual))
    torch.testing.assert_close(by_calibration[1], torch.full_like(residual, 2 * 0.5 / 16))


def test_a_misregistered_sample_is_compared_by_means_of_four_cells() -> None:
    """A pattern shifted by one cell: means of its blocks are equal, cells differ by 2 everywhere."""
    stripes = torch.tensor([1.0, -1.0]).repeat(4).expand(1, 4, 8, 8)
    assert float(squared_error(stripes, -stripes, ALL)) == 4.0
    assert float(squared_error(stripes, -stripes, ~ALL)) == 0.0
    assert float(squared_error(stripes + 3.0, -stripes, ~ALL)) == 9.0  # levels count


def test_structure_is_a_correlation_that_knows_no_levels() -> None:
    generator = torch.Generator().manual_seed(2)
    z, other = torch.randn(2, 1, 4, 32, 32, generator=generator)
    assert float(structure_loss(z, z, ALL)) == pytest.approx(0.01, abs=0.002)  # of 1.01
    assert float(structure_loss(3.0 * z + 5.0, z, ALL)) == pytest.approx(0.0, abs=0.02)
    assert float(structure_loss(-z, z, ALL)) == pytest.approx(2.0, abs=0.03)
    assert float(structure_loss(other, z, ALL)) == pytest.approx(1.0, abs=0.1)


def test_structure_of_misregistered_samples_does_not_count() -> None:
    z = torch.randn(2, 4, 32, 32, generator=torch.Generator().manual_seed(3))
    assert float(structure_loss(-z, z, torch.tensor([False, False]))) == 0.0
    half = structure_loss(-z, z, torch.tensor([True, False]))
    assert float(half) == pytest.approx(1.0, abs=0.03)  # (2 + 0) / 2


def test_noise_is_added_by_each_samples_own_time() -> None:
    z, noise = torch.ones(3, 4, 2, 2), torch.full((3, 4, 2, 2), 10.0)
    noisy = add_noise(z, noise, torch.tensor([0, 500, 999]))
    for row, t in zip(noisy, (0, 500, 999), strict=True):
        torch.testing.assert_close(row, torch.full((4, 2, 2), alpha(t) + 10.0 * sigma(t)))
    assert torch.equal(noisy[2], noise[2])
