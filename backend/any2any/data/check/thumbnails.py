"""Small pictures of tiles: enough to see what is in them, too little to be the data."""

from __future__ import annotations

import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from any2any.spec.modality import Modality

LARGEST_PX = 160
"""Longer side of a picture."""

_STRETCH = (2.0, 98.0)
_COLOURS = ("red", "green", "blue")


def thumbnail_png(values: NDArray[np.float32], modality: Modality) -> bytes:
    """Draw model values (C, H, W), NaN transparent, stretched from the 2nd to the 98th percentile, as PNG.

    Bands named red, green and blue become colours; else the first band is grey.
    """
    names = [band.name for band in modality.bands]
    colour = [names.index(name) for name in _COLOURS] if set(_COLOURS) <= set(names) else [0]
    bands = _shrink(values[colour])
    valid = np.asarray(np.isfinite(bands).all(axis=0), np.bool_)
    grey = np.stack([_stretch(band, valid) for band in bands], axis=-1)  # (H, W, 1 or 3)
    if grey.shape[2] == 1:
        grey = grey.repeat(3, axis=2)
    alpha = np.where(valid, np.uint8(255), np.uint8(0))
    stream = io.BytesIO()
    Image.fromarray(np.dstack([grey, alpha])).save(stream, "PNG", optimize=True)
    return stream.getvalue()


def _shrink(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """Average blocks of pixels, so that speckle does not turn into dots."""
    block = -(-max(values.shape[1:]) // LARGEST_PX)
    c, rows, columns = values.shape[0], *(max(size // block, 1) for size in values.shape[1:])
    values = values[:, : rows * block, : columns * block]
    blocks = values.reshape(c, rows, values.shape[1] // rows, columns, values.shape[2] // columns)
    return np.asarray(blocks.mean(axis=(2, 4)), np.float32)


def _stretch(band: NDArray[np.float32], valid: NDArray[np.bool_]) -> NDArray[np.uint8]:
    if not valid.any():
        return np.zeros(band.shape, np.uint8)
    low, high = np.percentile(band[valid], _STRETCH)
    scaled = (np.where(valid, band, low) - low) / max(high - low, 1e-3) * 255
    return np.clip(scaled, 0, 255).astype(np.uint8)
