"""The Sentinel-2 images of CACo in their published layout: places, each seen at several dates.

``<place>/<image>/B4.tif``: one file a band, B1 to B12 with B8A and without B10, each at its own pixel size
(264 x 264 at 10 m, 132 x 132 at 20 m, 44 x 44 at 60 m). The archives unpack to a folder such as
``clean_10k_geography`` that holds the places: give that one. The downloader behind the published files takes level-2A
reflectance, clips it to 0 .. 1 and stores 0 .. 255 (uint8); files of more bits are taken as reflectance times 10,000,
as Sentinel-2 products have it. The choice of bands:

- RGB: B4, B3, B2. NIR: B8. Both at 10 m.
- MS: B2, B3, B4 averaged to 20 m, with B8A, B11, B12 at their own 20 m.

There is no radar and no panchromatic band. All dates of a place lie in one split.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from any2any.data.builders.files import Layer, Part, SceneFiles, View, part
from any2any.data.builders.grid_match import UnreadableError, probe
from any2any.data.builders.options import Options, split_of
from any2any.data.encoding import format_linear
from any2any.raster.radiometry import S2

SOURCE = "caco"
LICENCE = "Copernicus (CACo)"
BANDS = {
    "rgb": ("B4", "B3", "B2"),
    "nir": ("B8",),
    "ms": ("B2", "B3", "B4", "B8A", "B11", "B12"),
}
_GSD_M = {"B8A": 20.0, "B11": 20.0, "B12": 20.0}
_EIGHT_BIT = format_linear(1 / 255, 0.0)


def caco_scenes(root: Path, options: Options) -> Iterator[SceneFiles]:
    """Yield one scene per image."""
    for place_folder in sorted(path for path in root.iterdir() if path.is_dir()):
        place = f"{SOURCE}/{place_folder.name}"
        split = split_of(place, options)
        for folder in sorted(path for path in place_folder.iterdir() if path.is_dir()):
            layers = _layers(folder, _radiometry(folder))
            yield SceneFiles(f"{place}/{folder.name}", place, SOURCE, split, LICENCE, (View("", layers),))


def _layers(folder: Path, radiometry: str) -> tuple[Layer, ...]:
    return tuple(
        Layer(modality, tuple(_band(folder, band) for band in bands), radiometry)
        for modality, bands in BANDS.items()
    )


def _band(folder: Path, band: str) -> Part:
    return part(folder / f"{band}.tif", 1, gsd_m=_GSD_M.get(band, 10.0))


def _radiometry(folder: Path) -> str:
    """Decide by the first readable band; headers are cached."""
    for band in BANDS["ms"]:
        try:
            return _EIGHT_BIT if probe(folder / f"{band}.tif").dtype == "uint8" else S2.name
        except (FileNotFoundError, UnreadableError):
            continue
    return S2.name
