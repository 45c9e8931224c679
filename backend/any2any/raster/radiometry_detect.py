"""Detect a raster's encoding from its data type, tags and a sample of its values, with the reason in one sentence."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from any2any.errors import Message, UsageError
from any2any.raster import radiometry as rad
from any2any.raster.plausibility import (
    check_backscatter,
    check_reflectance,
    refuse_by_name,
    refuse_phase,
    smooth_warnings,
)
from any2any.raster.product import (
    SYNTHETIC_TAG,
)
from any2any.raster.radiometry import Encoding
from any2any.raster.radiometry_backscatter import calibrated_or_placed, detect_backscatter
from any2any.raster.radiometry_reflectance import detect_reflectance
from any2any.raster.radiometry_sample import (
    Detection,
    RasterSample,
    file_name,
    from_tags,
    median_db,
    scale_says_so,
)
from any2any.spec.modality import Modality, Quantity

ENCODINGS: dict[Quantity, tuple[str, ...]] = {
    "reflectance": ("reflectance", "s2", "s2_offset", "landsat_c2", "landsat_c2_l1", "tags", "display8"),
    "backscatter_db": ("db", "db10", "db100", "power", "amplitude", "quicklook8", "quicklook8_db", "tags"),
    "temperature_k": ("kelvin", "celsius", "landsat_st", "tags"),
}
"""Names that a user can choose, by the quantity of the source modality."""


def resolve(choice: str, modality: Modality, sample: RasterSample) -> Detection:
    """Detect (``"auto"``) or apply the chosen encoding, and check that the numbers fit it.

    UsageError names the value and another encoding to try.
    """
    names = ENCODINGS[modality.quantity]
    if choice != "auto" and choice not in names:
        raise UsageError(
            Message(
                "units-other-kind",
                "radiometry {radiometry!r} does not fit {title}: choose auto, {others}",
                radiometry=choice,
                title=modality.title,
                others=", ".join(names),
            )
        )
    if choice == "auto":
        refuse_by_name(file_name(sample), sample.band_names, sample.units)
    if choice != "auto":
        detection = _chosen(choice, modality, sample)
    elif modality.quantity == "reflectance":
        detection = detect_reflectance(modality, sample)
    elif modality.quantity == "backscatter_db":
        detection = detect_backscatter(modality, sample)
    else:
        detection = _detect_temperature(modality, sample)
    if sample.tags.get(SYNTHETIC_TAG) == "yes":  # an odd translation still is what it says
        return detection
    _check(detection.encoding, modality, sample)
    if choice == "auto" and modality.quantity == "backscatter_db" and sample.dtype != "uint8":
        refuse_phase(sample.values, detection.encoding.name)
    doubts = _doubts(detection.encoding, modality, sample, chosen=choice != "auto")
    suspects = _suspect_values(detection.encoding, sample)
    return replace(detection, warnings=detection.warnings + doubts + suspects)


_FIXED = {
    encoding.name: encoding
    for encoding in (
        *(rad.REFLECTANCE, rad.S2, rad.S2_OFFSET, rad.LANDSAT_C2, rad.LANDSAT_C2_L1),
        *(rad.DB, rad.DB10, rad.DB100, rad.QUICKLOOK8, rad.QUICKLOOK8_DB),
        *(rad.KELVIN, rad.CELSIUS, rad.LANDSAT_ST),
    )
}


def _chosen(name: str, modality: Modality, sample: RasterSample) -> Detection:
    reason = Message("why-chosen", "as chosen")
    if name == "tags":
        return Detection(from_tags(sample), reason)
    if name == "display8":
        return Detection(rad.display8(modality), reason)
    if name in _FIXED:
        return Detection(_FIXED[name], reason)
    if sample.nonzero_median < 0:
        said = Message(
            "wrong-units",
            "with radiometry {radiometry} the median of {median:.4g} cannot be: negative values are dB, so choose db "
            "or auto",
            radiometry=name,
            median=sample.nonzero_median,
        )
        raise UsageError(said)
    return calibrated_or_placed(rad.POWER if name == "power" else rad.AMPLITUDE, sample, reason)


def _detect_temperature(modality: Modality, sample: RasterSample) -> Detection:
    if sample.has_scale:
        return Detection(from_tags(sample), scale_says_so())
    middle = sample.nonzero_median
    if middle > 10000:
        reason = Message(
            "why-landsat-st",
            "values near {middle:,.0f} are Landsat Collection 2's temperatures",
            middle=middle,
        )
        return Detection(rad.LANDSAT_ST, reason)
    if 180 <= middle <= 400:
        return Detection(
            rad.KELVIN, Message("why-kelvin", "values near {middle:.0f} are kelvin", middle=middle)
        )
    if -90 <= middle <= 100 and sample.dtype.startswith("float"):
        reason = Message("why-celsius", "values near {middle:.1f} are degrees Celsius", middle=middle)
        return Detection(rad.CELSIUS, reason)
    raise UsageError(
        Message(
            "units-unknown",
            "values near {value:,.4g} are not {title} temperature: choose the radiometry, or convert the "
            "file to kelvin",
            value=middle,
            title=modality.title,
        )
    )


_POSSIBLE: dict[Quantity, tuple[str, tuple[float, float]]] = {
    "reflectance": ("reflectance", (-0.3, 2.0)),
    "backscatter_db": ("backscatter in dB", (-60.0, 30.0)),
    "temperature_k": ("temperature in kelvin", (180.0, 400.0)),
}
"""Name of each quantity, and the range of a scene's median."""


def _check(encoding: Encoding, modality: Modality, sample: RasterSample) -> None:
    """Refuse numbers that the encoding turns into impossible values."""
    if encoding.transfer == "linear":
        median = float(np.median(encoding.to_physical(sample.values)))
    else:
        median = median_db(encoding, sample)
    what, possible = _POSSIBLE[modality.quantity]
    if possible[0] <= median <= possible[1]:
        return
    others = ", ".join(n for n in ENCODINGS[modality.quantity] if n != encoding.name)
    said = Message(
        "wrong-units",
        "with radiometry {radiometry} the median is {median:.4g}, which is not {what}: choose auto, or one of {others}",
        radiometry=encoding.name,
        median=median,
        what=what,
        others=others,
    )
    raise UsageError(said)


def _doubts(encoding: Encoding, modality: Modality, sample: RasterSample, chosen: bool) -> tuple[str, ...]:
    if modality.quantity == "reflectance" and encoding.name != "display8":
        physical = encoding.to_physical(sample.values)
        doubts = check_reflectance(physical, modality, encoding.name, chosen)
        return doubts if chosen else doubts + smooth_warnings(sample.values, sample.neighbour_step)
    if modality.quantity == "backscatter_db" and not encoding.name.startswith("quicklook8"):
        return check_backscatter(median_db(encoding, sample), encoding.name)
    return ()


def _suspect_values(encoding: Encoding, sample: RasterSample) -> tuple[str, ...]:
    """Warn of values that look like undeclared nodata."""
    values = sample.values
    if encoding.transfer != "linear" and encoding.name != "quicklook8":
        zeros = float(np.mean(values == 0))
        if zeros > 0.01:
            return (f"{zeros:.0%} of the samples are 0, which radar never measures: declare 0 as nodata",)
    if sample.dtype.startswith("float") and float(values.min()) <= -9999:
        return (f"a value of {float(values.min()):g} looks like nodata: declare it in the file",)
    return ()
