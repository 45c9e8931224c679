"""What the names of commercial and aerial products say: whose bands these are, and whether the numbers have a unit."""

from __future__ import annotations

import re
from dataclasses import dataclass

from any2any.errors import UsageError

Roles = tuple[str | None, ...]

_BGRN: Roles = ("blue", "green", "red", "nir")
_RGBN: Roles = ("red", "green", "blue", "nir")
_PLANET_8: Roles = (
    "coastal",
    "blue",
    None,
    "green",
    None,
    "red",
    "red_edge",
    "nir",
)  # green I and yellow stay
_MAXAR_8: Roles = ("coastal", "blue", "green", None, "red", "red_edge", "nir", "nir_narrow")


@dataclass(frozen=True)
class Sensor:
    """A kind of product that is known by its name."""

    title: str
    pattern: str
    """Regular expression of the names of its files."""
    roles: tuple[Roles, ...] = ()
    """What the bands measure, one entry for each number of bands that it comes with."""
    counts: str | None = None
    """What its whole numbers are, where they are no reflectance; None where they are reflectance times 10,000."""
    remedy: str = ""
    """How to come to reflectance."""


SENSORS = (
    Sensor(
        "PlanetScope surface reflectance",
        r"AnalyticMS(?:_\w+?)??_SR(?:_|\.|$)",
        (_BGRN, _PLANET_8, _RGBN[:3]),
    ),
    Sensor(
        "PlanetScope radiance",
        r"(?:\d{8}_\d{6}|3B|1B)_\w*Analytic(?:MS)?(?:_8b|_clip|_file_format)*(?:\.|$)",
        (_BGRN, _PLANET_8),
        "radiance times 100",
        "take the product whose name ends with _SR, or multiply each band by its reflectanceCoefficient of the "
        "metadata file",
    ),
    Sensor("PlanetScope visual", r"(?:\d{8}_\d{6}|3B)_\w*Visual", (_RGBN[:3],)),
    Sensor("NAIP", r"(?:^|/)m_\d{7}_(?:ne|nw|se|sw)_\d+_\w+_\d{8}", (_RGBN,)),
    Sensor(
        "WorldView, GeoEye or QuickBird",
        r"\d{2}(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)\d{8,}[-_][MPS]\d?[A-Z]{2}",
        (_BGRN, _MAXAR_8),
        "uncalibrated counts of the sensor",
        "calibrate it first, with the gains, bandwidths and sun elevation of the .IMD file",
    ),
    Sensor(
        "Pleiades or SPOT",
        r"(?:IMG|DIM)_(?:PHR1[AB]|PNEO[34]|SPOT[67])_",
        (),
        "uncalibrated counts of the sensor",
        "order or make the product with RADIOMETRIC_PROCESSING REFLECTANCE",
    ),
)
"""Products in the order in which their names are looked for."""


def sensor_of(names: str) -> Sensor | None:
    """Return the product that a line of the names belongs to; None if no name is known."""
    names = names.replace("\\", "/")
    for sensor in SENSORS:
        if re.search(sensor.pattern, names, re.MULTILINE):
            return sensor
    return None


def sensor_roles(names: str, count: int) -> Roles | None:
    """Return what the bands of a known product with this number of bands measure; None if unknown."""
    sensor = sensor_of(names)
    if sensor is None:
        return None
    return next((roles for roles in sensor.roles if len(roles) == count), None)


def refuse_counts(names: str, metadata: str | None, dtype: str) -> None:
    """UsageError if a product's name says that its whole numbers are no reflectance.

    Bytes are display imagery whoever made them; ``metadata`` is the text of a DIMAP file beside the raster.
    """
    sensor = sensor_of(names)
    if sensor is None or sensor.counts is None or dtype == "uint8" or dtype.startswith("float"):
        return
    if re.search(r"<RADIOMETRIC_PROCESSING>\s*REFLECTANCE\s*<", metadata or ""):
        return
    raise UsageError(
        f"the name is that of a {sensor.title} product, whose numbers are {sensor.counts}: {sensor.remedy}; if "
        "they are reflectance times 10,000 all the same choose radiometry s2"
    )
