"""Fills of a scene by the very job that users run: its files are written, filled and read again."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import rasterio
from numpy.typing import NDArray

from any2any.evaluation.filling.scenes import SOURCE, TARGET, FillScene, Image
from any2any.fill.job import run_fill
from any2any.requests.fill import FillRequest, NamedRaster
from any2any.requests.translate import PresetName
from any2any.translate.job import ModelCache

Mask = NDArray[np.bool_]

CLOUD = 0.9
"""Reflectance of the clouds that hide the holes; no fill may see it."""


class Filler:
    """Runs ``any2any fill`` on scenes; every fill uses the same loaded model."""

    def __init__(self, folder: Path, model: Path, device: str = "auto", preset: PresetName = "fast") -> None:
        """``folder``: for the rasters that this takes."""
        self._folder, self._model, self._device, self._preset = folder, model, device, preset
        self._models = ModelCache()

    def radar(self, scene: FillScene, holes: Mask) -> Image:
        """``any2any fill --source sar``."""
        return self._fill(scene, holes, (scene.source,), None)

    def reference(self, scene: FillScene, holes: Mask) -> Image:
        """``any2any fill --source sar --reference``."""
        return self._fill(scene, holes, (scene.source,), scene.other_target)

    def both_radars(self, scene: FillScene, holes: Mask) -> Image:
        """The same with the reference date's radar as one more source, which shows where the ground changed."""
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
        """Write bands (C, H, W) without a place: rasters of equal size are one place."""
        path = self._folder / f"{name}.tif"
        count, height, width = image.shape
        shape = {"count": count, "height": height, "width": width, "dtype": image.dtype.name}
        nodata = float("nan") if image.dtype.kind == "f" else None
        with rasterio.open(
            path, "w", driver="GTiff", transform=rasterio.Affine.scale(1, -1), nodata=nodata, **shape
        ) as out:
            out.write(image)
        return str(path)
