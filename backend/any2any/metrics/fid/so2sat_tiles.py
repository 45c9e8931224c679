"""Tiles for the networks of So2Sat LCZ42 from our bands: what fills which channel, at which scale.

Channels and scaling are those of the authors' own programs; the statistics that the norms of the networks stored in
training confirm them (``docs/evaluation.md``).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor

from any2any.metrics.fid.so2sat import S1_CHANNELS, TILE_PIXEL_M, TILE_PX
from any2any.raster.radiometry import from_model_values
from any2any.spec.modality import Modality

Image = NDArray[np.float32]

WAVELENGTHS_NM = (490.0, 560.0, 665.0, 705.0, 740.0, 783.0, 842.0, 865.0, 1610.0, 2190.0)
"""Of the channels for Sentinel-2, in reflectance: B2, B3, B4, B5, B6, B7, B8, B8A, B11, B12."""

AS_IF_NM = {705.0: 697.0, 740.0: 799.0, 783.0: 841.0, 842.0: 841.0}
"""Where a channel that we lack lies on the line from red to near infrared, because the red edge is a step, not a line:
least squares over eight sources of real Sentinel-2 (16, 67, 88 and 88 % of the way)."""

SAME_BAND_NM = 10.0
"""A band so near in wavelength is the channel itself."""

REACH_NM = 30.0
"""Shortest and longest wavelength of a modality may miss those of the channels by this much."""

VV, VV_FILTERED = 1, 4
"""Channels for Sentinel-1 that one polarisation fills. The others are VH, VH filtered, two coherences of VH and VV, and
the cosine of their phase."""

VV_DB, VV_FILTERED_DB = (-11.6, 4.9), (-11.2, 4.4)
"""Mean and deviation: of 100 scenes of calibrated Sentinel-1 outside cities (BigEarthNet, SEN12MS, SEN12MS-CR). In
training they were those of each city with its surroundings."""

LEE_PX = 7
"""Side of the filter's window, as in training."""

LEE_LOOKS = 4.4
"""Equivalent number of looks of Sentinel-1's ground range product."""


def takes_radar(modality: Modality) -> bool:
    """Whether the network for Sentinel-1 sees a modality: one band of backscatter, taken as VV."""
    return modality.quantity == "backscatter_db" and modality.channels == 1


def takes_spectra(modality: Modality) -> bool:
    """Whether the network for Sentinel-2 sees a modality: reflectance from blue to the second short-wave infrared."""
    known = [band.wavelength_nm for band in modality.bands if band.wavelength_nm is not None]
    if modality.quantity != "reflectance" or len(known) < modality.channels:
        return False
    ends = (min(known), WAVELENGTHS_NM[0]), (max(known), WAVELENGTHS_NM[-1])
    return all(abs(ours - theirs) <= REACH_NM for ours, theirs in ends)


def radar_tiles(image: Image, modality: Modality) -> Tensor:
    """image: (1, H, W) model values -> (N, 7, 32, 32): VV and filtered VV; 0, the mean, where we have nothing."""
    image_db = _at_tile_pixels(_physical(image, modality), modality)
    unfiltered, filtered = _cut(image_db), _cut(lee_filter(image_db))
    tiles = torch.zeros(len(filtered), S1_CHANNELS, TILE_PX, TILE_PX)
    tiles[:, VV] = (unfiltered[:, 0] - VV_DB[0]) / VV_DB[1]
    tiles[:, VV_FILTERED] = (filtered[:, 0] - VV_FILTERED_DB[0]) / VV_FILTERED_DB[1]
    return tiles


def spectral_tiles(image: Image, modality: Modality) -> Tensor:
    """image: (C, H, W) model values -> (N, 10, 32, 32) reflectance; a channel that we lack is interpolated."""
    mix = torch.from_numpy(_mix([band.wavelength_nm or 0.0 for band in modality.bands]))
    bands = _at_tile_pixels(_physical(image, modality), modality)
    return _cut(torch.einsum("kc,chw->khw", mix, bands))


def _mix(ours_nm: Sequence[float]) -> NDArray[np.float32]:
    """Weights (10, C) of our bands in each channel: one band, or its two neighbours."""
    order = np.argsort(ours_nm)
    axis = np.asarray(ours_nm)[order]
    weights = np.zeros((len(WAVELENGTHS_NM), len(ours_nm)), np.float32)
    for row, wavelength in zip(weights, WAVELENGTHS_NM, strict=True):
        nearest = axis[np.abs(axis - wavelength).argmin()]
        known = abs(nearest - wavelength) <= SAME_BAND_NM
        place = nearest if known else AS_IF_NM.get(wavelength, wavelength)
        row[order] = [np.interp(place, axis, unit) for unit in np.eye(len(axis))]
    return weights


def lee_filter(image_db: Tensor) -> Tensor:
    """Filter speckle of (1, H, W) dB in power: towards the local mean, less where the ground varies (Lee 1980)."""
    power = torch.pow(10.0, image_db.double() / 10.0)
    mean, square = _local_mean(power), _local_mean(power.square())
    variance = (square - mean.square()).clamp(min=0.0)
    of_speckle = 1.0 / LEE_LOOKS
    of_ground = (variance - mean.square() * of_speckle) / (1.0 + of_speckle)
    kept = (of_ground / variance.clamp(min=1e-20)).clamp(0.0, 1.0)
    return (10.0 * torch.log10(mean + kept * (power - mean))).float()


def _local_mean(x: Tensor) -> Tensor:
    padding = (LEE_PX // 2,) * 4
    return F.avg_pool2d(F.pad(x[None], padding, mode="replicate"), LEE_PX, stride=1)[0]


def _physical(image: Image, modality: Modality) -> Tensor:
    return torch.from_numpy(from_model_values(np.clip(image, -1.0, 1.0), modality))


def _at_tile_pixels(image: Tensor, modality: Modality) -> Tensor:
    """Repeat pixels to the size of training's, so that a tile shows as much ground.

    Repeated, not smoothed: the networks saw bands of 20 m so, and take a smooth image for another kind of ground.
    """
    factor = modality.pixel_size_m / TILE_PIXEL_M
    if factor == 1.0:
        return image
    size = [round(side * factor) for side in image.shape[1:]]
    return F.interpolate(image[None], size, mode="nearest-exact")[0]


def _cut(image: Tensor) -> Tensor:
    """(C, H, W) -> (N, C, 32, 32) without overlap; what is left at the lower and right edge is not used."""
    channels, rows, columns = len(image), image.shape[1] // TILE_PX, image.shape[2] // TILE_PX
    whole = image[:, : rows * TILE_PX, : columns * TILE_PX]
    parts = whole.reshape(channels, rows, TILE_PX, columns, TILE_PX)
    return parts.permute(1, 3, 0, 2, 4).reshape(rows * columns, channels, TILE_PX, TILE_PX)
