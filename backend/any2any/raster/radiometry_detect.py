"""Which encoding a raster uses: from its data type, tags and a sample of its values, said in one sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from any2any.errors import Message, UsageError
from any2any.raster import radiometry as rad
from any2any.raster.bands import refuse_counts
from any2any.raster.plausibility import (
    check_backscatter,
    check_reflectance,
    check_smooth_radar,
    is_likely,
    refuse_by_name,
    refuse_phase,
    smooth_warnings,
)
from any2any.raster.product import (
    OFFSET_BASELINE,
    SYNTHETIC_TAG,
    landsat_level,
    radar_unit,
    sentinel2_baseline,
)
from any2any.raster.radiometry import Encoding
from any2any.spec.modality import Modality, Quantity

UNCALIBRATED_MEDIAN_DB = -13.0
"""Where the median of an uncalibrated radar image is put: that of calibrated scenes over land."""

NEGATIVE_AT_LEVEL_2 = 0.03
"""Share of values of a Landsat level 2 scene that may lie below 0: water and shadow, corrected too far."""

LOWEST_DB100 = -400.0
"""A whole-number median above this is dB times 10: -4 dB would be brighter than land, -40 dB darker than water."""

ENCODINGS: dict[Quantity, tuple[str, ...]] = {
    "reflectance": ("reflectance", "s2", "s2_offset", "landsat_c2", "landsat_c2_l1", "tags", "display8"),
    "backscatter_db": ("db", "db10", "db100", "power", "amplitude", "quicklook8", "quicklook8_db", "tags"),
    "temperature_k": ("kelvin", "celsius", "landsat_st", "tags"),
}
"""Names that a user can choose, by the quantity of the source modality."""


@dataclass(frozen=True)
class RasterSample:
    """What detection looks at."""

    values: NDArray[np.generic]
    """Valid file values, (C, N), at least one of them."""
    dtype: str
    """Data type in the file; complex data arrives here as detected power, with dtype ``"complex"``."""
    name: str = ""
    """Full path or URL of the raster and of every file that it consists of, a line each."""
    band_names: tuple[str | None, ...] = ()
    """What the file calls the bands."""
    metadata: str | None = None
    """Text of a Sentinel-2 product's metadata file beside the raster."""
    tags: Mapping[str, str] = field(default_factory=dict)
    units: tuple[str | None, ...] = ()
    """Unit per band, where the file names one."""
    neighbour_step: float | None = None
    """Median relative difference of neighbouring pixels of the first band; None where it was not measured."""
    scales: tuple[float, ...] = (1.0,)
    """GDAL scale per band; 1 where the file has none."""
    offsets: tuple[float, ...] = (0.0,)

    @property
    def has_scale(self) -> bool:
        """Whether the file has a GDAL scale or offset that does anything."""
        return any(s != 1 for s in self.scales) or any(o != 0 for o in self.offsets)

    def percentile(self, q: float) -> float:
        """Percentile of the values, all bands together."""
        return float(np.percentile(self.values.astype(np.float64), q))

    @property
    def nonzero_median(self) -> float:
        """Median of the values other than zero; 0 where there are none."""
        nonzero = self.values[self.values != 0]
        return float(np.median(nonzero)) if nonzero.size else 0.0


@dataclass(frozen=True)
class Detection:
    """The encoding of a raster and why."""

    encoding: Encoding
    reason: Message
    """A clause: ``"values are whole numbers up to 9,000, reflectance times 10,000"``."""
    warnings: tuple[str, ...] = ()

    @property
    def sentence(self) -> Message:
        """For people and for the output's tags; its values have the reason's, and the reason's code as ``why``."""
        said = Message("units", "{radiometry}: {reason}", radiometry=self.encoding.name, reason=self.reason)
        return said.knowing({**self.reason.values, "why": self.reason.code})


def resolve(choice: str, modality: Modality, sample: RasterSample) -> Detection:
    """Detect (``"auto"``) or apply the chosen encoding, and check that the numbers can be what it says.

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
        refuse_by_name(_file_name(sample), sample.band_names, sample.units)
    if choice != "auto":
        detection = _chosen(choice, modality, sample)
    elif modality.quantity == "reflectance":
        detection = _detect_reflectance(modality, sample)
    elif modality.quantity == "backscatter_db":
        detection = _detect_backscatter(modality, sample)
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
        return Detection(_from_tags(sample), reason)
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
    return _calibrated_or_placed(rad.POWER if name == "power" else rad.AMPLITUDE, sample, reason)


def _scale_says_so() -> Message:
    return Message("why-scale", "the file's GDAL scale and offset say so")


def _from_tags(sample: RasterSample) -> Encoding:
    if not sample.has_scale:
        raise UsageError(
            Message(
                "no-scale",
                "radiometry 'tags' was chosen, but the file has no GDAL scale or offset: choose auto",
            )
        )
    if not all(np.isfinite(s) and s != 0 for s in sample.scales) or not np.isfinite(sample.offsets).all():
        raise UsageError(
            Message(
                "scale-constant",
                "the file's GDAL scale {scale:g} and offset {offset:g} make every value the same: choose "
                "the radiometry, or correct the file with gdal_edit.py -scale",
                scale=sample.scales[0],
                offset=sample.offsets[0],
            )
        )
    return Encoding("tags", scale=_single(sample.scales), offset=_single(sample.offsets))


def _single(values: tuple[float, ...]) -> float | tuple[float, ...]:
    return values[0] if len(set(values)) == 1 else values


def _placed(encoding: Encoding, sample: RasterSample) -> Encoding:
    """Shift a logarithmic encoding so that the raster's median becomes UNCALIBRATED_MEDIAN_DB."""
    return replace(encoding, offset=round(UNCALIBRATED_MEDIAN_DB - _median_db(encoding, sample), 3))


def _median_db(encoding: Encoding, sample: RasterSample) -> float:
    """Median in dB without zeros, which are undeclared borders."""
    return float(encoding.to_physical(np.asarray([sample.nonzero_median]))[0])


# Reflectance ------------------------------------------------------------------------------------------------


def _detect_reflectance(modality: Modality, sample: RasterSample) -> Detection:
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
        return Detection(_from_tags(sample), _scale_says_so())
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
    """Recognise Collection 2 by its numbers: even shadows are above 5,000, which stores reflectance 0 at level 1.

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


# Backscatter ------------------------------------------------------------------------------------------------


def _detect_backscatter(modality: Modality, sample: RasterSample) -> Detection:
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
        return _calibrated_or_placed(rad.POWER, sample, detected)
    named = radar_unit(_file_name(sample), sample.band_names)
    if named == "amplitude":
        said = Message("why-named-amplitude", "the product's name says amplitude")
        return _calibrated_or_placed(rad.AMPLITUDE, sample, said)
    if named == "power":
        said = Message("why-named-power", "the product's name says power")
        return _calibrated_or_placed(rad.POWER, sample, said)
    if sample.dtype.startswith("float") and middle <= 10:
        linear = Message(
            "why-power", "positive values with median {middle:.3g} are linear power", middle=middle
        )
        return Detection(rad.POWER, linear)
    check_smooth_radar(sample.values, sample.neighbour_step)
    reason = Message("why-amplitude", "positive values with median {middle:.4g} are amplitude", middle=middle)
    return _calibrated_or_placed(rad.AMPLITUDE, sample, reason)


def _file_name(sample: RasterSample) -> str:
    return re.split(r"[/\\\\]", sample.name.partition("\n")[0])[-1]


def _quicklook_detection() -> Detection:
    warning = Message(
        "quicklook",
        "an 8-bit radar image is not calibrated: calibrated backscatter in dB gives better results; if grey levels are "
        "linear in dB choose radiometry quicklook8_db",
    )
    reason = Message("why-quicklook", "8-bit values are taken for a stretched amplitude quicklook")
    return Detection(rad.QUICKLOOK8, reason, (warning,))


def _detect_scaled_backscatter(sample: RasterSample) -> Detection:
    tags = _from_tags(sample)
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


def _calibrated_or_placed(encoding: Encoding, sample: RasterSample, reason: Message) -> Detection:
    if -40 <= _median_db(encoding, sample) <= 10:
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


# Temperature ------------------------------------------------------------------------------------------------


def _detect_temperature(modality: Modality, sample: RasterSample) -> Detection:
    if sample.has_scale:
        return Detection(_from_tags(sample), _scale_says_so())
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


# Checks -----------------------------------------------------------------------------------------------------


_POSSIBLE: dict[Quantity, tuple[str, tuple[float, float]]] = {
    "reflectance": ("reflectance", (-0.3, 2.0)),
    "backscatter_db": ("backscatter in dB", (-60.0, 30.0)),
    "temperature_k": ("temperature in kelvin", (180.0, 400.0)),
}
"""What each quantity is called, and between what a scene's median can be."""


def _check(encoding: Encoding, modality: Modality, sample: RasterSample) -> None:
    """Refuse numbers that cannot be what the encoding makes of them."""
    if encoding.transfer == "linear":
        median = float(np.median(encoding.to_physical(sample.values)))
    else:
        median = _median_db(encoding, sample)
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
        return check_backscatter(_median_db(encoding, sample), encoding.name)
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
