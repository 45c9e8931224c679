"""Simulate a landscape from a seed, as several co-registered sensors see it, and write it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator, Philox
from numpy.typing import NDArray

from any2any.errors import UsageError
from any2any.simulate import sensors
from any2any.simulate.ground import Ground, build_ground
from any2any.simulate.landcover import CLASS_NAMES
from any2any.simulate.landscape import FloatImage, Landscape, draw_landscape, halve
from any2any.simulate.sensors import Scenery
from any2any.spec.modality import DEFAULT_MODALITIES, RGB, Band, Modality

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
