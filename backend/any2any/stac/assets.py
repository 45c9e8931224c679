"""Find the assets of a modality's bands in a STAC item; ``item.json#B04,B03,B02`` names them."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlparse

from any2any.errors import UsageError
from any2any.raster.bands import band_roles
from any2any.raster.stack import BandPlace, BandStack, open_stack
from any2any.spec.modality import Modality

LARGEST_ITEM_BYTES = 10_000_000
TIMEOUT_S = 30.0
COMMON_NAMES = {
    "nir": ("nir", "nir08"),
    "nir_narrow": ("nir08", "nir"),
    "swir1": ("swir16",),
    "swir2": ("swir22",),
    "backscatter": ("vv", "hh", "vh", "hv"),
}
"""STAC's common names and polarisations by band of a modality, the best first; other bands use their own name."""

_SUFFIXES = (".tif", ".tiff", ".jp2")
_PICTURES = {"thumbnail", "overview", "visual"}
_REMOTE = ("http", "https", "s3", "gs", "az")


@dataclass(frozen=True)
class _Candidate:
    key: str
    names: tuple[str, ...]
    """Names of the band in lower case, the most specific first."""
    place: BandPlace
    rank: int
    """Smaller is better: data before pictures, GeoTIFF before JPEG 2000."""


def is_item(path: str) -> bool:
    """Whether an input is a STAC item by its name."""
    name = path.partition("#")[0].partition("?")[0].lower()
    return name.endswith((".json", ".geojson"))


@contextmanager
def open_item(path: str, modality: Modality) -> Iterator[BandStack]:
    """Open an item's bands of a modality as one raster; UsageError if the item lacks one."""
    address, _, keys = path.partition("#")
    item = read_item(address)
    places = find_bands(item, address, modality, tuple(filter(None, keys.split(","))))
    tags = {
        key: str(value) for key, value in item["properties"].items() if isinstance(value, (str, float, int))
    }
    with open_stack(places, [address], tags) as stack:
        yield stack


def read_item(address: str) -> dict[str, Any]:
    """Read an item from a file or an http(s) address; UsageError if it is not an item."""
    try:
        if urlparse(address).scheme in ("http", "https"):
            with urllib.request.urlopen(address, timeout=TIMEOUT_S) as response:
                text = response.read(LARGEST_ITEM_BYTES + 1)
        else:
            text = Path(address).read_bytes()
        item = json.loads(text)
    except (OSError, ValueError) as error:
        raise UsageError(f"{address} cannot be read as a STAC item ({error}): check the path") from error
    if (
        not isinstance(item, dict)
        or item.get("type") != "Feature"
        or not isinstance(item.get("assets"), dict)
    ):
        kind = item.get("type") if isinstance(item, dict) else type(item).__name__
        raise UsageError(
            f"{address} is not a STAC item (type {kind!r}): give an item with assets, or a raster"
        )
    return {**item, "properties": item.get("properties") or {}}


def find_bands(
    item: Mapping[str, Any], address: str, modality: Modality, keys: tuple[str, ...] = ()
) -> tuple[BandPlace, ...]:
    """Return the locations of the modality's bands, in its order; UsageError if the item lacks any.

    ``keys``: names of the assets to use instead, one for each band or one with all bands.
    """
    found = sorted(_candidates(item, address), key=lambda candidate: candidate.rank)
    if keys:
        return _named(found, modality, keys)
    places, missing = [], []
    for band in modality.bands:
        candidate = _best(found, COMMON_NAMES.get(band.name, (band.name,)), band.name)
        missing += [] if candidate else [band.name]
        places += [_called(candidate.place, band.name)] if candidate else []
    if missing:
        raise UsageError(
            f"the item {item.get('id')} has no asset for {', '.join(missing)} of {modality.title}: choose another "
            f"source modality, or name assets after a #, such as {address}#{','.join(c.key for c in found[:3])}"
        )
    return tuple(places)


def _named(found: list[_Candidate], modality: Modality, keys: tuple[str, ...]) -> tuple[BandPlace, ...]:
    names = [band.name for band in modality.bands]
    chosen = [candidate for key in keys for candidate in found if candidate.key == key]
    if len(chosen) != len(names) or {candidate.key for candidate in chosen} != set(keys):
        known = ", ".join(sorted({candidate.key for candidate in found}))
        raise UsageError(
            f"the assets {', '.join(keys)} give {len(chosen)} band(s), {modality.title} needs {len(names)} "
            f"({', '.join(names)}): the item's rasters are {known}"
        )
    return tuple(_called(candidate.place, name) for candidate, name in zip(chosen, names, strict=True))


def _called(place: BandPlace, name: str) -> BandPlace:
    return BandPlace(place.path, name, place.band, place.scale, place.offset)


def _best(found: list[_Candidate], wanted: tuple[str, ...], role: str) -> _Candidate | None:
    """Return the candidate with the best of the wanted names, else one whose name has the role."""
    for name in wanted:
        for candidate in found:
            if name in candidate.names:
                return candidate
    for candidate in found:
        if role in band_roles(candidate.names).roles:
            return candidate
    return None


def _candidates(item: Mapping[str, Any], address: str) -> Iterator[_Candidate]:
    """Yield every band of every raster among the assets."""
    applied = bool(item["properties"].get("earthsearch:boa_offset_applied"))
    for key, asset in item["assets"].items():
        path = _path_of(str(asset.get("href", "")), address)
        kind = str(asset.get("type", "")).lower()
        roles = set(asset.get("roles") or ())
        is_raster = urlparse(path).path.lower().endswith(_SUFFIXES) or "tiff" in kind or "jp2" in kind
        if not is_raster or roles & {"thumbnail", "overview"}:
            continue
        rank = 2 * bool((roles | {key}) & _PICTURES) + ("jp2" in kind or path.lower().endswith(".jp2"))
        for number, band in enumerate(_bands(asset), 1):
            offset = 0.0 if applied and band.get("offset") is not None else band.get("offset")
            place = BandPlace(path, key, number, band.get("scale"), offset)
            yield _Candidate(key, _names(key, asset, band, number), place, rank)


def _bands(asset: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the asset's description of each band, in the terms of STAC 1.1 or of earlier extensions."""
    common, eo, raster = (asset.get(name) or [] for name in ("bands", "eo:bands", "raster:bands"))
    count = max(len(common), len(eo), len(raster), 1)
    filled = [entries + [{}] * (count - len(entries)) for entries in (raster, eo, common)]
    own = {
        key: asset[name]
        for key, name in (("scale", "raster:scale"), ("offset", "raster:offset"))
        if name in asset
    }
    return [{**own, **_unprefixed(parts)} for parts in zip(*filled, strict=True)]


def _unprefixed(parts: tuple[Mapping[str, Any], ...]) -> dict[str, Any]:
    return {key.rpartition(":")[2]: value for part in parts for key, value in part.items()}


def _names(key: str, asset: Mapping[str, Any], band: Mapping[str, Any], number: int) -> tuple[str, ...]:
    polarisations = asset.get("sar:polarizations") or []
    named = [band.get("common_name"), band.get("name"), *polarisations[number - 1 : number], key]
    return tuple(dict.fromkeys(str(name).lower() for name in named if name))


def _path_of(href: str, address: str) -> str:
    """Return an asset's location, relative to its item; only allowed kinds of addresses are accepted."""
    scheme = urlparse(href).scheme
    if scheme in _REMOTE:
        return href
    if urlparse(address).scheme in ("http", "https"):  # an item from the web cannot name local files
        return urljoin(address, href.removeprefix("file://"))
    local = unquote(urlparse(href).path) if scheme == "file" else href
    return str(Path(address).parent / local)
