"""The valid mask on another modality's pixel grid."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def resample_valid(
    valid: NDArray[np.bool_], source_downsampling: int, target_downsampling: int
) -> NDArray[np.bool_]:
    """Take a valid mask (h, w) of whole latent cells from the source's pixels to the target's.

    Finer targets repeat it; a coarser pixel is valid if at least half of its fine pixels are.
    """
    if target_downsampling >= source_downsampling:
        times = target_downsampling // source_downsampling
        return valid.repeat(times, axis=0).repeat(times, axis=1)
    side = source_downsampling // target_downsampling
    fine = valid.reshape(valid.shape[0] // side, side, valid.shape[1] // side, side)
    return np.asarray(2 * fine.sum(axis=(1, 3)) >= side * side)
