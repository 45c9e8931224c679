"""Spectral fidelity of every pixel."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.floating]

DARKEST = 1e-6
"""Spectra shorter than this have no angle; bands with a smaller mean have no relative error."""


def spectral_angle_deg(image: Image, truth: Image) -> float:
    """Mean angle between the spectra of image and truth in degrees, 0 .. 90 for values that are not negative.

    Both (C, H, W) in one physical quantity, such as reflectance. A factor common to all bands of a pixel does not
    count. Pixels that are black in either image have no angle and are left out; NaN where all are. Spectral angle
    mapper: Kruse et al. 1993, Remote Sensing of Environment 44.
    """
    a, b = (x.astype(np.float64).reshape(len(x), -1) for x in (image, truth))
    length_a, length_b = np.linalg.norm(a, axis=0), np.linalg.norm(b, axis=0)
    lit = (length_a > DARKEST) & (length_b > DARKEST)
    if not lit.any():
        return math.nan
    a, b = a[:, lit] / length_a[lit], b[:, lit] / length_b[lit]
    # By the chord, because the arc cosine loses small angles to rounding.
    chord = np.linalg.norm(a - b, axis=0)
    return float(np.degrees(2.0 * np.arcsin(np.minimum(chord / 2.0, 1.0))).mean())


def ergas(image: Image, truth: Image) -> float:
    """Relative dimensionless global error: 100 * sqrt(mean over bands of (RMSE / mean of the truth) ** 2).

    Both (C, H, W) in one physical quantity; 0 for equal images. Wald 2000, "Quality of high resolution synthesised
    images", with his ratio of pixel sizes set to 1: image and truth have one grid. NaN where a band of the truth
    is black.
    """
    axes = (1, 2)
    mse = np.square(image.astype(np.float64) - truth).mean(axis=axes)
    mean = truth.mean(axis=axes, dtype=np.float64)
    if (mean <= DARKEST).any():
        return math.nan
    return float(100.0 * math.sqrt(float(np.mean(mse / np.square(mean)))))
