"""Mean and standard deviation over samples, one sample at a time. Pure arithmetic; imports no torch.

A pixel's samples are the model's results for different noise. Their deviation shows how much these results disagree. It
does not include errors that all samples share, so it is not an error bar (``docs/uncertainty.md``).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from any2any.errors import Message, UsageError

LARGEST_COUNT = 64
"""Most samples of one job: each adds four channels to the rolling band of latents."""

Values = NDArray[np.float32]


class RunningMoments:
    """Mean and standard deviation of arrays of one shape, in the memory of two of them (Welford 1962).

    float32 is enough: unlike a sum of squares, it never takes the difference of two large numbers.
    """

    def __init__(self) -> None:
        self.count = 0
        self._mean: Values = np.empty(0, np.float32)
        self._squares: Values = np.empty(0, np.float32)  # sum of squared differences from the mean

    def add(self, sample: Values) -> None:
        """Add one sample, float32, without changing it."""
        self.count += 1
        if self.count == 1:  # the mean of one sample is that sample, to the last bit
            self._mean, self._squares = sample.copy(), np.zeros_like(sample)
            return
        before = sample - self._mean
        self._mean += before / np.float32(self.count)
        self._squares += before * (sample - self._mean)

    @property
    def mean(self) -> Values:
        """Mean of the samples; ValueError before the first one."""
        if self.count == 0:
            raise ValueError("no sample was added: their mean is not defined")
        return self._mean

    @property
    def deviation(self) -> Values:
        """Sample standard deviation, with divisor count - 1; ValueError for fewer than two samples."""
        if self.count < 2:
            raise ValueError(f"{self.count} samples have no standard deviation: add at least 2")
        return np.asarray(np.sqrt(self._squares / np.float32(self.count - 1)), np.float32)


def check_samples(samples: int, seed: int, wants_deviation: bool) -> None:
    """Raise UsageError if the number of samples is not allowed."""
    if not 1 <= samples <= LARGEST_COUNT:
        raise UsageError(f"{samples} samples requested: give 1 to {LARGEST_COUNT}")
    if samples == 1 and wants_deviation:
        raise UsageError("one sample has no standard deviation: ask for at least 2 samples, better 8")
    if seed + samples > 2**64:
        raise UsageError(
            f"{samples} samples from seed {seed} need seeds beyond 2**64 - 1: give a smaller seed"
        )


def sampling_warnings(samples: int, steps: int, route_source: str | None) -> tuple[str, ...]:
    """Return warnings about settings that make the spread too small."""
    warnings = []
    if samples > 1 and steps == 1:
        warnings.append(
            Message(
                "samples-alike",
                "one sampling step gives nearly the mean of all likely images, so the samples hardly differ: take "
                "preset balanced or detailed for a standard deviation that means something",
            )
        )
    if samples > 1 and route_source is not None:
        warnings.append(
            Message(
                "samples-of-route",
                "the samples are of the second translation only: all start from the same intermediate image, so their "
                "deviation is too small",
            )
        )
    return tuple(warnings)
