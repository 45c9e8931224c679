"""Random numbers in training are pure functions of seed, step and sample; no generator state is stored.

Resumed runs, prefetched batches and any number of processes therefore see the same data, noise and times.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor


def sample_rng(seed: int, step: int, sample: int) -> np.random.Generator:
    """Return the generator of one sample: ``sample`` is its number in the global batch of ``step``; all are >= 0."""
    return np.random.default_rng([seed, step, sample])


def normal(rng: np.random.Generator, shape: Sequence[int]) -> Tensor:
    """Draw a tensor of ``shape``, standard normal, float32, on the CPU: the same bits on every machine."""
    return torch.from_numpy(rng.standard_normal(tuple(shape), dtype=np.float32))
