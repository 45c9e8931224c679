"""Build and sample an index of 1.2 million pairs: seconds, rates, and the memory of each step's process.

Run ``python -m benchmarks.index``. The tiles are synthetic: two modalities each, the rasters do not exist.
On a busy machine, look at the rates per second of processor time.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np

from any2any.data.draw import TileDraw
from any2any.data.index.reader import TileIndex
from any2any.data.index.schema import Split, Tile, TileFile
from any2any.data.index.writer import write_index
from any2any.spec.modality import DEFAULT_MODALITIES, RGB, SAR

LIMIT_MIB = 200
"""Largest memory that a step may add to its process, for any number of tiles."""

SIDES_PX = (256, 512, 768)
SOURCES = ("summer", "winter", "spring")
VALIDATION_EVERY = 20

Step = Callable[[Path, int], None]


def main() -> int:
    """Run both steps, each in a process of its own; exit code 1 if one takes more memory than the limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tiles", type=int, default=1_200_000)
    parser.add_argument("--draws", type=int, default=50_000)
    parser.add_argument(
        "--folder", type=Path, help="where the index is written; a temporary folder if not given"
    )
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        path = (arguments.folder or Path(temporary)) / "benchmark.gpkg"
        steps = (
            ("build", _alone(_build, path, arguments.tiles)),
            ("draw", _alone(_draw, path, arguments.draws)),
            ("read in order", _alone(_iterate, path, arguments.draws)),
        )
        size_mib = path.stat().st_size / 2**20
    sys.stdout.write(f"{arguments.tiles} tiles, {size_mib:.0f} MiB, limit {LIMIT_MIB} MiB a step\n")
    for name, figures in steps:
        sys.stdout.write(json.dumps({"step": name, **figures}) + "\n")
    return int(any(figures["added_mib"] > LIMIT_MIB for _, figures in steps))


def _alone(step: Step, path: Path, count: int) -> dict[str, float]:
    """Run a step in a new process, so that its peak memory is the step's."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(_measure, step, path, count).result()


def _measure(step: Step, path: Path, count: int) -> dict[str, float]:
    before, begin, cpu_begin = _peak_mib(), time.monotonic(), time.process_time()
    step(path, count)
    seconds, cpu_seconds = time.monotonic() - begin, time.process_time() - cpu_begin
    after = _peak_mib()
    return {
        "count": count,
        "seconds": round(seconds, 1),
        "cpu_seconds": round(cpu_seconds, 1),
        "per_second": round(count / seconds),
        "per_cpu_second": round(count / cpu_seconds),
        "before_mib": round(before, 1),
        "peak_mib": round(after, 1),
        "added_mib": round(after - before, 1),
    }


def _peak_mib() -> float:
    """Largest resident set of this process so far."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)


def _build(path: Path, count: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_index(path, _tiles(path.parent, count), DEFAULT_MODALITIES)


def _draw(path: Path, count: int) -> None:
    """Draw crops as training does, with one generator each."""
    draw = TileDraw(TileIndex(path), "train", ("sar", "rgb"), 64, {SOURCES[0]: 2.0})
    for sample in range(count):
        draw.draw(np.random.default_rng([1, 2, sample]))


def _iterate(path: Path, count: int) -> None:
    tiles = TileIndex(path).tiles()
    for _, _tile in zip(range(count), tiles, strict=False):
        pass


def _tiles(folder: Path, count: int) -> Iterator[Tile]:
    for number in range(count):
        side = SIDES_PX[number % len(SIDES_PX)]
        split: Split = "validation" if number % VALIDATION_EVERY == 0 else "train"
        scene, source = f"scene-{number // 100}", SOURCES[number // 7 % len(SOURCES)]
        west, south = -180 + number % 3600 / 10, -80 + number // 3600 % 1600 / 10
        files = {
            RGB.name: _file(RGB.name, folder, scene, number, "1,2,3", "s2", side),
            SAR.name: _file(SAR.name, folder, scene, number, "1", "db100", side),
        }
        yield Tile(scene, scene, source, split, "CC0-1.0", files, (west, south, west + 0.02, south + 0.02))


def _file(
    name: str, folder: Path, scene: str, number: int, bands: str, radiometry: str, side: int
) -> TileFile:
    path = f"{folder}/data/{scene}/{name}_{number}.tif"
    return TileFile(name, path, bands, radiometry, 0, 0, side, side, 10.0)


if __name__ == "__main__":
    sys.exit(main())
