"""Per-pixel linear regression from the source's bands, resampled to the target's grid."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray

from any2any.data.scene import PairedScene
from any2any.errors import UsageError

Image = NDArray[np.float32]

_RIDGE = 1e-6
"""Relative to the mean diagonal: keeps the system solvable if bands are copies of each other."""

FIT_STRIDE_PX = 3
"""Fit on every third pixel each way, which leaves millions for at most a dozen unknowns. It is odd, so that all phases
of an upsampled source occur."""


@dataclass(frozen=True)
class LinearRegression:
    """Target bands as an affine map of the source bands of the same pixel."""

    weights: NDArray[np.float64]
    """(source bands + 1, target bands); the last row is the intercept."""

    @classmethod
    def fit(cls, scenes: Iterable[PairedScene], source: str, target: str) -> LinearRegression:
        """Least squares over valid pixels of all scenes, by their normal equations; UsageError without any."""
        gram: NDArray[np.float64] | float = 0.0
        moment: NDArray[np.float64] | float = 0.0
        for scene in scenes:
            y = scene.arrays[target].astype(np.float32)
            x = resample(scene.arrays[source].astype(np.float32), (y.shape[1], y.shape[2]))
            design = _design(x[:, ::FIT_STRIDE_PX, ::FIT_STRIDE_PX])
            wanted = _pixels(y[:, ::FIT_STRIDE_PX, ::FIT_STRIDE_PX])
            valid = ~(np.isnan(design).any(axis=1) | np.isnan(wanted).any(axis=1))
            gram = gram + design[valid].T @ design[valid]
            moment = moment + design[valid].T @ wanted[valid]
        if isinstance(gram, float):
            raise UsageError(f"no training scene to fit the regression {source}->{target} on")
        ridge = _RIDGE * np.trace(gram) / len(gram) * np.eye(len(gram))
        return cls(np.linalg.solve(gram + ridge, np.asarray(moment)))

    def translate(self, source: Image, target_px: tuple[int, int]) -> Image:
        """Source (bands, rows, columns) -> target (bands, rows, columns) at ``target_px``, model values."""
        y = _design(resample(source, target_px)) @ self.weights
        return y.T.reshape(-1, *target_px).astype(np.float32)


def _pixels(image: Image) -> NDArray[np.float64]:
    """(bands, h, w) -> (pixels, bands)."""
    return image.reshape(len(image), -1).T.astype(np.float64)


def _design(source: Image) -> NDArray[np.float64]:
    """(bands, h, w) -> (pixels, bands + 1), the last column ones."""
    pixels = _pixels(source)
    return np.concatenate([pixels, np.ones((len(pixels), 1))], axis=1)


def resample(image: Image, size_px: tuple[int, int]) -> Image:
    """Resample (bands, h, w) to another size: averages when shrinking, bilinear when growing."""
    if image.shape[1:] == size_px:
        return image
    tensor = torch.from_numpy(np.ascontiguousarray(image))[None]
    if size_px[0] < image.shape[1]:
        return F.adaptive_avg_pool2d(tensor, size_px)[0].numpy()
    return F.interpolate(tensor, size_px, mode="bilinear", align_corners=False)[0].numpy()
