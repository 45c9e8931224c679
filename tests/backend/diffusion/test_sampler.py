"""Our samplers against diffusers', step by step the same arithmetic, to 1e-5."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import torch
from torch import Tensor

from any2any.diffusion.sampler import (
    DDIM_FROM_STEPS,
    SIDE,
    ddim,
    dpm_solver_2m,
    heard,
    low_pass,
    sample,
    sampling_times,
)
from any2any.diffusion.schedule import log_snr_times, trailing_times

if TYPE_CHECKING:
    from diffusers import DDIMScheduler, DPMSolverMultistepScheduler

SCHEDULE = {
    "beta_schedule": "linear",
    "beta_start": 1e-4,
    "beta_end": 0.02,
    "rescale_betas_zero_snr": True,
    "timestep_spacing": "trailing",
    "prediction_type": "sample",
}


def predict(z: Tensor, t: int) -> Tensor:
    """A clean latent that depends on both arguments, and not linearly."""
    return torch.tanh(0.7 * z + 0.1) * (1.0 + 0.5 * t / 1000)


@pytest.fixture
def noise() -> Tensor:
    return torch.randn(2, 4, 8, 8, generator=torch.Generator().manual_seed(0))


def denoise(scheduler: DDIMScheduler | DPMSolverMultistepScheduler, z: Tensor) -> Tensor:
    for t in scheduler.timesteps:
        z = scheduler.step(predict(z, int(t)), t, z).prev_sample
    return z


@pytest.mark.parametrize("steps", [1, 2, 4, 10, 50, 250])
def test_ddim_is_that_of_diffusers(noise: Tensor, steps: int) -> None:
    from diffusers import DDIMScheduler  # takes seconds
    from diffusers.schedulers.scheduling_ddim import rescale_zero_terminal_snr

    oracle = DDIMScheduler(**SCHEDULE, clip_sample=False, set_alpha_to_one=True)
    betas = rescale_zero_terminal_snr(torch.linspace(1e-4, 0.02, 1000, dtype=torch.float64))
    oracle.alphas_cumprod = torch.cumprod(1 - betas, dim=0)  # its own float32 drifts by 2e-5 in 250 steps
    oracle.set_timesteps(steps)
    assert tuple(oracle.timesteps.tolist()) == trailing_times(steps)
    torch.testing.assert_close(
        ddim(predict, noise, trailing_times(steps)), denoise(oracle, noise), atol=1e-5, rtol=0
    )


def multistep(times: tuple[int, ...], order: int = 2) -> DPMSolverMultistepScheduler:
    from diffusers import DPMSolverMultistepScheduler  # takes seconds

    oracle = DPMSolverMultistepScheduler(
        **SCHEDULE,
        algorithm_type="dpmsolver++",
        solver_order=order,
        lower_order_final=False,
        final_sigmas_type="zero",
    )
    oracle.set_timesteps(timesteps=list(times))
    return oracle


# Diffusers puts a signal of 2**-12 at the last time where ours is exactly zero, and so a finite first step in
# log-SNR: both are defined on schedules that start with some signal.
@pytest.mark.parametrize(
    "times",
    [
        (900,),
        (900, 400),
        (950, 700, 300, 50),
        log_snr_times(8)[1:],
        log_snr_times(20)[1:],
        tuple(range(980, 0, -20)),
    ],
)
def test_dpm_solver_is_that_of_diffusers(noise: Tensor, times: tuple[int, ...]) -> None:
    torch.testing.assert_close(
        dpm_solver_2m(predict, noise, times), denoise(multistep(times), noise), atol=1e-5, rtol=0
    )


def test_from_pure_noise_the_first_step_is_of_first_order(noise: Tensor) -> None:
    """The limit of diffusers' first-order step as the last time's signal vanishes, which is also DDIM's."""
    times = (999, 500)
    oracle = multistep(times, order=1)
    oracle.sigmas[0] = 1e12
    torch.testing.assert_close(
        dpm_solver_2m(predict, noise, times), denoise(oracle, noise), atol=1e-5, rtol=0
    )
    torch.testing.assert_close(dpm_solver_2m(predict, noise, times), ddim(predict, noise, times))


def test_after_pure_noise_the_second_order_starts_afresh(noise: Tensor) -> None:
    """From (999, a, b): a step of DDIM to a, then the solver as if it started at a."""
    at_a = []

    def spy(z: Tensor, t: int) -> Tensor:
        if t == 600:
            at_a.append(z)
        return predict(z, t)

    whole = dpm_solver_2m(spy, noise, (999, 600, 300, 100))
    torch.testing.assert_close(whole, dpm_solver_2m(predict, at_a[0], (600, 300, 100)))


@pytest.mark.parametrize("steps", [1, 2, 4, 10, 49, 50, 250])
def test_sample_calls_the_model_at_the_times_it_announces(noise: Tensor, steps: int) -> None:
    called = []

    def spy(z: Tensor, t: int) -> Tensor:
        called.append(t)
        return predict(z, t)

    clean = sample(spy, noise, steps)
    assert tuple(called) == sampling_times(steps)
    solver = ddim if steps >= DDIM_FROM_STEPS else dpm_solver_2m
    torch.testing.assert_close(clean, solver(predict, noise, sampling_times(steps)))


def test_one_step_is_the_prediction_from_pure_noise(noise: Tensor) -> None:
    torch.testing.assert_close(sample(predict, noise, 1), predict(noise, 999))


def test_latents_are_not_clipped(noise: Tensor) -> None:
    for steps in (1, 4, 50):
        clean = sample(lambda z, t: torch.full_like(z, 37.0), noise, steps)
        torch.testing.assert_close(clean, torch.full_like(noise, 37.0))


@pytest.mark.parametrize("steps", [1, 10, 250])
def test_each_step_is_heard_and_only_within_the_block(noise: Tensor, steps: int) -> None:
    shares: list[float] = []
    with heard(shares.append):
        sample(predict, noise, steps)
    sample(predict, noise, steps)
    assert shares == [number / steps for number in range(1, steps + 1)]


def test_a_listener_ends_the_sampling_in_mid_course(noise: Tensor) -> None:
    calls: list[int] = []

    def counted(z: Tensor, t: int) -> Tensor:
        calls.append(t)
        return predict(z, t)

    def stop(share: float) -> None:
        if share >= 0.1:
            raise KeyError

    with pytest.raises(KeyError), heard(stop):
        sample(counted, noise, 250)
    assert len(calls) == 25


@pytest.mark.parametrize("cells", [17, 64])
def test_each_row_averages_and_a_level_stays(cells: int) -> None:
    low = low_pass(cells)
    assert (low >= 0).all()
    np.testing.assert_allclose(low @ np.ones(cells), 1.0, rtol=1e-6)


def test_a_point_in_the_middle_spreads_as_a_triangle() -> None:
    """A running mean over 33 cells, twice: 33 - |d| paths of weight 1/33^2 lead to the cell at distance d < 33."""
    middle = low_pass(150)[75]
    distances = np.abs(np.arange(150) - 75)
    np.testing.assert_allclose(middle, np.maximum(SIDE - distances, 0) / SIDE**2, rtol=1e-5, atol=1e-9)


def test_edges_are_reflected() -> None:
    """One mean at the edge sees itself once and cells 1 to 16 twice, so cell 0 of two means takes 1/33 x its own."""
    low = low_pass(64).astype(np.float64)
    once = np.zeros((64, 64))
    for row in range(64):
        for step in range(-16, 17):
            at = abs(row + step)
            once[row, at if at < 64 else 126 - at] += 1 / 33
    assert once[0, 0] == pytest.approx(1 / 33)
    assert once[0, 1] == pytest.approx(2 / 33)
    np.testing.assert_allclose(low, once @ once, rtol=1e-5)
