"""Datasets in their published layouts: SEN1-2, SEN12MS, CACo, SpaceNet-3 and SpaceNet-5.

The docstring of each function says which bands become which modality.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from any2any.data.bands import format_linear
from any2any.data.builders.files import Layer, Part, SceneFiles, Tally, View, part
from any2any.data.builders.grid_match import UnreadableError, probe
from any2any.data.builders.options import Options, split_of
from any2any.data.builders.stretch import read_and_fit
from any2any.raster.radiometry import DB, QUICKLOOK8_DB, S2

_SEASON = re.compile(r"(ROIs\d+_[a-z]+)(?:_s[12])?")
_REGION = re.compile(r"(s[12])_(\d+)")


@dataclass(frozen=True)
class Region:
    """All patches of one region of interest."""

    season: str
    """Like ``ROIs1158_spring``."""
    number: int
    folders: dict[str, Path]
    """By sensor, "s1" and "s2"; one may be missing."""
    suffix: str
    """Suffix of the files: ``.tif`` or ``.png``."""

    @property
    def name(self) -> str:
        """Like ``ROIs1158_spring_1``: the place."""
        return f"{self.season}_{self.number}"

    def path(self, sensor: str, patch: int) -> Path:
        """Return the path of a patch, which may not exist."""
        folder = self.folders.get(sensor) or Path(self.season, f"{sensor}_{self.number}")
        return folder / f"{self.season}_{sensor}_{self.number}_p{patch}{self.suffix}"

    def patches(self) -> list[int]:
        """Return the numbers of the patches that either sensor has, ascending."""
        name = re.compile(rf"{self.season}_s[12]_{self.number}_p(\d+){re.escape(self.suffix)}")
        found = {
            int(match[1])
            for folder in self.folders.values()
            for path in folder.iterdir()
            if (match := name.fullmatch(path.name))
        }
        return sorted(found)


def regions(root: Path, suffix: str) -> Iterator[Region]:
    """Yield the regions under ``root``, by season and number: the folder layout of SEN1-2 and SEN12MS.

    ``ROIs1158_spring/s1_1/ROIs1158_spring_s1_1_p30.tif`` is patch 30 of region of interest 1 of the spring. Its
    Sentinel-2 partner has ``s2`` instead of ``s1`` in the folder's and the file's name. The four seasons were drawn
    from different seeds (1158, 1868, 1970, 2017), so season and region identify a place on earth. Neighbouring patches
    of a region overlap by half, so a region belongs to one split as a whole. SEN12MS is also found unpacked with the
    sensor in the season's folder (``ROIs1158_spring_s1/s1_1/``); both are read.
    """
    found: dict[tuple[str, int], dict[str, Path]] = defaultdict(dict)
    for season_folder in sorted(root.iterdir()):
        season = _SEASON.fullmatch(season_folder.name)
        if season is None or not season_folder.is_dir():
            continue
        for folder in season_folder.iterdir():
            region = _REGION.fullmatch(folder.name)
            if region and folder.is_dir():
                found[season[1], int(region[2])][region[1]] = folder
    for (name, number), folders in sorted(found.items()):
        yield Region(name, number, folders, suffix)


SOURCE = "sen12"
LICENCE = "CC-BY-4.0 (SEN1-2)"
STRETCH_PATCHES = 64
"""Images per region for its percentiles: a few million pixels suffice."""


def sen12_scenes(root: Path, options: Options, tally: Tally) -> Iterator[SceneFiles]:
    """Yield one scene per patch of SEN1-2.

    ``s1`` is Sentinel-1 VV, grey 0 to 255 for -25 to 0 dB. ``s2`` is Sentinel-2 B4, B3, B2, stretched for display in an
    undocumented way: one affine map per region brings its percentiles to those of calibrated reflectance (see
    ``stretch.py``), fitted on up to 64 patches spread over the region. The modalities are SAR and RGB.
    """
    for region in regions(root, ".png"):
        place = f"{SOURCE}/{region.name}"
        split = split_of(place, options)
        patches = region.patches()
        stretch = _fit(region, patches, tally)
        for patch in patches:
            layers = [Layer("sar", (part(region.path("s1", patch), 1, gsd_m=10.0),), QUICKLOOK8_DB.name)]
            if stretch is not None:
                layers.append(Layer("rgb", (part(region.path("s2", patch), 1, 2, 3, gsd_m=10.0),), stretch))
            view = View("", tuple(layers))
            yield SceneFiles(f"{place}_p{patch}", place, SOURCE, split, LICENCE, (view,))


def _fit(region: Region, patches: list[int], tally: Tally) -> str | None:
    paths = [path for patch in patches if (path := region.path("s2", patch)).is_file()]
    step = max(1, -(-len(paths) // STRETCH_PATCHES))
    return read_and_fit(paths[::step], tally)


SEN12MS = "sen12ms"
SEN12MS_LICENCE = "CC-BY-4.0 (SEN12MS)"
POLARISATIONS = ("vv", "vh")
RGB_BANDS, NIR_BANDS, MS_BANDS = (4, 3, 2), (8,), (2, 3, 4, 9, 12, 13)


def sen12ms_scenes(root: Path, options: Options) -> Iterator[SceneFiles]:
    """Yield one scene per patch of SEN12MS: 180,662 patches of 256 x 256 pixels of 10 m.

    ``s1`` holds sigma nought in dB, VV then VH. ``s2`` holds all 13 bands of Sentinel-2 level 1C at 10 m, in the order
    B1, B2, B3, B4, B5, B6, B7, B8, B8A, B9, B10, B11, B12, as reflectance times 10,000 without an offset (the images
    are from 2016 and 2017, before processing baseline 04.00). The choice of bands:

    - RGB: B4, B3, B2. NIR: B8, the wide one of 10 m.
    - MS: B2, B3, B4, B8A, B11, B12, all averaged from 10 to 20 m, which undoes their upsampling.
    - SAR: one polarisation. A patch gives two tiles, one with VV and one with VH.

    No panchromatic band is derived; real ones come from SpaceNet. ``lc`` (land cover) is not read.
    """
    for region in regions(root, ".tif"):
        place = f"{SEN12MS}/{region.name}"
        split = split_of(place, options)
        for patch in region.patches():
            radar, optical = region.path("s1", patch), region.path("s2", patch)
            layers = tuple(
                Layer(modality, (part(optical, *numbers, gsd_m=10.0),), S2.name)
                for modality, numbers in (("rgb", RGB_BANDS), ("nir", NIR_BANDS), ("ms", MS_BANDS))
            )
            views = tuple(
                View(f"/{name}", (*layers, Layer("sar", (part(radar, band, gsd_m=10.0),), DB.name)))
                for band, name in enumerate(POLARISATIONS, 1)
            )
            yield SceneFiles(f"{place}_p{patch}", place, SEN12MS, split, SEN12MS_LICENCE, views)


CACO_SOURCE = "caco"
CACO_LICENCE = "Copernicus (CACo)"
BANDS = {
    "rgb": ("B4", "B3", "B2"),
    "nir": ("B8",),
    "ms": ("B2", "B3", "B4", "B8A", "B11", "B12"),
}
_GSD_M = {"B8A": 20.0, "B11": 20.0, "B12": 20.0}
_EIGHT_BIT = format_linear(1 / 255, 0.0)


def caco_scenes(root: Path, options: Options) -> Iterator[SceneFiles]:
    """Yield one scene per image of CACo.

    ``<place>/<image>/B4.tif``: one file per band, B1 to B12 with B8A and without B10, each at its own pixel size
    (264 x 264 at 10 m, 132 x 132 at 20 m, 44 x 44 at 60 m). The archives unpack to a folder such as
    ``clean_10k_geography`` that holds the places; ``root`` is that folder. The downloader behind the published files
    takes level-2A reflectance, clips it to 0 .. 1 and stores 0 .. 255 (uint8); files with more bits are read as
    reflectance times 10,000, as in Sentinel-2 products. The choice of bands:

    - RGB: B4, B3, B2. NIR: B8. Both at 10 m.
    - MS: B2, B3, B4 averaged to 20 m, with B8A, B11, B12 at their own 20 m.

    There is no radar and no panchromatic band. All dates of a place belong to one split.
    """
    for place_folder in sorted(path for path in root.iterdir() if path.is_dir()):
        place = f"{CACO_SOURCE}/{place_folder.name}"
        split = split_of(place, options)
        for folder in sorted(path for path in place_folder.iterdir() if path.is_dir()):
            layers = _layers(folder, _radiometry(folder))
            yield SceneFiles(
                f"{place}/{folder.name}", place, CACO_SOURCE, split, CACO_LICENCE, (View("", layers),)
            )


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


SPACENET_LICENCE = "CC-BY-SA-4.0 (SpaceNet)"
PAN_GSD_M, MS_GSD_M = 0.31, 1.24
SPACENET_RGB_BANDS = (5, 3, 2)
COLOUR_FOLDERS = ("MS", "MUL", "PS-MS", "MUL-PanSharpen")
"""In the order of preference."""

_CITY = re.compile(r"(AOI_\d+_[A-Za-z]+(?:_[A-Z][a-z]+)??)(?:_Roads)?(?:_(?:Train|Test\w*))?")
_CHIP = re.compile(r".*_((?:img|chip)\d+)\.tif", re.IGNORECASE)
_RADIOMETRY = format_linear(4e-4, 0.0)


def spacenet_scenes(source: str, root: Path, options: Options) -> Iterator[SceneFiles]:
    """Yield one scene per chip; ``source`` is "spacenet3" or "spacenet5".

    ``AOI_3_Paris/PAN/SN3_roads_train_AOI_3_Paris_PAN_img100.tif``, and likewise ``MS``, ``PS-MS`` and ``PS-RGB`` (in
    SpaceNet-3's test part and first release ``MUL``, ``MUL-PanSharpen`` and ``RGB-PanSharpen``); SpaceNet-5 has
    ``chip0`` instead of ``img100``. The AOI folders are found at any depth below ROOT (``train``, ``test_public``). PAN
    has 1300 pixels of 0.31 m, MS 325 of 1.24 m with eight bands: coastal, blue, green, yellow, red, red edge, NIR 1,
    NIR 2. The choice of bands:

    - PAN: its one band, 2 x 2 pixels averaged to 0.62 m.
    - RGB: bands 5, 3, 2 of MS at 1.24 m: colour as measured. Pan-sharpened colour contains PAN's detail, so learning
      PAN from it would not be a translation. Only a chip without MS has RGB from PS-MS, averaged 2 x 2 to 0.62 m,
      beside unchanged PAN.

    Values are digital numbers proportional to the light: reflectance is taken as 0.0004 times them, which suits
    WorldView's bright scenes. A place is a whole city, because chips lie side by side. With few places, shares mean
    little: name the places to set aside (``--test-place 'spacenet3/AOI_5_*'``). SpaceNet-3's and -5's own test parts
    show the same cities as their training parts, so they stay with their city.
    """
    for folder in sorted(path.parent for path in root.rglob("PAN") if path.is_dir()):
        city = _CITY.fullmatch(folder.name)
        if city is None:
            continue
        place = f"{source}/{city[1]}"
        split = split_of(place, options)
        part_name = folder.parent.relative_to(root).as_posix().strip(".")
        panchromatic, colour = _chips(folder / "PAN"), _colour(folder)
        for chip in sorted(panchromatic.keys() | colour.keys(), key=_number):
            layers = []
            if path := panchromatic.get(chip):
                layers.append(Layer("pan", (part(path, 1, gsd_m=PAN_GSD_M),), _RADIOMETRY))
            if path := colour.get(chip):
                layers.append(
                    Layer("rgb", (part(path, *SPACENET_RGB_BANDS, gsd_m=_gsd_m(path)),), _RADIOMETRY)
                )
            name = "/".join(filter(None, (source, part_name, city[1], chip)))
            yield SceneFiles(name, place, source, split, SPACENET_LICENCE, (View("", tuple(layers)),))


def _chips(folder: Path) -> dict[str, Path]:
    """Return the chips of one product by their number's text, like "img100"."""
    if not folder.is_dir():
        return {}
    return {match[1].lower(): path for path in folder.iterdir() if (match := _CHIP.fullmatch(path.name))}


def _colour(folder: Path) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for name in reversed(COLOUR_FOLDERS):
        found |= _chips(folder / name)
    return found


def _gsd_m(path: Path) -> float:
    return MS_GSD_M if path.parent.name in ("MS", "MUL") else PAN_GSD_M


def _number(chip: str) -> tuple[int, str]:
    return int("".join(c for c in chip if c.isdigit())), chip
