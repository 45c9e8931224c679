"""Emptiness as the world writes it: any combination of nodata, masks, alpha and undeclared fills gives the same holes.

A scene is stored with holes in three places, each said in another way; what the plan reads must be valid elsewhere, and
nothing that is said of the scene may count the holes.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import rasterio
from numpy.typing import NDArray

from any2any.raster.opening import open_raster
from any2any.raster.reader import RasterReader
from any2any.requests.translate import TranslateRequest
from any2any.spec.manifest import Manifest
from any2any.translate.make_plan import make_plan
from any2any.translate.plan import Plan

RequestFor = Callable[..., TranslateRequest]

SIZE = 192
RNG = np.random.default_rng(9)
FIELDS = np.kron(RNG.uniform(0.7, 1.3, (12, 12)), np.ones((16, 16)))
DN = np.rint(np.stack([mean * FIELDS + 40 * RNG.normal(0, 1, FIELDS.shape) for mean in (900, 700, 500)]))
DB = (-12 + 10 * np.log10(FIELDS) + RNG.normal(0, 1, FIELDS.shape))[None]
PLACE = rasterio.Affine(10, 0, 4e5, 0, -10, 55e5)
row, col = np.mgrid[:SIZE, :SIZE]
BORDER, MASKED, TRANSPARENT = col < 40, (row > 150) & (col > 150), (row < 30) & (col > 160)
DETECTOR = row * 0.2 + 10 > col
"""A slanted edge, as scenes have that were not warped."""


def written(path: Path, values: NDArray[np.generic], **profile: object) -> Path:
    profile = {"driver": "GTiff", "crs": "EPSG:32633", "transform": PLACE, "dtype": values.dtype} | profile
    with rasterio.open(path, "w", count=len(values), height=SIZE, width=SIZE, **profile) as dataset:
        dataset.write(values)
    return path


def planned(
    path: Path, request_for: RequestFor, manifest: Manifest, source: str
) -> tuple[Plan, NDArray[np.floating], NDArray[np.bool_]]:
    """Return the plan, and what is read with it: physical values and whether they are valid."""
    plan = make_plan(request_for(path, source=source, target="nir"), manifest)
    with open_raster(str(path)) as dataset:
        values, valid = RasterReader(dataset, str(path), plan.bands, plan.empty).read(plan.grid.bounds)
    return plan, plan.encoding.to_physical(values), valid


@pytest.mark.parametrize(
    "said",
    [ways for count in (1, 2, 3) for ways in itertools.combinations(("nodata", "mask", "alpha"), count)],
)
@pytest.mark.parametrize("nodata", [0, 65535, 7])
def test_nodata_masks_and_alpha_add_up(
    tmp_path: Path, request_for: RequestFor, manifest: Manifest, said: tuple[str, ...], nodata: int
) -> None:
    """Whatever of the three a file has, a pixel is empty if any of them says so."""
    values, holes = DN.astype(np.uint16), np.zeros(FIELDS.shape, bool)
    profile: dict[str, object] = {}
    if "nodata" in said:
        values, holes, profile["nodata"] = (
            np.where(BORDER, nodata, values).astype(np.uint16),
            holes | BORDER,
            nodata,
        )
    if "alpha" in said:
        opaque = np.where(TRANSPARENT, 0, 65535).astype(np.uint16)[None]
        values, holes = np.concatenate([values, opaque]), holes | TRANSPARENT
        profile |= {"photometric": "rgb", "alpha": "yes"}
    path = written(tmp_path / "a.tif", values, **profile)
    if "mask" in said:
        holes = holes | MASKED
        with rasterio.open(path, "r+") as dataset:
            dataset.write_mask(~MASKED)
    plan, physical, valid = planned(path, request_for, manifest, "rgb")
    assert np.array_equal(valid, ~holes)
    assert np.abs(physical[:, valid] - DN[:, valid] / 1e4).max() < 1e-7
    assert plan.bands == (1, 2, 3)


@pytest.mark.parametrize("nodata", [(7, 9, 11), (None, 9, None), (0, 9, 0)])
def test_each_band_has_its_own_nodata(
    tmp_path: Path, request_for: RequestFor, manifest: Manifest, nodata: tuple[int | None, ...]
) -> None:
    """A VRT says it per band. A value other than zero makes a hole in one band already."""
    stored = DN.astype(np.uint16)
    places = (BORDER, MASKED, TRANSPARENT)
    holes = np.zeros(FIELDS.shape, bool)
    for band, value, place in zip(stored, nodata, places, strict=True):
        if value:
            band[place] = value
            holes |= place
    written(tmp_path / "a.tif", stored)
    bands = "".join(
        f'<VRTRasterBand dataType="UInt16" band="{number}">'
        + (f"<NoDataValue>{value}</NoDataValue>" if value is not None else "")
        + '<SimpleSource><SourceFilename relativeToVRT="1">a.tif</SourceFilename>'
        f"<SourceBand>{number}</SourceBand></SimpleSource></VRTRasterBand>"
        for number, value in enumerate(nodata, 1)
    )
    path = tmp_path / "a.vrt"
    path.write_text(
        f'<VRTDataset rasterXSize="{SIZE}" rasterYSize="{SIZE}"><SRS>EPSG:32633</SRS>'
        f"<GeoTransform>4e5,10,0,55e5,0,-10</GeoTransform>{bands}</VRTDataset>"
    )
    _, _, valid = planned(path, request_for, manifest, "rgb")
    assert np.array_equal(valid, ~holes)


FILLS = {
    "uint16": (0, 65535),
    "int16": (0, -9999, -32768),
    "float32": (
        0,
        -9999,
        -32768,
        -3.4028234663852886e38,
        3.4028234663852886e38,
        9.969209968386869e36,
        np.nan,
    ),
}


@pytest.mark.parametrize("edge", [BORDER, DETECTOR], ids=["border", "detector's edge"])
@pytest.mark.parametrize(
    ("dtype", "fill"), [(dtype, fill) for dtype, fills in FILLS.items() for fill in fills]
)
@pytest.mark.parametrize("source", ["rgb", "sar"])
def test_undeclared_fills_are_empty_and_in_no_statistic(
    tmp_path: Path,
    request_for: RequestFor,
    manifest: Manifest,
    edge: NDArray[np.bool_],
    dtype: str,
    fill: float,
    source: str,
) -> None:
    """Reflectance times 10,000, and dB times 100 in 16 bits; the fills are those of other programs."""
    if source == "sar" and dtype == "uint16":
        pytest.skip("dB has no unsigned encoding")
    scene, factor = (DN, 1e-4) if source == "rgb" else (DB, 1.0)
    stored = scene if source == "rgb" or dtype == "float32" else scene * 100
    values = np.where(edge, fill, np.rint(stored) if dtype != "float32" else stored).astype(dtype)
    plan, physical, valid = planned(written(tmp_path / "a.tif", values), request_for, manifest, source)
    assert np.array_equal(valid, ~edge)
    assert np.abs(physical[:, valid] - scene[:, valid] * factor).max() < 6e-3
    sentences = " ".join((plan.radiometry, *(w for w in plan.warnings if "forms a border" not in w)))
    numbers = [
        float(text.replace(",", "")) for text in re.findall(r"-?\d[\d,]*\.?\d*(?:e[+-]?\d+)?", sentences)
    ]
    assert max(map(abs, numbers), default=0) <= 10_000  # of the units' own factor; not of a fill
    fills = [scene[:, ~edge].min() * factor, scene[:, ~edge].max() * factor]
    middle = np.median(scene[:, ~edge], axis=1) * factor
    assert np.all((middle >= fills[0]) & (middle <= fills[1]))
    assert not any("suspect" in warning or "radiometry" in warning for warning in plan.warnings)
