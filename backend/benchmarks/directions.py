"""Translate one real scene in every direction of the model, with the installed runtime; torch is not needed.

Run ``python -m benchmarks.directions SCENE --out DIR``. A scene is a folder of the cities in Sentinel-1 and 2
(``s2_10m.tif``, ``s2_20m.tif``, ``sar.tif``). Its five modalities are written first; the panchromatic one is a mean of
the visible and near infrared bands, and the scene has no pixels of half the size to compare it with.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import permutations
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from numpy.typing import NDArray

from any2any.errors import UsageError
from any2any.hub import bundled_model
from any2any.metrics import psnr_db
from any2any.requests.translate import RuntimeName, TranslateRequest
from any2any.runtime.choice import AUTO
from any2any.spec.model_folder import read_manifest
from any2any.translate.job import ModelCache, run_request
from benchmarks.outcome import print_report
from benchmarks.results import number, table

FILES = ("s2_10m.tif", "s2_20m.tif", "sar.tif")
"""Bands 2, 3, 4, 8; bands 5, 6, 7, 8A, 11, 12; backscatter in dB by the file's scale."""

REFLECTANCE = 1e-4
_RANGES = {"sar": 30.0}
"""Peak for the PSNR: 30 dB of backscatter; else half of the reflectance from 0 to 1, which covers cities."""
_RANGE = 0.5


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a table of all directions; the images stay in the folder."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("scene", type=Path)
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")
    parser.add_argument("--model", type=Path, metavar="DIR", help="(the bundled one)")
    parser.add_argument("--runtime", default=AUTO, help="(%(default)s)")
    return print_report(_run, parser.parse_args(arguments))


def _run(options: argparse.Namespace) -> str:
    options.out.mkdir(parents=True, exist_ok=True)
    paths = write_modalities(options.scene, options.out)
    model = bundled_model() if options.model is None else options.model
    rows = list(_directions(paths, options.out, model, options.runtime))
    torch = "PyTorch was imported" if sys.modules.get("torch") else "PyTorch was not imported"
    return (
        table(("direction", "seconds", "valid", "PSNR, dB"), rows) + f"\n{len(rows)} directions; {torch}.\n"
    )


def write_modalities(scene: Path, folder: Path) -> dict[str, Path]:
    """Write a scene's five modalities into a folder; their paths. UsageError if the scene lacks a file."""
    missing = [name for name in FILES if not (scene / name).is_file()]
    if missing:
        raise UsageError(f"{scene} has no {missing[0]}: give a folder with {', '.join(FILES)}")
    fine, coarse, radar = (_read(scene / name) for name in FILES)
    visible, (ten, _) = fine[0][:3], fine
    pan = ten.mean(axis=0, keepdims=True)
    twenty = _halved(visible)[:, : coarse[0].shape[1], : coarse[0].shape[2]]
    rows, columns = twenty.shape[1:]
    ms = np.concatenate([twenty, coarse[0][3:, :rows, :columns]])
    images = {"rgb": ten[2::-1], "nir": ten[3:], "pan": pan, "sar": radar[0]}
    written = {name: _write(folder / f"{name}.tif", image, fine[1]) for name, image in images.items()}
    return written | {"ms": _write(folder / "ms.tif", ms, coarse[1])}


def _read(path: Path) -> tuple[NDArray[np.float32], dict[str, Any]]:
    """Stored values (C, h, w) with the file's scale applied, and their grid."""
    with rasterio.open(path) as dataset:
        scale = np.array(dataset.scales, np.float32)[:, None, None]
        place = {"crs": dataset.crs, "transform": dataset.transform}
        return dataset.read().astype(np.float32) * scale, place


def _halved(image: NDArray[np.float32]) -> NDArray[np.float32]:
    """Means of 2 x 2 pixels (C, h // 2, w // 2)."""
    bands, rows, columns = image.shape
    pairs = image[:, : rows // 2 * 2, : columns // 2 * 2].reshape(bands, rows // 2, 2, columns // 2, 2)
    means: NDArray[np.float32] = pairs.mean(axis=(2, 4))
    return means


def _write(path: Path, image: NDArray[np.float32], place: dict[str, Any]) -> Path:
    """Write backscatter as dB in float32, and reflectance as integers of 1/10,000, like results."""
    is_radar = path.stem == "sar"
    values = image if is_radar else np.round(image / REFLECTANCE).clip(1).astype(np.uint16)
    bands, rows, columns = values.shape
    profile = {"driver": "GTiff", "count": bands, "width": columns, "height": rows, "dtype": values.dtype}
    with rasterio.open(path, "w", **profile, **place, nodata=None if is_radar else 0) as dataset:
        dataset.write(values)
    return path


def _directions(
    paths: dict[str, Path], out: Path, model: Path, runtime: RuntimeName
) -> Iterator[tuple[str, ...]]:
    """Translate in each direction; yield rows of the table."""
    models = ModelCache()
    for source, target in permutations(read_manifest(model).modalities, 2):
        ends = (source.name, target.name)
        output = out / f"{ends[0]}-{ends[1]}.tif"
        request = TranslateRequest(
            str(paths[ends[0]]),
            output,
            *ends,
            model=model,
            device="cpu",
            runtime=runtime,
            overwrite=True,
        )
        begin = time.perf_counter()
        run_request(request, lambda progress: None, lambda: False, models)
        seconds = time.perf_counter() - begin
        found, valid = _result(output)
        yield (f"{ends[0]} to {ends[1]}", number(seconds), f"{valid:.0%}", _score(found, paths[ends[1]]))


def _result(path: Path) -> tuple[NDArray[np.float32], float]:
    """Stored values (C, h, w) of a result, and the share of them that is not nodata."""
    with rasterio.open(path) as dataset:
        return dataset.read().astype(np.float32), float((dataset.read_masks() > 0).mean())


def _score(found: NDArray[np.float32], truth_path: Path) -> str:
    """PSNR against the scene if it has the result's pixel size; else a dash."""
    truth, _ = _result(truth_path)
    if truth.shape != found.shape:
        return number(None)
    name = truth_path.stem
    unit = 1.0 if name in _RANGES else REFLECTANCE
    peak = _RANGES.get(name, _RANGE)
    return number(psnr_db(found * unit / peak, truth * unit / peak), 1)


if __name__ == "__main__":
    sys.exit(main())
