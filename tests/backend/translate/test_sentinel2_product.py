"""A Sentinel-2 product is read as it was downloaded: 13 bands, JPEG 2000 files of three pixel sizes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import rasterio

from any2any.errors import UsageError
from any2any.raster.reader import RasterReader
from any2any.raster.safe import product_folder
from any2any.spec.manifest import Manifest
from any2any.spec.modality import MS, NIR, PAN, RGB, Modality
from any2any.translate.engine import translate
from any2any.translate.make_plan import make_plan
from any2any.translate.source import open_source

SIZE = 240
"""Pixels of 10 m along a side."""
BANDS = {
    **{"B01": 60, "B02": 10, "B03": 10, "B04": 10, "B05": 20, "B06": 20, "B07": 20, "B08": 10, "B8A": 20},
    **{"B09": 60, "B10": 60, "B11": 20, "B12": 20},
}
"""Pixel sizes in metres."""
NAME = "S2A_MSIL{level}_20230520T104629_N0509_R051_T33UXP_20230520T152439.SAFE"
RNG = np.random.default_rng(2)
FIELDS = np.kron(RNG.uniform(0.02, 0.15, (20, 20)), np.ones((12, 12)))
WANTED = {
    "rgb": ("B04", "B03", "B02"),
    "nir": ("B08",),
    "ms": ("B02", "B03", "B04", "B8A", "B11", "B12"),
}


def scene(band: str, size_m: int) -> np.ndarray:
    """Reflectance of a band at a pixel size: the mean of 10 m pixels; the fields differ in brightness by band."""
    factor, side = 1 + list(BANDS).index(band) / 10, size_m // 10
    return (FIELDS * factor).reshape(SIZE // side, side, SIZE // side, side).mean(axis=(1, 3))


def product(folder: Path, level: str, granules: int = 1) -> Path:
    """Write a product: level 1C has each band once, level 2A also at all coarser sizes."""
    root = folder / NAME.format(level=level)
    for granule in range(granules):
        images = root / "GRANULE" / f"L{level}_T33UXP_A04{granule}" / "IMG_DATA"
        for band, own_m in BANDS.items():
            for size_m in (own_m,) if level == "1C" else [size for size in (10, 20, 60) if size >= own_m]:
                place = images if level == "1C" else images / f"R{size_m}m"
                place.mkdir(parents=True, exist_ok=True)
                suffix = "" if level == "1C" else f"_{size_m}m"
                write(place / f"T33UXP_20230520T104629_{band}{suffix}.jp2", scene(band, size_m), size_m)
    (root / f"MTD_MSIL{level}.xml").write_text("<PROCESSING_BASELINE>05.09</PROCESSING_BASELINE>")
    return root


def write(path: Path, reflectance: np.ndarray, size_m: int) -> None:
    """Write lossless JPEG 2000 of reflectance times 10,000 plus 1,000."""
    side = len(reflectance)
    values = np.rint(reflectance * 1e4 + 1000).astype(np.uint16)
    profile = {
        "crs": "EPSG:32633",
        "transform": rasterio.Affine(size_m, 0, 4e5, 0, -size_m, 55e5),
        "dtype": "uint16",
    }
    with rasterio.open(
        path, "w", "JP2OpenJPEG", side, side, 1, QUALITY=100, REVERSIBLE="YES", **profile
    ) as dataset:
        dataset.write(values[None])


@pytest.mark.parametrize("level", ["1C", "2A"])
@pytest.mark.parametrize(("modality", "size_m"), [(RGB, 10), (NIR, 10), (MS, 20)])
@pytest.mark.parametrize("by_metadata", [False, True])
def test_the_bands_of_a_product_give_its_reflectance(
    tmp_path: Path,
    request_for: Callable,
    manifest: Manifest,
    level: str,
    modality: Modality,
    size_m: int,
    by_metadata: bool,
) -> None:
    """Of the folder as of its metadata file; finer bands are averaged to the coarsest, and the offset is known."""
    root = product(tmp_path, level)
    path = str(root / f"MTD_MSIL{level}.xml" if by_metadata else root)
    target = "nir" if modality.name != "nir" else "rgb"
    plan = make_plan(request_for(path, source=modality.name, target=target), manifest)
    with open_source(path, modality) as dataset:
        values, valid = RasterReader(dataset, path, plan.bands, plan.empty).read(plan.grid.bounds)
        names = {Path(name).name for name in dataset.files}
    expected = np.stack([scene(band, size_m) for band in WANTED[modality.name]])
    assert plan.encoding.name == "s2_offset"
    assert plan.grid.pixel_size_xy == (size_m, size_m)
    assert valid.all()
    assert np.abs(plan.encoding.to_physical(values) - expected).max() <= 1.01e-4
    assert {
        f"MTD_MSIL{level}.xml",
        *(image.name for image in root.rglob(f"*_{WANTED[modality.name][0]}*10m.jp2")),
    } <= names


def test_a_product_is_translated(model, tmp_path: Path, request_for: Callable) -> None:
    result = translate(request_for(product(tmp_path, "2A"), source="rgb", target="sar"), model)
    with rasterio.open(result.output) as dataset:
        assert (dataset.width, dataset.height, dataset.crs.to_epsg()) == (SIZE, SIZE, 32633)
        assert dataset.tags()["ANY2ANY_RADIOMETRY"].startswith("s2_offset")


def test_what_a_product_lacks_is_said(tmp_path: Path) -> None:
    root = product(tmp_path, "2A")
    with (
        pytest.raises(UsageError, match=r"has 13 band\(s\), PAN needs 1 \(pan\)"),
        open_source(str(root), PAN),
    ):
        pass
    two = product(tmp_path / "old", "1C", granules=2)
    with pytest.raises(UsageError, match=r"several images.*L1C_T33UXP_A040, L1C_T33UXP_A041"):
        open_source(str(two), RGB).__enter__()


def test_other_folders_and_files_are_no_product(tmp_path: Path) -> None:
    (tmp_path / "MTD_TL.xml").touch()
    assert product_folder(str(tmp_path)) is None
    assert product_folder(str(tmp_path / "missing.SAFE")) is None
    assert product_folder("https://example.org/MTD_MSIL2A.xml") is None
