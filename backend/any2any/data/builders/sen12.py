"""SEN1-2 in its published layout: 282,384 pairs of 8-bit PNGs of 256 x 256 pixels of 10 m.

``s1`` is Sentinel-1 VV, grey 0 to 255 for -25 to 0 dB. ``s2`` is Sentinel-2 B4, B3, B2, stretched for display with
nothing said about how: one affine map per region brings its percentiles to those of calibrated reflectance (see
``stretch.py``), fitted on up to 64 patches spread over the region. The modalities are SAR and RGB.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from any2any.data.builders.files import Layer, SceneFiles, View, part
from any2any.data.builders.options import Options
from any2any.data.builders.places import split_of
from any2any.data.builders.rois import Region, regions
from any2any.data.builders.stretch import read_and_fit
from any2any.data.builders.tally import Tally
from any2any.raster.radiometry import QUICKLOOK8_DB

SOURCE = "sen12"
LICENCE = "CC-BY-4.0 (SEN1-2)"
STRETCH_PATCHES = 64
"""A few million pixels tell the percentiles of a region; all of its images would be read for nothing."""


def sen12_scenes(root: Path, options: Options, tally: Tally) -> Iterator[SceneFiles]:
    """Yield a scene a patch."""
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
