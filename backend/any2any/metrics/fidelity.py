"""Fidelity of an image to its truth: pixels, structure, and seams that should not be there.

PSNR rewards blur. These figures separate scales: means over 80 m test the levels, structure finer than 150 m tests the
position of texture.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from any2any.raster.window import window_starts
from any2any.spec.modality import WINDOW_LATENT_PX

Image = NDArray[np.float32]
"""(bands, rows, columns) in 0 .. 1: the modality's physical range."""


@dataclass(frozen=True)
class Scores:
    """Scores of one image against its truth."""

    psnr_db: float
    """Peak signal-to-noise ratio over all bands, with the physical range as the peak."""
    ssim: float
    """Mean structural similarity over bands (Wang et al. 2004), Gaussian window."""
    rmse_255: float
    """Root mean square error on a 0-255 scale, as the paper gives it."""


def unit_range(values: NDArray[np.floating]) -> Image:
    """Model values in [-1, 1] -> 0 .. 1, clipped."""
    return np.clip((values.astype(np.float32) + 1.0) * 0.5, 0.0, 1.0)


def psnr_db(image: Image, truth: Image) -> float:
    """Peak signal-to-noise ratio in dB; infinite if both are equal."""
    mse = float(np.mean(np.square(image - truth, dtype=np.float64)))
    return math.inf if mse == 0.0 else -10.0 * math.log10(mse)


def rmse_255(image: Image, truth: Image) -> float:
    """Root mean square error, 0-255 scale."""
    return 255.0 * math.sqrt(float(np.mean(np.square(image - truth, dtype=np.float64))))


def ssim(image: Image, truth: Image) -> float:
    """Mean structural similarity, -1 .. 1."""
    from skimage.metrics import structural_similarity  # an extra, and slow to import

    value = structural_similarity(
        image, truth, channel_axis=0, data_range=1.0, gaussian_weights=True, sigma=1.5
    )
    return float(value)


def score(image: Image, truth: Image) -> Scores:
    """All scores of one image."""
    if image.shape != truth.shape:
        raise ValueError(f"image {image.shape} and truth {truth.shape} differ in shape")
    return Scores(psnr_db(image, truth), ssim(image, truth), rmse_255(image, truth))


def mean_scores(scores: list[Scores]) -> Scores:
    """Average over images, as the paper does."""
    return Scores(
        *(float(np.mean([getattr(s, name) for s in scores])) for name in Scores.__dataclass_fields__)
    )


FINE_CELLS = 3.75
"""150 m in latent cells of 40 m: structure is what remains of an image without its mean over this."""

COARSE_CELLS = 2
"""80 m."""


def correlation(result: Image, truth: Image) -> float:
    """Pearson correlation of two images (C, H, W), mean over bands; NaN if a band of either is flat."""
    return float(np.mean([_correlation(a, b) for a, b in zip(result, truth, strict=True)]))


def fine_correlation(result: Image, truth: Image, downsampling: int) -> float:
    """Correlation of structure finer than 150 m; ``downsampling``: pixels along a latent cell."""
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
    """Explained share of the variance of 80 m means, including levels: 1 at best; NaN without variance."""
    of_bands = [value for name, value in sums.items() if name.startswith("coarse_sum_")]
    variance = sums["coarse_square"] - sum(value**2 for value in of_bands) / sums["coarse_count"]
    return 1.0 - sums["coarse_error"] / variance if variance > 1e-12 else math.nan


def disagreement(one: Image, other: Image) -> float:
    """Difference of two images of the same ground relative to their contrast: root mean square over standard deviation.

    Both (C, H, W); contrast is measured within bands. NaN if both are flat.
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


def border_cells(cells: int) -> tuple[int, ...]:
    """Interior borders of the engine's windows: latent cells, counted from 0, before which a window starts or ends."""
    starts = window_starts(0, cells)
    edges = {*starts, *(start + WINDOW_LATENT_PX for start in starts)}
    return tuple(sorted(edges - {0, cells}))


def seam_score(
    image: NDArray[np.floating], rows: Collection[int], columns: Collection[int], period_px: int
) -> float:
    """Ratio of the mean gradient across some lines to that across others; 1 if nothing is visible.

    ``image``: (C, H, W), NaN where there is no data. ``rows`` and ``columns`` are the pixels before which a line lies.
    The others are the remaining multiples of ``period_px``, so that a network's pattern of that period does not count
    as a seam. NaN if either kind of line is missing.
    """
    across = [(image, rows), (image.swapaxes(1, 2), columns)]
    scores = [_score(x.astype(np.float64), lines, period_px) for x, lines in across]
    found = [value for value in scores if math.isfinite(value)]
    return float(np.mean(found)) if found else math.nan


def patch_grid_score(image: NDArray[np.floating], patch_px: int, cell_px: int) -> float:
    """Ratio of the mean gradient across the DiT's patch borders to that across other borders of latent cells.

    ``image`` as in ``seam_score``. The patches of all windows of the engine lie on one grid.
    """
    rows, columns = (range(patch_px, size, patch_px) for size in image.shape[1:])
    return seam_score(image, rows, columns, cell_px)


def _score(x: NDArray[np.float64], lines: Collection[int], period_px: int) -> float:
    others = [line for line in range(period_px, x.shape[1], period_px) if line not in set(lines)]
    if not lines or not others:
        return math.nan
    at, elsewhere = (_gradient(x, sorted(each)) for each in (lines, others))
    return at / elsewhere if elsewhere > 0 else math.nan


def _gradient(x: NDArray[np.float64], lines: list[int]) -> float:
    steps = np.abs(x[:, lines] - x[:, [line - 1 for line in lines]])
    valid = steps[np.isfinite(steps)]
    return float(valid.mean()) if valid.size else math.nan
