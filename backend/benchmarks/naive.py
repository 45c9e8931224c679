"""A naive loop over tiles, without the engine: read a tile, translate it, write it."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import rasterio
import torch
from rasterio.windows import Window

from any2any.models.translator import Translator
from any2any.raster.radiometry import from_model_values, output_encoding, to_model_values
from any2any.spec.modality import LATENT_CHANNELS, WINDOW_LATENT_PX, Direction
from any2any.translate.plan import Plan


def seconds_of_a_tile(
    model: Translator, plan: Plan, path: Path, steps: int, tiles: int = 1
) -> tuple[float, float]:
    """Mean wall and processor time of some tiles of a raster, one after the other; the raster is all valid."""
    source, target = (model.manifest.modality(name) for name in (plan.source, plan.target))
    side, side_out = (WINDOW_LATENT_PX * m.downsampling for m in (source, target))
    encoding = output_encoding(target)
    profile = {
        "driver": "GTiff",
        "count": target.channels,
        "width": tiles * side_out,
        "height": side_out,
        "dtype": encoding.dtype,
        "transform": rasterio.Affine.scale(1, 2),
        "tiled": True,
        "compress": "deflate",
    }
    generator = torch.Generator().manual_seed(plan.seed)
    wall, cpu = time.perf_counter(), time.process_time()
    with (
        rasterio.open(path) as dataset,
        rasterio.open(path.with_name("naive.tif"), "w", **profile) as output,
        torch.inference_mode(),
    ):
        for tile in range(tiles):
            col = tile * side % (dataset.width - side + 1)
            values = dataset.read(list(plan.bands), window=Window(col, 0, side, side))
            x = torch.from_numpy(to_model_values(plan.encoding.to_physical(values), source))[None]
            noise = torch.randn(1, LATENT_CHANNELS, WINDOW_LATENT_PX, WINDOW_LATENT_PX, generator=generator)
            direction = Direction(plan.source, plan.target)
            y = model.translate(x.to(model.device), noise.to(model.device), direction, steps)
            physical = from_model_values(y[0].float().cpu().numpy(), target)
            valid = np.ones(physical.shape[1:], bool)
            output.write(
                encoding.encode(physical, valid), window=Window(tile * side_out, 0, side_out, side_out)
            )
    return (time.perf_counter() - wall) / tiles, (time.process_time() - cpu) / tiles
