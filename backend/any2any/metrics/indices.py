"""Spectral indices, and masks of water and vegetation, from reflectance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from any2any.spec.modality import Modality

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
    """Masks of water and vegetation, as far as the given indices (H, W) allow."""
    found: dict[str, NDArray[np.bool_]] = {}
    wet = values.get("mndwi", values.get("ndwi"))
    if wet is not None:
        found["water"] = np.asarray(wet > WATER_ABOVE)
    if "ndvi" in values:
        found["vegetation"] = np.asarray(values["ndvi"] > VEGETATION_ABOVE)
    return found


def index_figures(image: Bands, truth: Bands, fixed: Bands) -> dict[str, float]:
    """Errors of the indices that the bands of an image allow, and how its masks overlap the truth's.

    ``fixed`` are measured bands of the same grid, such as a source's, that stand in where the image lacks one: the
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
