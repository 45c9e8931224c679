from __future__ import annotations

import torch

from any2any.diffusion.loss import add_noise, translator_loss
from any2any.diffusion.schedule import alpha, sigma


def test_terms_by_arithmetic() -> None:
    shape = (2, 4, 3, 3)
    target, z_hat, residual = torch.zeros(shape), torch.full(shape, 2.0), torch.full(shape, -1.5)
    loss = translator_loss(z_hat, residual, target)
    assert float(loss.clean) == 4.0  # 2 squared
    assert float(loss.calibration) == 0.25  # (2 - 1.5) squared
    assert float(loss.total(3.0)) == 4.0 + 3.0 * 0.25


def test_both_terms_reach_the_prediction_and_one_the_residual() -> None:
    z_hat = torch.full((1, 4, 2, 2), 2.0, requires_grad=True)
    residual = torch.full((1, 4, 2, 2), -1.5, requires_grad=True)
    loss = translator_loss(z_hat, residual, torch.zeros(1, 4, 2, 2))
    by_clean = torch.autograd.grad(loss.clean, (z_hat, residual), retain_graph=True, allow_unused=True)
    assert by_clean[1] is None
    torch.testing.assert_close(by_clean[0], torch.full_like(z_hat, 2 * 2.0 / 16))
    by_calibration = torch.autograd.grad(loss.calibration, (z_hat, residual))
    torch.testing.assert_close(by_calibration[1], torch.full_like(residual, 2 * 0.5 / 16))


def test_noise_is_added_by_each_samples_own_time() -> None:
    z, noise = torch.ones(3, 4, 2, 2), torch.full((3, 4, 2, 2), 10.0)
    noisy = add_noise(z, noise, torch.tensor([0, 500, 999]))
    for row, t in zip(noisy, (0, 500, 999), strict=True):
        torch.testing.assert_close(row, torch.full((4, 2, 2), alpha(t) + 10.0 * sigma(t)))
    assert torch.equal(noisy[2], noise[2])
