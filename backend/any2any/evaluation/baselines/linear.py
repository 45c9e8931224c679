"""Per-pixel linear regression from the source's bands, resampled to the target's grid."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray

from any2any.errors import UsageError
from any2any.training.data.scene import PairedScene

Image = NDArray[np.float32]

_RIDGE = 1e-6
"""Relative to the mean diagonal: keeps the system solvable where bands are copies of each other."""


@dataclass(frozen=True)
class LinearRegression:
    """Target bands as an affine map of the source bands of the same pixel."""

    weights: NDArray[np.float64]
    """(source bands + 1, target bands); the last row is the intercept."""

    @classmethod
    def fit(cls, scenes: Iterable[PairedScene], source: str, target: str) -> LinearRegression:
        """Least squares over all pixels of all scenes, by their normal equations; UsageError without any."""
        gram: NDArray[np.float64] | float = 0.0
        moment: NDArray[np.float64] | float = 0.0
        for scene in scenes:
            y = scene.arrays[target].astype(np.float32)
            design = _design(scene.arrays[source].astype(np.float32), (y.shape[1], y.shape[2]))
            gram = gram + design.T @ design
            moment = moment + design.T @ y.reshape(len(y), -1).T.astype(np.float64)
        if isinstance(gram, float):
            raise UsageError(f"no training scene to fit the regression {source}->{target} on")
        ridge = _RIDGE * np.trace(gram) / len(gram) * np.eye(len(gram))
        return cls(np.linalg.solve(gram + ridge, np.asarray(moment)))

    def translate(self, source: Image, target_px: tuple[int, int]) -> Image:
        """Source (bands, rows, columns) -> target (bands, rows, columns) at ``target_px``, model values."""
        y = _design(source, target_px) @ self.weights
        return y.T.reshape(-1, *target_px).astype(np.float32)


def _design(source: Image, target_px: tuple[int, int]) -> NDArray[np.float64]:
    """(bands, h, w) -> (pixels of the target, bands + 1)."""
    x = resample(source, target_px).reshape(len(source), -1).T
    return np.concatenate([x, np.ones((len(x), 1), np.float32)], axis=1).astype(np.float64)


def resample(image: Image, size_px: tuple[int, int]) -> Image:
    """Bring (bands, h, w) to another size: by averaging where it shrinks, bilinearly where it grows."""
    if image.shape[1:] == size_px:
        return image
    tensor = torch.from_numpy(np.ascontiguousarray(image))[None]
    if size_px[0] < image.shape[1]:
        return F.adaptive_avg_pool2d(tensor, size_px)[0].numpy()
    return F.interpolate(tensor, size_px, mode="bilinear", align_corners=False)[0].numpy()
