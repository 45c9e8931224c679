"""Map colour that was stretched for display back to a reflectance scale.

Stretched 8-bit colour has no absolute level: the same field is dark in one delivery and bright in another. A model
trained on it and on calibrated reflectance sees two truths for one radar image, and mixes them. One affine map per band
and stretch, fitted to percentiles, makes them consistent.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rasterio.errors import RasterioError

from any2any.data.bands import format_linear
from any2any.data.builders.files import Tally
from any2any.raster.opening import GDAL_ERRORS, open_quietly
from any2any.raster.product import surface_reflectance
from any2any.raster.radiometry import Encoding

PERCENTILES = (5.0, 95.0)
"""Percentiles that exclude saturated clouds and black borders."""

_TOP_OF_ATMOSPHERE = {"red": (0.057, 0.140), "green": (0.081, 0.137), "blue": (0.097, 0.146)}
"""At those percentiles: medians over the 106 calibrated Sentinel-2 training scenes (level 1C) of s2_chips, s2_cities
and sen12mscr."""

REFERENCE_REFLECTANCE = tuple(
    tuple(surface_reflectance(value, band) for value in values) for band, values in _TOP_OF_ATMOSPHERE.items()
)
"""Surface reflectance of red, green, blue at those percentiles."""

SMALLEST_SPAN = 16.0
"""Least distance of the percentiles in grey levels; flatter images do not show their stretch."""


def fit_stretch(images: Iterable[NDArray[np.uint8]]) -> Encoding:
    """Return the encoding that takes the grey levels of images of one stretch, each (3, H, W), to reflectance."""
    counts = np.zeros((3, 256), np.int64)
    for image in images:
        counts += [np.bincount(band.ravel(), minlength=256) for band in image]
    low, high = (np.array([_percentile(of_band, share) for of_band in counts]) for share in PERCENTILES)
    wanted_low, wanted_high = np.transpose(REFERENCE_REFLECTANCE)
    scale = (wanted_high - wanted_low) / np.maximum(high - low, SMALLEST_SPAN)
    return Encoding("stretched8", scale=tuple(scale), offset=tuple(wanted_low - low * scale))


def _percentile(counts: NDArray[np.int64], percent: float) -> float:
    """Return the result of ``np.percentile`` for pixels with this histogram of grey levels."""
    until = np.cumsum(counts)
    position = percent / 100 * (until[-1] - 1)
    below, above = np.searchsorted(until, [np.floor(position), np.ceil(position)], side="right")
    return float(below + (above - below) * (position % 1))


def read_and_fit(paths: Iterable[Path], tally: Tally) -> str | None:
    """Return the radiometry of images of one stretch, read one after another; None if none can be read."""
    images = (image for path in paths if (image := _read_colour(path, tally)) is not None)
    first = next(images, None)
    if first is None:
        return None
    encoding = fit_stretch(chain([first], images))
    return format_linear(encoding.scale, encoding.offset)


def _read_colour(path: Path, tally: Tally) -> NDArray[np.uint8] | None:
    if not path.is_file():
        return None
    try:
        with open_quietly(path) as dataset:
            if dataset.count < 3:
                raise RasterioError(f"it has {dataset.count} band(s), colour needs 3")
            if dataset.dtypes[0] != "uint8":
                raise RasterioError(f"it holds {dataset.dtypes[0]}, stretched colour is uint8")
            image: NDArray[np.uint8] = dataset.read([1, 2, 3])
    except GDAL_ERRORS as error:
        tally.cannot_read(path, error)
        return None
    return image
