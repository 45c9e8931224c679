"""A scene of fields: an optical image with a hole, radar and an older image of the same ground."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio
from rasterio.transform import from_origin

from any2any.fill.job import run_fill
from any2any.requests.fill import FillRequest, FillResult, NamedRaster

CRS, LEFT, TOP = "EPSG:32633", 500_000, 5_300_000


def write(path: Path, values: np.ndarray, **profile: Any) -> Path:
    """Write bands (C, H, W) with 10 m pixels in UTM, or as the profile says."""
    count, height, width = values.shape
    given = {"crs": CRS, "transform": from_origin(LEFT, TOP, 10, 10)} | profile
    tags = given.pop("tags", {})
    with rasterio.open(
        path, "w", driver="GTiff", count=count, height=height, width=width, dtype=values.dtype, **given
    ) as out:
        out.write(values)
        out.update_tags(**tags)
    return path


def read(path: Path) -> np.ndarray:
    with rasterio.open(path) as dataset:
        return np.asarray(dataset.read())


@dataclass(frozen=True)
class Ground:
    """Files of one place, and what the clouds hide."""

    folder: Path
    truth: np.ndarray
    holes: np.ndarray

    @property
    def cloudy(self) -> Path:
        return self.folder / "cloudy.tif"

    @property
    def mask(self) -> Path:
        return self.folder / "clouds.tif"

    @property
    def sar(self) -> Path:
        return self.folder / "s1.tif"

    @property
    def reference(self) -> Path:
        return self.folder / "clear.tif"


def fields(height: int, width: int) -> np.ndarray:
    """A number between 0 and 1 for each field of 16 x 16 pixels."""
    generator = np.random.default_rng(0)
    parcels = generator.random((-(-height // 16), -(-width // 16)))
    return np.kron(parcels, np.ones((16, 16)))[:height, :width]


def make_ground(folder: Path, height: int = 150, width: int = 170) -> Ground:
    """Reflectance and backscatter follow the same fields; the older image is darker by a fifth."""
    generator = np.random.default_rng(1)
    parcel = fields(height, width)
    noise = generator.normal(size=(3, height, width))
    truth = (np.stack([600 + 1500 * parcel, 700 + 900 * parcel, 500 + 700 * parcel]) + 10 * noise).astype(
        np.uint16
    )
    holes = np.zeros((height, width), bool)
    holes[40:90, 50:120] = True
    cloudy = np.where(holes, np.uint16(8000), truth)
    write(folder / "cloudy.tif", cloudy)
    write(folder / "clouds.tif", holes.astype(np.uint8)[None])
    radar = -18 + 8 * parcel + 0.3 * generator.normal(size=(height, width))
    write(folder / "s1.tif", radar.astype(np.float32)[None])
    write(folder / "clear.tif", (truth * 0.8).astype(np.uint16))
    return Ground(folder, truth, holes)


@pytest.fixture
def ground(tmp_path: Path) -> Ground:
    return make_ground(tmp_path)


@pytest.fixture
def fill(ground: Ground, model_folder: Path) -> Callable[..., FillResult]:
    """Fill the scene with the small model, as asked and else from radar alone."""

    def run(**options: Any) -> FillResult:
        asked: dict[str, Any] = {
            "input": str(ground.cloudy),
            "output": ground.folder / "filled.tif",
            "mask": str(ground.mask),
            "sources": (NamedRaster("sar", str(ground.sar)),),
            "model": model_folder,
            "device": "cpu",
        } | options
        return run_fill(FillRequest(**asked))

    return run
