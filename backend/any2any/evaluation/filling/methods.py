"""Ways to fill a hole: this project's, and six from outside."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio.fill import fillnodata

from any2any.evaluation.filling.scenes import NOWHERE, SOURCE, TARGET, FillScene, Image
from any2any.fill.job import run_fill
from any2any.requests.fill import FillRequest, NamedRaster
from any2any.requests.translate import PresetName
from any2any.translate.job import ModelCache

Mask = NDArray[np.bool_]

CLOUD = 0.9
"""Reflectance of the clouds over the holes; no fill may use it."""


class Filler:
    """Runs ``any2any fill`` on scenes; every fill uses the same loaded model."""

    def __init__(self, folder: Path, model: Path, device: str = "auto", preset: PresetName = "fast") -> None:
        """``folder``: for temporary rasters."""
        self._folder, self._model, self._device, self._preset = folder, model, device, preset
        self._models = ModelCache()

    def radar(self, scene: FillScene, holes: Mask) -> Image:
        """``any2any fill --source sar``."""
        return self._fill(scene, holes, (scene.source,), None)

    def reference(self, scene: FillScene, holes: Mask) -> Image:
        """``any2any fill --source sar --reference``."""
        return self._fill(scene, holes, (scene.source,), scene.other_target)

    def both_radars(self, scene: FillScene, holes: Mask) -> Image:
        """The same with the reference date's radar as another source, which shows where the ground changed."""
        assert scene.other_source is not None
        return self._fill(scene, holes, (scene.source, scene.other_source), scene.other_target)

    def _fill(
        self, scene: FillScene, holes: Mask, radars: tuple[Image, ...], reference: Image | None
    ) -> Image:
        cloudy = self._write("cloudy", np.where(holes, np.float32(CLOUD), scene.target))
        sources = [NamedRaster(SOURCE, self._write(f"radar_{n}", image)) for n, image in enumerate(radars)]
        request = FillRequest(
            input=cloudy,
            output=self._folder / "filled.tif",
            mask=self._write("holes", holes[None].astype(np.uint8)),
            sources=tuple(sources),
            reference=None if reference is None else self._write("reference", reference),
            target=TARGET,
            radiometry="reflectance",
            model=self._model,
            preset=self._preset,
            device=self._device,
            overwrite=True,
        )
        result = run_fill(request, models=self._models)
        with rasterio.open(result.output) as dataset:
            return np.asarray(dataset.read(), np.float32)

    def _write(self, name: str, image: NDArray[np.generic]) -> str:
        """Write bands (C, H, W) without georeference: rasters of equal size count as the same place."""
        path = self._folder / f"{name}.tif"
        count, height, width = image.shape
        shape = {"count": count, "height": height, "width": width, "dtype": image.dtype.name}
        nodata = float("nan") if image.dtype.kind == "f" else None
        with rasterio.open(path, "w", driver="GTiff", transform=NOWHERE, nodata=nodata, **shape) as out:
            out.write(image)
        return str(path)


Method = Callable[[FillScene, Mask], Image]
"""Takes a scene and its holes (rows, columns); returns the whole image, of which only the holes are scored."""


def fill_nodata(scene: FillScene, holes: Mask) -> Image:
    """GDAL's FillNodata: inverse distance from the border."""
    mask = (~holes).astype(np.uint8)
    bands = [
        fillnodata(band.copy(), mask=mask, max_search_distance=sum(holes.shape)) for band in scene.target
    ]
    return np.stack(bands)


def clear_mean(scene: FillScene, holes: Mask) -> Image:
    """Each band's mean over the clear part."""
    mean = scene.target[:, ~holes].mean(axis=1)
    return np.broadcast_to(mean[:, None, None], scene.target.shape)


def scene_regression(scene: FillScene, holes: Mask) -> Image:
    """A linear regression on the radar's pixels, fitted on the scene's clear pixels."""
    design = np.concatenate([scene.source, np.ones_like(scene.source[:1])])
    known = design[:, ~holes].T
    slopes, *_ = np.linalg.lstsq(known, scene.target[:, ~holes].T, rcond=None)
    return np.asarray(np.tensordot(slopes.T, design, axes=1), np.float32)


def older_pasted(scene: FillScene, holes: Mask) -> Image:
    """The unchanged image of the other date."""
    assert scene.other_target is not None
    return scene.other_target


def older_matched(scene: FillScene, holes: Mask) -> Image:
    """The image of the other date, its histogram matched to the clear part band by band."""
    older = older_pasted(scene, holes)
    pairs = zip(older, scene.target, strict=True)
    return np.stack([np.interp(o, np.sort(o[~holes]), np.sort(t[~holes])) for o, t in pairs]).astype(
        np.float32
    )


def translation(scene: FillScene, holes: Mask) -> Image:
    """The plain translation of the radar."""
    return scene.translated


RADAR_ONLY: dict[str, Method] = {
    "fill_nodata": fill_nodata,
    "clear_mean": clear_mean,
    "scene_regression": scene_regression,
    "translation": translation,
}
WITH_REFERENCE: dict[str, Method] = {"older_pasted": older_pasted, "older_matched": older_matched}


def methods_for(scene: FillScene, filler: Filler) -> dict[str, Method]:
    """Return every method that a scene allows; some need an older image."""
    methods = {**RADAR_ONLY, "fill": filler.radar}
    if scene.other_target is None:
        return methods
    return {
        **methods,
        **WITH_REFERENCE,
        "fill_reference": filler.reference,
        "fill_reference_2_radars": filler.both_radars,
    }
