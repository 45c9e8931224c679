"""Thumbnails of real scenes for the documentation: the source, its translation and the truth.

Run ``python -m benchmarks.thumbnails INDEX SCENE ... --direction 'sar->rgb' --out DIR``. The engine translates the
middle of each scene, as ``any2any translate`` would. Only imagery under an open licence, at the size of a thumbnail,
belongs into the documentation.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from any2any import api
from any2any.data.index.reader import TileIndex
from any2any.data.index.schema import Tile, size_latent_px
from any2any.data.tile import TileReader, fill_holes
from any2any.errors import Any2AnyError, UsageError
from any2any.evaluation.quicklook import Panel, read_model_values, write_quicklook
from any2any.spec.modality import Direction, Modality

THUMBNAIL_PX = 160

LARGEST_LATENT_PX = 128
"""512 pixels of 10 m: details stay visible in a thumbnail."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Write a picture for each scene and print its path; exit code 1 with a message on errors."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("index", type=Path, help="index of tiles")
    parser.add_argument("scenes", nargs="+", help="scenes of the test split, by their names in the index")
    parser.add_argument("--direction", default="sar->rgb", metavar="A->B", help="(%(default)s)")
    parser.add_argument("--model", type=Path, help="model folder (default: the bundled model)")
    parser.add_argument("--out", type=Path, required=True, help="folder of the pictures")
    options = parser.parse_args(arguments)
    try:
        index, direction = TileIndex(options.index), Direction.parse(options.direction)
        options.out.mkdir(parents=True, exist_ok=True)
        for scene in options.scenes:
            name = scene.replace("/", "-")
            path = options.out / f"{name}-{direction.source}-to-{direction.target}.png"
            panels = panels_of(index, find(index, scene, direction), direction, options.model)
            write_quicklook(path, panels, THUMBNAIL_PX)
            sys.stdout.write(f"{path}\n")
    except Any2AnyError as error:
        sys.stderr.write(f"error: {error}\n")
        return 1
    return 0


def find(index: TileIndex, scene: str, direction: Direction) -> Tile:
    """Return the test tile of a scene that holds both modalities; UsageError if there is none."""
    for tile in index.tiles("test"):
        if tile.scene == scene and {direction.source, direction.target} <= tile.files.keys():
            return tile
    raise UsageError(f"{index.path} has no test scene {scene} with {direction.source} and {direction.target}")


def panels_of(index: TileIndex, tile: Tile, direction: Direction, model: Path | None) -> list[Panel]:
    """Translate the whole scene and cut the middle out of source, result and truth."""
    source, target = (index.modality(name) for name in (direction.source, direction.target))
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "result.tif")
        path = str(index.resolve(tile.files[source.name])[0])
        api.translate(path, str(out), source=source.name, target=target.name, preset="fast", model=model)
        result = read_model_values(str(out), target)
    reader = TileReader(index)
    rows, columns = size_latent_px(tile, {m.name: m for m in index.modalities})
    whole = [
        (source.title, fill_holes(reader.read(tile, source.name, 0, 0, rows, columns)), source),
        (f"{target.title}, model", result, target),
        (f"{target.title}, truth", fill_holes(reader.read(tile, target.name, 0, 0, rows, columns)), target),
    ]
    side = min(rows, columns, LARGEST_LATENT_PX)
    row, column = (rows - side) // 2, (columns - side) // 2
    return [Panel(label, _cut(values, m, row, column, side), m) for label, values, m in whole]


def _cut(
    values: NDArray[np.float32], modality: Modality, row: int, column: int, side: int
) -> NDArray[np.float32]:
    f = modality.downsampling
    return values[:, row * f : (row + side) * f, column * f : (column + side) * f]


if __name__ == "__main__":
    sys.exit(main())
