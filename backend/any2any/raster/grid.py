"""Where a raster's pixels lie: shape, affine transform and CRS as one immutable value.

The valid mask on another modality's pixel grid.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import hypot, isfinite

import numpy as np
from numpy.typing import NDArray

from any2any.raster.window import Bounds

Transform = tuple[float, float, float, float, float, float]
"""Affine (a, b, c, d, e, f): x = a * col + b * row + c, y = d * col + e * row + f."""


FARTHEST = 1e9
"""No map of the Earth has coordinates this large: in feet, half the equator is 7e7."""


@dataclass(frozen=True)
class PixelGrid:
    """The pixel grid of a raster, rotated or not, georeferenced or not."""

    height: int
    width: int
    transform: Transform | None = None
    """Pixel corner to CRS coordinates; None where the raster has none."""
    crs_wkt: str | None = None

    def __post_init__(self) -> None:
        if self.height < 1 or self.width < 1:
            raise ValueError(f"a raster of {self.width} x {self.height} pixels is empty")

    @property
    def bounds(self) -> Bounds:
        """All pixels."""
        return Bounds(0, self.height, 0, self.width)

    @property
    def pixel_size_xy(self) -> tuple[float, float] | None:
        """Lengths of a pixel's sides along columns and rows, in CRS units."""
        if self.transform is None:
            return None
        a, b, _, d, e, _ = self.transform
        return hypot(a, d), hypot(b, e)

    @property
    def is_possible(self) -> bool:
        """Whether the transform, if there is one, gives every pixel a place of its own that a map can have."""
        if self.transform is None:
            return True
        a, b, c, d, e, f = self.transform
        corners = [abs(t) for t in (c, f, a * self.width, b * self.height, d * self.width, e * self.height)]
        return max(corners) < FARTHEST and a * e - b * d != 0 and all(map(isfinite, self.transform))

    def xy(self, row: float, col: float) -> tuple[float, float]:
        """CRS coordinates of a pixel corner; ValueError without a transform."""
        if self.transform is None:
            raise ValueError("the grid has no transform")
        a, b, c, d, e, f = self.transform
        return a * col + b * row + c, d * col + e * row + f

    def crop(self, bounds: Bounds) -> PixelGrid:
        """Grid of a rectangle of these pixels."""
        transform = self.transform
        if transform is not None:
            x, y = self.xy(bounds.row_start, bounds.col_start)
            a, b, _, d, e, _ = transform
            transform = (a, b, x, d, e, y)
        return replace(self, height=bounds.height, width=bounds.width, transform=transform)

    def scaled(self, numerator: int, denominator: int) -> PixelGrid:
        """Grid with ``numerator`` pixels for every ``denominator`` of this one, same origin.

        Sizes round up, so that no ground is lost: 7 pixels scaled by 1/2 are 4.
        """
        transform = self.transform
        if transform is not None:
            a, b, c, d, e, f = transform
            n, m = numerator, denominator
            transform = (a * m / n, b * m / n, c, d * m / n, e * m / n, f)
        return replace(
            self,
            height=-(-self.height * numerator // denominator),
            width=-(-self.width * numerator // denominator),
            transform=transform,
        )


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
