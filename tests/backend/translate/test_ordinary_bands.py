"""Bands as the world names them: whatever their names, order or wavelengths, a plan reads the scene that was stored.

Each case is the same scene with its bands in another order and described in another way; the plan must read red, green
and blue, near infrared, the six bands of MS, or the like-polarised radar band.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import rasterio

from any2any.raster.opening import open_raster
from any2any.raster.reader import RasterReader
from any2any.requests.translate import TranslateRequest
from any2any.spec.manifest import Manifest
from any2any.translate.make_plan import make_plan

RequestFor = Callable[..., TranslateRequest]

SIZE = 192
RNG = np.random.default_rng(5)
FIELDS = np.kron(RNG.uniform(0.7, 1.3, (12, 12)), np.ones((16, 16)))
MEANS = {
    **{
        "coastal": 0.03,
        "blue": 0.05,
        "green": 0.07,
        "red": 0.09,
        "red_edge": 0.15,
        "nir": 0.28,
        "nir_narrow": 0.3,
    },
    **{
        "vapour": 0.2,
        "cirrus": 0.01,
        "swir1": 0.2,
        "swir2": 0.12,
        "green_i": 0.065,
        "yellow": 0.08,
        "pan": 0.075,
    },
}
BANDS = {name: mean * FIELDS + 0.004 * RNG.normal(0, 1, (SIZE, SIZE)) for name, mean in MEANS.items()}
VV = -10 + 10 * np.log10(FIELDS) + RNG.normal(0, 1, (SIZE, SIZE))
RADAR = {"vv": VV, "vh": VV - 7.1, "angle": np.full((SIZE, SIZE), 38.0) + FIELDS}
WANTED = {
    "rgb": ("red", "green", "blue"),
    "nir": ("nir",),
    "ms": ("blue", "green", "red", "nir_narrow", "swir1", "swir2"),
    "sar": ("vv",),
    "pan": ("pan",),
}


@dataclass(frozen=True)
class Stack:
    """What is stored in which order, and what the file says about each band."""

    source: str
    stored: tuple[str, ...]
    names: tuple[str, ...] = ()
    tags: tuple[Mapping[str, str], ...] = ()
    file: str = "a.tif"
    namespace: str | None = None
    says: str = ""
    reads: tuple[str, ...] = ()
    """What is read instead of the bands of WANTED."""

    def write(self, folder: Path) -> Path:
        """Write reflectance times 10,000, or dB, as GeoTIFF."""
        radar = self.source == "sar"
        values = np.stack([(RADAR if radar else BANDS)[name] for name in self.stored])
        values = values.astype(np.float32) if radar else np.rint(values * 1e4).clip(1).astype(np.uint16)
        path, place = folder / self.file, rasterio.Affine(10, 0, 4e5, 0, -10, 55e5)
        path.parent.mkdir(parents=True, exist_ok=True)
        with rasterio.open(
            path, "w", "GTiff", SIZE, SIZE, len(values), "EPSG:32633", place, values.dtype
        ) as dataset:
            dataset.write(values)
            for number, name in enumerate(self.names, 1):
                dataset.set_band_description(number, name)
            for number, tags in enumerate(self.tags, 1):
                dataset.update_tags(number, ns=self.namespace, **tags)
        return path


S2 = (
    "coastal",
    "blue",
    "green",
    "red",
    *("red_edge",) * 3,
    "nir",
    "nir_narrow",
    "vapour",
    "cirrus",
    "swir1",
    "swir2",
)
S2_NAMES = ("B1", "B2", "B3", "B4", "B5", "B6", "B7", "B8", "B8A", "B9", "B10", "B11", "B12")
S2_PADDED = tuple(f"B{name[1:]:0>2}" for name in S2_NAMES)
S2_SHORT = tuple(name for name in S2 if name != "cirrus")
OLI = ("coastal", "blue", "green", "red", "nir", "swir1", "swir2")
TM = ("blue", "green", "red", "nir", "swir1", "swir2")
PLANET = ("coastal", "blue", "green_i", "green", "yellow", "red", "red_edge", "nir")
BGRN = ("blue", "green", "red", "nir")
NM = (443, 492, 560, 665, 704, 741, 783, 833, 865, 945, 1374, 1610, 2190)


def nm(*values: float) -> tuple[Mapping[str, str], ...]:
    """Return wavelengths as ENVI writes them."""
    return tuple({"wavelength": f"{value}", "wavelength_units": "Nanometers"} for value in values)


CASES = {
    **{
        f"Sentinel-2's 13 as {how}, {source}": Stack(source, S2, names)
        for how, names in (("B1", S2_NAMES), ("B01", S2_PADDED))
        for source in ("rgb", "nir", "ms")
    },
    "the 12 of level 2A": Stack("ms", S2_SHORT, tuple(name for name in S2_PADDED if name != "B10")),
    "the 13 backwards": Stack("rgb", S2[::-1], S2_NAMES[::-1]),
    "with what the band is": Stack(
        "rgb",
        ("red", "green", "blue"),
        ("B4, central wavelength 665 nm", "B3 (560 nm)", "B2 (490 nm)"),
        says="numbers look like",
    ),
    "words": Stack("rgb", BGRN, ("Blue band", "Green band", "Red band", "NIR band")),
    "words in capitals": Stack("nir", BGRN, ("BLUE", "GREEN", "RED", "NEAR_INFRARED")),
    "STAC's common names": Stack(
        "ms",
        ("blue", "green", "red", "nir_narrow", "swir1", "swir2"),
        ("blue", "green", "red", "nir08", "swir16", "swir22"),
    ),
    "surface reflectance by words": Stack("rgb", BGRN, ("sr_blue", "sr_green", "sr_red", "sr_nir")),
    "Planet's eight by words": Stack(
        "rgb", PLANET, ("Coastal Blue", "Blue", "Green I", "Green", "Yellow", "Red", "Red Edge", "NIR")
    ),
    "Landsat 8, whose numbers are a guess": Stack(
        "rgb", OLI, tuple(f"SR_B{i}" for i in range(1, 8)), says="numbers look like"
    ),
    "Landsat 8's near infrared is B5": Stack("nir", ("nir", "red"), ("nir08", "red")),
    "TM without its thermal band": Stack("ms", TM, ("B1", "B2", "B3", "B4", "B5", "B7"), reads=TM),
    "TM's red is B3": Stack("rgb", TM, ("B1", "B2", "B3", "B4", "B5", "B7")),
    "panchromatic": Stack("pan", ("red", "pan"), ("Red", "Panchromatic")),
    "wavelengths in nanometres": Stack("rgb", S2, tags=nm(*NM)),
    "wavelengths in nanometres, near infrared": Stack("nir", S2, tags=nm(*NM)),
    "wavelengths in nanometres, MS": Stack("ms", S2, tags=nm(*NM)),
    "wavelengths backwards": Stack("ms", S2[::-1], tags=nm(*NM[::-1])),
    "wavelengths in micrometres": Stack(
        "rgb",
        S2,
        tags=tuple({"wavelength": f"{value / 1000}", "wavelength_units": "Micrometers"} for value in NM),
    ),
    "wavelengths as GDAL keeps them": Stack(
        "rgb",
        S2,
        tags=tuple({"CENTRAL_WAVELENGTH_UM": f"{value / 1000}"} for value in NM),
        namespace="IMAGERY",
    ),
    "wavelengths before numbers": Stack(
        "rgb", BGRN, names=("B1", "B2", "B3", "B4"), tags=nm(490, 560, 665, 842)
    ),
    "wavelengths that have no green": Stack(
        "rgb", BGRN[:3], tags=nm(490, 700, 665), reads=("blue", "green", "red")
    ),
    "wavelengths that are no numbers": Stack(
        "rgb",
        BGRN[:3],
        tags=({"wavelength": "blue"}, {"wavelength": ""}, {"wavelength": "-5"}),
        reads=BGRN[:3],
    ),
    "numbers of nobody": Stack(
        "rgb", ("blue", "green", "red"), ("B2", "B3", "B4"), says="look like those of Sentinel-2 or Landsat 8"
    ),
    "no names": Stack("rgb", ("red", "green", "blue", "nir"), says="of 4 bands, 1, 2, 3 are taken as"),
    "VV and VH": Stack("sar", ("vv", "vh"), ("VV", "VH")),
    "VH and VV": Stack("sar", ("vh", "vv"), ("VH", "VV")),
    "Earth Engine's VV, VH, angle": Stack("sar", ("vv", "vh", "angle"), ("VV", "VH", "angle")),
    "angle first": Stack("sar", ("angle", "vh", "vv"), ("angle", "VH", "VV")),
    "SNAP's dB": Stack("sar", ("vh", "vv"), ("Sigma0_VH_db", "Sigma0_VV_db")),
    "gamma nought": Stack("sar", ("vh", "vv"), ("gamma0_vh_dB", "gamma0_vv_dB")),
    "cross-polarised only": Stack("sar", ("vh",), ("VH",), reads=("vh",)),
    "two of unknown polarisation": Stack("sar", ("vv", "vh"), says="of 2 bands, 1 are taken as backscatter"),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_the_bands_that_were_meant_are_read(
    case: Stack, tmp_path: Path, request_for: RequestFor, manifest: Manifest
) -> None:
    path = case.write(tmp_path)
    target = "nir" if case.source != "nir" else "rgb"
    plan = make_plan(request_for(path, source=case.source, target=target), manifest)
    with open_raster(str(path)) as dataset:
        values, valid = RasterReader(dataset, str(path), plan.bands, plan.empty).read(plan.grid.bounds)
    stored = RADAR if case.source == "sar" else BANDS
    scene = np.stack([stored[name] for name in case.reads or WANTED[case.source]])
    assert valid.all()
    assert np.abs(plan.encoding.to_physical(values) - scene).max() < 3e-3
    assert case.says in "\n".join(plan.warnings)
    assert case.says or not plan.warnings
