"""SEN1-2 in its published layout: 282,384 pairs of 8-bit PNGs of 256 x 256 pixels of 10 m.

``s1`` is Sentinel-1 VV, grey 0 to 255 for -25 to 0 dB. ``s2`` is Sentinel-2 B4, B3, B2, stretched for display in an
undocumented way: one affine map per region brings its percentiles to those of calibrated reflectance (see
``stretch.py``), fitted on up to 64 patches spread over the region. The modalities are SAR and RGB.

The folder layout that SEN1-2 and SEN12MS share.

``ROIs1158_spring/s1_1/ROIs1158_spring_s1_1_p30.tif`` is patch 30 of region of interest 1 of the spring; its
Sentinel-2 partner has ``s2`` for ``s1`` in the folder's and the file's name. The four seasons were drawn from
different seeds (1158, 1868, 1970, 2017), so season and region name a place on earth. Neighbouring patches of a
region overlap by half: a region goes into one split as a whole. SEN12MS is also found unpacked with the sensor in the
season's folder (``ROIs1158_spring_s1/s1_1/``); both are read.

SEN12MS in its published layout: 180,662 patches of 256 x 256 pixels of 10 m.

``s1`` holds sigma nought in dB, VV then VH. ``s2`` holds all 13 bands of Sentinel-2 level 1C at 10 m, in the order
B1, B2, B3, B4, B5, B6, B7, B8, B8A, B9, B10, B11, B12, as reflectance times 10,000 without an offset (the images are
from 2016 and 2017, long before processing baseline 04.00). The choice of bands:

- RGB: B4, B3, B2. NIR: B8, the wide one of 10 m.
- MS: B2, B3, B4, B8A, B11, B12, all averaged from 10 to 20 m, which undoes their upsampling.
- SAR: one polarisation. A patch gives two tiles, one with VV and one with VH.

No panchromatic band is derived; real ones come from SpaceNet. ``lc`` (land cover) is not read.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from any2any.data.builders.files import Layer, SceneFiles, Tally, View, part
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
    """Of the files: ``.tif`` or ``.png``."""

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
    """Yield the regions under ``root``, by season and number."""
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
    """Yield one scene per patch."""
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
    """Yield one scene per patch."""
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
