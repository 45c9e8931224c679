"""Put colour that somebody stretched for display back on a reflectance scale.

Stretched 8-bit colour carries no absolute level: the same field is dark in one delivery and bright in another. A
model that is trained on both it and calibrated reflectance has two truths for one radar image, and paints patches
of each. One affine map per band and stretch, from percentiles, makes them one truth again.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from any2any.raster.radiometry import Encoding

PERCENTILES = (5.0, 95.0)
"""Far enough inside that saturated clouds and black borders do not count."""

REFERENCE_REFLECTANCE = ((0.057, 0.140), (0.081, 0.137), (0.097, 0.146))
"""Red, green, blue at those percentiles: medians over the 106 calibrated Sentinel-2 training scenes (level 1C) of
s2_chips, s2_cities and sen12mscr."""

SMALLEST_SPAN = 16.0
"""Grey levels between the percentiles below which an image is too flat to tell its stretch."""


def fit_stretch(images: Iterable[NDArray[np.uint8]]) -> Encoding:
    """Return the encoding that takes the grey levels of images of one stretch, each (3, H, W), to reflectance."""
    pixels = np.concatenate([image.reshape(3, -1) for image in images], axis=1)
    low, high = np.percentile(pixels, PERCENTILES, axis=1)
    wanted_low, wanted_high = np.transpose(REFERENCE_REFLECTANCE)
    scale = (wanted_high - wanted_low) / np.maximum(high - low, SMALLEST_SPAN)
    return Encoding("stretched8", scale=tuple(scale), offset=tuple(wanted_low - low * scale))
