"""Metrics with a physical meaning: spectral angle, indices and masks, radar level and speckle."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from any2any.spec.modality import Modality

Image = NDArray[np.floating]

DARKEST = 1e-6
"""Spectra with a smaller norm have no angle; bands with a smaller mean have no relative error."""


def spectral_angle_deg(image: Image, truth: Image) -> float:
    """Mean angle between the spectra of image and truth in degrees, 0 .. 90 for values that are not negative.

    Both (C, H, W) in one physical quantity, such as reflectance. A factor common to all bands of a pixel has no effect.
    Pixels that are black in either image have no angle and are omitted; NaN if all are. Spectral angle mapper: Kruse et
    al. 1993, Remote Sensing of Environment 44.
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
    images", with his ratio of pixel sizes set to 1: image and truth have one grid. NaN if a band of the truth is black.
    """
    axes = (1, 2)
    mse = np.square(image.astype(np.float64) - truth).mean(axis=axes)
    mean = truth.mean(axis=axes, dtype=np.float64)
    if (mean <= DARKEST).any():
        return math.nan
    return float(100.0 * math.sqrt(float(np.mean(mse / np.square(mean)))))


Plane = NDArray[np.floating]
Bands = Mapping[str, Plane]
"""Reflectance (H, W) by band name; every near infrared is ``nir``."""


@dataclass(frozen=True)
class Index:
    """(a - b) / (a + b) of two bands, -1 .. 1."""

    name: str
    a: str
    b: str


INDICES = (
    Index("ndvi", "nir", "red"),
    Index("ndwi", "green", "nir"),
    Index("mndwi", "green", "swir1"),
    Index("nbr", "nir", "swir2"),
)
"""Rouse et al. 1974; McFeeters 1996; Xu 2006; Key and Benson 2006."""

WATER_ABOVE = 0.0
"""Of MNDWI (Xu 2006), or of NDWI (McFeeters 1996) without short-wave infrared: the authors' threshold."""

VEGETATION_ABOVE = 0.4
"""Of NDVI: within USGS's 0.2 to 0.5 for sparse vegetation, below 0.6 for dense vegetation. A convention."""

SMALLEST_SUM = 1e-3
"""Reflectance: a smaller sum of both bands counts as this, so that the index of black pixels is near 0."""

_NEAR_INFRARED = ("nir", "nir_narrow")


def bands_of(reflectance: Plane, modality: Modality) -> dict[str, Plane]:
    """Name the bands of (C, H, W) reflectance, with the near infrared as ``nir``."""
    names = ("nir" if band.name in _NEAR_INFRARED else band.name for band in modality.bands)
    return dict(zip(names, reflectance, strict=True))


def index_values(index: Index, bands: Bands) -> Plane:
    """Return the index of every pixel (H, W), -1 .. 1 for reflectance that is not negative."""
    a, b = bands[index.a].astype(np.float64), bands[index.b].astype(np.float64)
    return (a - b) / np.maximum(a + b, SMALLEST_SUM)


def masks(values: Mapping[str, Plane]) -> dict[str, NDArray[np.bool_]]:
    """Masks of water and vegetation, if the given indices (H, W) allow them."""
    found: dict[str, NDArray[np.bool_]] = {}
    wet = values.get("mndwi", values.get("ndwi"))
    if wet is not None:
        found["water"] = np.asarray(wet > WATER_ABOVE)
    if "ndvi" in values:
        found["vegetation"] = np.asarray(values["ndvi"] > VEGETATION_ABOVE)
    return found


def index_figures(image: Bands, truth: Bands, fixed: Bands) -> dict[str, float]:
    """Errors of the indices that an image's bands allow, and the overlap of its masks with the truth's.

    ``fixed`` are measured bands on the same grid, such as a source's, for bands that the image lacks: the
    NDVI of a translated NIR band takes its red from the source, on both sides. Returns ``<index>_mae``, and for
    ``water`` and ``vegetation`` the pixels ``_both`` and ``_either`` (their quotient is the intersection over union)
    and ``_truth``, ``_pixels``.
    """
    indices = [i for i in INDICES if {i.a, i.b} <= {*image, *fixed} and {i.a, i.b} & {*image}]
    a, b = ({i.name: index_values(i, {**fixed, **bands}) for i in indices} for bands in (image, truth))
    figures = {f"{name}_mae": float(np.abs(a[name] - b[name]).mean()) for name in a}
    return figures | dict(_overlaps(masks(a), masks(b)))


def _overlaps(
    image: Mapping[str, NDArray[np.bool_]], truth: Mapping[str, NDArray[np.bool_]]
) -> Iterator[tuple[str, float]]:
    for name, mask in truth.items():
        yield f"{name}_both", float((image[name] & mask).sum())
        yield f"{name}_either", float((image[name] | mask).sum())
        yield f"{name}_truth", float(mask.sum())
        yield f"{name}_pixels", float(mask.size)


BLOCK_PX = 8
"""Side of the squares in which looks are estimated, small enough to lie within one field."""


def equivalent_number_of_looks(backscatter_db: Image) -> float:
    """Mean power squared over variance of power: the median over squares of 8 x 8 pixels.

    ``backscatter_db``: (C, H, W), at least 8 x 8 pixels. L-look speckle gives about L; fewer if the squares also
    contain structure; infinity for a flat image. Oliver and Quegan 1998, "Understanding Synthetic Aperture Radar
    Images", chapter 4. The median replaces a manual choice of homogeneous areas.
    """
    power = np.power(10.0, backscatter_db.astype(np.float64) / 10.0)
    c, rows, columns = (size // side for size, side in zip(power.shape, (1, BLOCK_PX, BLOCK_PX), strict=True))
    squares = power[:, : rows * BLOCK_PX, : columns * BLOCK_PX].reshape(c, rows, BLOCK_PX, columns, BLOCK_PX)
    mean, variance = squares.mean(axis=(2, 4)), squares.var(axis=(2, 4), ddof=1)
    # The median of 1 / ENL, which is 0, not infinite, for a flat square.
    normalised = float(np.median(variance / np.square(mean)))
    return 1.0 / normalised if normalised > FLAT else math.inf


FLAT = 1e-9
"""A normalised variance below this is rounding, not speckle."""


def bias_db(image_db: Image, truth_db: Image) -> float:
    """Mean of image minus truth in dB, both (C, H, W) backscatter: above 0 if the image is too bright."""
    return float(np.mean(image_db.astype(np.float64) - truth_db))
