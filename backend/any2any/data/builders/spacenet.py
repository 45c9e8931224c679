"""SpaceNet-3 and SpaceNet-5 in their published layouts: WorldView-3 chips of cities, about 400 m wide.

``AOI_3_Paris/PAN/SN3_roads_train_AOI_3_Paris_PAN_img100.tif`` and likewise ``MS``, ``PS-MS`` and ``PS-RGB`` (in
SpaceNet-3's test part and first release ``MUL``, ``MUL-PanSharpen`` and ``RGB-PanSharpen``); SpaceNet-5 numbers
``chip0`` for ``img100``. The AOI folders are found at any depth below ROOT (``train``, ``test_public``). PAN has 1300
pixels of 0.31 m, MS 325 of 1.24 m with eight bands: coastal, blue, green, yellow, red, red edge, NIR 1, NIR 2. The
choice of bands:

- PAN: its one band, 2 x 2 pixels averaged to 0.62 m.
- RGB: bands 5, 3, 2 of MS at 1.24 m: colour as measured. Pan-sharpened colour contains PAN's detail,
  so learning PAN from it would not be a translation; only a chip without MS has RGB from PS-MS, averaged 2 x 2 to
  0.62 m, beside PAN as it is.

Values are digital numbers that follow the light: reflectance is taken as 0.0004 times them, which suits WorldView's
bright scenes. A place is a whole city: chips lie side by side. With so few places, shares mean little: name those to
set aside (``--test-place 'spacenet3/AOI_5_*'``). SpaceNet-3's and -5's own test parts show the same cities as their
training parts, so they stay with their city.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from any2any.data.builders.files import Layer, SceneFiles, View, part
from any2any.data.builders.options import Options, split_of
from any2any.data.encoding import format_linear

LICENCE = "CC-BY-SA-4.0 (SpaceNet)"
PAN_GSD_M, MS_GSD_M = 0.31, 1.24
RGB_BANDS = (5, 3, 2)
COLOUR_FOLDERS = ("MS", "MUL", "PS-MS", "MUL-PanSharpen")
"""In the order of preference."""

_CITY = re.compile(r"(AOI_\d+_[A-Za-z]+(?:_[A-Z][a-z]+)??)(?:_Roads)?(?:_(?:Train|Test\w*))?")
_CHIP = re.compile(r".*_((?:img|chip)\d+)\.tif", re.IGNORECASE)
_RADIOMETRY = format_linear(4e-4, 0.0)


def spacenet_scenes(source: str, root: Path, options: Options) -> Iterator[SceneFiles]:
    """Yield one scene per chip; ``source`` is "spacenet3" or "spacenet5"."""
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
                layers.append(Layer("rgb", (part(path, *RGB_BANDS, gsd_m=_gsd_m(path)),), _RADIOMETRY))
            name = "/".join(filter(None, (source, part_name, city[1], chip)))
            yield SceneFiles(name, place, source, split, LICENCE, (View("", tuple(layers)),))


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
