"""Radar metrics: the level, and the amount of speckle."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.floating]

BLOCK_PX = 8
"""Side of the squares in which looks are estimated, small enough to lie within one field."""


def equivalent_number_of_looks(backscatter_db: Image) -> float:
    """Mean power squared over variance of power: the median over squares of 8 x 8 pixels.

    ``backscatter_db``: (C, H, W), at least 8 x 8 pixels. L-look speckle gives about L; fewer where the squares show
    structure too; infinity for an image that is flat. Oliver and Quegan 1998, "Understanding Synthetic Aperture
    Radar Images", chapter 4. The median stands in for a choice of homogeneous areas by hand.
    """
    power = np.power(10.0, backscatter_db.astype(np.float64) / 10.0)
    c, rows, columns = (size // side for size, side in zip(power.shape, (1, BLOCK_PX, BLOCK_PX), strict=True))
    squares = power[:, : rows * BLOCK_PX, : columns * BLOCK_PX].reshape(c, rows, BLOCK_PX, columns, BLOCK_PX)
    mean, variance = squares.mean(axis=(2, 4)), squares.var(axis=(2, 4), ddof=1)
    # The median of 1 / ENL, which is 0 and not infinite where a square is flat.
    normalised = float(np.median(variance / np.square(mean)))
    return 1.0 / normalised if normalised > FLAT else math.inf


FLAT = 1e-9
"""A normalised variance below this is rounding, not speckle."""


def bias_db(image_db: Image, truth_db: Image) -> float:
    """Mean of image minus truth in dB, both (C, H, W) backscatter: above 0 where the image is too bright."""
    return float(np.mean(image_db.astype(np.float64) - truth_db))
