"""Describe a raster: its grid, bands, encodings and metadata, and which bands make a modality."""

from __future__ import annotations

import math
from dataclasses import dataclass

from rasterio.enums import ColorInterp
from rasterio.errors import CRSError
from rasterio.io import DatasetReader

from any2any.errors import Message, UsageError
from any2any.raster.bands import band_roles, bands_by_role, bands_by_wavelength, sensor_roles, wavelength_nm
from any2any.raster.grid import PixelGrid
from any2any.raster.product import product_names
from any2any.raster.variables import choices
from any2any.spec.modality import Modality

METRES_PER_DEGREE = 111_320.0


_COLOUR_ROLES = {ColorInterp.red: "red", ColorInterp.green: "green", ColorInterp.blue: "blue"}


@dataclass(frozen=True)
class RasterInfo:
    """What a raster's header and metadata say."""

    path: str
    grid: PixelGrid
    pixel_sides_m: tuple[float, float] | None
    """Sides of a pixel along columns and rows in metres; None without a CRS in known units."""
    dtype: str
    band_names: tuple[str | None, ...]
    data_bands: tuple[int, ...]
    """1-based numbers of the bands, alpha bands excluded."""
    files: tuple[str, ...]
    """Files that the raster consists of, if the driver lists them."""
    has_gcps: bool
    has_rpcs: bool = False
    has_geolocation: bool = False
    """Whether arrays give the place of each pixel, as for swaths."""
    colours: tuple[str | None, ...] = ()
    """Colour interpretation of each band that has one."""
    wavelengths_nm: tuple[float | None, ...] = ()
    """Centre wavelength of each band that declares it."""

    @property
    def pixel_size_m(self) -> float | None:
        """Mean side of a pixel in metres."""
        return (
            None if self.pixel_sides_m is None else math.sqrt(self.pixel_sides_m[0] * self.pixel_sides_m[1])
        )


def describe(dataset: DatasetReader, path: str) -> RasterInfo:
    """Read a dataset's facts; UsageError if it has no bands of its own."""
    if dataset.count == 0:
        variables = choices(path, dataset.subdatasets)
        if variables:
            raise UsageError(
                Message(
                    "several-images",
                    "{path} holds several variables: give one of them as the input, {parts}",
                    path=path,
                    parts=variables,
                )
            )
        parts = ", ".join(dataset.subdatasets[:4]) or "none"
        raise UsageError(
            Message(
                "several-images",
                "{path} has no bands itself: give one of its subdatasets ({parts})",
                path=path,
                parts=parts,
            )
        )
    transform = None if dataset.transform.is_identity else tuple(dataset.transform)[:6]
    wkt = dataset.crs.to_wkt() if dataset.crs else None
    grid = PixelGrid(dataset.height, dataset.width, transform, wkt)
    alpha = alpha_bands(dataset, path)
    return RasterInfo(
        path=path,
        grid=grid,
        pixel_sides_m=_pixel_sides_m(dataset, grid),
        dtype=dataset.dtypes[0],
        band_names=tuple(dataset.descriptions),
        data_bands=tuple(band for band in range(1, dataset.count + 1) if band not in alpha),
        files=tuple(dataset.files),
        has_gcps=bool(dataset.gcps[0]),
        has_rpcs=dataset.rpcs is not None,
        has_geolocation=bool(dataset.tags(ns="GEOLOCATION")),
        colours=tuple(_COLOUR_ROLES.get(colour) for colour in dataset.colorinterp),
        wavelengths_nm=tuple(
            wavelength_nm(dataset.tags(band) | dataset.tags(band, ns="IMAGERY"))
            for band in range(1, dataset.count + 1)
        ),
    )


def alpha_bands(dataset: DatasetReader, path: str) -> tuple[int, ...]:
    """Return the 1-based bands that say which pixels are valid.

    A fourth band of bytes is often marked so although it is near infrared; product names take precedence.
    """
    roles = sensor_roles(product_names(path, dataset.files), dataset.count) or (None,) * dataset.count
    pairs = zip(dataset.colorinterp, roles, strict=True)
    return tuple(
        band for band, (colour, role) in enumerate(pairs, 1) if colour == ColorInterp.alpha and not role
    )


def _pixel_sides_m(dataset: DatasetReader, grid: PixelGrid) -> tuple[float, float] | None:
    size = grid.pixel_size_xy
    if size is None or not dataset.crs:
        return None
    if dataset.crs.is_geographic:
        _, latitude = grid.xy(grid.height / 2, grid.width / 2)
        shrink = max(0.01, math.cos(math.radians(max(-90.0, min(90.0, latitude)))))
        return METRES_PER_DEGREE * shrink * size[0], METRES_PER_DEGREE * size[1]
    try:
        metres_per_unit = float(dataset.crs.linear_units_factor[1])
    except CRSError:  # an engineering or other CRS without a unit that PROJ knows
        return None
    return size[0] * metres_per_unit, size[1] * metres_per_unit


def _described_bands(info: RasterInfo, modality: Modality) -> tuple[tuple[int, ...], tuple[str, ...]] | None:
    """Return the modality's bands by names, wavelengths or colours, and a warning after a guess."""
    named = band_roles(info.band_names, product_names(info.path, info.files))
    by_name = bands_by_role(named.roles, modality)
    if by_name is not None and named.guess is None:
        return by_name, ()
    by_wavelength = bands_by_wavelength(info.wavelengths_nm, modality)
    if by_wavelength is not None:
        return by_wavelength, ()
    if by_name is not None:
        return by_name, (_guessed(by_name, modality, named.guess),)
    by_colour = bands_by_role(
        info.colours, modality
    )  # last: every three bands of bytes are called red, green, blue
    return None if by_colour is None else (by_colour, ())


def _guessed(bands: tuple[int, ...], modality: Modality, sensor: str | None) -> Message:
    return Message(
        "bands-by-sensor",
        "bands {bands} are taken as {names}, because their numbers look like those of {sensor}: choose bands "
        "if they are another sensor's",
        bands=", ".join(map(str, bands)),
        names=_names(modality),
        sensor=sensor,
    )


def _names(modality: Modality) -> str:
    return ", ".join(band.name for band in modality.bands)


def choose_bands(
    info: RasterInfo, modality: Modality, chosen: tuple[int, ...] | None
) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Return the 1-based bands that are the modality's, and warnings; UsageError if there are too few.

    Without a choice they are found by their names in the file, their wavelengths or their colours, else the first ones
    are taken.
    """
    need, names = modality.channels, _names(modality)
    if chosen is None:
        have = info.data_bands
        if len(have) < need:
            said = Message(
                "too-few-bands",
                "{path} has {count} band(s), {title} needs {need} ({names}): choose another source modality or file",
                path=info.path,
                count=len(have),
                title=modality.title,
                need=need,
                names=names,
            )
            raise UsageError(said)
        described = _described_bands(info, modality)
        if described is not None:
            return described
        bands = have[:need]
        if len(have) == need:
            return bands, ()
        numbers = ", ".join(map(str, bands))
        text = "of {count} bands, {bands} are taken as {names}: choose bands if others are meant"
        return bands, (Message("first-bands", text, count=len(have), bands=numbers, names=names),)
    if len(chosen) != need:
        raise UsageError(
            Message(
                "bands-number",
                "{count} band(s) were chosen, {title} needs {need}: give {names} in order",
                count=len(chosen),
                title=modality.title,
                need=need,
                names=names,
            )
        )
    count = len(info.band_names)
    for band in chosen:
        if not 1 <= band <= count:
            raise UsageError(
                Message(
                    "band-missing",
                    "band {band} does not exist: {path} has bands 1 to {count}",
                    band=band,
                    path=info.path,
                    count=count,
                )
            )
    return chosen, ()
