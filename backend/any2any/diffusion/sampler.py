"""Deterministic samplers for a model that predicts the clean latent: DDIM, DPM-Solver++(2M).

Pure functions over float32 arrays of numpy or torch, with schedule values as Python floats, and no clipping of latents.

``low_pass`` serves models whose coarse part comes from the first guess. The guess does not depend on windows, so
neighbouring windows agree in their levels. A network that sees one window of 2.5 km cannot know them; on validation
places, it made them worse.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from any2any.diffusion.schedule import alpha, half_log_snr, log_snr_times, sigma, trailing_times

OnStep = Callable[[float], None]
"""Receives the finished share of the steps, 0 to 1; an exception stops the sampling."""

_listener: ContextVar[OnStep | None] = ContextVar("any2any_on_step", default=None)


@contextmanager
def heard(on_step: OnStep) -> Iterator[None]:
    """Call ``on_step`` after each step that a sampler takes in this thread, until the block ends."""
    token = _listener.set(on_step)
    try:
        yield
    finally:
        _listener.reset(token)


def step_done(number: int, total: int) -> None:
    """Report to the listener, if there is one, that ``number`` of ``total`` steps are done."""
    on_step = _listener.get()
    if on_step is not None:
        on_step(number / total)


class Latents(Protocol):
    """An array of the samplers: a ``numpy.ndarray`` or a ``torch.Tensor``."""

    def __rmul__(self, other: Any, /) -> Any:
        """Scale by a float."""

    def __sub__(self, other: Any, /) -> Any:
        """Subtract an array of the same shape."""


Array = TypeVar("Array", bound=Latents)
Predict = Callable[[Array, int], Array]
"""(z_t, t) -> predicted clean latent, same shape, float32."""

DDIM_FROM_STEPS = 50
"""From this number of steps on, evenly spaced DDIM, as in the paper; below, the second-order solver."""


def sampling_times(steps: int) -> tuple[int, ...]:
    """Times at which ``sample`` calls the model, falling."""
    return trailing_times(steps) if steps >= DDIM_FROM_STEPS else log_snr_times(steps)


def sample(predict: Predict[Array], noise: Array, steps: int) -> Array:
    """Draw a clean latent from noise (B, 4, h, w), float32: one step gives the conditional mean."""
    times = sampling_times(steps)
    return ddim(predict, noise, times) if steps >= DDIM_FROM_STEPS else dpm_solver_2m(predict, noise, times)


def ddim(predict: Predict[Array], z: Array, times: Sequence[int]) -> Array:
    """DDIM with eta = 0 (Song et al. 2021, eq. 12) over falling times, ending at the clean latent."""
    clean = z
    for number, (t, t_next) in enumerate(zip(times, (*times[1:], -1), strict=True), 1):
        clean = predict(z, t)
        step_done(number, len(times))
        noise = (z - alpha(t) * clean) / sigma(t)
        z = alpha(t_next) * clean + sigma(t_next) * noise
    return clean


def dpm_solver_2m(predict: Predict[Array], z: Array, times: Sequence[int]) -> Array:
    """DPM-Solver++(2M) (Lu et al. 2022, algorithm 2) over falling times, ending at the clean latent.

    From pure noise the step in log-SNR is infinite; the second-order correction of the next step then
    vanishes, which the formula below gives without a special case.
    """
    previous: Array | None = None
    step_before = math.inf
    clean = z
    for number, (t, t_next) in enumerate(zip(times, (*times[1:], -1), strict=True), 1):
        clean = predict(z, t)
        step_done(number, len(times))
        if t_next < 0:
            break
        step = half_log_snr(t_next) - half_log_snr(t)
        direction = clean
        if previous is not None and math.isfinite(step_before):
            direction = clean + (0.5 * step / step_before) * (clean - previous)
        z = (sigma(t_next) / sigma(t)) * z - alpha(t_next) * math.expm1(-step) * direction
        previous, step_before = clean, step
    return clean


SIDE = 33
"""Cells of the running mean, which is taken twice: 1.3 km at 40 m a cell."""


@cache
def low_pass(cells: int) -> NDArray[np.float32]:
    """Return the matrix (cells, cells) of a running mean over ``SIDE`` cells, twice, reflected at both ends.

    With this matrix L of a window's side, L z L^T is the coarse part of a latent z. ``cells`` is at least 17.
    """
    reach = SIDE // 2
    at = np.abs(np.arange(cells)[:, None] + np.arange(-reach, reach + 1))
    at = np.where(at >= cells, 2 * (cells - 1) - at, at)
    once = np.zeros((cells, cells))
    np.add.at(once, (np.arange(cells)[:, None], at), 1.0 / SIDE)
    return (once @ once).astype(np.float32)
