"""Subjects of the benchmarks: the bundled model or a random one of its size, and a cheap raster of any size."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import rasterio
import torch

from any2any.errors import Any2AnyError
from any2any.hub import bundled_model
from any2any.models.translator import Translator
from any2any.runtime.allocator import keep_freed_memory
from any2any.spec.manifest import Manifest, VaeEntry
from any2any.spec.modality import DEFAULT_MODALITIES, LATENT_CHANNELS, SEEN_DIRECTIONS
from any2any.spec.networks import SIZES, vae_config

CHUNK_PX = 512


def load_model(size: str | None, device: str) -> Translator:
    """Return the bundled model, or one with random weights if a size is given or no model is bundled.

    Freed memory is kept, as in the product.
    """
    keep_freed_memory()
    if size is None:
        try:
            return Translator.load(bundled_model(), device)
        except Any2AnyError:
            size = "tiny"
    torch.manual_seed(0)
    zeros, ones = (0.0,) * LATENT_CHANNELS, (1.0,) * LATENT_CHANNELS
    manifest = Manifest(
        name=f"random-{size}",
        title="Random weights",
        version="0",
        licence="none",
        modalities=DEFAULT_MODALITIES,
        vaes={
            m.name: VaeEntry(vae_config(size, m.channels, m.downsampling), zeros, ones)
            for m in DEFAULT_MODALITIES
        },
        dit=SIZES[size].dit,
        adapter=SIZES[size].adapter,
        seen_directions=SEEN_DIRECTIONS,
    )
    return Translator(manifest).to(device).eval().requires_grad_(False)


def write_backscatter(path: Path, width: int, height: int) -> None:
    """Write a tiled GeoTIFF of speckle in dB, every pixel valid, a chunk of rows at a time."""
    profile = {
        "driver": "GTiff",
        "count": 1,
        "width": width,
        "height": height,
        "dtype": "float32",
        "crs": "EPSG:32633",
        "transform": rasterio.Affine(10, 0, 500000, 0, -10, 5000000),
        "tiled": True,
        "blockxsize": CHUNK_PX,
        "blockysize": CHUNK_PX,
    }
    rng = np.random.default_rng(0)
    with rasterio.open(path, "w", **profile) as dataset:
        for row in range(0, height, CHUNK_PX):
            rows = min(CHUNK_PX, height - row)
            values = rng.normal(-13, 3, (rows, width)).astype(np.float32)
            dataset.write(values, 1, window=rasterio.windows.Window(0, row, width, rows))


def write_square(folder: Path, megapixels: float) -> Path:
    """Write a square raster of about this size; return its path."""
    side = round(math.sqrt(megapixels * 1e6))
    path = folder / f"{side}.tif"
    write_backscatter(path, side, side)
    return path
