"""Detect how a raster stores reflectance."""

from __future__ import annotations

import numpy as np

from any2any.errors import Message, UsageError
from any2any.raster import radiometry as rad
from any2any.raster.bands import refuse_counts
from any2any.raster.plausibility import (
    is_likely,
)
from any2any.raster.product import (
    OFFSET_BASELINE,
    landsat_level,
    sentinel2_baseline,
)
from any2any.raster.radiometry_sample import Detection, RasterSample, from_tags, scale_says_so
from any2any.spec.modality import Modality

NEGATIVE_AT_LEVEL_2 = 0.03
"""Share of values of a Landsat level 2 scene that may lie below 0: water and shadow, overcorrected."""


def detect_reflectance(modality: Modality, sample: RasterSample) -> Detection:
    """Detect reflectance, its multiples or display values; UsageError if the values fit none."""
    middle, top = sample.percentile(50), sample.percentile(99)
    if middle < -1 and not sample.has_scale:
        raise UsageError(
            Message(
                "units-unknown",
                "a median of {value:.4g} is not reflectance of {title}: it looks like radar backscatter "
                "in dB, so choose source sar or another file",
                value=middle,
                title=modality.title,
            )
        )
    if sample.dtype == "uint8" and not sample.has_scale:
        return Detection(rad.display8(modality), Message("why-picture", "8-bit values are display imagery"))
    if sample.has_scale:
        return Detection(from_tags(sample), scale_says_so())
    if top <= 1.6:
        return Detection(
            rad.REFLECTANCE,
            Message("why-reflectance", "values up to {top:.3g} are reflectance already", top=top),
        )
    return _detect_scaled_reflectance(modality, sample, top)


def _detect_scaled_reflectance(modality: Modality, sample: RasterSample, top: float) -> Detection:
    refuse_counts(sample.name, sample.metadata, sample.dtype)
    level = landsat_level(sample.name)
    if level is not None:
        encoding = rad.LANDSAT_C2 if level == 2 else rad.LANDSAT_C2_L1
        named = Message(
            "why-landsat-name", "the product name is Landsat Collection 2 level {level}", level=level
        )
        return Detection(encoding, named)
    baseline = sentinel2_baseline(sample.name, sample.tags, sample.metadata)
    if baseline is None and (landsat := _landsat_by_values(modality, sample, top)):
        return landsat
    if top > 20000:
        raise UsageError(
            Message(
                "units-unknown",
                "values up to {value:,.0f} cannot be {title} reflectance times 10,000: choose the "
                "radiometry, such as landsat_c2, or convert the file to reflectance",
                value=top,
                title=modality.title,
            )
        )
    if sample.dtype.startswith("float") and top <= 255:
        raise UsageError(
            Message(
                "units-unknown",
                "floating-point values up to {value:.4g} are neither reflectance (0 to 1) nor reflectance "
                "times 10,000: choose the radiometry, such as s2 or display8, or divide a percentage by "
                "100",
                value=top,
                title=modality.title,
            )
        )
    if baseline is not None and baseline >= OFFSET_BASELINE:
        reason = Message(
            "why-baseline",
            "Sentinel-2 processing baseline {baseline:05.2f} stores reflectance times 10,000 plus 1,000",
            baseline=baseline,
        )
        return Detection(rad.S2_OFFSET, reason, _offset_warnings(sample))
    reason = Message("why-s2", "values up to {top:,.0f} are reflectance times 10,000", top=top)
    return Detection(rad.S2, reason, _s2_doubts(sample, top, baseline))


def _s2_doubts(sample: RasterSample, top: float, baseline: float | None) -> tuple[str, ...]:
    if top <= 255:
        return (
            Message(
                "dark-s2",
                "values up to {top:.0f} are very dark as reflectance times 10,000; if they are 8-bit display "
                "values choose radiometry display8",
                top=top,
            ),
        )
    low = sample.percentile(0.1)
    if baseline is None and 1000 <= low < 1600:
        return (
            Message(
                "maybe-offset",
                "no value is below {low:,.0f}: if this is Sentinel-2 since 2022 with its offset choose radiometry "
                "s2_offset",
                low=low,
            ),
        )
    return ()


def _landsat_by_values(modality: Modality, sample: RasterSample, top: float) -> Detection | None:
    """Recognise Collection 2 by its values: even shadows are above 5,000, which stores reflectance 0 at level 1.

    At level 2 that is stored as 7,273: if many values are below, the level is 1.
    """
    low, surface = sample.percentile(1), rad.LANDSAT_C2.to_physical(sample.values)
    level_1 = float(np.mean(surface < 0)) > NEGATIVE_AT_LEVEL_2
    encoding, level = (rad.LANDSAT_C2_L1, 1) if level_1 else (rad.LANDSAT_C2, 2)
    if low < 5000 or not is_likely(encoding.to_physical(sample.values), modality):
        return None
    if top <= 20000 and is_likely(rad.S2.to_physical(sample.values), modality):
        return None
    warning = Message(
        "landsat-by-values",
        "no product name says so, but values from {low:,.0f} to {top:,.0f} are taken for Landsat Collection 2 "
        "level {level}; if it is level {other_level} choose radiometry {other}, if they are snow or cloud in "
        "reflectance times 10,000 choose radiometry s2",
        low=low,
        top=top,
        level=level,
        other_level=3 - level,
        other="landsat_c2" if level_1 else "landsat_c2_l1",
    )
    reason = Message(
        "why-landsat", "values from {low:,.0f} to {top:,.0f} are Landsat Collection 2's", low=low, top=top
    )
    return Detection(encoding, reason, (warning,))


def _offset_warnings(sample: RasterSample) -> tuple[str, ...]:
    low = sample.percentile(5)
    if low >= 800:
        return ()
    return (
        Message(
            "offset-negative",
            "values as low as {low:.0f} become negative reflectance with the offset of baseline 04.00; if it "
            "was removed already choose radiometry s2",
            low=low,
        ),
    )
