"""Errors of each direction on validation tiles, band by band; they weight several sources."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import permutations

import numpy as np
from numpy.typing import NDArray

from any2any.data.index.reader import TileIndex
from any2any.data.index.schema import Split, Tile
from any2any.data.tile import CorruptTileError, Crop
from any2any.evaluation.methods import ModelMethod
from any2any.evaluation.tiles import WindowReader, held_out_windows
from any2any.evaluation.windows import Image, whole_windows
from any2any.models.translator import Translator
from any2any.raster.radiometry import from_model_values
from any2any.spec.manifest import DirectionErrors
from any2any.spec.modality import WINDOW_LATENT_PX, Direction, Modality

TWO_DATES = ("s2_cities",)
"""Data sources with several images of the same pixels; elsewhere a place is larger than a tile."""


@dataclass
class ErrorSums:
    """Squared errors of windows, summed: each (bands,), physical units."""

    squares: list[NDArray[np.float64]] = field(default_factory=list)
    detail_squares: list[NDArray[np.float64]] = field(default_factory=list)

    def add(self, result: Image, truth: Image, modality: Modality) -> None:
        """Add a window: result and truth (C, H, W), model values."""
        difference = (from_model_values(result, modality) - from_model_values(truth, modality)).astype(
            np.float64
        )
        self.squares.append(np.square(difference).mean(axis=(1, 2)))
        self.detail_squares.append(difference.var(axis=(1, 2)))

    @property
    def errors(self) -> DirectionErrors:
        """Root mean squares over all windows."""
        rmse, detail = (np.sqrt(np.mean(part, axis=0)) for part in (self.squares, self.detail_squares))
        return DirectionErrors(tuple(map(_rounded, rmse)), tuple(map(_rounded, detail)))


def _rounded(value: float) -> float:
    """Keep four digits, because people read the manifest too."""
    return float(f"{value:.4g}")


def measure_errors(
    translator: Translator,
    index: TileIndex,
    split: Split,
    max_tiles: int | None,
    wanted: Collection[str] | None = None,
    on_direction: Callable[[str, DirectionErrors], None] = lambda name, errors: None,
) -> dict[str, DirectionErrors]:
    """Measure every direction with tiles in the split, and images of another date, such as ``"rgb->rgb"``.

    One sampling step, through the route that the model recommends. ``max_tiles``: of each dataset and direction;
    ``wanted``: directions, None for all.
    """
    reader, found = WindowReader(index), {}
    names = [modality.name for modality in translator.manifest.modalities]
    parts = [(Direction(*ends), _translated) for ends in permutations(names, 2)]
    parts += [(Direction(name, name), _older) for name in names]
    for direction, windows in parts:
        if wanted is not None and str(direction) not in wanted:
            continue
        sums = ErrorSums()
        for result, truth in windows(translator, reader, split, direction, max_tiles):
            sums.add(result, truth, translator.manifest.modality(direction.target))
        if sums.squares:
            found[str(direction)] = sums.errors
            on_direction(str(direction), sums.errors)
    return found


def _translated(
    translator: Translator, reader: WindowReader, split: Split, direction: Direction, max_tiles: int | None
) -> Iterator[tuple[Image, Image]]:
    method = ModelMethod(translator, direction, 1, via=translator.manifest.routes.get(str(direction)))
    ends = direction.source, direction.target
    for source in dict.fromkeys(group.source for group in reader.index.groups if group.split == split):
        for address in held_out_windows(reader, split, source, direction, max_tiles):
            try:
                scene = reader.read(address, ends)
            except CorruptTileError:
                continue  # the report names damaged tiles
            for window in whole_windows(scene, direction):
                rows, columns = window.target.shape[1:]
                yield method.translate(window.source, (rows, columns)), window.target


def _older(
    translator: Translator, reader: WindowReader, split: Split, direction: Direction, max_tiles: int | None
) -> Iterator[tuple[Image, Image]]:
    """Windows of two dates, each once as the older and once as the newer one."""
    name = direction.target
    for one, other in date_pairs(reader.index.tiles(split), name):
        rows, columns = reader.size(one)
        side = WINDOW_LATENT_PX
        for row in range(0, rows - side + 1, side):
            for column in range(0, columns - side + 1, side):
                first, second = (
                    reader.read(Crop(tile, row, column, side, side), (name,)).arrays[name].astype(np.float32)
                    for tile in (one, other)
                )
                if np.isfinite(first).all() and np.isfinite(second).all():
                    yield second, first
                    yield first, second


def date_pairs(tiles: Iterable[Tile], modality: str) -> Iterator[tuple[Tile, Tile]]:
    """Yield pairs of tiles that show the same pixels of a place in different images, each pair once."""
    seen: dict[tuple[str, int, int], dict[str, Tile]] = {}
    for tile in tiles:
        file = tile.files.get(modality)
        if file is None or tile.source not in TWO_DATES:
            continue
        images = seen.setdefault((tile.place, file.width, file.height), {})
        if file.path not in images:
            for other in images.values():
                yield other, tile
            images[file.path] = tile
