"""Which modalities follow from which files of the real paired imagery.

RGB is red, green, blue; NIR the wide near infrared of 10 m; MS the three visible bands averaged to 20 m with narrow
NIR and both SWIR bands. PAN is real where there is one, else a weighted sum of visible and near infrared at 10 m that
stands for 5 m, beside colour averaged to 20 m: views ending in ``/pan`` are such stand-ins.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from any2any.data.builders.files import Layer, Part, View, part, weighted
from any2any.data.encoding import format_linear
from any2any.spec.modality import NIR, RGB

PAN_WEIGHTS = (0.2, 0.35, 0.35, 0.1)
"""Blue, green, red, NIR: Landsat's and WorldView's panchromatic bands see the visible and a little near infrared."""


DRIFTING_RADAR = frozenset({"s1s2_scenes"})
"""Sources whose radar lies several pixels beside the optical image, by more or less across a scene."""


@dataclass(frozen=True)
class ImageryFile:
    """A file of a scene."""

    path: Path
    gsd_m: float
    radiometry: str

    def bands(self, *numbers: int) -> Part:
        """Return some of its bands."""
        return part(self.path, *numbers, gsd_m=self.gsd_m)

    def layer(self, modality: str, *numbers: int) -> Layer:
        """Return a modality that is some of its bands."""
        return Layer(modality, (self.bands(*numbers),), self.radiometry)


def views(source: str, files: Mapping[str, ImageryFile]) -> Iterator[View]:
    """Yield the views of one scene; ``files`` are keyed by the index's modality name, some may be missing."""
    if source == "naip":
        yield from _naip(files)
    elif source == "s1s2_flood":
        yield View("", (*_first_band("sar", files), *_layers("nir", files, "swir_nir_green", 2)))
    elif source in ("s1s2_scenes", "sen12_pairs"):
        both = (*_first_band("sar", files), *_layers("rgb", files, "rgb", 1, 2, 3))
        yield View("", both, drifting="sar" if source in DRIFTING_RADAR else None)
    elif source == "landsat_pan":
        colour = _layers("rgb", files, "rgb", 1, 2, 3) or _layers("rgb", files, "landsat", 3, 2, 1)
        yield View("", (*_first_band("pan", files), *colour))
    elif source == "spacenet6":
        colour = _layers("rgb", files, "rgbn", 1, 2, 3) + _layers("nir", files, "rgbn", 4)
        yield View("", (*_first_band("pan", files), *colour))
    elif source == "spacenet2":  # coastal, blue, green, yellow, red, red edge, NIR 1, NIR 2
        colour = _layers("rgb", files, "ms8", 5, 3, 2) + _layers("nir", files, "ms8", 7)
        yield View("", (*_first_band("pan", files), *colour))
    else:
        yield from _sentinel(files)


def _layers(modality: str, files: Mapping[str, ImageryFile], name: str, *numbers: int) -> tuple[Layer, ...]:
    return (files[name].layer(modality, *numbers),) if name in files else ()


def _first_band(modality: str, files: Mapping[str, ImageryFile]) -> tuple[Layer, ...]:
    return _layers(modality, files, modality, 1)


def _sentinel(files: Mapping[str, ImageryFile]) -> Iterator[View]:
    """``s2_10m`` is blue, green, red, NIR; ``s2_20m`` three red edges, narrow NIR, SWIR 1 and 2; ``sar`` VV, VH."""
    optical = _layers("rgb", files, "s2_10m", 3, 2, 1) + _layers("nir", files, "s2_10m", 4)
    if "s2_10m" in files and "s2_20m" in files:
        parts = (files["s2_10m"].bands(1, 2, 3), files["s2_20m"].bands(4, 5, 6))
        optical += (Layer("ms", parts, files["s2_10m"].radiometry),)
    if "sar" in files:
        yield View("/vv", (*optical, files["sar"].layer("sar", 1)))
        yield View("/vh", (*optical, files["sar"].layer("sar", 2)))
    else:
        yield View("", optical)
    if ten := files.get("s2_10m"):
        pan = weighted(ten.path, *zip(PAN_WEIGHTS, (1, 2, 3, 4), strict=True), gsd_m=ten.gsd_m)
        yield View("/pan", (Layer("pan", (pan,), ten.radiometry), ten.layer("rgb", 3, 2, 1)))


def _naip(files: Mapping[str, ImageryFile]) -> Iterator[View]:
    """``rgbn`` is red, green, blue, NIR, stretched for display."""
    yield View("", _layers("rgb", files, "rgbn", 1, 2, 3) + _layers("nir", files, "rgbn", 4))
    if rgbn := files.get("rgbn"):
        colour_high, nir_high = RGB.bands[0].high, NIR.bands[0].high
        blue, green, red, nir = PAN_WEIGHTS
        # White is another reflectance in NIR than in colour: one scale for the sum, the difference in the weight.
        factors = ((blue, 3), (green, 2), (red, 1), (nir * nir_high / colour_high, 4))
        pan = weighted(rgbn.path, *factors, gsd_m=rgbn.gsd_m)
        radiometry = format_linear(colour_high / 255, 0.0)
        yield View("/pan", (Layer("pan", (pan,), radiometry), rgbn.layer("rgb", 1, 2, 3)))
