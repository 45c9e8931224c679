"""Seams and patches in results of the real engine, which translates large held-out scenes as GeoTIFFs."""

from __future__ import annotations

import logging
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import rasterio
from numpy.typing import NDArray

from any2any.data.index.schema import Tile
from any2any.data.scene import PairedScene
from any2any.data.tile import LARGEST_NODATA_SHARE, CorruptTileError, Crop, fill_holes
from any2any.errors import Any2AnyError
from any2any.evaluation.figures import Figures, mean_figures
from any2any.evaluation.methods import ModelMethod, model_name
from any2any.evaluation.tiles import WindowReader
from any2any.metrics.fidelity import border_cells, disagreement, patch_grid_score, seam_score
from any2any.models.torch_model import TorchModel
from any2any.models.translator import Translator
from any2any.raster.radiometry import from_model_values
from any2any.requests.translate import TranslateRequest
from any2any.spec.modality import WINDOW_LATENT_PX, Direction, Modality, Quantity
from any2any.translate.engine import translate

logger = logging.getLogger(__name__)

LARGEST_LATENT_PX = 160
"""Rows and columns to take of a scene: three overlapping windows each way."""

SMALLEST_LATENT_PX = WINDOW_LATENT_PX * 5 // 4
"""A scene with fewer rows and columns has hardly any content away from its seams."""

_RADIOMETRY: dict[Quantity, str] = {
    "reflectance": "reflectance",
    "backscatter_db": "db",
    "temperature_k": "kelvin",
}

_CRS = "EPSG:32631"

Array = NDArray[np.float32]


def measure_seams(
    translator: Translator,
    reader: WindowReader,
    tiles: Sequence[Tile],
    direction: Direction,
    step_counts: Sequence[int],
    most: int,
) -> dict[str, Figures]:
    """``seam``, ``patch_grid`` and ``disagreement`` by the model's name; the first two of the ``truth`` as well.

    Window borders are compared with other borders of the DiT's patches, and patch borders with other borders of latent
    cells: so patch borders do not count as seams, nor the reverse. Disagreement compares two windows that overlap by
    half and are translated separately. At most ``most`` tiles are translated, spread evenly over those that are large
    enough; empty without one. A tile that the engine refuses is logged and omitted.
    """
    large = [tile for tile in tiles if _has_seams(*reader.size(tile))]
    taken = min(most, len(large))
    scores: dict[str, list[Figures]] = {}
    for tile in (large[i * len(large) // taken] for i in range(taken)):
        try:
            found = _of_tile(translator, reader, tile, direction, step_counts)
        except Any2AnyError as error:
            logger.warning("the seams of scene %s, %s, are left out: %s", tile.scene, direction, error)
            continue
        for name, value in found.items():
            scores.setdefault(name, []).append(value)
    return {name: mean_figures(of_tiles) for name, of_tiles in scores.items()}


def _has_seams(rows: int, columns: int) -> bool:
    return min(rows, columns) >= WINDOW_LATENT_PX and max(rows, columns) >= SMALLEST_LATENT_PX


def _of_tile(
    translator: Translator, reader: WindowReader, tile: Tile, direction: Direction, step_counts: Sequence[int]
) -> dict[str, Figures]:
    patch = translator.manifest.dit.patch
    # Whole patches, so that the patches of the engine's last window, which is shifted inwards, match the others'.
    rows, columns = (min(size, LARGEST_LATENT_PX) // patch * patch for size in reader.size(tile))
    ends = (direction.source, direction.target)
    scene = reader.read(Crop(tile, 0, 0, rows, columns), ends)
    source, truth = (scene.arrays[name].astype(np.float32) for name in ends)
    if max(float(np.isnan(x[0]).mean()) for x in (source, truth)) > LARGEST_NODATA_SHARE:
        raise CorruptTileError("it has too much nodata")
    f = scene.modalities[direction.target].downsampling
    scores = {"truth": _scores(truth, patch, f)}
    with TemporaryDirectory(prefix="any2any-seams-") as name:
        folder = Path(name)
        path = _write(folder / "source.tif", source, scene.modalities[direction.source])
        for steps in step_counts:
            output = folder / f"{steps}.tif"
            result = _through_engine(translator, path, output, scene.modalities, direction, steps)
            method = ModelMethod(translator, direction, steps)
            scores[model_name(steps)] = _scores(result, patch, f) | _disagreement(method, scene, direction)
    return scores


def _disagreement(method: ModelMethod, scene: PairedScene, direction: Direction) -> Figures:
    """Disagreement of the scene's first window and one that begins in its middle; empty if the scene is too small."""
    rows, columns = scene.size_latent_px
    step = WINDOW_LATENT_PX // 2
    down, right = (step, 0) if rows > columns else (0, step)
    f = scene.modalities[direction.target].downsampling
    side = WINDOW_LATENT_PX * f
    if max(rows, columns) < WINDOW_LATENT_PX + step:
        return {}
    first, second = (
        method.translate(
            fill_holes(scene.crop(direction.source, *at, WINDOW_LATENT_PX).astype(np.float32)), (side, side)
        )
        for at in ((0, 0), (down, right))
    )
    shared = first[:, down * f :, right * f :], second[:, : side - down * f, : side - right * f]
    return {"disagreement": disagreement(*shared)}


def _scores(image: Array, patch: int, f: int) -> Figures:
    rows, columns = ([cell * f for cell in border_cells(size // f)] for size in image.shape[1:])
    return {
        "seam": seam_score(image, rows, columns, patch * f),
        "patch_grid": patch_grid_score(image, patch * f, f),
    }


def _write(path: Path, values: Array, modality: Modality) -> Path:
    """Write model values (C, h, w) as a GeoTIFF in the modality's own unit."""
    c, rows, columns = values.shape
    size_m = modality.pixel_size_m
    transform = rasterio.Affine(size_m, 0, 500_000, 0, -size_m, 5_000_000)
    profile = {"driver": "GTiff", "dtype": "float32", "nodata": math.nan, "crs": _CRS, "transform": transform}
    with rasterio.open(path, "w", count=c, height=rows, width=columns, **profile) as dataset:
        dataset.write(from_model_values(values, modality))
    return path


def _through_engine(
    translator: Translator,
    source: Path,
    output: Path,
    modalities: Mapping[str, Modality],
    direction: Direction,
    steps: int,
) -> Array:
    """File values of the result (C, h, w): linear in the quantity, so that gradients compare. NaN for nodata."""
    modality = modalities[direction.source]
    request = TranslateRequest(
        input=str(source),
        output=output,
        source=direction.source,
        target=direction.target,
        steps=steps,
        bands=tuple(range(1, modality.channels + 1)),
        radiometry=_RADIOMETRY[modality.quantity],
        batch=4,
    )
    translate(request, TorchModel(translator))
    with rasterio.open(output) as dataset:
        values: Array = dataset.read(masked=True).astype(np.float32).filled(np.nan)
    return values
