"""Held-out scenes with radar, and with an older or newer image of the same ground if there is one."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio.transform import from_origin

from any2any.data.index.reader import TileIndex
from any2any.data.index.schema import Split, Tile, size_latent_px
from any2any.data.tile import TileReader
from any2any.evaluation.direction_errors import TWO_DATES
from any2any.fill.statistics import smooth
from any2any.raster.radiometry import from_model_values, output_encoding
from any2any.requests.translate import TranslateRequest
from any2any.spec.modality import Modality
from any2any.translate.job import ModelCache, run_request

Image = NDArray[np.float32]

NOWHERE = from_origin(1.0, 1.0, 1.0, 1.0)
"""Of rasters without a place. At 0, 0 rasterio would warn that they have none."""

SOURCE, TARGET = "sar", "rgb"


@dataclass(frozen=True)
class FillScene:
    """One place and date; all arrays are physical values on one grid, (bands, rows, columns)."""

    name: str
    data: str
    target: Image
    source: Image
    translated: Image
    other_target: Image | None
    """The same place at another date."""
    other_source: Image | None
    high: Image
    """Per band of the target: the top of its physical range, (bands, 1, 1)."""


def fill_scenes(
    index: TileIndex,
    split: Split,
    data: Collection[str],
    model: Path,
    device: str,
    folder: Path,
    most: int | None = None,
) -> Iterator[FillScene]:
    """Read every scene of the data sources that has radar and colour, and translate its radar.

    ``folder``: for the rasters that this takes; ``most``: scenes of each data source, None for all.
    """
    reader, models = TileReader(index), ModelCache()
    tiles = list(_distinct(index, split, data))
    kinds = {modality.name: modality for modality in index.modalities}
    for tile in _first(tiles, most):
        target, source = (_read(reader, tile, kinds, name) for name in (TARGET, SOURCE))
        translated = _translate(source, tile, model, device, folder, models, kinds[TARGET])
        other = next((t for t in tiles if t.place == tile.place and t is not tile and _fits(t, tile)), None)
        shown = [_read(reader, other, kinds, name) if other else None for name in (TARGET, SOURCE)]
        high = np.array([band.high for band in kinds[TARGET].bands], np.float32)[:, None, None]
        yield FillScene(tile.scene, tile.source, target, source, translated, shown[0], shown[1], high)


def _first(tiles: Sequence[Tile], most: int | None) -> Iterator[Tile]:
    for name in dict.fromkeys(tile.source for tile in tiles):
        yield from [tile for tile in tiles if tile.source == name][:most]


def _distinct(index: TileIndex, split: Split, data: Collection[str]) -> Iterator[Tile]:
    """Tiles with both modalities, one for each image of the target; others only add another orbit."""
    seen = set()
    for tile in index.tiles(split):
        if tile.source in data and {SOURCE, TARGET} <= set(tile.files):
            image = index.resolve(tile.files[TARGET])
            if image not in seen:
                seen.add(image)
                yield tile


def _fits(one: Tile, other: Tile) -> bool:
    """Whether two tiles show the same pixels of the ground at two dates."""
    a, b = one.files[TARGET], other.files[TARGET]
    return one.source in TWO_DATES and (a.width, a.height) == (b.width, b.height)


def _read(reader: TileReader, tile: Tile, kinds: dict[str, Modality], name: str) -> Image:
    rows, columns = size_latent_px(tile, kinds)
    return from_model_values(reader.read(tile, name, 0, 0, rows, columns), kinds[name])


def _translate(
    source: Image, tile: Tile, model: Path, device: str, folder: Path, models: ModelCache, target: Modality
) -> Image:
    path, output = folder / f"{tile.number}.tif", folder / f"{tile.number}-translated.tif"
    count, height, width = source.shape
    profile = {"driver": "GTiff", "count": count, "height": height, "width": width, "dtype": "float32"}
    if not output.exists():
        with rasterio.open(path, "w", transform=NOWHERE, nodata=np.nan, **profile) as out:
            out.write(source)
        job = TranslateRequest(
            str(path), output, SOURCE, TARGET, model, preset="fast", radiometry="db", device=device
        )
        run_request(job, lambda progress: None, lambda: False, models)
    with rasterio.open(output) as dataset:
        return np.asarray(dataset.read().astype(np.float32) * output_encoding(target).scale)[
            :, :height, :width
        ]


SCALES_PX = ((40, 1.0), (16, 0.5), (6, 0.2))
"""Radius and weight of each layer of noise: weather systems, clouds, and their edges."""


def cloud_holes(shape: tuple[int, int], share: float, seed: int) -> NDArray[np.bool_]:
    """Cut holes that cover ``share`` of an image of this shape (rows, columns)."""
    generator = np.random.default_rng(seed)
    field = sum(weight * _noise(generator, shape, radius) for radius, weight in SCALES_PX)
    return np.asarray(field > np.quantile(field, 1.0 - share))


def _noise(generator: np.random.Generator, shape: tuple[int, int], radius: int) -> NDArray[np.float64]:
    values = smooth(generator.standard_normal(shape), radius)
    return np.asarray((values - values.mean()) / values.std())
