"""Write a simulated scene as a folder of co-registered GeoTIFFs, each tagged as simulated."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio.transform import from_origin

from any2any.errors import Any2AnyError, UsageError
from any2any.files import move_file
from any2any.raster.opening import GDAL_ERRORS
from any2any.simulate.scene import Scene
from any2any.spec.modality import REFERENCE_DOWNSAMPLING, UNITS, Modality

_CRS = "EPSG:32633"
_LEFT_M, _TOP_M = 400_000.0, 5_500_000.0
"""Upper-left corner of every scene: an arbitrary position in UTM zone 33."""

CLASSES_NAME = "classes.tif"
_CLASS_COLOURS = (
    (38, 97, 168), (26, 102, 38), (158, 199, 107), (232, 209, 112),
    (176, 132, 87), (199, 174, 174), (204, 51, 46), (77, 77, 77),
)  # fmt: skip


def write_scene(scene: Scene, out_dir: Path, *, overwrite: bool = False) -> list[Path]:
    """Write ``rgb.tif sar.tif nir.tif ms.tif pan.tif classes.tif`` into ``out_dir`` and return their paths.

    One file for each of the scene's modalities, float32 in its quantity, and uint8 classes; one CRS and one
    upper-left corner. Files are written atomically. UsageError if one exists and ``overwrite`` is false;
    Any2AnyError if one cannot be written.
    """
    rasters = {f"{modality.name}.tif": modality for modality in scene.modalities}
    paths = [out_dir / name for name in (*rasters, CLASSES_NAME)]
    for path in paths:
        if path.exists() and not overwrite:
            raise UsageError(f"{path} exists: choose another folder, or give --overwrite")
    parts = [path.with_name(f".{path.stem}-{secrets.token_hex(4)}.part.tif") for path in paths]
    try:
        out_dir.mkdir(parents=True, exist_ok=True)
        for part, modality in zip(parts, rasters.values(), strict=False):
            _write_modality(part, scene, modality)
        _write_classes(parts[-1], scene)
        for part, path in zip(parts, paths, strict=True):
            move_file(part, path)
    except (OSError, *GDAL_ERRORS) as error:
        raise Any2AnyError(
            f"the scene cannot be written to {out_dir} ({error}): choose a writable folder with free space"
        ) from error
    finally:
        for part in parts:
            if part.exists():
                part.unlink()
    return paths


def _write_modality(path: Path, scene: Scene, modality: Modality) -> None:
    image = scene.arrays[modality.name]
    pixel_size_m = scene.pixel_size_m * REFERENCE_DOWNSAMPLING / modality.downsampling
    with rasterio.open(path, "w", **_profile(image, pixel_size_m), predictor=3) as raster:
        raster.write(image)
        raster.descriptions = tuple(band.name for band in modality.bands)
        raster.units = (UNITS[modality.quantity],) * len(image)
        raster.update_tags(**_tags(scene, modality.title), ANY2ANY_MODALITY=modality.name)


def _write_classes(path: Path, scene: Scene) -> None:
    names = {f"CLASS_{index}": name for index, name in enumerate(scene.class_names)}
    with rasterio.open(path, "w", **_profile(scene.classes[None], scene.pixel_size_m)) as raster:
        raster.write(scene.classes, 1)
        raster.descriptions = ("land cover class",)
        raster.write_colormap(1, dict(enumerate(_CLASS_COLOURS)))
        raster.update_tags(**_tags(scene, "land cover"))
        raster.update_tags(1, **names)


def _profile(image: NDArray[np.generic], pixel_size_m: float) -> dict[str, Any]:
    bands, rows, columns = image.shape
    return {
        "driver": "GTiff", "dtype": image.dtype.name, "count": bands, "height": rows, "width": columns,
        "crs": _CRS, "transform": from_origin(_LEFT_M, _TOP_M, pixel_size_m, pixel_size_m),
        "tiled": True, "blockxsize": 256, "blockysize": 256, "compress": "deflate", "BIGTIFF": "IF_SAFER",
    }  # fmt: skip


def _tags(scene: Scene, content: str) -> dict[str, str]:
    return {
        "TIFFTAG_IMAGEDESCRIPTION": f"SIMULATED by Any2Any for QGIS, seed {scene.seed}: {content} of a "
        "landscape that does not exist, computed from random numbers; no satellite recorded it",
        "ANY2ANY_SIMULATED": "yes",
        "ANY2ANY_SEED": str(scene.seed),
    }
