"""Fidelity of an image to its truth, computed as in the literature."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

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
    """Peak signal-to-noise ratio in dB; infinite where both are equal."""
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
