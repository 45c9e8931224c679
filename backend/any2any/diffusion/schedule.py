"""The noise schedule as plain floats: z_t = alpha_t * z_0 + sigma_t * noise.

DDPM's linear betas over 1000 times, rescaled to zero signal at the last one (Lin et al. 2024), so that a job starts
from pure noise, as in training. Pure arithmetic: no torch.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from functools import cache

TRAIN_TIMES = 1000
"""Times the model knows: 0 (almost clean) to 999 (pure noise)."""

LAST_TIME = TRAIN_TIMES - 1

_BETA_FIRST = 1e-4
_BETA_LAST = 0.02

LOG_SNR_FIRST = -1.25
"""Half log-SNR of the first step after pure noise, in the presets with few steps."""

LOG_SNR_LAST = 3.5
"""Half log-SNR of the last model call in the presets with few steps."""


@cache
def signal_power() -> tuple[float, ...]:
    """Return alpha_t squared for t = 0 .. 999, falling to exactly 0."""
    roots, product = [], 1.0
    for t in range(TRAIN_TIMES):
        beta = _BETA_FIRST + (_BETA_LAST - _BETA_FIRST) * t / LAST_TIME
        product *= 1.0 - beta
        roots.append(math.sqrt(product))
    first, last = roots[0], roots[-1]
    return tuple(((root - last) * first / (first - last)) ** 2 for root in roots)


def alpha(t: int) -> float:
    """Signal amplitude at time t; t = -1 is the clean end."""
    return 1.0 if t < 0 else math.sqrt(signal_power()[t])


def sigma(t: int) -> float:
    """Noise amplitude at time t; t = -1 is the clean end."""
    return 0.0 if t < 0 else math.sqrt(1.0 - signal_power()[t])


def half_log_snr(t: int) -> float:
    """log(alpha / sigma) at time t: -inf at 999."""
    return math.log(alpha(t) / sigma(t)) if alpha(t) > 0.0 else -math.inf


def trailing_times(steps: int) -> tuple[int, ...]:
    """``steps`` falling times, evenly spaced and starting at 999: steps 4 gives 999, 749, 499, 249."""
    _check_steps(steps)
    return tuple(round(TRAIN_TIMES - k * TRAIN_TIMES / steps) - 1 for k in range(steps))


def log_snr_times(steps: int) -> tuple[int, ...]:
    """``steps`` falling times: 999, then evenly spaced in log-SNR.

    Even spacing in log-SNR lets the second-order solver recover the spread of the data with 8 to 10 steps; even
    spacing in time does not. Duplicate times are used once.
    """
    _check_steps(steps)
    inner = steps - 1
    if inner == 0:
        return (LAST_TIME,)
    rising = [half_log_snr(t) for t in range(LAST_TIME - 1, -1, -1)]  # from time 998 down to 0
    span = (LOG_SNR_LAST - LOG_SNR_FIRST) / max(inner - 1, 1)
    wished = [LOG_SNR_FIRST + span * k for k in range(inner)] if inner > 1 else [0.0]
    times = {LAST_TIME - 1 - min(bisect_left(rising, wish), len(rising) - 1) for wish in wished}
    return (LAST_TIME, *sorted(times, reverse=True))


def _check_steps(steps: int) -> None:
    if not 1 <= steps <= TRAIN_TIMES:
        raise ValueError(f"steps {steps} must lie between 1 and {TRAIN_TIMES}")
