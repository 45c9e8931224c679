"""Everything random in training is a pure function of seed, step and sample; no generator's state is ever stored.

So a resumed run, a prefetched batch, a batch split over processes and another number of processes all see the
same data, noise and times.
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
