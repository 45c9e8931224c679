"""Does an image show what is there: levels of the ground, and structure that follows it.

PSNR rewards fog. These figures look at scales apart: the mean over 80 m says whether the levels are right, what is
finer than 150 m whether texture lies where the truth has it.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.float32]

FINE_CELLS = 3.75
"""150 m in latent cells of 40 m: structure is what remains of an image without its mean over this."""

COARSE_CELLS = 2
"""80 m."""


def correlation(result: Image, truth: Image) -> float:
    """Pearson correlation of two images (C, H, W), mean over bands; NaN where a band of either is flat."""
    return float(np.mean([_correlation(a, b) for a, b in zip(result, truth, strict=True)]))


def fine_correlation(result: Image, truth: Image, downsampling: int) -> float:
    """Correlation of what is finer than 150 m; ``downsampling``: pixels along a latent cell."""
    return correlation(_fine(result, downsampling), _fine(truth, downsampling))


def coarse_figures(result: Image, truth: Image, downsampling: int) -> dict[str, float]:
    """Sums over means of 80 m from which ``explained_variance`` follows for any number of windows.

    result, truth: (C, H, W) with whole blocks of 80 m.
    """
    side = COARSE_CELLS * downsampling
    given, wanted = (_block_means(image, side) for image in (result, truth))
    sums = {f"coarse_sum_{band}": float(values.sum()) for band, values in enumerate(wanted)}
    return sums | {
        "coarse_count": float(wanted[0].size),
        "coarse_error": float(np.square(given - wanted).sum()),
        "coarse_square": float(np.square(wanted).sum()),
    }


def explained_variance(sums: dict[str, float]) -> float:
    """Share of the variance of 80 m means that is explained, levels counted: 1 at best; NaN where there is none."""
    of_bands = [value for name, value in sums.items() if name.startswith("coarse_sum_")]
    variance = sums["coarse_square"] - sum(value**2 for value in of_bands) / sums["coarse_count"]
    return 1.0 - sums["coarse_error"] / variance if variance > 1e-12 else math.nan


def disagreement(one: Image, other: Image) -> float:
    """How much two images of the same ground differ, of their contrast: root mean square by standard deviation.

    Both (C, H, W); contrast is that within bands. NaN where both are flat.
    """
    difference = np.square(one - other, dtype=np.float64).mean()
    contrast = np.mean([np.var(image, axis=(1, 2), dtype=np.float64).mean() for image in (one, other)])
    return float(np.sqrt(difference / contrast)) if contrast > 1e-12 else math.nan


def _correlation(a: NDArray[np.float32], b: NDArray[np.float32]) -> float:
    x, y = (values.astype(np.float64) - values.mean(dtype=np.float64) for values in (a, b))
    size = np.sqrt(np.square(x).sum() * np.square(y).sum())
    return float((x * y).sum() / size) if size > 1e-9 else math.nan


def _fine(image: Image, downsampling: int) -> Image:
    from scipy.ndimage import uniform_filter  # type: ignore[import-untyped]  # comes with the extra ``eval``

    side = 2 * int(FINE_CELLS * downsampling / 2) + 1
    fine: Image = image - uniform_filter(image, size=(1, side, side), mode="nearest")
    return fine


def _block_means(image: Image, side: int) -> NDArray[np.float64]:
    bands, rows, columns = image.shape
    blocks = image.reshape(bands, rows // side, side, columns // side, side)
    return np.asarray(blocks.mean(axis=(2, 4), dtype=np.float64))
