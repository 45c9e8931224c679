"""Match bands of a file to bands of a modality: by names, colours, sensor, or position."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from any2any.errors import Message, UsageError
from any2any.spec.modality import Modality

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
    """A kind of product that its name identifies."""

    title: str
    pattern: str
    """Regular expression of the names of its files."""
    roles: tuple[Roles, ...] = ()
    """What the bands measure, one entry for each number of bands that the product may have."""
    counts: str | None = None
    """Meaning of its whole numbers if they are not reflectance; None if they are reflectance times 10,000."""
    remedy: str = ""
    """How to convert it to reflectance."""


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
"""Products in the order in which their names are searched."""


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
    """UsageError if a product's name says that its whole numbers are not reflectance.

    Bytes are display imagery in every product; ``metadata`` is the text of a DIMAP file beside the raster.
    """
    sensor = sensor_of(names)
    if sensor is None or sensor.counts is None or dtype == "uint8" or dtype.startswith("float"):
        return
    if re.search(r"<RADIOMETRIC_PROCESSING>\s*REFLECTANCE\s*<", metadata or ""):
        return
    raise UsageError(
        Message(
            "counts",
            "the name is that of a {sensor} product, whose numbers are {counts}: {remedy}; if they are "
            "reflectance times 10,000 nevertheless, choose radiometry s2",
            sensor=sensor.title,
            counts=sensor.counts,
            remedy=sensor.remedy,
        )
    )


_WORDS = {
    "coastal": ("coastal", "coastalaerosol", "aerosol", "coastalblue", "ultrablue"),
    "blue": ("blue",),
    "green": ("green", "greenii"),
    "red": ("red",),
    "red_edge": ("rededge", "rededge1", "rededge2", "rededge3", "re", "re1", "re2", "re3", "vre"),
    "nir": ("nir", "nir1", "nir08", "nearinfrared", "nearir", "infrared", "nirwide"),
    "nir_narrow": ("nirnarrow", "narrownir", "nir8a", "nir09", "nir2"),
    "swir1": ("swir1", "swir16", "swir", "shortwaveinfrared1", "swir1600"),
    "swir2": ("swir2", "swir22", "shortwaveinfrared2", "swir2200"),
    "pan": ("pan", "panchromatic"),
}
"""Spellings of a band's name, without separators and without "band" and "reflectance"."""

_NUMBERS = {
    "sentinel2": {
        **{
            "1": "coastal",
            "2": "blue",
            "3": "green",
            "4": "red",
            "5": "red_edge",
            "6": "red_edge",
            "7": "red_edge",
        },
        **{"8": "nir", "8a": "nir_narrow", "11": "swir1", "12": "swir2"},
    },
    "oli": {
        **{"1": "coastal", "2": "blue", "3": "green", "4": "red", "5": "nir", "6": "swir1", "7": "swir2"},
        "8": "pan",
    },
    "tm": {"1": "blue", "2": "green", "3": "red", "4": "nir", "5": "swir1", "7": "swir2", "8": "pan"},
}
"""What the numbered bands of a sensor measure."""

_ROLE_OF_WORD = {word: role for role, words in _WORDS.items() for word in words}
_NUMBERED = re.compile(r"(?:sr|toa|surfacereflectance)?(?:b|band)(0?)(\d{1,2}|8a)")


@dataclass(frozen=True)
class BandRoles:
    """What each band of a file measures, according to its names."""

    roles: tuple[str | None, ...]
    guess: str | None = None
    """Sensor whose band numbers were assumed, if the names do not identify it."""


def band_roles(names: Sequence[str | None], product: str = "") -> BandRoles:
    """Return the role of each band by its name, or by its place in a known product where bands have no names.

    Numbers count only if the set or the product says whose they are.
    """
    known = None if any(names) else sensor_roles(product, len(names))
    if known is not None:
        return BandRoles(known)
    texts = [_plain(name) for name in names]
    by_word = tuple(
        _ROLE_OF_WORD.get(re.sub(r"^(?:sr|toa)|band$|^band|reflectance$", "", text)) or _polarisation(name)
        for name, text in zip(names, texts, strict=True)
    )
    if any(by_word):
        return BandRoles(by_word)
    matches = [_NUMBERED.fullmatch(text) for text in texts]
    numbers = [match[2] if match else None for match in matches]
    sensor = _sensor({n for n in numbers if n}, any(match and match[1] for match in matches), product)
    guess = None
    if sensor is None:
        sensor, guess = "sentinel2", "Sentinel-2 or Landsat 8"
    return BandRoles(tuple(_NUMBERS[sensor].get(n) if n else None for n in numbers), guess)


def _polarisation(name: str | None) -> str | None:
    """Return the polarisation that a radar band's name ends with or holds as a word: "VV", "Sigma0_VH_db"."""
    found = re.search(r"(?:^|[\W_])(vv|vh|hh|hv)(?:$|[\W_])", name or "", re.IGNORECASE)
    return found[1].lower() if found else None


def _plain(name: str | None) -> str:
    return re.sub(r"[\W_]+", "", (name or "").split(",")[0].split("(")[0].lower())


def _sensor(numbers: set[str], padded: bool, product: str) -> str | None:
    """Return the sensor that these band numbers belong to: "B4" is red for Sentinel-2 and Landsat 8, near infrared for
    Landsat 4 to 7."""
    if found := re.search(r"L[COTE]0([4-9])_L", product):
        return "oli" if found[1] in "89" else "tm"
    if padded or numbers & {"8a", "9", "11", "12"} or re.search(r"MSIL[12][AC]_", product):
        return "sentinel2"
    if {"1", "5", "7"} <= numbers and "6" not in numbers:  # the thermal band 6 is left out of TM's sets
        return "tm"
    if {"1", "5", "6", "7"} <= numbers and "8" not in numbers and len(numbers) == 7:
        return None  # seven bands: TM's with its thermal one, or OLI's
    return None


_STAND_INS = {
    "nir": ("nir", "nir_narrow"),
    "nir_narrow": ("nir_narrow", "nir"),
    "backscatter": ("backscatter", "vv", "hh", "vh", "hv"),
}
"""Roles that a modality's band takes, the best first: the near infrareds differ by 20 nm; models learn like-polarised
radar, which cross-polarised radar follows 7 dB below."""


def bands_by_role(roles: Sequence[str | None], modality: Modality) -> tuple[int, ...] | None:
    """Return the 1-based bands with the modality's roles; None unless all exist."""
    found = []
    for band in modality.bands:
        wanted = _STAND_INS.get(band.name, (band.name,))
        here = [roles.index(role) for role in wanted if role in roles]
        if not here:
            return None
        found.append(here[0] + 1)
    return tuple(found)


WAVELENGTH_TOLERANCE = 0.04
"""Share of a wavelength by which a band may differ: 27 nm in red, 64 nm at 1,610 nm; sensors differ by less."""


def bands_by_wavelength(wavelengths_nm: Sequence[float | None], modality: Modality) -> tuple[int, ...] | None:
    """Return the 1-based bands nearest to the modality's wavelengths; None unless each has one within tolerance."""
    known = [(nm, number) for number, nm in enumerate(wavelengths_nm, 1) if nm is not None]
    found = []
    for band in modality.bands:
        wanted = band.wavelength_nm
        if wanted is None or not known:
            return None
        nm, number = min(known, key=lambda each, wanted=wanted: abs(each[0] - wanted))  # type: ignore[misc]
        if abs(nm - wanted) > WAVELENGTH_TOLERANCE * wanted:
            return None
        found.append(number)
    return tuple(found) if len(set(found)) == len(found) else None


def wavelength_nm(tags: Mapping[str, str]) -> float | None:
    """Return the centre wavelength of a band with these tags, as GDAL, ENVI and exports write it; None if unknown."""
    plain = {key.lower(): value for key, value in tags.items()}
    for key, factor in (("central_wavelength_um", 1000.0), ("wavelength_nm", 1.0), ("wavelength", 0.0)):
        try:
            number = float(plain[key].split()[0])
        except (KeyError, ValueError, IndexError):
            continue
        if 0 < number < MOST_NM:  # a plain number is in micrometres if small: no optical band is below 20 nm
            return number * (factor or (1000.0 if number < LEAST_NM else 1.0))
    return None


LEAST_NM, MOST_NM = 20.0, 100_000.0
"""Wavelengths of optical bands lie between."""
