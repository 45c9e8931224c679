"""Detect how a raster stores radar backscatter."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from any2any.errors import Message, UsageError
from any2any.raster import radiometry as rad
from any2any.raster.plausibility import (
    check_smooth_radar,
)
from any2any.raster.product import (
    radar_unit,
)
from any2any.raster.radiometry import Encoding
from any2any.raster.radiometry_sample import (
    UNCALIBRATED_MEDIAN_DB,
    Detection,
    RasterSample,
    file_name,
    from_tags,
    median_db,
)
from any2any.spec.modality import Modality

LOWEST_DB100 = -400.0
"""A whole-number median above this is dB times 10: -4 dB would be brighter than land, -40 dB darker than water."""


def _placed(encoding: Encoding, sample: RasterSample) -> Encoding:
    """Shift a logarithmic encoding so that the raster's median becomes UNCALIBRATED_MEDIAN_DB."""
    return replace(encoding, offset=round(UNCALIBRATED_MEDIAN_DB - median_db(encoding, sample), 3))


def detect_backscatter(modality: Modality, sample: RasterSample) -> Detection:
    """Detect dB, its multiples, power, amplitude or a quicklook; UsageError if the values fit none."""
    if sample.dtype == "uint8" and not sample.has_scale:
        return _quicklook_detection()
    if sample.has_scale:
        return _detect_scaled_backscatter(sample)
    low, middle, high = sample.percentile(1), sample.nonzero_median, sample.percentile(99)
    if middle < -60 or (low < -100 and np.issubdtype(sample.dtype, np.signedinteger)):
        if low < -10000:
            raise UsageError(
                Message(
                    "units-unknown",
                    "values down to {value:,.0f} are not {title} backscatter: declare them as nodata or "
                    "choose the radiometry",
                    value=low,
                    title=modality.title,
                )
            )
        if middle > LOWEST_DB100:
            return Detection(rad.DB10, Message("why-db10", "values from {low:,.0f} are dB times 10", low=low))
        return Detection(rad.DB100, Message("why-db100", "values from {low:,.0f} are dB times 100", low=low))
    if middle < 0:
        decibels = Message("why-db", "values from {low:.1f} to {high:.1f} are dB", low=low, high=high)
        return Detection(rad.DB, decibels)
    if sample.dtype == "complex":
        detected = Message("why-complex", "complex values were detected to power")
        return calibrated_or_placed(rad.POWER, sample, detected)
    named = radar_unit(file_name(sample), sample.band_names)
    if named == "amplitude":
        said = Message("why-named-amplitude", "the product's name says amplitude")
        return calibrated_or_placed(rad.AMPLITUDE, sample, said)
    if named == "power":
        said = Message("why-named-power", "the product's name says power")
        return calibrated_or_placed(rad.POWER, sample, said)
    if sample.dtype.startswith("float") and middle <= 10:
        linear = Message(
            "why-power", "positive values with median {middle:.3g} are linear power", middle=middle
        )
        return Detection(rad.POWER, linear)
    check_smooth_radar(sample.values, sample.neighbour_step)
    reason = Message("why-amplitude", "positive values with median {middle:.4g} are amplitude", middle=middle)
    return calibrated_or_placed(rad.AMPLITUDE, sample, reason)


def _quicklook_detection() -> Detection:
    warning = Message(
        "quicklook",
        "an 8-bit radar image is not calibrated: calibrated backscatter in dB gives better results; if grey levels are "
        "linear in dB choose radiometry quicklook8_db",
    )
    reason = Message("why-quicklook", "8-bit values are taken for a stretched amplitude quicklook")
    return Detection(rad.QUICKLOOK8, reason, (warning,))


def _detect_scaled_backscatter(sample: RasterSample) -> Detection:
    tags = from_tags(sample)
    if float(np.median(tags.to_physical(sample.values))) < 0:
        return Detection(tags, Message("why-scale-db", "the file's GDAL scale and offset give dB"))
    if any(sample.offsets):
        raise UsageError(
            Message(
                "scale-no-db",
                "the file's GDAL scale and offset give positive values, which are not dB: convert it to dB",
            )
        )
    power = replace(rad.POWER, scale=tags.scale)
    reason = Message("why-scale-power", "the file's GDAL scale gives positive values, linear power")
    return Detection(power, reason)


def calibrated_or_placed(encoding: Encoding, sample: RasterSample, reason: Message) -> Detection:
    """Keep an encoding whose median is possible over ground; else put the median at UNCALIBRATED_MEDIAN_DB."""
    if -40 <= median_db(encoding, sample) <= 10:
        return Detection(encoding, reason)
    return _placed_detection(encoding, sample, reason)


def _placed_detection(encoding: Encoding, sample: RasterSample, reason: Message) -> Detection:
    warning = Message(
        "not-calibrated",
        "the radar image is not calibrated: its median was put at {level:g} dB; calibrated backscatter in dB gives "
        "better results",
        level=UNCALIBRATED_MEDIAN_DB,
    )
    placed = reason.then(f", median put at {UNCALIBRATED_MEDIAN_DB:g} dB")
    return Detection(_placed(encoding, sample), placed, (warning,))
