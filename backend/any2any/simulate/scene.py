"""Simulate a landscape from a seed, as several co-registered sensors see it, and write it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from numpy.random import Generator, Philox
from numpy.typing import NDArray
from rasterio.transform import from_origin

from any2any.errors import Any2AnyError, UsageError
from any2any.files import move_file
from any2any.simulate import sensors
from any2any.simulate.ground import Ground, build_ground
from any2any.simulate.landcover import CLASS_NAMES
from any2any.simulate.landscape import FloatImage, Landscape, draw_landscape, halve
from any2any.simulate.sensors import Scenery
from any2any.spec.modality import DEFAULT_MODALITIES, REFERENCE_DOWNSAMPLING, RGB, UNITS, Band, Modality

SAR_DUAL = Modality(
    "sar_dual",
    "SAR VV+VH",
    "backscatter_db",
    (Band("vv", -30.0, 5.0), Band("vh", -35.0, 0.0)),
    downsampling=4,
    pixel_size_m=10.0,
)
THERMAL = Modality(
    "thermal",
    "Thermal",
    "temperature_k",
    (Band("surface_temperature", 260.0, 335.0, 10_900.0),),
    downsampling=2,
    pixel_size_m=20.0,
)

EXTRA_MODALITIES: tuple[Modality, ...] = (SAR_DUAL, THERMAL)

MIN_SIZE_PX = 64
SIZE_STEP_PX = 8
SMALLEST_PIXEL_M, LARGEST_PIXEL_M = 5.0, 20.0
"""Range of pixel sizes that suits the details: smaller pixels would show flat roofs, larger ones no roads."""

_NOISE = {"rgb": 0.002, "nir": 0.002, "ms": 0.001, "pan": 0.0015}
"""Standard deviation of the optical sensors' noise, in reflectance."""


@dataclass(frozen=True)
class Scene:
    """One simulated landscape."""

    seed: int
    arrays: dict[str, FloatImage]
    """Per modality ``(bands, rows, columns)`` in its physical quantity: reflectance, backscatter in dB, or kelvin."""
    classes: NDArray[np.uint8]
    """``(size, size)`` indices into ``CLASS_NAMES``, on the reference grid."""
    sar_clean_db: FloatImage
    """``(1, size, size)``: the mean backscatter before speckle."""
    landscape: Landscape
    modalities: tuple[Modality, ...] = DEFAULT_MODALITIES
    """Modalities of the arrays, in order."""

    @property
    def pixel_size_m(self) -> float:
        """Of the reference grid: RGB, SAR and NIR."""
        return 2 * self.landscape.fine_m

    @property
    def class_names(self) -> tuple[str, ...]:
        """Names of the classes, by index."""
        return CLASS_NAMES


def simulate_scene(
    size: int, seed: int, *, extra_sensors: bool = False, pixel_size_m: float = RGB.pixel_size_m
) -> Scene:
    """Simulate ``size`` x ``size`` pixels of 10 m: those of RGB, SAR and NIR; MS has half, PAN twice as many.

    ``extra_sensors`` adds a radar of two polarisations and a thermal band; the others stay as they are.
    ``pixel_size_m``: of RGB, SAR and NIR, 5 to 20; fields, roads and shadows keep their sizes on the ground, and the
    sensors their noise. The same arguments give the same arrays, bit for bit. UsageError if ``size`` is below 64 or not
    a multiple of 8, if ``seed`` is negative, or if the pixel size is out of its range.
    """
    if size < MIN_SIZE_PX or size % SIZE_STEP_PX:
        raise UsageError(
            f"size {size} cannot be simulated: give a multiple of {SIZE_STEP_PX} from {MIN_SIZE_PX} up"
        )
    if seed < 0:
        raise UsageError(f"seed {seed} is negative: give 0 or more")
    if not SMALLEST_PIXEL_M <= pixel_size_m <= LARGEST_PIXEL_M:
        raise UsageError(
            f"pixels of {pixel_size_m} m cannot be simulated: give {SMALLEST_PIXEL_M:g} to {LARGEST_PIXEL_M:g}, "
            f"like the usual {RGB.pixel_size_m:g}"
        )
    # One random stream per stage, so that changing one stage leaves the others' draws unchanged.
    choice, ground_rng, light, echo, noise, extra = (
        Generator(Philox(child)) for child in np.random.SeedSequence(seed).spawn(6)
    )
    landscape = draw_landscape(choice, fine_m=pixel_size_m / 2)
    ground = build_ground(ground_rng, landscape, 2 * size)
    clean_db = sensors.clean_backscatter(echo, landscape, ground)
    arrays = _optical_arrays(Scenery(light, landscape, ground), noise)
    arrays["sar"] = sensors.add_speckle(echo, clean_db)[None]
    modalities = DEFAULT_MODALITIES
    if extra_sensors:
        modalities += EXTRA_MODALITIES
        arrays |= _extra_arrays(extra, landscape, ground, clean_db, arrays["sar"])
    ordered = {modality.name: arrays[modality.name] for modality in modalities}
    return Scene(seed, ordered, _majority(ground.classes), clean_db[None], landscape, modalities)


def _extra_arrays(
    rng: Generator, landscape: Landscape, ground: Ground, clean_db: FloatImage, vv_db: FloatImage
) -> dict[str, FloatImage]:
    vh_db = sensors.add_speckle(rng, sensors.cross_polarised(ground, clean_db))
    kelvin = sensors.surface_temperature(rng, landscape, ground)
    return {SAR_DUAL.name: np.concatenate([vv_db, vh_db[None]]), THERMAL.name: kelvin[None]}


def _optical_arrays(scenery: Scenery, rng: Generator) -> dict[str, FloatImage]:
    names = sensors.OPTICAL_BANDS
    reference: dict[str, FloatImage] = {}
    pan: FloatImage | None = None
    for index, name in enumerate(names):
        fine = scenery.reflectance(index)
        reference[name] = halve(fine)
        if weight := sensors.PAN_WEIGHTS[index]:
            pan = fine * weight if pan is None else pan + fine * weight
    assert pan is not None
    arrays = {"pan": pan[None]}
    for modality in DEFAULT_MODALITIES:
        if modality.quantity == "reflectance" and modality.name != "pan":
            bands = np.stack([reference[band.name] for band in modality.bands])
            arrays[modality.name] = halve(bands) if modality.name == "ms" else bands
    return {name: _measured(rng, arrays[name], _NOISE[name]) for name in _NOISE}


def _measured(rng: Generator, radiance: FloatImage, noise: float) -> FloatImage:
    noisy = radiance + np.float32(noise) * rng.standard_normal(radiance.shape, dtype=np.float32)
    return np.maximum(noisy, np.float32(0))


def _majority(fine: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return the most frequent class of every 2 x 2 pixels; ties go to one of the tied classes."""
    a, b, c, d = fine[0::2, 0::2], fine[0::2, 1::2], fine[1::2, 0::2], fine[1::2, 1::2]
    return np.where((b == c) | (b == d), b, np.where(c == d, c, a))


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
    upper-left corner. Files appear whole or not at all. UsageError if one exists and ``overwrite`` is false;
    Any2AnyError if one cannot be written.
    """
    rasters = {f"{modality.name}.tif": modality for modality in scene.modalities}
    paths = [out_dir / name for name in (*rasters, CLASSES_NAME)]
    for path in paths:
        if path.exists() and not overwrite:
            raise UsageError(f"{path} exists already: choose another folder or allow it to be overwritten")
    parts = [path.with_name(f".{path.stem}-{secrets.token_hex(4)}.part.tif") for path in paths]
    try:
        out_dir.mkdir(parents=True, exist_ok=True)
        for part, modality in zip(parts, rasters.values(), strict=False):
            _write_modality(part, scene, modality)
        _write_classes(parts[-1], scene)
        for part, path in zip(parts, paths, strict=True):
            move_file(part, path)
    except (OSError, rasterio.errors.RasterioError) as error:
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
