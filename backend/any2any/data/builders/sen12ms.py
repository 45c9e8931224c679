"""SEN12MS in its published layout: 180,662 patches of 256 x 256 pixels of 10 m.

``s1`` holds sigma nought in dB, VV then VH. ``s2`` holds all 13 bands of Sentinel-2 level 1C at 10 m, in the order
B1, B2, B3, B4, B5, B6, B7, B8, B8A, B9, B10, B11, B12, as reflectance times 10,000 without an offset (the images are
from 2016 and 2017, long before processing baseline 04.00). The choice of bands:

- RGB: B4, B3, B2. NIR: B8, the wide one of 10 m.
- MS: B2, B3, B4, B8A, B11, B12, all averaged from 10 to 20 m: what was resampled up goes back to its own size.
- SAR: one polarisation. A patch gives two tiles, one with VV and one with VH.

No panchromatic band is derived: there is none, and real ones come from SpaceNet. ``lc`` (land cover) is not read.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from any2any.data.builders.files import Layer, SceneFiles, View, part
from any2any.data.builders.options import Options
from any2any.data.builders.places import split_of
from any2any.data.builders.rois import regions
from any2any.raster.radiometry import DB, S2

SOURCE = "sen12ms"
LICENCE = "CC-BY-4.0 (SEN12MS)"
POLARISATIONS = ("vv", "vh")
RGB_BANDS, NIR_BANDS, MS_BANDS = (4, 3, 2), (8,), (2, 3, 4, 9, 12, 13)


def sen12ms_scenes(root: Path, options: Options) -> Iterator[SceneFiles]:
    """Yield a scene a patch."""
    for region in regions(root, ".tif"):
        place = f"{SOURCE}/{region.name}"
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
            yield SceneFiles(f"{place}_p{patch}", place, SOURCE, split, LICENCE, views)
